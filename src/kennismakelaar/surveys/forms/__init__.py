"""What is filled in about surveys, files of answers and questionnaires."""

from .authoring import FORM_OF, IntroductionForm
from .deliveries import ConfirmForm, MappingForm, PaperFormForm, SurveyForm, UploadForm, XlsFormForm
from .filling import FillInForForm, RoleForm

__all__ = [
    "FORM_OF",
    "ConfirmForm",
    "FillInForForm",
    "IntroductionForm",
    "MappingForm",
    "PaperFormForm",
    "RoleForm",
    "SurveyForm",
    "UploadForm",
    "XlsFormForm",
]

"""What is filled in about surveys, files of answers and questionnaires."""

from .deliveries import ConfirmForm, MappingForm, SurveyForm, UploadForm

__all__ = ["ConfirmForm", "MappingForm", "SurveyForm", "UploadForm"]

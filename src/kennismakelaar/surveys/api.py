"""The front door of surveys: what was asked and answered."""

from .actions import (
    UnableToAnswer,
    UnableToFillIn,
    Wave,
    begin,
    confirm,
    erase_expired,
    open_survey,
    recognize,
    record_response,
    undo_import,
)
from .answers import AnswerTable, table_from_rows, table_of
from .entrance import enter
from .files import FileRead, read_file, signature, vocabulary
from .models import (
    Aspect,
    BankQuestion,
    Draft,
    Questionnaire,
    QuestionnaireItem,
    Response,
    Survey,
    SurveyQuestion,
)
from .queries import (
    answer_table,
    is_open,
    latest_survey,
    published_questionnaire,
    submitted,
    survey_with,
    surveys,
    topics_of,
)

__all__ = [
    "AnswerTable",
    "Aspect",
    "BankQuestion",
    "Draft",
    "FileRead",
    "Questionnaire",
    "QuestionnaireItem",
    "Response",
    "Survey",
    "SurveyQuestion",
    "UnableToAnswer",
    "UnableToFillIn",
    "Wave",
    "answer_table",
    "begin",
    "confirm",
    "enter",
    "erase_expired",
    "is_open",
    "latest_survey",
    "open_survey",
    "published_questionnaire",
    "read_file",
    "recognize",
    "record_response",
    "signature",
    "submitted",
    "survey_with",
    "surveys",
    "table_from_rows",
    "table_of",
    "topics_of",
    "undo_import",
    "vocabulary",
]

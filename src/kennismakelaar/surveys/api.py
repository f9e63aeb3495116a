"""The front door of surveys: what was asked and answered."""

from .actions import (
    UnableToAnswer,
    Wave,
    confirm,
    erase_expired,
    open_survey,
    recognize,
    record_response,
    undo_import,
)
from .answers import AnswerTable, table_from_rows, table_of
from .files import FileRead, read_file, signature, vocabulary
from .models import Aspect, Response, Survey, SurveyQuestion
from .queries import answer_table, latest_survey, survey_with, surveys, topics_of

__all__ = [
    "AnswerTable",
    "Aspect",
    "FileRead",
    "Response",
    "Survey",
    "SurveyQuestion",
    "UnableToAnswer",
    "Wave",
    "answer_table",
    "confirm",
    "erase_expired",
    "latest_survey",
    "open_survey",
    "read_file",
    "recognize",
    "record_response",
    "signature",
    "survey_with",
    "surveys",
    "table_from_rows",
    "table_of",
    "topics_of",
    "undo_import",
    "vocabulary",
]

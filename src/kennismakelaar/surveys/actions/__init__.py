"""The writing hand of surveys."""

from .answering import UnableToFillIn, begin
from .deliveries import confirm, recognize, undo_import
from .waves import UnableToAnswer, Wave, erase_expired, open_survey, record_response

__all__ = [
    "UnableToAnswer",
    "UnableToFillIn",
    "Wave",
    "begin",
    "confirm",
    "erase_expired",
    "open_survey",
    "recognize",
    "record_response",
    "undo_import",
]

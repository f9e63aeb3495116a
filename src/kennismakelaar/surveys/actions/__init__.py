"""The writing hand of surveys."""

from .answering import Saved, UnableToFillIn, begin, choose, save_page, say_role, send
from .closing import UnableToClose, close, close_ended
from .deliveries import confirm, recognize, undo_import
from .questionnaires import (
    UnableToChangeQuestionnaire,
    UnableToPublishQuestionnaire,
    introduce,
    keep_in_bank,
    move_item,
    publish_questionnaire,
    put_item,
    remove_item,
    start_version,
    take_from_bank,
    write_questionnaire,
)
from .waves import UnableToAnswer, Wave, erase_expired, open_survey, record_response

__all__ = [
    "Saved",
    "UnableToAnswer",
    "UnableToChangeQuestionnaire",
    "UnableToClose",
    "UnableToFillIn",
    "UnableToPublishQuestionnaire",
    "Wave",
    "begin",
    "choose",
    "close",
    "close_ended",
    "confirm",
    "erase_expired",
    "introduce",
    "keep_in_bank",
    "move_item",
    "open_survey",
    "publish_questionnaire",
    "put_item",
    "recognize",
    "record_response",
    "remove_item",
    "save_page",
    "say_role",
    "send",
    "start_version",
    "take_from_bank",
    "undo_import",
    "write_questionnaire",
]

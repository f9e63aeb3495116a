"""The writing hand of surveys."""

from .answering import Saved, UnableToFillIn, begin, choose, form_is_gone, save_page, say_role, send
from .closing import UnableToClose, close, close_ended
from .deliveries import confirm, recognize, undo_import
from .paper import take_own_paper, take_paper
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
    "form_is_gone",
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
    "take_own_paper",
    "take_paper",
    "undo_import",
    "write_questionnaire",
]

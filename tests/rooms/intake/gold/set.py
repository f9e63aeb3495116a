"""All files of the gold set, in the order of their kinds."""

from . import mails, open_documents, pages, sheets, texts, word, word_beside
from .pieces import Gold


def files() -> list[Gold]:
    """Every file with what must come out of it."""
    made: list[Gold] = []
    for room in (word, word_beside, open_documents, sheets, texts, pages, mails):
        made += [make() for make in room.FILES]
    return made

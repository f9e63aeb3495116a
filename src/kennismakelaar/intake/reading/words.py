"""The front of word reading: a document in, its words with their places out, or a refusal with its name."""

from .isolation import read
from .kinds import recognize
from .places import Place
from .results import Paragraph, WordsRead
from .tables import unread_of


def read_words(filename: str, content: bytes) -> WordsRead:
    """The words of a document in order, each with its place, and what was not read.

    Raises a subclass of `refusals.UnreadableFile`.
    """
    kind = recognize(filename, content)
    paragraphs, unread = [], []
    for report in read("words", filename, kind, content):
        if report["what"] == "words":
            place = Place(**report["place"]).in_words()
            paragraphs.append(Paragraph(report["text"], place, report["labels"]))
        else:
            unread.append(unread_of(report))
    return WordsRead(tuple(paragraphs), tuple(unread))

"""The front of word reading: a document in, its words with their places out, or a refusal with its name."""

from django.utils.translation import gettext_lazy as _

from .isolation import read
from .kinds import recognize
from .places import Place
from .results import Paragraph, WordsRead
from .spoken import HEADER
from .tables import unread_of

# The label under which the name of a column, or the question before an answer, stands.
ABOVE = _("asked")


def read_words(filename: str, content: bytes, *, text_columns: tuple[str, ...] = ()) -> WordsRead:
    """The words of a document in order, each with its place, and what was not read.

    `text_columns` are the names of the columns of tables that hold words, where a person chose them.
    Raises a subclass of `refusals.UnreadableFile`.
    """
    kind = recognize(filename, content)
    paragraphs, unread = [], []
    for report in read("words", filename, kind, content, text_columns):
        if report["what"] == "words":
            place = Place(**report["place"]).in_words()
            paragraphs.append(Paragraph(report["text"], place, _named(report["labels"])))
        else:
            unread.append(unread_of(report))
    return WordsRead(tuple(paragraphs), tuple(unread))


def _named(labels: dict[str, str]) -> dict[str, str]:
    """Labels as people read them: what stands above the words has no name of its own in the file."""
    return {str(ABOVE) if name == HEADER else name: text for name, text in labels.items()}

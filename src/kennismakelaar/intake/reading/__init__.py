"""Reading delivered files: bytes in, rows or paragraphs with their places out."""

from .numbers import number
from .results import Paragraph, Row, Table, Unread, WordsRead
from .tables import read_table
from .words import read_words

__all__ = ["Paragraph", "Row", "Table", "Unread", "WordsRead", "number", "read_table", "read_words"]

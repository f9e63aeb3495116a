"""A questionnaire on paper: as a Word file that is read back, and as a PDF to print.

Every mark in the Word file carries the number of its field and choice; the file says of which version it is, so that
a form of an older version is recognized.
"""

from .pdf import pdf_of
from .word import PaperForm, UnreadablePaperForm, read_word, word_of

__all__ = ["PaperForm", "UnreadablePaperForm", "pdf_of", "read_word", "word_of"]

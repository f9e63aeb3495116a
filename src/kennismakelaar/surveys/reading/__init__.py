"""From a table as a survey tool delivers it to answers per colleague; pure: no database, no clock.

headers  which column means what
values   what stands in a cell
forms    one row, one filled-in form; what cannot be read is said with its place
"""

from .forms import AnswersRead, Filled, NothingRecognized, Taker, Unread, read_answers
from .headers import Meaning, Vocabulary, meanings_from, recognize

__all__ = [
    "AnswersRead",
    "Filled",
    "Meaning",
    "NothingRecognized",
    "Taker",
    "Unread",
    "Vocabulary",
    "meanings_from",
    "read_answers",
    "recognize",
]

"""The gold set: messy files as officials deliver them, made by code, each with what must come out.

Every file is written by a function, the same bytes each time (but for clocks inside packages), so that the set can be
read, extended and argued about. A file says of every piece in it what must become of it:

- `said(text, *place)`: lands as words, with these pieces in its place;
- `beside(text)`: lands beside words, as a label (a column of a table, a question before an answer);
- `above(text)`: lands in the place of the words below it (a heading, a title of a table);
- `told(reason, *place)`: is named in the list of what was not read, or not read as it stands.

A piece that does none of these is a silent loss. Words that come out and were never put in are counted too.
"""

from .pieces import Gold, Piece, above, beside, said, told
from .set import files

__all__ = ["Gold", "Piece", "above", "beside", "files", "said", "told"]

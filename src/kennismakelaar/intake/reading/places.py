"""Where something stands in a file, and why a part was not read: codes below, words for people here."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def column_letter(index: int) -> str:
    """The name a spreadsheet gives the column with this index: 0 = A, 26 = AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file. Only what is known is filled in."""

    part: str = ""  # a name the document gives: a heading, an attachment
    sheet: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    line: int | None = None
    comment: int | None = None

    def known(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value not in (None, "")}

    def in_words(self) -> str:
        """The place as people say it, from large to small."""
        words = {"column": column_letter(self.column)} if self.column is not None else {}
        found = [str(NAMES[key]) % words.get(key, value) for key, value in self.known().items()]
        return ", ".join(found) if found else _("the whole file")


NAMES = {
    "part": gettext_lazy("“%s”"),
    "sheet": gettext_lazy("sheet %s"),
    "page": gettext_lazy("page %s"),
    "table": gettext_lazy("table %s"),
    "row": gettext_lazy("row %s"),
    "column": gettext_lazy("column %s"),
    "paragraph": gettext_lazy("paragraph %s"),
    "line": gettext_lazy("line %s"),
    "comment": gettext_lazy("comment %s"),
}

# Why something was not read, or not read as it stands. The child process sends the code and the facts.
REASONS = {
    "other_sheet": gettext_lazy("Another sheet was read: %(read)s. Deliver this sheet as a file of its own."),
    "empty_sheet": gettext_lazy("This sheet is empty."),
    "title_row": gettext_lazy("Title above the header; not read as an answer."),
    "formula": gettext_lazy("%(count)s formulas: the last calculated value was read."),
    "formula_without_value": gettext_lazy(
        "%(count)s formulas without a stored value: open the file in a spreadsheet program, save it again."
    ),
    "error_value": gettext_lazy("%(count)s cells hold an error value such as #N/A; read as empty."),
    "cells_beyond_header": gettext_lazy(
        "%(count)s rows have cells beyond the last header; those were not read."
    ),
    "pictures": gettext_lazy("%(count)s pictures were not read. Type their text in the document."),
    "cell_comments": gettext_lazy("Comments on cells were not read."),
    "external_links": gettext_lazy("Links to other files were not followed."),
    "scanned_page": gettext_lazy("Scanned page without text. Deliver the original, or a PDF with text."),
    "attachment": gettext_lazy("Attachment “%(name)s” was not read. Deliver it as a file of its own."),
    "quoted_mail": gettext_lazy("An earlier mail that was quoted below was not read."),
    "text_box": gettext_lazy("Text in text boxes was not read."),
    "deleted_text": gettext_lazy("Text struck out with tracked changes was not read."),
    "notes_part": gettext_lazy("Headers, footers and footnotes were not read."),
    "undecodable": gettext_lazy("Characters that could not be decoded stand as “�”."),
    "no_text_in_row": gettext_lazy("%(count)s rows without text in the column “%(header)s”."),
    "too_long": gettext_lazy("Text longer than %(limit)s characters; the rest was not read."),
}


def reason_in_words(code: str, facts: dict[str, Any]) -> str:
    return str(REASONS[code]) % facts

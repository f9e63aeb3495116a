"""Where something stands in a file, and why a part was not read: codes below, words for people here."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import refusals


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

    outer: "dict[str, Any] | None" = (
        None  # the place this stands in: an attachment, a cell with a table in it
    )
    attachment: str = ""
    mail: int | None = None  # a mail that was passed on inside another one
    part: str = ""  # a name the document gives: a heading
    sheet: str = ""
    page: int | None = None
    text_column: int | None = None  # a page may be set in columns
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: int | None = None
    paragraph: int | None = None
    item: int | None = None
    line: int | None = None
    note: int | None = None
    comment: int | None = None
    characters: str = ""

    def known(self) -> dict[str, Any]:
        own = {key: value for key, value in asdict(self).items() if key != "outer"}
        return {key: value for key, value in own.items() if value not in (None, "")}

    def in_words(self) -> str:
        """The place as people say it, from large to small."""
        around = [Place(**self.outer).in_words()] if self.outer else []
        words = {"column": column_letter(self.column)} if self.column is not None else {}
        found = [str(NAMES[key]) % words.get(key, value) for key, value in self.known().items()]
        return ", ".join(around + found) if around or found else _("the whole file")


NAMES = {
    "attachment": gettext_lazy("attachment “%s”"),
    "mail": gettext_lazy("passed-on mail %s"),
    "part": gettext_lazy("“%s”"),
    "sheet": gettext_lazy("sheet %s"),
    "page": gettext_lazy("page %s"),
    "text_column": gettext_lazy("text column %s"),
    "table": gettext_lazy("table %s"),
    "row": gettext_lazy("row %s"),
    "column": gettext_lazy("column %s"),
    "box": gettext_lazy("text box %s"),
    "paragraph": gettext_lazy("paragraph %s"),
    "item": gettext_lazy("list item %s"),
    "line": gettext_lazy("line %s"),
    "note": gettext_lazy("footnote %s"),
    "comment": gettext_lazy("comment %s"),
    "characters": gettext_lazy("characters %s"),
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
    "charts": gettext_lazy("%(count)s charts were not read. Their figures stand in a sheet."),
    "diagrams": gettext_lazy("%(count)s diagrams were not read. Type their text in the document."),
    "cell_comments": gettext_lazy("Comments on cells were not read."),
    "external_links": gettext_lazy("Links to other files were not followed."),
    "scanned_page": gettext_lazy(
        "Scanned page without text. Deliver the original, or a PDF with text. The program Tesseract, when "
        "your administrator installs it, can read scans."
    ),
    "read_by_recognition": gettext_lazy(
        "Scanned page: the letters were recognized by a program. Read the words again beside the page."
    ),
    "recognition_failed": gettext_lazy("Scanned page: a program tried to recognize the letters and failed."),
    "running_line": gettext_lazy(
        "A line that stands at the top or bottom of %(count)s pages was left out of the text."
    ),
    "beyond_last_page": gettext_lazy("The file has %(count)s pages; only the first %(limit)s were read."),
    "attachment": gettext_lazy("Attachment “%(name)s” was not read. Deliver it as a file of its own."),
    "attachment_refused": gettext_lazy("Attachment “%(name)s” was not read. %(why)s"),
    "too_deep": gettext_lazy(
        "Attachment “%(name)s” lies deeper than %(limit)s mails. Deliver it as a file of its own."
    ),
    "quoted_mail": gettext_lazy("An earlier mail that was quoted below was not read."),
    "mail_addresses": gettext_lazy("Who wrote to whom was left out on purpose."),
    "text_box": gettext_lazy("Text in text boxes was not read."),
    "deleted_text": gettext_lazy("Text struck out with tracked changes was not read."),
    "notes_part": gettext_lazy("Headers, footers and footnotes were not read."),
    "page_frame": gettext_lazy("The header or footer of the pages was not read."),
    "contents_list": gettext_lazy("The table of contents was not read: it repeats the headings."),
    "undecodable": gettext_lazy("Characters that could not be decoded stand as “�”."),
    "mixed_encodings": gettext_lazy(
        "The file mixes two ways of writing letters; every line was read by its own. Check letters such as é."
    ),
    "no_text_in_row": gettext_lazy("%(count)s rows without text in the column “%(header)s”."),
    "rows_without_text": gettext_lazy("%(count)s rows without words of their own: %(rows)s."),
    "only_numbers": gettext_lazy("%(count)s cells with numbers only. Deliver figures as survey answers."),
    "hidden_rows": gettext_lazy("%(count)s hidden rows were read too. Check that they may be used."),
    "hidden_columns": gettext_lazy("%(count)s hidden columns were read too. Check that they may be used."),
    "hidden_sheet": gettext_lazy("A hidden sheet was read too. Check that it may be used."),
    "embedded": gettext_lazy("A file inside the document was not read. Deliver it as a file of its own."),
    "hidden_text": gettext_lazy("Hidden text was read too. Check that it may be used."),
    "column_of_persons": gettext_lazy("The column “%(header)s” seems to name persons and was not kept."),
    "too_long": gettext_lazy("Text longer than %(limit)s characters; the rest was not read."),
}


def reason_in_words(code: str, facts: dict[str, Any]) -> str:
    if code == "attachment_refused":
        refusal = refusals.by_name(facts["refusal"])(facts["name"], **facts["facts"])
        facts = {**facts, "why": f"{refusal.came} {refusal.hint}"}
    return str(REASONS[code]) % facts

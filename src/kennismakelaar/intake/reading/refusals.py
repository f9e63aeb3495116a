"""Files that are not read, each under its own name: what was expected, what came, and what to do."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kennismakelaar.shared.errors import Refusal

Words = str | Promise


class UnreadableFile(Refusal):
    """A file that was refused before or while it was read. Subclasses say why."""

    wanted: Words = ""
    found: Words = ""
    advice: Words = ""

    def __init__(self, filename: str, **facts: Any) -> None:
        self.filename, self.facts = filename, facts
        named = {"file": filename, **facts}
        super().__init__(
            str(self.wanted) % named, came=str(self.found) % named, hint=str(self.advice) % named
        )


class EmptyFile(UnreadableFile):
    wanted = _("A file with something in it.")
    found = _("“%(file)s” is empty.")
    advice = _("Check whether the file was saved, and deliver it again.")


class FileTooLarge(UnreadableFile):
    wanted = _("A file of at most %(limit)s MB.")
    found = _("“%(file)s” is %(size)s MB.")
    advice = _("Leave out pictures, or split the file into parts.")


class UnknownKind(UnreadableFile):
    wanted = _("A table (.xlsx, .ods, .csv) or a text (.docx, .odt, .pdf, .txt, .eml).")
    found = _("“%(file)s” is none of these: we looked at the content, not at the name.")
    advice = _("Open the file in the program it was made with and save it as one of these kinds.")


class NotATable(UnreadableFile):
    wanted = _("A table: .xlsx, .ods or .csv.")
    found = _("“%(file)s” is a %(kind)s file.")
    advice = _("Deliver texts as notes. Put answers in a table with one row per respondent.")


class WrongExtension(UnreadableFile):
    wanted = _("A file name that fits the content: %(should)s.")
    found = _("“%(file)s” is a %(kind)s file by its content.")
    advice = _("Give the file a name that ends in %(should)s, or save it again in the right kind.")


class OldOfficeFile(UnreadableFile):
    wanted = _("A file of the current kinds: .xlsx or .docx.")
    found = _("“%(file)s” is an old Office file (.xls or .doc).")
    advice = _("Open it and choose “Save as”: .xlsx for a table, .docx for a text.")


class ProtectedFile(UnreadableFile):
    wanted = _("A file without a password.")
    found = _("“%(file)s” is protected with a password.")
    advice = _(
        "Open it, choose File, Info, “Encrypt with password”, make the field empty, and save it again."
    )


class MacroFile(UnreadableFile):
    wanted = _("A file without macros.")
    found = _("“%(file)s” holds macros (programs inside the file).")
    advice = _("Open it and choose “Save as”: .xlsx or .docx (without macros).")


class ZipBomb(UnreadableFile):
    wanted = _("A file that unpacks to at most %(limit)s MB, in at most %(members)s parts.")
    found = _("“%(file)s” unpacks to far more than it weighs, as a harmful file does.")
    advice = _("Open it in the program it was made with and save it again. Does it stay so: ask the sender.")


class CorruptFile(UnreadableFile):
    wanted = _("A whole %(kind)s file.")
    found = _("“%(file)s” is damaged: it could not be read.")
    advice = _("Download or save the file again. Can you open it yourself: save it under a new name.")


class NoTableFound(UnreadableFile):
    wanted = _("A sheet with a header row and at least one row below it.")
    found = _("“%(file)s” has no such sheet.")
    advice = _("Put the names of the columns in one row, and every answer in a row below it.")


class NoWordsFound(UnreadableFile):
    wanted = _("A file with text in it.")
    found = _("No words were found in “%(file)s”.")
    advice = _("Is it a scan or a picture? Deliver the original text, or a PDF with text.")


class OnlyScans(UnreadableFile):
    wanted = _("A PDF with text.")
    found = _("“%(file)s” has %(pages)s pages, and all of them are pictures: it is a scan.")
    advice = _(
        "Deliver the document the scan was made of. Or ask your administrator to install Tesseract: then scans "
        "are read, and you check the words."
    )


class OutlookFile(UnreadableFile):
    wanted = _("A mail as a file of the kind .eml.")
    found = _("“%(file)s” is a mail in the format of Outlook (.msg).")
    advice = _("Open the mail, choose “Save as” and the kind .eml. Or save it as .txt.")


class ArchiveFile(UnreadableFile):
    wanted = _("Single files.")
    found = _("“%(file)s” is an archive with other files in it (%(kind)s).")
    advice = _("Unpack the archive, and deliver the files one by one.")


class OtherProgramFile(UnreadableFile):
    wanted = _("A table (.xlsx, .ods, .csv) or a text (.docx, .odt, .pdf, .txt, .eml).")
    found = _("“%(file)s” is a %(kind)s file.")
    advice = _("Open it, choose “Save as” or “Export”, and take %(should)s.")


class TooManyColumns(UnreadableFile):
    wanted = _("A table of at most %(limit)s columns.")
    found = _("“%(file)s”, sheet %(sheet)s, row %(row)s has %(columns)s columns.")
    advice = _("Remove columns that are not needed, or turn the table: one respondent per row.")


class TookTooMuch(UnreadableFile):
    wanted = _("A file that can be read within %(seconds)s seconds and %(memory)s MB of memory.")
    found = _("“%(file)s” needs more.")
    advice = _("Split the file into parts, or save a table as .csv.")


def by_name(name: str) -> type[UnreadableFile]:
    """The refusal of this name: the child process tells which one it was."""
    return {refusal.__name__: refusal for refusal in UnreadableFile.__subclasses__()}[name]

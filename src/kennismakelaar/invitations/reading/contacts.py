"""A delivered contact list: every row judged before anything is stored."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kennismakelaar.intake import api as intake
from kennismakelaar.invitations.addresses import NotAWorkAddress, work_address
from kennismakelaar.organizations.api import NameBook

from .columns import WrongRow, columns_of, unknown_municipality

WORDS = {
    "email": ("e-mail", "email", "mailadres", "mail"),
    "municipality": ("gemeente", "municipality", "gemeentenaam"),
    "role": ("rol", "role", "functie", "function"),
}
NEEDED = ("municipality", "email")


@dataclass(frozen=True)
class ContactRow:
    """One row that can be stored. `guess` is what was written, when the municipality was recognized for sure enough
    but not to the letter."""

    code: str
    role: str
    email: str
    place: str
    guess: str = ""


@dataclass(frozen=True)
class ContactsRead:
    """What a list holds: rows to store, rows that are wrong, and what deserves a look."""

    rows: tuple[ContactRow, ...]
    wrong: tuple[WrongRow, ...]
    at_several: tuple[str, ...]  # addresses that stand at more than one municipality
    without_role: int

    @property
    def guessed(self) -> list[ContactRow]:
        return [row for row in self.rows if row.guess]


class _Reader:
    """Reads row by row and remembers which addresses it has seen."""

    def __init__(self, table: intake.Table, on: date) -> None:
        self.table = table
        self.columns = columns_of(table, WORDS, needed=NEEDED)
        self.book = NameBook(on)
        self.first: dict[tuple[str, str], str] = {}

    def cell(self, row: intake.Row, meaning: str) -> str:
        return row.cells[self.columns[meaning]].strip() if meaning in self.columns else ""

    def judge(self, row: intake.Row) -> ContactRow | WrongRow:
        place = self.table.place(row)
        named = self.cell(row, "municipality")
        match = self.book.find(named)
        if match.municipality is None:
            return WrongRow(place, unknown_municipality(named, match.nearest))
        try:
            address = work_address(self.cell(row, "email"))
        except NotAWorkAddress as refusal:
            return WrongRow(place, str(refusal))
        key = (match.municipality.pk, address)
        if key in self.first:
            return WrongRow(
                place,
                _("%(address)s stands in %(first)s already.")
                % {"address": address, "first": self.first[key]},
            )
        self.first[key] = place
        guess = named if match.certainty < 1 or match.former else ""
        return ContactRow(
            match.municipality.pk, intake.role_named(self.cell(row, "role")), address, place, guess
        )


def read_contacts(filename: str, content: bytes, *, on: date) -> ContactsRead:
    """A contact list. Raises UnreadableFile or MissingColumn when the whole cannot be read."""
    table = intake.read_table(filename, content)
    reader = _Reader(table, on)
    judged = [reader.judge(row) for row in table.rows if any(cell.strip() for cell in row.cells)]
    rows = tuple(row for row in judged if isinstance(row, ContactRow))
    times = Counter(row.email for row in rows)
    return ContactsRead(
        rows,
        tuple(row for row in judged if isinstance(row, WrongRow)),
        tuple(sorted(address for address, number in times.items() if number > 1)),
        sum(not row.role for row in rows),
    )

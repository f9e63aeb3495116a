"""A delivered list of contact moments: what another department asked of whom, row by row."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from kennismakelaar.intake import api as intake
from kennismakelaar.invitations.asked import Asked
from kennismakelaar.invitations.models import Channel
from kennismakelaar.organizations.api import NameBook

from .columns import WrongRow, columns_of, unknown_municipality

WORDS = {
    "municipality": ("gemeente", "municipality"),
    "on": ("datum", "date"),
    "about": ("onderwerp", "waarover", "vraag", "about"),
    "channel": ("kanaal", "channel", "hoe"),
    "minutes": ("minuten", "minutes", "tijd"),
}
NEEDED = ("municipality", "on", "about")


@dataclass(frozen=True)
class MomentsRead:
    """Rows to store (municipality code, what was asked), and rows that are wrong."""

    rows: tuple[tuple[str, Asked], ...]
    wrong: tuple[WrongRow, ...]


def read_moments(filename: str, content: bytes, *, on: date) -> MomentsRead:
    """A list of contact moments. Raises UnreadableFile or MissingColumn when the whole cannot be read."""
    table = intake.read_table(filename, content)
    columns = columns_of(table, WORDS, needed=NEEDED)
    book, channels = NameBook(on), _channels()
    rows, wrong = [], []
    for row in table.rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        cells = {meaning: row.cells[at].strip() for meaning, at in columns.items()}
        try:
            rows.append(_read(cells, book=book, channels=channels, on=on))
        except ValueError as fault:
            wrong.append(WrongRow(table.place(row), str(fault)))
    return MomentsRead(tuple(rows), tuple(wrong))


def _read(cells: dict[str, str], *, book: NameBook, channels: dict[str, str], on: date) -> tuple[str, Asked]:
    """One row; a ValueError says what is wrong with it."""
    match = book.find(cells["municipality"])
    if match.municipality is None:
        raise ValueError(unknown_municipality(cells["municipality"], match.nearest))
    day = _day(cells["on"])
    if day > on:
        raise ValueError(_("A day that has been was expected; “%s” lies ahead.") % cells["on"])
    if not cells["about"]:
        raise ValueError(_("What was asked was expected, in a few words."))
    channel = channels.get(cells.get("channel", "").lower(), Channel.OTHER)
    return match.municipality.pk, Asked(
        day, channel, cells["about"][:200], _minutes(cells.get("minutes", ""))
    )


def _day(text: str) -> date:
    """A date as Dutch people and spreadsheets write it: 6-2-2026 or 2026-02-06."""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    try:
        year, month, day = (int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts)))
        return date(year, month, day)
    except (ValueError, TypeError) as error:
        raise ValueError(_("A day like 6-2-2026 was expected; “%s” came.") % text[:40]) from error


def _minutes(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 6000:
        raise ValueError(_("A number of minutes was expected; “%s” came.") % text[:40])
    return int(text)


def _channels() -> dict[str, str]:
    """{word in either language: channel}."""
    found = {
        "e-mail": Channel.MAIL,
        "telefoon": Channel.CALL,
        "bellen": Channel.CALL,
        "brief": Channel.LETTER,
    }
    for language in ("nl", "en"):
        with translation.override(language):
            found |= {str(channel.label).lower(): channel for channel in Channel}
    return found

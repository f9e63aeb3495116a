"""Which column of a delivered list means what, by the words in its header."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kennismakelaar.intake.api import Table
from kennismakelaar.shared.errors import Refusal


class MissingColumn(Refusal):
    """A list without a column that is needed."""


@dataclass(frozen=True)
class WrongRow:
    """A row that cannot be stored: where it stands, and what was expected, came, and helps."""

    place: str
    reason: str


def columns_of(table: Table, words: Mapping[str, Sequence[str]], *, needed: Sequence[str]) -> dict[str, int]:
    """{meaning: column}; `words` are the words a header may hold, best first. Raises MissingColumn."""
    headers = [" ".join(header.lower().split()) for header in table.headers]
    found: dict[str, int] = {}
    for meaning, known in words.items():
        for word in known:
            near = [at for at, header in enumerate(headers) if word in header and at not in found.values()]
            if near:
                found[meaning] = near[0]
                break
    missing = [words[meaning][0] for meaning in needed if meaning not in found]
    if missing:
        raise MissingColumn(
            _("A column with one of these headers was expected: %s.") % ", ".join(missing),
            came=_("These are there: %s.") % ", ".join(table.headers)[:300],
            hint=_("Put the headers in the first row of the sheet."),
        )
    return found


def unknown_municipality(named: str, nearest: Sequence[str]) -> str:
    """What is wrong with a cell that names no municipality, with the nearest names."""
    if not named:
        return _("The name or code of a municipality was expected. The field is empty.")
    told = _("“%s” is not a municipality.") % named[:80]
    return (
        " ".join([told, _("Did you mean: %(names)s?") % {"names": ", ".join(nearest)}]) if nearest else told
    )

"""The figures behind a picture, as rows."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import get_language

from kennismakelaar.shared.spreadsheet import write_csv

Raw = str | int | float | None
NOT_SHOWN = "–"


@dataclass(frozen=True)
class Table:
    """Header and rows as they are; `rows` is what a reader sees, `values` what a spreadsheet gets."""

    caption: str
    header: tuple[str, ...]
    values: tuple[tuple[Raw, ...], ...]
    unit: str = ""
    numeric: frozenset[int] = field(default_factory=frozenset)
    plain: frozenset[int] = field(default_factory=frozenset)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(self._shown(value, column) for column, value in enumerate(row)) for row in self.values
        )

    def _shown(self, value: Raw, column: int) -> str:
        if isinstance(value, str):
            return value
        unit = self.unit if column in self.numeric and column not in self.plain else ""
        return shown(value, unit)

    @property
    def csv(self) -> str:
        return write_csv(self.header, self.values, comma=get_language() != "en")


def shown(value: float | int | None, unit: str = "") -> str:
    """This will write a figure as people read it in their language; what is withheld becomes a dash."""
    if value is None:
        return NOT_SHOWN
    decimals = 0 if float(value).is_integer() else 1
    figure = number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return figure + (unit if unit in ("", "%") else f" {unit}")

"""Prints results as a table, as JSON or as CSV: the same figures in all three."""

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from needs_assessment import METHOD_VERSION

Value = str | int | float | bool | None
Row = Mapping[str, Value]
FORMATS = ("table", "json", "csv")


@dataclass(frozen=True)
class Result:
    """What a command found: rows per table, notes in words, and settings with the digest of the inputs."""

    tables: Mapping[str, Sequence[Row]]
    notes: Sequence[str] = ()
    settings: Mapping[str, Value] = field(default_factory=dict)

    def as_text(self, kind: str) -> str:
        """This will print the result in one of the formats; CSV holds the first table only."""
        if kind == "json":
            return self._as_json()
        if kind == "csv":
            return _as_csv(next(iter(self.tables.values())))
        blocks = [_as_table(name, rows) for name, rows in self.tables.items() if rows]
        return "\n\n".join([*blocks, *(["\n".join(self.notes)] if self.notes else [])])

    def _as_json(self) -> str:
        whole = {
            "method_version": METHOD_VERSION,
            "settings": dict(self.settings),
            **{name: [_finite(row) for row in rows] for name, rows in self.tables.items()},
            "notes": list(self.notes),
        }
        return json.dumps(whole, indent=2, allow_nan=False)


def _finite(row: Row) -> dict[str, Value]:
    """This will leave out what JSON has no number for: an end without a bound."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in row.items()
    }


def _as_csv(rows: Sequence[Row]) -> str:
    sink = io.StringIO()
    writer = csv.DictWriter(sink, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return sink.getvalue().rstrip("\n")


def _as_table(name: str, rows: Sequence[Row]) -> str:
    heads = list(rows[0])
    cells = [[_cell(row[head]) for head in heads] for row in rows]
    widths = [max(len(line[at]) for line in [heads, *cells]) for at in range(len(heads))]
    right = [all(_is_number(row[head]) for row in rows) for head in heads]
    lines = [_line(heads, widths, right), "  ".join("-" * width for width in widths)]
    return "\n".join([name, *lines, *(_line(line, widths, right) for line in cells)])


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [
        cell.rjust(width) if is_right else cell.ljust(width)
        for cell, width, is_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(parts).rstrip()


def _is_number(value: Value) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def _cell(value: Value) -> str:
    if value is None:
        return "-"
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.6g}"
    return str(value)

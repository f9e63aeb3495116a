"""Protects a table of shares in a CSV file, and attacks published tables and tables with hidden counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kennismakelaar.needs.desk.csvfile import Sheet, UnableToRead
from kennismakelaar.needs.desk.printing import Result, Row
from needs_assessment import disclosure, provenance

NARROW = 5
HIDDEN = ("", "x", "X", ".")


@dataclass(frozen=True)
class Columns:
    """Which column of the file is what."""

    row: str
    column: str
    share: str
    base: str
    respondents: str | None = None
    lower: str | None = None
    upper: str | None = None


def protect(sheet: Sheet, *, columns: Columns, total: str | None = None) -> Result:
    """This will publish a table of shares (a line per figure) so that nobody can be worked out from it."""
    found = disclosure.protect(_table(sheet, columns, total))
    rows: list[Row] = []
    for (row, column), shown in found.table("table").items():
        base_low, base_high = found.published.bases[found.keys["table"][row, column]]
        rows.append(
            {
                "row": row,
                "column": column,
                "shown": shown.label,
                "base": shown.base,
                "lower": shown.lower,
                "upper": shown.upper,
                "low": shown.low,
                "high": shown.high,
                "base_low": base_low,
                "base_high": base_high,
                "reasons": " ".join(shown.reasons),
            }
        )
    counted = ", ".join(f"{reason}: {number}" for reason, number in found.withheld.reasons.items())
    notes = [
        f"Withheld: {found.withheld.figures} of {len(rows)} figures" + (f" ({counted})." if counted else "."),
    ]
    if np.isfinite(found.narrowest):
        notes.append(f"The closest an attacker comes is an interval of {found.narrowest:.1f} municipalities.")
    return Result({"published": rows}, notes, {"input_digest": provenance.digest(sheet.columns)})


def attack(
    sheet: Sheet, *, total: str | None = None, knows: Sequence[tuple[str, str, int, int]] = ()
) -> Result:
    """This will bound the counts behind published shares, as printed by `protect` (`--format csv`)."""
    keys = list(zip(sheet.labels("row"), sheet.labels("column"), strict=True))
    shares = _pairs(sheet, "low", "high", (0.0, 1.0))
    bases = _pairs(sheet, "base_low", "base_high", None)
    rows = list(dict.fromkeys(row for row, _ in keys))
    parts = [column for column in dict.fromkeys(column for _, column in keys) if column != total]
    sums = (
        []
        if total is None
        else [disclosure.Sum((row, total), tuple((row, part) for part in parts)) for row in rows]
    )
    published = disclosure.Published(
        dict(zip(keys, shares, strict=True)), dict(zip(keys, bases, strict=True)), tuple(sums)
    )
    known = {(row, column): (yes, no) for row, column, yes, no in knows}
    found = disclosure.attack(published, knows=known)
    return _bounded({f"{row} | {column}": bounds for (row, column), bounds in found.items()}, sheet)


def attack_counts(sheet: Sheet, *, zeros_printed: bool = False, at_most: float | None = None) -> Result:
    """This will bound the hidden counts of a table with its totals in the last row and the last column."""
    label, *columns = sheet.columns
    texts = [sheet.texts(column) for column in columns]
    hidden = np.array([[text in HIDDEN for text in column] for column in texts]).T
    counts = np.where(hidden, -1.0, np.stack([_shown(sheet, column) for column in columns], axis=1))
    suppressed = disclosure.Suppressed(counts, hidden, 0.0, zeros_printed)
    found = disclosure.attack(suppressed, at_most=at_most)
    names = sheet.labels(label)
    return _bounded(
        {f"{names[row]} | {columns[column]}": bounds for (row, column), bounds in found.items()}, sheet
    )


def _table(sheet: Sheet, columns: Columns, total: str | None) -> disclosure.Table:
    rows, across = sheet.labels(columns.row), sheet.labels(columns.column)
    names, heads = list(dict.fromkeys(rows)), list(dict.fromkeys(across))
    at = {pair: place for place, pair in enumerate(zip(rows, across, strict=True))}
    if len(at) != len(sheet) or len(at) != len(names) * len(heads):
        raise UnableToRead(
            f"one line for each of {len(names)} rows x {len(heads)} columns",
            came=f"{len(sheet)} lines, {len(at)} different",
        )

    def grid(column: str | None) -> np.ndarray | None:
        if column is None:
            return None
        values = sheet.numbers(column)
        return np.array([[values[at[name, head]] for head in heads] for name in names])

    shares, bases = grid(columns.share), grid(columns.base)
    assert shares is not None
    assert bases is not None
    return disclosure.Table(
        "table",
        tuple(names),
        tuple(heads),
        shares,
        bases,
        respondents=grid(columns.respondents),
        lower=grid(columns.lower),
        upper=grid(columns.upper),
        total=total,
    )


def _pairs(
    sheet: Sheet, low: str, high: str, unknown: tuple[float, float] | None
) -> list[tuple[float, float]]:
    if unknown is None:
        return list(zip(sheet.complete(low).tolist(), sheet.complete(high).tolist(), strict=True))
    found = zip(sheet.numbers(low).tolist(), sheet.numbers(high).tolist(), strict=True)
    return [unknown if np.isnan(a) or np.isnan(b) else (a, b) for a, b in found]


def _shown(sheet: Sheet, column: str) -> np.ndarray:
    shown = Sheet(
        sheet.name, {column: ["" if text in HIDDEN else text for text in sheet.texts(column)]}, sheet.lines
    )
    return shown.numbers(column)


def _bounded(found: dict[str, tuple[float, float]], sheet: Sheet) -> Result:
    rows: list[Row] = [
        {"figure": name, "low": round(low, 6), "high": round(high, 6), "width": round(high - low, 6)}
        for name, (low, high) in found.items()
    ]
    narrow = [row for row in rows if float(row["width"] or 0) < NARROW]
    said = (
        f"{len(narrow)} of {len(rows)} figures can be told to within {NARROW}."
        if rows
        else "Nothing is hidden."
    )
    return Result({"bounds": rows}, [said], {"input_digest": provenance.digest(sheet.columns)})

"""Reads a CSV file into columns, and says which row it could not read."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kennismakelaar.shared.errors import Refusal


class UnableToRead(Refusal):
    """A file, a column or a number could not be read."""


@dataclass(frozen=True)
class Sheet:
    """A CSV file as text per column; `numbers` gives the row in the file of every kept row."""

    name: str
    columns: dict[str, list[str]]
    lines: list[int]

    def __len__(self) -> int:
        return len(self.lines)

    def texts(self, column: str) -> list[str]:
        """This will give a column as text, refusing a column that is not there."""
        if column not in self.columns:
            raise UnableToRead(
                f"a column {column!r} in {self.name}",
                came=", ".join(self.columns),
                hint="Names must be spelled as in the first row.",
            )
        return self.columns[column]

    def labels(self, column: str) -> list[str]:
        """This will give a column of labels, refusing an empty one."""
        for text, line in zip(self.texts(column), self.lines, strict=True):
            if not text:
                raise UnableToRead(
                    f"a label in column {column!r}",
                    came=f"nothing in row {line}",
                    hint="Give the unknown a label.",
                )
        return self.texts(column)

    def numbers(self, column: str) -> np.ndarray:
        """This will give a column as numbers; NaN where the cell is empty. A decimal comma is understood."""
        pairs = zip(self.texts(column), self.lines, strict=True)
        return np.array([_number(text, column, line) for text, line in pairs])

    def complete(self, column: str) -> np.ndarray:
        """This will give a column as numbers, refusing an empty cell."""
        found = self.numbers(column)
        empty = np.flatnonzero(np.isnan(found))
        if len(empty):
            raise UnableToRead(
                f"a number in column {column!r}",
                came=f"nothing in row {self.lines[empty[0]]}",
                hint="Fill it in, or leave the row out.",
            )
        return found

    def keep(self, wanted: Iterable[bool]) -> "Sheet":
        """This will give the sheet with the wanted rows only."""
        kept = [at for at, is_wanted in enumerate(wanted) if is_wanted]
        columns = {name: [values[at] for at in kept] for name, values in self.columns.items()}
        return Sheet(self.name, columns, [self.lines[at] for at in kept])


def read(path: Path) -> Sheet:
    """This will read a CSV file with a row of names, separated by commas, semicolons or tabs."""
    rows = _rows(path)
    if len(rows) < 2:
        raise UnableToRead(f"a row of names and rows of figures in {path.name}", came=f"{len(rows)} rows")
    names = [name.strip() for name in rows[0]]
    if len(set(names)) < len(names):
        raise UnableToRead(
            "every column name once", came=", ".join(names), hint="Give columns names of their own."
        )
    body = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)]
    for line, row in body:
        if len(row) != len(names):
            raise UnableToRead(
                f"{len(names)} cells in every row", came=f"{len(row)} in row {line} of {path.name}"
            )
    columns = {name: [row[at].strip() for _, row in body] for at, name in enumerate(names)}
    return Sheet(path.name, columns, [line for line, _ in body])


def read_totals(path: Path) -> dict[str, float]:
    """This will read a table of two columns, label and total."""
    sheet = read(path)
    if len(sheet.columns) != 2:
        raise UnableToRead(f"two columns in {path.name}, label and total", came=", ".join(sheet.columns))
    label, total = sheet.columns
    return dict(zip(sheet.labels(label), sheet.complete(total).tolist(), strict=True))


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise UnableToRead(
            "a file that can be read", came=str(path), hint=problem.strerror or ""
        ) from problem
    except UnicodeDecodeError as problem:
        raise UnableToRead(
            f"UTF-8 text in {path.name}", came="other bytes", hint="Save it as CSV UTF-8."
        ) from problem
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    return list(csv.reader(text.splitlines(), delimiter=separator))


def _number(text: str, column: str, line: int) -> float:
    try:
        return float(text.replace(",", ".")) if text else float("nan")
    except ValueError as problem:
        raise UnableToRead(f"a number in column {column!r}", came=f"{text!r} in row {line}") from problem

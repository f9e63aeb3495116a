"""Numbers as Dutch people and their programs write them."""

import re

DUTCH = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def in_dutch(value: float) -> str:
    """A number of a spreadsheet as text that `number` reads back: "4", "3,5"."""
    return format(value, ".15g").replace(".", ",")


def number(cell: str) -> float | None:
    """The number a cell holds: "3,5", "1.234,5", "3.5", "80%"; None when it is no number.

    A point before exactly three digits separates thousands ("1.234" is 1234): so Dutch tables mean it.
    """
    text = cell.strip().replace("\u00a0", "").replace(" ", "")
    factor = 1.0
    if text.endswith("%"):
        text, factor = text[:-1], 0.01
    if DUTCH.fullmatch(text):
        return float(text.replace(".", "").replace(",", ".")) * factor
    text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    return float(text) * factor if PLAIN.fullmatch(text) else None

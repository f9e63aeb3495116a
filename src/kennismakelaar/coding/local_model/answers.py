"""What an answer of a language model is worth: only codes of the codebook on words that stand in the text."""

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from kennismakelaar.coding.quoting import verbatim
from kennismakelaar.coding.refused import Reason

from .endpoint import NoAnswer

MOST_CODES = 3
FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal that held: a code of the codebook, on words that stand in the text."""

    code: str
    start: int
    end: int


def check(content: str, *, text: str, codes: Collection[str]) -> tuple[list[Checked], Counter[str]]:
    """This will give what holds of an answer, and per reason how many proposals were refused.

    Raises `NoAnswer` when there is nothing in it to read.
    """
    refused: Counter[str] = Counter()
    kept: dict[str, Checked] = {}
    for row in _rows(content):
        found = _checked(row, text, codes)
        if isinstance(found, Reason):
            refused[found] += 1
        elif found.code in kept:
            refused[Reason.DOUBLE] += 1
        elif len(kept) == MOST_CODES:
            refused[Reason.TOO_MANY] += 1
        else:
            kept[found.code] = found
    return list(kept.values()), refused


def _rows(content: str) -> list[object]:
    fenced = FENCE.match(content)
    try:
        rows = json.loads(fenced[1] if fenced else content)["proposals"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswer(Reason.MALFORMED) from error
    if not isinstance(rows, list):
        raise NoAnswer(Reason.MALFORMED)
    return rows


def _checked(row: object, text: str, codes: Collection[str]) -> Checked | Reason:
    code, quote = (row.get("code"), row.get("quote")) if isinstance(row, dict) else (None, None)
    if not isinstance(code, str) or not isinstance(quote, str | None):
        return Reason.MALFORMED
    if code not in codes:
        return Reason.INVENTED_CODE
    if not (quote or "").strip():
        return Reason.NO_QUOTE
    place = verbatim(text, quote or "")
    return Checked(code, *place) if place else Reason.ALTERED_QUOTE

"""Says of a frame in a CSV file how balanced the response is, and whom to call next."""

from collections.abc import Sequence

import numpy as np

from kennismakelaar.needs.desk.csvfile import Sheet, UnableToRead
from kennismakelaar.needs.desk.printing import Result, Row
from needs_assessment import provenance, reach


def describe(
    sheet: Sheet,
    *,
    responded: str,
    variables: Sequence[str],
    unit: str | None = None,
    calls: int = 0,
    contact: str | None = None,
) -> Result:
    """This will give the R-indicator, its partial indicators, and the next calls with their expected gain."""
    frame = {name: np.array(sheet.labels(name)) for name in variables}
    answered = _flags(sheet, responded)
    found = reach.r_indicator(frame, answered, variables=variables)
    whole: Row = {
        "R": found.value,
        "unadjusted": found.unadjusted,
        "se": found.se,
        "cv": found.cv,
        "response": found.response_rate,
        "responded": found.responded,
        "units": found.units,
        "reasons": " ".join(found.reasons),
    }
    tables: dict[str, list[Row]] = {
        "balance": [whole],
        "variables": [
            {
                "variable": name,
                "unconditional": part.unconditional,
                "unconditional adjusted": part.unconditional_adjusted,
                "conditional": part.conditional,
                "conditional adjusted": part.conditional_adjusted,
            }
            for name, part in found.partial.items()
        ],
        "categories": [
            {
                "variable": name,
                "category": label,
                "units": one.units,
                "responded": one.responded,
                "unconditional": one.unconditional,
                "conditional": one.conditional,
            }
            for name, part in found.partial.items()
            for label, one in part.categories.items()
        ],
    }
    if calls:
        tables["next calls"] = _calls(sheet, frame, answered, variables, unit, calls, contact)
    return Result(tables, settings={"input_digest": provenance.digest(sheet.columns)})


def _calls(
    sheet: Sheet,
    frame: dict[str, np.ndarray],
    answered: np.ndarray,
    variables: Sequence[str],
    unit: str | None,
    calls: int,
    contact: str | None,
) -> list[Row]:
    names = [str(line) for line in sheet.lines] if unit is None else sheet.labels(unit)
    chance = None if contact is None else sheet.complete(contact)
    found = reach.next_calls(frame, answered, variables=variables, n=calls, contact_probability=chance)
    return [
        {
            "call": place,
            "unit" if unit else "row": names[call.unit],
            "expected gain": call.gain,
            "reasons": " ".join(call.reasons),
        }
        for place, call in enumerate(found, start=1)
    ]


def _flags(sheet: Sheet, column: str) -> np.ndarray:
    """This will read a column of yes and no: 1 and 0, or words for them."""
    words = {
        "1": True,
        "ja": True,
        "yes": True,
        "true": True,
        "0": False,
        "nee": False,
        "no": False,
        "false": False,
    }
    found = []
    for text, line in zip(sheet.texts(column), sheet.lines, strict=True):
        if text.lower() not in words:
            raise UnableToRead(
                f"1 or 0 in column {column!r}", came=f"{text!r} in row {line}", hint="ja and nee will do too."
            )
        found.append(words[text.lower()])
    return np.array(found)

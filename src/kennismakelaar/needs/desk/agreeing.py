"""Says of judgements in a CSV file (a row per unit, a column per coder) how far coders agree."""

from collections.abc import Sequence

import numpy as np

from kennismakelaar.needs.desk.csvfile import Sheet
from kennismakelaar.needs.desk.printing import Result, Row
from needs_assessment import agreement, provenance


def agree(
    sheet: Sheet, *, coders: Sequence[str], level: str = "nominal", draws: int = 1000, seed: int = 1
) -> Result:
    """This will give alpha, AC1 and raw agreement over all codes, and per code when codes are names."""
    ratings, codes = _ratings(sheet, coders, level)
    drawn = {"draws": draws, "seed": seed}
    rows = [_row(agreement.krippendorff_alpha(ratings, level=level, **drawn))]
    if level == "nominal":
        rows += [_row(agreement.gwet_ac1(ratings, **drawn)), _row(agreement.raw_agreement(ratings, **drawn))]
    tables: dict[str, list[Row]] = {"agreement": rows}
    if codes:
        marks = agreement.split_by_code(ratings, codes=codes)
        tables["per code"] = [_code(one) for one in agreement.per_code(marks, **drawn)]
    settings = {"level": level, **drawn, "input_digest": provenance.digest(sheet.columns)}
    return Result(tables, settings=settings)


def _ratings(sheet: Sheet, coders: Sequence[str], level: str) -> tuple[np.ndarray, dict[str, float]]:
    if level != "nominal":
        return np.stack([sheet.numbers(coder) for coder in coders]), {}
    texts = [sheet.texts(coder) for coder in coders]
    labels = sorted({text for column in texts for text in column if text})
    codes = {label: float(at) for at, label in enumerate(labels)}
    return np.array([[codes.get(text, np.nan) for text in column] for column in texts]), codes


def _row(found: agreement.Agreement) -> Row:
    return {
        "coefficient": found.coefficient,
        "value": found.value,
        "lower": found.lower,
        "upper": found.upper,
        "units": found.units,
        "coders": found.coders,
        "verdict": str(found.verdict),
        "reasons": " ".join(found.reasons),
    }


def _code(found: agreement.CodeAgreement) -> Row:
    return {
        "code": found.code,
        "raw": found.raw,
        "alpha": None if found.alpha is None else found.alpha.value,
        "ac1": None if found.ac1 is None else found.ac1.value,
        "positives": found.positives,
        "units": found.units,
        "reasons": " ".join(found.reasons),
    }

"""What pages show of codings: a text in sentences with its marks, and agreement in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from needs_assessment.agreement import Verdict
from needs_assessment.reasons import Reason

from .api import AgreementReport, Code, Coding
from .sentences import Piece, sentences, words

VERDICTS = {
    Verdict.PUBLISH: ("good", gettext_lazy("coders agree: may be published")),
    Verdict.TENTATIVE: ("info", gettext_lazy("coders mostly agree: conclude with care")),
    Verdict.INSUFFICIENT: ("bad", gettext_lazy("coders differ: sharpen the rule and code again")),
}
REASONS = {
    Reason.FEW_POSITIVES: gettext_lazy("given too rarely to be sure"),
    Reason.NO_VARIATION: gettext_lazy("always or never given: agreement beyond chance cannot be computed"),
    Reason.KAPPA_PARADOX: gettext_lazy("coders agree, but one answer prevails: look at AC1"),
    Reason.INTERVAL_BELOW_BOUND: gettext_lazy("the interval reaches below the bound"),
    Reason.SOME_DRAWS_LEFT_OUT: gettext_lazy("the interval leaves out draws without variation"),
}


@dataclass(frozen=True)
class Sentence:
    """One sentence with its words, and whether a mark touches it. A word knows whether it is marked."""

    number: int
    piece: Piece
    words: tuple[tuple[int, Piece, bool, str], ...]  # number, piece, marked, white space behind it
    marked: bool


def read(text: str, codings: Iterable[Coding]) -> list[Sentence]:
    """The text of a statement in sentences and words with running numbers, marks laid over them."""
    places = [coding.segment.place for coding in codings]
    rows, number = [], 0
    for count, piece in enumerate(sentences(text), start=1):
        shown = []
        for word in words(text, piece):
            behind = text[word.end : piece.end]
            shown.append((number, word, _touches(word, places), behind[: len(behind) - len(behind.lstrip())]))
            number += 1
        rows.append(Sentence(count, piece, tuple(shown), _touches(piece, places)))
    return rows


def _touches(piece: Piece, places: Iterable[tuple[int, int]]) -> bool:
    return any(start < piece.end and end > piece.start for start, end in places)


def groups(codes: Iterable[Code], counts: dict[int, int] | None = None) -> list[dict[str, Any]]:
    """Codes under their parent, each with how often it was given."""
    found: dict[int | None, dict[str, Any]] = {}
    for code in codes:
        top = code.parent or code
        group = found.setdefault(top.pk, {"top": top, "codes": []})
        group["codes"].append(
            {"code": code, "count": (counts or {}).get(code.pk, 0), "is_top": code.pk == top.pk}
        )
    return list(found.values())


def agreement_rows(report: AgreementReport) -> list[dict[str, Any]]:
    """Agreement per code in figures and plain words; the least agreed first."""
    rows = [_row(found.code, found.measured) for found in report.codes]
    return sorted(rows, key=lambda row: (row["value"] is None, row["value"] or 0))


def _row(code: Code, measured: Any) -> dict[str, Any]:
    alpha = measured.alpha
    kind, verdict = VERDICTS[alpha.verdict] if alpha else ("", _("no judgement possible"))
    reasons = [*measured.reasons, *(alpha.reasons if alpha else ())]
    return {
        "code": code, "value": alpha.value if alpha else None, "interval": interval(alpha),
        "ac1": measured.ac1.value if measured.ac1 else None, "raw": measured.raw, "positives": measured.positives,
        "units": measured.units, "kind": kind, "verdict": verdict,
        "reasons": [str(REASONS.get(reason, reason)) for reason in dict.fromkeys(reasons)],
    }  # fmt: skip


def interval(found: Any) -> tuple[float, float] | None:
    return (found.lower, found.upper) if found is not None and found.lower is not None else None


def overall_verdict(report: AgreementReport) -> tuple[str, str] | None:
    if report.overall is None:
        return None
    kind, words_ = VERDICTS[report.overall.verdict]
    return kind, str(words_)

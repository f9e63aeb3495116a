"""What pages show of codings: a text in sentences with its marks, and agreement in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kennismakelaar.shared.charts import Line, Point, Series
from needs_assessment.agreement import Verdict
from needs_assessment.reasons import Reason

from . import refused
from .api import (
    AgreementReport,
    Batch,
    Code,
    CodebookChange,
    CodebookVersion,
    CodeQuality,
    Disagreement,
    MachineRun,
    Quality,
    Segment,
    Suggestion,
    change_title,
)
from .reading import read
from .sentences import sentences

AROUND = 400  # letters shown before and behind a quote

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


def groups(codes: Iterable[Code], counts: dict[int, int] | None = None) -> list[dict[str, Any]]:
    """The tree of codes, one group per top, each code with its depth and how often it was given."""
    codes = list(codes)
    known = {code.pk: code for code in codes}
    below: dict[int | None, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent_id if code.parent_id in known else None, []).append(code)
    return [{"top": top, "codes": list(_walk(top, below, counts or {}, 0))} for top in below.get(None, [])]


def _walk(
    code: Code, below: Mapping[int | None, list[Code]], counts: Mapping[int, int], depth: int
) -> Iterable[dict[str, Any]]:
    yield {"code": code, "count": counts.get(code.pk, 0), "is_top": depth == 0, "depth": min(depth, 4)}
    for child in below.get(code.pk, []):
        yield from _walk(child, below, counts, depth + 1)


def to_divide(segments: Iterable[Segment], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The quotes of a code with the parts they can go to, and the part chosen so far."""
    return [
        {"segment": s, "numbers": (1, 2, 3), "chosen": int(chosen.get(f"part{s.pk}", "1") or 1)}
        for s in segments
    ]


def versions(found: Sequence[CodebookVersion]) -> list[dict[str, Any]]:
    """Every version with what came, went and changed since the one before."""
    rows = list(found)
    return [_version(row, before) for row, before in zip(rows, [*rows[1:], None], strict=False)]


def _version(version: CodebookVersion, before: CodebookVersion | None) -> dict[str, Any]:
    now = {row["slug"]: row for row in version.content}
    then = {row["slug"]: row for row in before.content} if before else {}
    return {
        "number": version.number, "at": version.at, "note": version.note, "codes": len(now),
        "new": [row["label"] for slug, row in now.items() if slug not in then] if before else [],
        "gone": [row["label"] for slug, row in then.items() if slug not in now],
        "changed": [row["label"] for slug, row in now.items() if slug in then and row != then[slug]],
    }  # fmt: skip


def changes(found: Iterable[CodebookChange]) -> list[dict[str, Any]]:
    """Every change in a sentence, and whether it can still be undone."""
    return [
        {
            "change": change, "title": change_title(change), "quotes": change.effect.get("quotes", 0),
            "coincided": change.effect.get("coincided", 0),
            "undone": any(back.done_at for back in change.undone_by.all()),
            "may_undo": change.kind != CodebookChange.Kind.UNDO,
        }
        for change in found
    ]  # fmt: skip


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


def drift_chart(batches: Sequence[Batch]) -> Line | None:
    """Agreement batch after batch; None as long as there are too few texts to compare."""
    if len(batches) < 2:
        return None
    points = [
        Point(f"{b.first}–{b.last}", *(_in_hundred(b.alpha) if b.alpha else (None, None, None)))
        for b in batches
    ]
    return Line(title=_("Agreement over time"), series=[Series(_("alpha times 100"), points)], unit="")


def _in_hundred(found: Any) -> tuple[float | None, float | None, float | None]:
    return tuple(
        None if v is None else round(100 * max(v, 0)) for v in (found.value, found.lower, found.upper)
    )  # type: ignore[return-value]


def drift_verdict(batches: Sequence[Batch]) -> str:
    """Whether coders drift apart, in a sentence: only when the intervals of first and last keep apart."""
    known = [batch.alpha for batch in batches if batch.alpha is not None and batch.alpha.lower is not None]
    if len(known) < 2:
        return _("There are too few doubly coded texts to see a course in time.")
    first, last = known[0], known[-1]
    if last.upper is not None and first.lower is not None and last.upper < first.lower:
        return _(
            "Coders drift apart: the last texts show clearly less agreement than the first. Talk the codes over."
        )
    if last.lower is not None and first.upper is not None and last.lower > first.upper:
        return _("Coders grow together: the last texts show clearly more agreement than the first.")
    return _("There is no clear difference between the first and the last texts.")


def reading_rows(row: Disagreement) -> dict[str, Any]:
    """One text with both readings: the marks of each laid over the same words."""
    sides = (
        (_("First coder"), row.first_coder, row.first),
        (_("Second coder"), row.second_coder, row.second),
    )
    return {
        "statement": row.statement,
        "sides": [
            {
                "who": who, "coder": coder, "codings": codings,
                "sentences": read(row.statement.text, [coding.segment.place for coding in codings]),
            }
            for who, coder, codings in sides
        ],
    }  # fmt: skip


def quality_row(one: CodeQuality) -> dict[str, Any]:
    """One code of the machine in words: shares in percent, what people made of it, and what that means."""
    people, share = one.people, ""
    if one.lower is not None and one.upper is not None:
        share = _("%(accepted)d of %(judged)d (%(low)d to %(high)d%%)") % {
            "accepted": people.right,
            "judged": people.all,
            "low": round(100 * one.lower),
            "high": round(100 * one.upper),
        }
    return {
        "label": one.label,
        "positives": str(one.positives),
        "precision": _percent(one.precision),
        "recall": _percent(one.recall),
        "accepted": share,
        "other_words": people.other_words,
        "other_code": people.other_code,
        "rejected": people.rejected,
        "instead": [f"{label} ({count})" for label, count in people.instead],
        "verdict": _("silent: it is wrong too often") if one.silent else _("proposes"),
    }


def _percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)}%"


def quality_table(found: Quality | None) -> dict[str, Any] | None:
    """One machine with its codes, and what was refused of what it said."""
    if found is None:
        return None
    return {
        "run": found.run, "rows": [quality_row(one) for one in found.codes], "rounds": found.rounds,
        "refused": refused.total(found.refused), "refused_ever": refused.total(found.refused_ever),
        "reasons": refused.in_words(found.refused_ever),
    }  # fmt: skip


def proposals(found: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """Each proposal with its words in the text around it, and how sure it is."""
    return [_proposal(one) for one in found]


def _proposal(one: Suggestion) -> dict[str, Any]:
    text, (start, end) = one.statement.text, one.place
    low, high = max(0, start - AROUND), end + AROUND
    return {
        "suggestion": one, "sure": _sure(one), "quote": text[start:end],
        "before": ("…" if low else "") + text[low:start], "after": text[end:high] + ("…" if high < len(text) else ""),
        "sentences": [(number, piece.text) for number, piece in enumerate(sentences(text), start=1)],
    }  # fmt: skip


def _sure(one: Suggestion) -> str:
    """How sure a proposal is, or why that cannot be said."""
    kind = one.run.kind if one.run else MachineRun.Kind.LEARNED
    if one.confidence is not None:
        return _("certainty %(sure)s") % {"sure": number_format(one.confidence, 2)}
    if kind == MachineRun.Kind.THEME:
        return _("from a theme; how sure is not measured")
    return _("from a language model; how sure is not measured yet")

"""How well the machine proposes on this very project: measured on codings it had not seen, and as people judged it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from .models import Codebook, MachineRun, Suggestion

LEVEL = 0.95


@dataclass(frozen=True)
class CodeQuality:
    """One code. silent: under the gate, so it proposes nothing.

    precision, recall: cross-validated shares of 0 to 1. accepted, judged: proposals a person decided on; lower and
    upper: Wilson interval of the share accepted, None while nobody judged one.
    """

    label: str
    positives: int
    precision: float
    recall: float
    silent: bool
    accepted: int
    judged: int
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Quality:
    """The last time the machine learned, and each code it learned."""

    run: MachineRun
    codes: tuple[CodeQuality, ...]


def quality_of(codebook: Codebook) -> Quality | None:
    """This will bring together what was measured and what people decided; None before the machine ever learned."""
    run = codebook.machine_runs.filter(kind=MachineRun.Kind.LEARNED).first()
    if run is None:
        return None
    judged = _judged(codebook)
    labels = dict(codebook.codes.values_list("slug", "label"))
    rows = (
        _row(labels.get(one["code"], one["code"]), one, *judged.get(one["code"], (0, 0)))
        for one in run.measured
    )
    return Quality(run, tuple(sorted(rows, key=lambda row: (row.silent, -row.positives, row.label))))


def _row(label: str, one: dict, accepted: int, judged: int) -> CodeQuality:
    lower = upper = None
    if judged:
        from scipy.stats import binomtest  # heavy: not at the start of the site

        interval = binomtest(accepted, judged).proportion_ci(LEVEL, method="wilson")
        lower, upper = float(interval.low), float(interval.high)
    return CodeQuality(
        label,
        one["positives"],
        one["precision"],
        one["recall"],
        one["silent"],
        accepted,
        judged,
        lower,
        upper,
    )


def _judged(codebook: Codebook) -> dict[str, tuple[int, int]]:
    """{code: proposals accepted, proposals judged}, over all rounds in which it learned."""
    mine = Suggestion.objects.filter(code__codebook=codebook, run__kind=MachineRun.Kind.LEARNED)
    rows = (
        mine.exclude(verdict=Suggestion.Verdict.OPEN)
        .values_list("code__slug")
        .annotate(accepted=Count("pk", filter=Q(verdict=Suggestion.Verdict.ACCEPTED)), judged=Count("pk"))
    )
    return {slug: (accepted, judged) for slug, accepted, judged in rows}

"""How well the machine proposes on this very project: measured on codings it had not seen, and as people judged it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from .models import Code, Codebook, MachineRun, Suggestion

LEVEL = 0.95
# A language model keeps silent about a code when people judged this many of its proposals and found fewer right.
ENOUGH_JUDGED, LEAST_RIGHT = 10, 0.6
Verdict = Suggestion.Verdict


@dataclass(frozen=True)
class Judged:
    """What people made of the proposals of one code: on other words the code was still right."""

    accepted: int = 0
    other_words: int = 0
    other_code: int = 0
    rejected: int = 0
    # Which codes it should have been, the commonest first.
    instead: tuple[tuple[str, int], ...] = ()

    @property
    def right(self) -> int:
        return self.accepted + self.other_words

    @property
    def all(self) -> int:
        return self.right + self.other_code + self.rejected


@dataclass(frozen=True)
class CodeQuality:
    """One code. silent: under the gate, so it proposes nothing.

    precision, recall: cross-validated shares of 0 to 1, None where nothing was learned (a language model). lower and
    upper: Wilson interval of the share people found right, None while nobody judged one.
    """

    label: str
    positives: int
    precision: float | None
    recall: float | None
    silent: bool
    people: Judged = field(default_factory=Judged)
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Quality:
    """The last round of one kind, each of its codes, and what was refused in it and in all rounds together."""

    run: MachineRun
    codes: tuple[CodeQuality, ...]
    refused: dict[str, int]
    refused_ever: dict[str, int]
    rounds: int


def quality_of(codebook: Codebook) -> Quality | None:
    """This will bring together what was measured and what people decided; None before the machine ever learned."""
    run = codebook.machine_runs.filter(kind=MachineRun.Kind.LEARNED).first()
    if run is None:
        return None
    judged = _judged(_suggestions(codebook, MachineRun.Kind.LEARNED))
    labels = dict(codebook.codes.values_list("slug", "label"))
    rows = (
        _row(labels.get(one["code"], one["code"]), judged.get(one["code"], Judged()), one)
        for one in run.measured
    )
    return _quality(run, rows)


def quality_of_model(codebook: Codebook) -> Quality | None:
    """This will give the same of the language model that was asked last; only people measure that one."""
    run = codebook.machine_runs.filter(kind=MachineRun.Kind.MODEL).first()
    if run is None:
        return None
    mine = _suggestions(codebook, MachineRun.Kind.MODEL, model=run.model)
    judged, silent = _judged(mine), silent_codes(codebook, model=run.model)
    labels = dict(Code.objects.filter(pk__in=mine.values("code")).values_list("slug", "label"))
    rows = (
        _row(label, judged.get(slug, Judged()), {"silent": slug in silent}) for slug, label in labels.items()
    )
    return _quality(run, rows)


def silent_codes(codebook: Codebook, *, model: str) -> set[str]:
    """This will give the codes a language model was wrong about too often to be asked again."""
    judged = _judged(_suggestions(codebook, MachineRun.Kind.MODEL, model=model))
    return {
        slug for slug, one in judged.items() if one.all >= ENOUGH_JUDGED and one.right < LEAST_RIGHT * one.all
    }


def shares(codebook: Codebook, *, model: str) -> dict[str, float]:
    """This will give per code the share people found right, once they judged enough to call it sure."""
    judged = _judged(_suggestions(codebook, MachineRun.Kind.MODEL, model=model))
    return {slug: one.right / one.all for slug, one in judged.items() if one.all >= ENOUGH_JUDGED}


def _quality(run: MachineRun, rows) -> Quality:
    runs = run.codebook.machine_runs.filter(kind=run.kind, model=run.model)
    ever = sum((Counter(counts) for counts in runs.values_list("refused", flat=True)), Counter())
    ordered = sorted(rows, key=lambda row: (row.silent, -row.positives, row.label))
    return Quality(run, tuple(ordered), dict(run.refused), dict(ever), runs.count())


def _row(label: str, people: Judged, one: dict) -> CodeQuality:
    lower = upper = None
    if people.all:
        from scipy.stats import binomtest  # heavy: not at the start of the site

        interval = binomtest(people.right, people.all).proportion_ci(LEVEL, method="wilson")
        lower, upper = float(interval.low), float(interval.high)
    return CodeQuality(
        label, one.get("positives", 0), one.get("precision"), one.get("recall"), one["silent"], people, lower, upper
    )  # fmt: skip


def _suggestions(codebook: Codebook, kind: str, *, model: str = "") -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(code__codebook=codebook, run__kind=kind, run__model=model)


def _judged(mine: QuerySet[Suggestion]) -> dict[str, Judged]:
    """{code: what people made of it}, over all rounds."""
    counts = {
        verdict.value: Count("pk", filter=Q(verdict=verdict))
        for verdict in Verdict
        if verdict != Verdict.OPEN
    }
    instead = _instead(mine)
    rows = mine.exclude(verdict=Verdict.OPEN).values("code__slug").annotate(**counts)
    return {
        row["code__slug"]: Judged(
            **{name: row[name] for name in counts}, instead=tuple(instead.get(row["code__slug"], ()))
        )
        for row in rows
    }


def _instead(mine: QuerySet[Suggestion]) -> dict[str, list[tuple[str, int]]]:
    rows = mine.filter(verdict=Verdict.OTHER_CODE, coding__isnull=False)
    counted = rows.values_list("code__slug", "coding__code__label").annotate(n=Count("pk")).order_by("-n")
    found: dict[str, list[tuple[str, int]]] = {}
    for slug, label, count in counted:
        found.setdefault(slug, []).append((label, count))
    return found

"""From answers to need per topic: which figures are asked of the method, in which order. Pure: no database.

The same functions serve the site and the command that reads files, so that both give the same figures.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

import needs_assessment
from kennismakelaar.organizations.api import Frame, SizeClass
from kennismakelaar.surveys.api import AnswerTable
from needs_assessment import needs, priorities, reach, replicates, responses, sensitivity, weighting
from needs_assessment.errors import MethodError
from needs_assessment.provenance import digest

LEAST_IN_CELL = 8
TOP = 3
AGREES = 4  # a score from which an aspect counts as "yes"


@dataclass(frozen=True)
class Parameters:
    """All choices behind the figures; stored with them so that they can be computed again."""

    important_from: float = 4
    capable_to: float = 3
    draws: int = 2000
    seed: int = 2026
    level: float = 0.95
    least_in_cell: int = LEAST_IN_CELL


@dataclass(frozen=True)
class NeedRow:
    """The need for one topic in one segment ("" = all municipalities)."""

    topic: str
    segment: str
    prevalence: float
    se: float
    lower: float
    upper: float
    n: int
    respondents: int
    municipalities: int
    probability_top3: float | None = None
    tier: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NeedsResult:
    """Need per topic and segment, response and reach, and what is needed to compute it again.

    replicates: {(topic, segment): draws of the prevalence}, all from the same draws of who answers.
    """

    rows: tuple[NeedRow, ...]
    set_aside: tuple[str, ...]  # topics too few answered
    response: dict[str, Any]
    reasons: tuple[str, ...]
    parameters: dict[str, Any]
    method_version: str
    input_digest: str
    replicates: dict[tuple[str, str], np.ndarray]

    def whole(self) -> list[NeedRow]:
        return [row for row in self.rows if not row.segment]


@dataclass(frozen=True)
class Heard:
    """The municipalities heard, one combined answer each, with the cells they are weighted in."""

    places: np.ndarray  # in the frame
    scores: dict[str, np.ndarray]  # municipalities x topics, NaN = nobody knew
    answers: np.ndarray  # colleagues who answered, municipalities x topics
    strata: np.ndarray
    population: dict[Any, float]
    reasons: tuple[str, ...]


def analyze(answers: AnswerTable, frame: Frame, *, parameters: Parameters | None = None) -> NeedsResult:
    """Need per topic over all municipalities and per segment, with everything that must be printed with it.

    Raises MethodError when no topic has two complete answers.
    """
    chosen = parameters or Parameters()
    heard = _heard(answers, frame, chosen)
    rows, draws, aside = _all_municipalities(answers.topics, heard, frame, chosen)
    rows += _segments(answers.topics, heard, _groups(frame, heard), chosen, draws)
    for role in sorted({role for role in answers.role.tolist() if role}):
        rows += _role(answers, role, frame, chosen, draws)
    return NeedsResult(
        rows=tuple(rows),
        set_aside=aside,
        response=response_of(answers, frame),
        reasons=heard.reasons,
        parameters=asdict(chosen),
        method_version=needs_assessment.METHOD_VERSION,
        input_digest=_digest(answers, frame),
        replicates=draws,
    )


def response_of(answers: AnswerTable, frame: Frame) -> dict[str, Any]:
    """How many were heard, and how well they mirror all municipalities (R-indicator and what pulls it down)."""
    heard = frame.heard(answers.heard)
    found: dict[str, Any] = {
        "municipalities_heard": int(heard.sum()),
        "population": len(frame),
        "rate": float(heard.mean()),
        "respondents": len(answers),
    }
    variables = {"size": frame.size, "part": frame.part, "urbanity": frame.urbanity}
    try:
        indicator = reach.r_indicator(variables, heard, variables=list(variables))
    except MethodError as error:
        return found | {"r_indicator": None, "reason": error.code}
    partial = {name: part.unconditional for name, part in indicator.partial.items()}
    return found | {
        "r_indicator": indicator.value,
        "r_se": indicator.se,
        "cv": indicator.cv,
        "partial": partial,
    }


def weights_of(
    answers: AnswerTable, frame: Frame, *, parameters: Parameters | None = None
) -> dict[str, float]:
    """For how many municipalities each one that was heard counts, before answers on a topic are looked at."""
    heard = _heard(answers, frame, parameters or Parameters())
    labels, counts = np.unique(heard.strata.astype(str), return_counts=True)
    in_cell = dict(zip(labels.tolist(), counts.tolist(), strict=True))
    sizes = {str(cell): size for cell, size in heard.population.items()}
    codes, cells = frame.code[heard.places].tolist(), heard.strata.astype(str).tolist()
    return {code: sizes[cell] / in_cell[cell] for code, cell in zip(codes, cells, strict=True)}


def _digest(answers: AnswerTable, frame: Frame) -> str:
    scores = {aspect: values.astype(np.float32) for aspect, values in answers.scores.items()}
    labels = [answers.municipality.astype(str), answers.role.astype(str), frame.code.astype(str)]
    return digest([scores, list(answers.topics), labels])


def _heard(answers: AnswerTable, frame: Frame, chosen: Parameters, mask: np.ndarray | None = None) -> Heard:
    """Colleagues combined per municipality, and municipalities put in cells of size class x part of the country.

    Municipalities outside the frame do not count: they do not exist on the day of the assessment.
    """
    at = {code: place for place, code in enumerate(frame.code)}
    keep = np.array([code in at for code in answers.municipality.tolist()], bool)
    keep &= True if mask is None else mask
    codes, roles = answers.municipality[keep].astype(str), answers.role[keep].astype(str)
    combined = {
        aspect: responses.combine(values[keep], municipalities=codes, roles=roles)
        for aspect, values in answers.scores.items()
    }
    importance, capability = combined["importance"], combined["capability"]
    places = np.array([at[code] for code in importance.municipalities], int)
    cells = np.char.add(np.char.add(frame.size.astype(str), "|"), frame.part.astype(str))
    sizes = {
        str(cell): float(count) for cell, count in zip(*np.unique(cells, return_counts=True), strict=True)
    }
    joined = weighting.collapse(cells[places], population=sizes, least=chosen.least_in_cell)
    return Heard(
        places=places,
        scores={aspect: one.values for aspect, one in combined.items()},
        answers=np.minimum(importance.answers, capability.answers),
        strata=joined.strata,
        population=joined.population,
        reasons=tuple(str(reason) for reason in (*joined.reasons, *importance.reasons)),
    )


def _in_order(cell: str) -> tuple[int, str]:
    """Cells from small to large municipalities: small cells are joined with a neighbor in this order."""
    size, _, part = cell.partition("|")
    return SizeClass.values.index(size), part


def _all_municipalities(
    topics: Sequence[str], heard: Heard, frame: Frame, chosen: Parameters
) -> tuple[list[NeedRow], dict[tuple[str, str], np.ndarray], tuple[str, ...]]:
    importance, capability = heard.scores["importance"], heard.scores["capability"]
    found = needs.assess(
        importance,
        capability,
        topics=topics,
        strata=heard.strata,
        population=heard.population,
        seed=chosen.seed,
        k=TOP,
        draws=chosen.draws,
        level=chosen.level,
    )
    column = {topic: at for at, topic in enumerate(topics)}
    kept = [str(need.topic) for need in found.topics]
    tips = _tips(found, len(frame))
    everywhere = np.ones(len(heard.places), bool)
    draws = _draws(heard, [(column[topic], everywhere) for topic in kept], chosen)
    rows = [
        NeedRow(
            topic=str(need.topic),
            segment="",
            prevalence=need.prevalence.value,
            se=need.prevalence.se,
            lower=need.prevalence.lower,
            upper=need.prevalence.upper,
            n=need.prevalence.n,
            respondents=int(heard.answers[:, column[str(need.topic)]].sum()),
            municipalities=len(frame),
            probability_top3=need.probability_in_top,
            tier=need.tier,
            extra=_beside(need, heard, column[str(need.topic)], frame) | tips.get(str(need.topic), {}),
        )
        for need in found.topics
    ]
    aside = tuple(str(topic) for topic in found.set_aside)
    return rows, {(topic, ""): draws[:, at] for at, topic in enumerate(kept)}, aside


def _beside(need: needs.TopicNeed, heard: Heard, at: int, frame: Frame) -> dict[str, Any]:
    """What must be printed beside the prevalence: other measures, and what if the silent ones differ."""
    bounds = sensitivity.manski(need.prevalence.value, n=need.prevalence.n, population=len(frame))
    beside: dict[str, Any] = {
        "borich": need.borich,
        "ranked_discrepancy": need.ranked_discrepancy,
        "rank_lower": need.rank_lower,
        "rank_upper": need.rank_upper,
        "reasons": [str(reason) for reason in need.reasons],
        "silent": [float(bounds.lower), float(bounds.upper)],
    }
    for aspect in ("occurs", "attention", "satisfaction"):
        values = heard.scores[aspect][:, at]
        known = values[np.isfinite(values)]
        if len(known) >= LEAST_IN_CELL:
            beside[aspect] = float((known >= AGREES).mean())
    return beside


def _tips(found: needs.Assessment, population: int) -> dict[str, dict[str, Any]]:
    """How different the silent ones must be before a topic enters or leaves the top 3."""
    shares = {str(need.topic): need.prevalence.value for need in found.topics}
    if len(shares) <= TOP:
        return {}
    heard = {str(need.topic): need.prevalence.n for need in found.topics}
    tips = sensitivity.tipping_point(shares, n=heard, population=population, k=TOP)
    return {topic: {"tipping": tip.delta, "in_top3": tip.inside} for topic, tip in tips.items()}


@dataclass(frozen=True)
class Group:
    """A segment: which of the municipalities heard are in it, and how many there are in all."""

    segment: str
    inside: np.ndarray
    municipalities: int


def _groups(frame: Frame, heard: Heard) -> list[Group]:
    """The municipalities by size, part of the country and urbanity."""
    kinds = {"size": frame.size, "part": frame.part, "urbanity": frame.urbanity}
    return [
        Group(f"{kind}:{value}", values[heard.places] == value, int((values == value).sum()))
        for kind, values in kinds.items()
        for value in dict.fromkeys(values.tolist())
    ]


def _segments(
    topics: Sequence[str],
    heard: Heard,
    groups: Sequence[Group],
    chosen: Parameters,
    draws: dict[tuple[str, str], np.ndarray],
) -> list[NeedRow]:
    """The need per topic within each group, all from one set of draws."""
    rows: list[NeedRow] = []
    wanted: list[tuple[int, np.ndarray]] = []
    for group in groups:
        found = _segment(topics, heard, group, chosen)
        rows += found.values()
        wanted += [(at, group.inside) for at in found]
    if rows:
        drawn = _draws(heard, wanted, chosen)
        draws.update({(row.topic, row.segment): drawn[:, place] for place, row in enumerate(rows)})
    return rows


def _segment(topics: Sequence[str], heard: Heard, group: Group, chosen: Parameters) -> dict[int, NeedRow]:
    """{place of the topic: its need within one group}; a topic with too few answers there is left out."""
    need, known = priorities.flags(heard.scores["importance"], heard.scores["capability"])
    inside, rows = group.inside, {}
    for at, topic in enumerate(topics):
        domain = known[:, at] & inside
        try:
            estimate = needs.shares(
                np.where(known[:, [at]], need[:, [at]], np.nan),
                strata=heard.strata,
                population=heard.population,
                domain=domain[:, None],
                level=chosen.level,
            )[0]
        except MethodError:
            continue
        respondents = int(heard.answers[domain, at].sum())
        rows[at] = NeedRow(
            topic,
            group.segment,
            estimate.value,
            estimate.se,
            estimate.lower,
            estimate.upper,
            estimate.n,
            respondents,
            group.municipalities,
        )
    return rows


def _role(
    answers: AnswerTable,
    role: str,
    frame: Frame,
    chosen: Parameters,
    draws: dict[tuple[str, str], np.ndarray],
) -> list[NeedRow]:
    """The need as colleagues in one role see it, over all municipalities."""
    mask = answers.role == role
    if len(set(answers.municipality[mask].tolist())) < LEAST_IN_CELL:
        return []
    try:
        heard = _heard(answers, frame, chosen, mask)
    except MethodError:
        return []
    inside = np.ones(len(heard.places), bool)
    return _segments(answers.topics, heard, [Group(f"role:{role}", inside, len(frame))], chosen, draws)


def _draws(heard: Heard, wanted: Sequence[tuple[int, np.ndarray]], chosen: Parameters) -> np.ndarray:
    """Draws x wanted of the prevalence from the Polya posterior: who answered counts, only the silent vary.

    wanted: (place of a topic, mask of the municipalities heard that count for it).
    """
    need, known = priorities.flags(heard.scores["importance"], heard.scores["capability"])
    columns = [at for at, _inside in wanted]
    domain = known[:, columns] & np.column_stack([inside for _at, inside in wanted])
    return replicates.means(
        need[:, columns],
        strata=heard.strata,
        population=heard.population,
        draws=chosen.draws,
        seed=chosen.seed,
        method="polya",
        domain=domain,
    ).scores

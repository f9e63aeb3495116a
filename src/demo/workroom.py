"""What advisers did with the words: decide on held-back ones, code twice, write needs."""

from collections.abc import Sequence

import numpy as np

from kennismakelaar.accounts.api import User
from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs
from kennismakelaar.topics.api import Topic

from .clock import at, later
from .plan import SEED, THEME_DAY, Plan

STILL_HELD_BACK = 6  # left in the queue, so that the page has something to decide
CODER_ERROR = 0.10
NEEDS = (
    (
        "Weten wat je als bestuurder doet bij oplopende polarisatie",
        "horizontale-polarisatie",
        "skill",
        "mayor",
        "simulation",
    ),
    (
        "Het gesprek voeren met inwoners die de overheid niet meer vertrouwen",
        "verticale-polarisatie",
        "skill",
        "",
        "training",
    ),
    (
        "Rechtsextremistische uitingen herkennen en wegen",
        "rechtsextremisme",
        "knowledge",
        "safety",
        "training",
    ),
    (
        "Omgaan met inwoners die het gezag van de overheid afwijzen",
        "anti-institutioneel-extremisme",
        "skill",
        "street",
        "intervision",
    ),
    (
        "Spanning rond opvang voor zijn, samen met de buurt",
        "opvang-asielzoekers",
        "knowledge",
        "safety",
        "toolkit",
    ),
    (
        "Desinformatie in de eigen gemeente herkennen en beantwoorden",
        "desinformatie",
        "knowledge",
        "communication",
        "workshop",
    ),
    (
        "Inclusie vertalen naar beleid dat in de wijk te merken is",
        "inclusie-algemeen",
        "knowledge",
        "social",
        "learning_network",
    ),
    (
        "Jongeren weerbaar maken samen met het onderwijs",
        "weerbaarheid-jongeren",
        "network",
        "social",
        "learning_network",
    ),
    ("Oefenen met online aangejaagde onrust", "online-ordeverstoring", "skill", "safety", "simulation"),
    (
        "Een netwerk van sleutelpersonen dat er is voordat het nodig is",
        "netwerken-en-sleutelpersonen",
        "network",
        "social",
        "peer_advice",
    ),
)


def decide_held_back(*, by: User) -> int:
    """This will redact what screening found, all but the last few: those wait for a person."""
    held = intake.Statement.objects.filter(status=intake.Statement.Status.HELD_BACK).order_by("pk")
    keys = list(held.values_list("pk", flat=True))
    moment = at(later(THEME_DAY, 11))
    for key in keys[:-STILL_HELD_BACK]:
        while finding := intake.Finding.objects.filter(statement=key, decision="pending").first():
            intake.decide_finding(
                finding, intake.Finding.Decision.REDACTED, by=by, at=moment, reason="Persoonsgegeven."
            )
    return len(keys)


def code_twice(plan: Plan, *, coders: Sequence[User], seed: int = SEED) -> coding.Codebook:
    """This will let two coders code every open statement, blind to each other; now and then one differs."""
    random = np.random.default_rng(seed)
    moment = at(later(THEME_DAY, 18))
    first, second = coders[:2]
    codebook = coding.start_codebook_from_topics(by=first, at=moment)
    codes = {code.slug: code for code in codebook.codes.all()}
    gold = _gold(plan)
    statements = [s for s in intake.readable_statements(first).order_by("pk") if _key(s.text) in gold]
    coding.assign(statements, first, by=first, at=moment, order=1)
    coding.assign(statements, second, by=first, at=moment, order=2)
    for statement in statements:
        for coder in (first, second):
            for slug in _judged(gold[_key(statement.text)], list(codes), random):
                coding.mark(statement, 0, len(statement.text), codes[slug], by=coder, at=moment)
            coding.finish(statement, by=coder, at=moment)
    return codebook


def _judged(gold: tuple[str, ...], every: list[str], random: np.random.Generator) -> list[str]:
    """What a coder makes of it: the gold codes, with a slip now and then."""
    return [str(random.choice(every)) if random.random() < CODER_ERROR else slug for slug in gold]


def _gold(plan: Plan) -> dict[str, tuple[str, ...]]:
    said = [*plan.day, *(one for _code, all_said in plan.talks for one in all_said)]
    return {_key(one.text): one.codes for one in said}


def _key(text: str) -> str:
    """The start of a statement: what is redacted stands at its end."""
    return text[:40]


def write_needs(assessment: needs.NeedAssessment, *, by: User) -> list[needs.Need]:
    """This will write needs with the quotes and the figure that show them."""
    moment = at(later(THEME_DAY, 40))
    topics = Topic.objects.in_bulk()
    made = []
    for priority, (title, slug, kind, role, form) in enumerate(NEEDS):
        draft = needs.Draft(
            title=title,
            topic=topics[slug],
            kind=kind,
            role=role,
            form=form,
            priority=1 + priority // 4,
            priority_reason="Vaak genoemd en hoog in de peiling.",
            is_fictitious=True,
        )
        quotes = list(coding.codings_of(topics[slug]).filter(code__topic_id=slug)[:16])
        figures = list(needs.figures_of(assessment).filter(topic_id=slug))
        need = needs.write_need(draft, codings=quotes, figures=figures, by=by, at=moment)
        made.append(needs.set_status(need, needs.Need.Status.AGREED, by=by, at=moment))
    return made

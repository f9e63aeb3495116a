"""The plan of the demo year: who answers what, who says what, and what is true. Everything follows from a seed."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

import numpy as np

SEED = 2026
SURVEY_OPENS, SURVEY_CLOSES = date(2025, 11, 3), date(2025, 12, 19)
THEME_DAY = date(2026, 2, 5)
TALKS_FROM = date(2026, 3, 2)
QUESTIONS_FROM = date(2026, 1, 12)
TODAY = date(2026, 10, 1)

# Share of municipalities in need per topic, before size and region: invented.
NEEDS = {
    "horizontale-polarisatie": 0.58,
    "verticale-polarisatie": 0.55,
    "online-polarisatie": 0.42,
    "rechtsextremisme": 0.46,
    "anti-institutioneel-extremisme": 0.44,
    "inclusie-algemeen": 0.36,
    "discriminatie-en-racisme": 0.31,
    "antisemitisme": 0.20,
    "moslimhaat": 0.22,
    "lhbtiq-acceptatie": 0.24,
    "opvang-asielzoekers": 0.50,
    "demonstraties": 0.26,
    "internationale-conflicten": 0.34,
    "incidenten-met-impact": 0.28,
    "online-ordeverstoring": 0.40,
    "desinformatie": 0.48,
    "buitenlandse-inmenging": 0.14,
    "preventie-radicalisering": 0.27,
    "signalering": 0.25,
    "weerbaarheid-jongeren": 0.38,
    "informatiedeling": 0.21,
    "agressie-en-intimidatie": 0.37,
    "crisiscommunicatie": 0.30,
    "nazorg": 0.23,
    "ondermijning-algemeen": 0.29,
    "netwerken-en-sleutelpersonen": 0.33,
    "vertrouwen-in-de-overheid": 0.47,
    "sociale-cohesie": 0.32,
}
RESPONSE_BY_SIZE = {"to20": 0.36, "to50": 0.44, "to100": 0.52, "over100": 0.60}
RESPONSE_BY_PART = {"north": -0.06, "east": 0.02, "west": 0.03, "south": -0.03}
ROLES = ("safety", "social", "mayor", "communication", "alderman", "street")
ROLE_WEIGHTS = (0.34, 0.26, 0.12, 0.12, 0.08, 0.08)

CONTEXT = (
    "Wij doen dit er met één persoon naast.",
    "De raad vraagt hier steeds vaker naar.",
    "Met de buurgemeenten hebben we hier nog geen afspraken over.",
    "We hebben dit vorig jaar voor het eerst gemerkt.",
    "Een oefening zou meer helpen dan weer een handreiking.",
    "Praktische voorbeelden van gemeenten van onze omvang helpen het meest.",
    "Het onderwijs zit hierbij nog niet aan tafel.",
    "Veiligheid en sociaal domein trekken hier niet samen op.",
)
FIRST = (
    "Jolanda",
    "Hendrik",
    "Fatima",
    "Sjoerd",
    "Marijke",
    "Youssef",
    "Annelies",
    "Willem",
    "Samira",
    "Gerrit",
)
LAST = (
    "Terwisscha",
    "van der Meulen",
    "Bouzidi",
    "Hoekstra",
    "de Graaf",
    "El Amrani",
    "Oudshoorn",
    "Brouwers",
)
PLANTED = (
    ("name", "Vraag het na bij {name}."),
    ("phone", "Bel ons op {phone} als er meer bekend is."),
    ("name", "Mevrouw {last} uit de wijk heeft hier een klacht over ingediend."),
    ("email", "Stuur de uitkomst naar {email}."),
    ("postcode", "Het gaat om het pand aan de {street}, {postcode}."),
)


@dataclass(frozen=True)
class Unit:
    """One municipality as the plan needs it."""

    code: str
    name: str
    size: str
    part: str


@dataclass(frozen=True)
class Form:
    """One filled-in form of the survey."""

    code: str
    role: str
    answers: dict[str, dict[str, int | None]]


@dataclass(frozen=True)
class Said:
    """One statement with its gold labels: codes, and the personal data planted in it (kind, words)."""

    text: str
    codes: tuple[str, ...]
    code: str  # municipality
    role: str
    planted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Question:
    """One question with the titles of offers that answer it (gold; empty: nothing does)."""

    text: str
    offers: tuple[str, ...]
    code: str
    role: str


@dataclass(frozen=True)
class Plan:
    """The whole year. `needy` is the truth: {topic: codes of the municipalities that need it}."""

    needy: dict[str, frozenset[str]]
    forms: tuple[Form, ...]
    attendance: tuple[tuple[str, str, int], ...]  # municipality, role, people
    day: tuple[Said, ...]
    talks: tuple[tuple[str, tuple[Said, ...]], ...]  # municipality, what was said
    questions: tuple[Question, ...]

    @property
    def responded(self) -> frozenset[str]:
        return frozenset(form.code for form in self.forms)


def plan_of(units: Sequence[Unit], *, seed: int = SEED) -> Plan:
    """The plan for these municipalities; the same seed gives the same year."""
    random = np.random.default_rng(seed)
    needy = _needy(units, random)
    forms = _forms(units, needy, random)
    responded = {form.code for form in forms}
    attendance = _attendance(units, random)
    present = [code for code in dict.fromkeys(code for code, _role, _people in attendance)]
    said = _said(random)
    absent = [unit.code for unit in units if unit.code not in responded and unit.code not in set(present)]
    spoken = sorted(random.choice(absent, 30, replace=False).tolist())
    talks, day = said[:60], said[60:]
    return Plan(
        needy=needy,
        forms=forms,
        attendance=attendance,
        day=tuple(_of(one, str(random.choice(present)), random) for one in day),
        talks=tuple(
            (code, tuple(_of(one, code, random) for one in talks[2 * at : 2 * at + 2]))
            for at, code in enumerate(spoken)
        ),
        questions=_questions(units, random),
    )


def _needy(units: Sequence[Unit], random: np.random.Generator) -> dict[str, frozenset[str]]:
    """Who really needs what: larger municipalities a little more often, and the north when it comes to distrust."""
    effect = {"to20": -0.06, "to50": 0.0, "to100": 0.03, "over100": 0.10}
    found = {}
    for topic, share in NEEDS.items():
        shares = [
            min(
                0.97,
                max(
                    0.02,
                    share + effect[u.size] + (0.08 if u.part == "north" and "vertrouwen" in topic else 0),
                ),
            )
            for u in units
        ]
        hit = random.random(len(units)) < np.array(shares)
        found[topic] = frozenset(unit.code for unit, yes in zip(units, hit, strict=True) if yes)
    return found


def _forms(
    units: Sequence[Unit], needy: dict[str, frozenset[str]], random: np.random.Generator
) -> tuple[Form, ...]:
    """Between 35 and 60% of a size class responds; one to four colleagues each."""
    forms = []
    for unit in units:
        if random.random() >= RESPONSE_BY_SIZE[unit.size] + RESPONSE_BY_PART[unit.part]:
            continue
        for role in random.choice(ROLES, int(random.integers(1, 5)), replace=False, p=ROLE_WEIGHTS):
            answers = {topic: _answer(unit.code in codes, random) for topic, codes in needy.items()}
            forms.append(Form(unit.code, str(role), answers))
    return tuple(forms)


def _answer(needs: bool, random: np.random.Generator) -> dict[str, int | None]:
    """Scores of one colleague: mostly what is true for the municipality, with some noise and some "weet niet"."""
    if random.random() < 0.05:
        return {"occurs": int(random.integers(1, 6)), "importance": None, "capability": None}
    sure = random.random() < 0.92
    importance = int(random.integers(4, 6)) if needs == sure else int(random.integers(2, 6))
    capability = int(random.integers(1, 4)) if needs == sure else int(random.integers(4, 6))
    return {
        "occurs": min(5, max(1, importance + int(random.integers(-1, 2)))),
        "importance": importance,
        "capability": capability,
        "attention": int(random.integers(1, 6)),
        "satisfaction": int(random.integers(2, 6)),
    }


def _attendance(units: Sequence[Unit], random: np.random.Generator) -> tuple[tuple[str, str, int], ...]:
    """About 250 people from about 90 municipalities, larger ones more often."""
    weight = np.array([{"to20": 1, "to50": 2, "to100": 4, "over100": 6}[unit.size] for unit in units], float)
    chosen = random.choice(len(units), 90, replace=False, p=weight / weight.sum())
    rows = []
    for at in sorted(chosen.tolist()):
        for role in random.choice(ROLES, int(random.integers(1, 4)), replace=False, p=ROLE_WEIGHTS):
            rows.append((units[at].code, str(role), int(random.integers(1, 3))))
    return tuple(rows)


def _said(random: np.random.Generator) -> list[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]]:
    """About 400 statements: text, codes and planted personal data."""
    base = [(row["text"], tuple(row["codes"].split())) for row in _rows("statements.csv")]
    more = [base[at] for at in random.choice(len(base), 100, replace=False)]
    said = [(text, codes, ()) for text, codes in base]
    for number, (text, codes) in enumerate(more):
        if number < 60:
            said.append((f"{text} {CONTEXT[number % len(CONTEXT)]}", codes, ()))
        else:
            sentence, planted = _personal(number, random)
            said.append((f"{text} {sentence}", codes, (planted,)))
    return [said[at] for at in random.permutation(len(said))]


def _personal(number: int, random: np.random.Generator) -> tuple[str, tuple[str, str]]:
    """A sentence with invented personal data, and what is in it."""
    kind, pattern = PLANTED[number % len(PLANTED)]
    first, last = str(random.choice(FIRST)), str(random.choice(LAST))
    values = {
        "name": f"{first} {last}",
        "last": last[0].upper() + last[1:],
        "phone": f"06-{random.integers(10**7, 10**8 - 1)}",
        "email": f"{first.lower()}@voorbeeldgemeente.nl",
        "street": f"Dorpsstraat {random.integers(1, 90)}",
        "postcode": f"{random.integers(1000, 9999)} {random.choice(['AB', 'KL', 'XR'])}",
    }
    field = "last" if "{last}" in pattern else kind
    return pattern.format(**values), (kind, values[field])


def _of(
    one: tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], code: str, random: np.random.Generator
) -> Said:
    text, codes, planted = one
    return Said(text, codes, code, str(random.choice(ROLES, p=ROLE_WEIGHTS)), planted)


def _questions(units: Sequence[Unit], random: np.random.Generator) -> tuple[Question, ...]:
    return tuple(
        Question(
            row["question"],
            tuple(title.strip() for title in row["offers"].split("|") if title.strip()),
            units[int(random.integers(len(units)))].code,
            str(random.choice(ROLES, p=ROLE_WEIGHTS)),
        )
        for row in _rows("questions.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with resources.files("demo").joinpath("data", name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))

"""Steered reminders and calls against uniform ones, in simulated campaigns on the municipalities of the register.

    python3 start.py benchmark campaign

One campaign: everybody is invited; then twice a reminder to 60 and twice a call to 20 silent municipalities, no
municipality more than three times. Two ways choose whom, with as many contacts: by chance among the silent, and by
the order of the page on progress. Needs and response follow the plan of the demo year: response depends on size
and part of the country, and here also on something no register knows, for who needs much answers less. The truth is
known, so bias is too: that of the plain share and that of the share weighted by size. The last lines count the
contacts until the response is as balanced as asked; a search stops at 400, so a mean near it is too low. Both ways meet the same luck; intervals are 95% over the seeds.
"""

import csv
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django
import numpy as np

SITE = Path(__file__).parents[2] / "src"
sys.path[:0] = [str(SITE)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
django.setup()  # the plan of the demo year lies beside its builder; no database is asked

from demo.plan import RESPONSE_BY_PART, RESPONSE_BY_SIZE, Unit, plan_of  # noqa: E402
from needs_assessment import fieldwork, reach  # noqa: E402

REGISTER = SITE / "kennismakelaar" / "organizations" / "data" / "municipalities.csv"
SEEDS, LIMIT = 200, 3
VARIABLES = ("size", "part", "urbanity")
ROUNDS = (("mail", 60), ("mail", 60), ("call", 20), ("call", 20))
AGAIN = {"mail": 0.35, "call": 1.1}  # of the chance to answer the invitation: assumed
SHY = 0.05  # one standard deviation more needs: this much less chance to answer
TARGETS, BATCH, MOST = (0.15, 0.10), 20, 400
SIZES = ((20_000, "to20"), (50_000, "to50"), (100_000, "to100"), (10**9, "over100"))
PARTS = {
    "north": ("Groningen", "Fryslân", "Drenthe"),
    "east": ("Overijssel", "Flevoland", "Gelderland"),
    "west": ("Utrecht", "Noord-Holland", "Zuid-Holland", "Zeeland"),
    "south": ("Noord-Brabant", "Limburg"),
}
Frame = dict[str, np.ndarray]
Choose = Callable[[Frame, np.ndarray, np.ndarray, int, np.random.Generator], np.ndarray]


@dataclass(frozen=True)
class World:
    """One seed: the municipalities, who needs what (topics x municipalities), and who would answer."""

    frame: Frame
    needs: np.ndarray
    chance: np.ndarray


def register() -> tuple[list[Unit], Frame]:
    part_of = {province: part for part, provinces in PARTS.items() for province in provinces}
    with REGISTER.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["valid_to"]]
    size = [next(name for top, name in SIZES if int(row["population_2024"]) < top) for row in rows]
    part = [part_of[row["province"]] for row in rows]
    units = [Unit(r["code"], r["name"], s, p) for r, s, p in zip(rows, size, part, strict=True)]
    urbanity = np.array([int(row["urbanity_class"]) for row in rows])
    return units, {"size": np.array(size), "part": np.array(part), "urbanity": urbanity}


def world(units: list[Unit], frame: Frame, seed: int) -> World:
    needy = plan_of(units, seed=seed).needy
    needs = np.array([[unit.code in codes for unit in units] for codes in needy.values()])
    much = needs.sum(axis=0)
    base = np.array([RESPONSE_BY_SIZE[unit.size] + RESPONSE_BY_PART[unit.part] for unit in units])
    return World(frame, needs, np.clip(base - SHY * (much - much.mean()) / much.std(), 0.02, 0.98))


def uniform(
    frame: Frame, answered: np.ndarray, able: np.ndarray, n: int, random: np.random.Generator
) -> np.ndarray:
    open_to = np.flatnonzero(able & ~answered)
    return random.permutation(open_to)[:n]


def steered(
    frame: Frame, answered: np.ndarray, able: np.ndarray, n: int, random: np.random.Generator
) -> np.ndarray:
    """The first of the order of the page on progress."""
    chance = np.where(able, fieldwork.chances(frame, answered, variables=VARIABLES), 0)
    calls = reach.next_calls(frame, answered, variables=VARIABLES, n=n, contact_probability=chance)
    return np.array([call.unit for call in calls if able[call.unit]], int)


def contact(
    town: World, chosen: np.ndarray, kind: str, answered: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    luck = random.random(len(answered))  # for everybody, so that both ways meet the same
    asked = np.zeros(len(answered), bool)
    asked[chosen] = True
    return answered | (asked & (luck < np.minimum(0.95, AGAIN[kind] * town.chance)))


def campaign(town: World, choose: Choose, seed: int) -> dict[str, float]:
    luck, picking = np.random.default_rng([seed, 1]), np.random.default_rng([seed, 2])
    answered = luck.random(len(town.chance)) < town.chance
    times = np.zeros(len(answered), int)
    for kind, number in ROUNDS:
        chosen = choose(town.frame, answered, times < LIMIT, number, picking)
        times[chosen] += 1
        answered = contact(town, chosen, kind, answered, luck)
    return {**measured(town, answered), "contacts made": float(times.sum())}


def measured(town: World, answered: np.ndarray) -> dict[str, float]:
    truth = town.needs.mean(axis=1)
    top = np.argsort(-truth)[:3]
    plain = town.needs[:, answered].mean(axis=1)
    found = reach.r_indicator(town.frame, answered, variables=VARIABLES)
    ahead = fieldwork.outlook(town.frame, answered, variables=VARIABLES, pace=0, days=0)
    even = weighted(town, answered)
    return {
        "municipalities that answered": float(answered.sum()),
        "cv, chance taken out": found.cv,
        "cv, chance left in": found.cv_unadjusted,
        "margin, points": 100 * ahead.margin,
        "bias of the top 3, points": 100 * float((plain - truth)[top].mean()),
        "same, weighted by size": 100 * float((even - truth)[top].mean()),
        "off by, top 3, points": 100 * float(np.abs(plain - truth)[top].mean()),
        "rightly in the top 3": float(len(set(top) & set(np.argsort(-plain)[:3]))),
    }


def weighted(town: World, answered: np.ndarray) -> np.ndarray:
    size = town.frame["size"]
    return sum(
        (size == one).mean() * town.needs[:, answered & (size == one)].mean(axis=1) for one in np.unique(size)
    )


def until_balanced(town: World, choose: Choose, seed: int) -> dict[str, float]:
    """Contacts, by call, until the cv in which gains are counted is as low as asked."""
    luck, picking = np.random.default_rng([seed, 3]), np.random.default_rng([seed, 4])
    answered = luck.random(len(town.chance)) < town.chance
    times, found = np.zeros(len(answered), int), dict[str, float]()
    while True:
        same = reach.verify_gain(town.frame, answered, after=answered, variables=VARIABLES, expected=0)
        for target in TARGETS:
            if same.cv_before <= target:
                found.setdefault(f"contacts until cv {target:.2f}", float(times.sum()))
        chosen = choose(town.frame, answered, times < LIMIT, BATCH, picking)
        if len(found) == len(TARGETS) or times.sum() >= MOST or not len(chosen):
            return {
                f"contacts until cv {t:.2f}": found.get(f"contacts until cv {t:.2f}", float(MOST))
                for t in TARGETS
            }
        times[chosen] += 1
        answered = contact(town, chosen, "call", answered, luck)


def interval(values: np.ndarray) -> str:
    half = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    return f"{values.mean():8.3f} ± {half:.3f}"


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    start = time.process_time()
    units, frame = register()
    found: dict[str, list[dict[str, float]]] = {"uniform": [], "steered": []}
    for seed in range(seeds):
        town = world(units, frame, seed)
        for name, choose in (("uniform", uniform), ("steered", steered)):
            found[name].append(campaign(town, choose, seed) | until_balanced(town, choose, seed))
    print(f"{len(units)} municipalities, {seeds} campaigns, {time.process_time() - start:.0f} s of computing")
    print(f"{'':30}{'uniform':>20}{'steered':>20}{'steered - uniform':>22}")
    for name in found["uniform"][0]:
        one, two = (np.array([row[name] for row in found[way]]) for way in ("uniform", "steered"))
        print(f"{name:30}{interval(one):>20}{interval(two):>20}{interval(two - one):>22}")


if __name__ == "__main__":
    main()

"""How fast the method is, and how much memory it takes: one table.

    python3 start.py benchmark method

Each line runs in a process of its own, so that its peak memory is its own. Ratios are of processor time, so
that other work on the machine does not count. Two comparisons run in the same run on the
same data: a plain loop over replicates, and svy's bootstrap where requirements/oracles.lock is installed.
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MUNICIPALITIES, TOPICS, ROUNDS = 342, 40, 25
SIZES, REGIONS = 5, 12


@dataclass(frozen=True)
class Case:
    """One line: what is measured, the work, and the target in seconds if there is one."""

    name: str
    run: Callable[[], Callable[[], object]]
    target: float | None = None
    times: int = 3


def survey(units: int = MUNICIPALITIES):
    """Makes answers of all units of a population twice as large, with two margins."""
    rng = np.random.default_rng(1)
    size, region = rng.integers(0, SIZES, units), rng.integers(0, REGIONS, units)
    answers = rng.integers(1, 6, (units, TOPICS)).astype(float)
    sizes = {at: 2 * int((size == at).sum()) for at in range(SIZES)}
    regions = {at: 2 * int((region == at).sum()) for at in range(REGIONS)}
    return answers, size, sizes, [(size, sizes), (region, regions)]


def chain(draws: int):
    """Weights, raking, scores and the chance of the top three for all replicates."""
    from needs_assessment import ranks, replicates

    answers, size, sizes, margins = survey()

    def work():
        drawn = replicates.means(answers, strata=size, population=sizes, draws=draws, seed=1, margins=margins)
        return ranks.probability_in_top(drawn.scores, k=3), drawn.interval()

    return work


def polya(draws: int):
    from needs_assessment import replicates

    answers, size, sizes, margins = survey()
    return lambda: replicates.means(
        answers, strata=size, population=sizes, draws=draws, seed=1, margins=margins, method="polya"
    )


def loop(draws: int):
    """The same replicate by replicate, as one would write it down first."""
    answers, size, sizes, margins = survey()

    def work():
        rng = np.random.default_rng(1)
        return [_one(rng, answers, size, sizes, margins) for _ in range(draws)]

    return work


def _one(rng, answers, size, sizes, margins):
    weights = np.empty(len(size))
    for stratum, population in sizes.items():
        members = np.flatnonzero(size == stratum)
        n = len(members)
        drawn = rng.multinomial(n - 1, np.full(n, 1 / n))
        shrink = np.sqrt(1 - n / population)
        weights[members] = population / n * (1 + shrink * (drawn * n / (n - 1) - 1))
    for _ in range(ROUNDS):
        for labels, totals in margins:
            sums = np.bincount(labels, weights)
            weights *= (np.array(list(totals.values())) / sums)[labels]
    scores = weights @ answers / weights.sum()
    return np.argsort(-scores)[:3], scores


def of_svy(draws: int):
    """svy's bootstrap of the same means, without correction and without raking: it can do neither here."""
    import polars
    import svy

    answers, size, sizes, _ = survey()
    columns = {f"t{at}": answers[:, at] for at in range(TOPICS)}
    weight = [sizes[at] / int((size == at).sum()) for at in size]
    table = polars.DataFrame({**columns, "h": size, "w": weight, "id": np.arange(len(size))})

    def work():
        sample = svy.Sample(table, svy.Design(stratum="h", psu="id", wgt="w"))
        drawn = sample.weighting.create_bs_wgts(n_reps=draws, rstate=1)
        return drawn.estimation.mean(list(columns), method="replication")

    return work


def respondents(number: int):
    """Combines colleagues into municipalities and runs the chain on these."""
    from needs_assessment import ranks, replicates, responses

    rng = np.random.default_rng(1)
    answers = rng.integers(0, 6, (number, TOPICS)).astype(np.int8)
    municipality, role = rng.integers(0, MUNICIPALITIES, number), rng.integers(0, 6, number)
    _, size, sizes, margins = survey()

    def work():
        found = responses.combine(answers, municipalities=municipality, roles=role, missing=0)
        drawn = replicates.means(
            found.values, strata=size, population=sizes, draws=2000, seed=1, margins=margins
        )
        return ranks.probability_in_top(drawn.scores, k=3)

    return work


def assessment():
    from needs_assessment import needs

    answers, size, sizes, margins = survey()
    able = np.random.default_rng(2).integers(1, 6, answers.shape)
    return lambda: needs.assess(
        answers, able, topics=range(TOPICS), strata=size, population=sizes, seed=1, margins=margins
    )


def rank_sets():
    from needs_assessment import estimates, ranks

    answers, size, sizes, _ = survey()
    many = estimates.means(answers, strata=size, population=sizes)
    return lambda: ranks.rank_sets(many.values, covariance=many.covariance)


def white_spots():
    """40 topics, 36 segments, 300 offers."""
    from needs_assessment import coverage

    rng = np.random.default_rng(1)
    topics, segments = [f"t{at}" for at in range(TOPICS)], [f"s{at}" for at in range(36)]
    counts = rng.multinomial(MUNICIPALITIES, np.full(36, 1 / 36))
    cells = [
        coverage.Cell(topic, segment, float(counts[at]), float(rng.beta(2, 4)))
        for topic in topics
        for at, segment in enumerate(segments)
    ]
    offers = [
        coverage.Offer(
            f"o{at}",
            tuple(rng.choice(topics, rng.integers(1, 4), replace=False).tolist()),
            float(rng.integers(5, 60)),
            float(rng.uniform(0, 8)),
            float(rng.uniform(0.4, 1)),
            segments=() if rng.random() < 0.6 else tuple(rng.choice(segments, 8, replace=False).tolist()),
        )
        for at in range(300)
    ]
    return lambda: coverage.white_spots(cells, offers=offers)


def next_calls():
    from needs_assessment import reach

    rng = np.random.default_rng(1)
    frame = {
        "size": rng.integers(0, SIZES, MUNICIPALITIES),
        "region": rng.integers(0, REGIONS, MUNICIPALITIES),
    }
    answered = rng.random(MUNICIPALITIES) < 0.5
    return lambda: reach.next_calls(frame, answered, variables=["size", "region"], n=50)


def public_tables():
    """Protects the public tables of 40 topics (by size class, by region) and attacks them together."""
    from needs_assessment import disclosure

    rng = np.random.default_rng(1)
    rows = tuple(f"t{at}" for at in range(TOPICS))

    def table(name, parts):
        bases = rng.multinomial(210, np.full(parts, 1 / parts))
        counts = rng.binomial(bases, 0.4, size=(TOPICS, parts))
        whole = np.column_stack([counts, counts.sum(axis=1)])
        heard = np.tile(np.append(bases, bases.sum()), (TOPICS, 1))
        columns = (*(f"{name}{at}" for at in range(parts)), "all")
        return disclosure.Table(name, rows, columns, whole / heard, heard, total="all")

    tables = [table("size", SIZES), table("region", REGIONS)]
    return lambda: disclosure.attack(disclosure.protect(tables).published)


CASES = {
    "chain_2000": Case("2,000 replicates x 342 x 40, raked, ranked", lambda: chain(2000), 0.5),
    "chain_4000": Case("4,000 replicates", lambda: chain(4000)),
    "chain_10000": Case("10,000 replicates", lambda: chain(10_000)),
    "polya_2000": Case("2,000 replicates, Polya posterior", lambda: polya(2000)),
    "loop_2000": Case("2,000 replicates in a plain loop", lambda: loop(2000), times=1),
    "svy_2000": Case("2,000 replicates by svy (no fpc, not raked)", lambda: of_svy(2000), times=1),
    "people_250000": Case("250,000 respondents to 342 municipalities", lambda: respondents(250_000), times=1),
    "people_500000": Case("500,000 respondents", lambda: respondents(500_000), times=1),
    "people_1000000": Case("1,000,000 respondents", lambda: respondents(1_000_000), 5.0, times=1),
    "assessment": Case("whole assessment of 40 topics", assessment),
    "rank_sets": Case("rank sets of 40 topics, 20,000 draws", rank_sets),
    "white_spots": Case("white spots, 40 x 36 x 300", white_spots, times=1),
    "next_calls": Case("next 50 calls", next_calls),
    "public_tables": Case("protect and attack the public tables", public_tables, 10.0, times=1),
}
RATIOS = {
    "a plain loop over replicates": ("loop_2000", "chain_2000"),
    "svy (which leaves fpc and raking out)": ("svy_2000", "chain_2000"),
}
GROWTH = {
    "replicates 2,000 to 4,000 (2 = linear)": ("chain_4000", "chain_2000"),
    "replicates 2,000 to 10,000 (5 = linear)": ("chain_10000", "chain_2000"),
    "respondents 500,000 to 1,000,000 (2 = linear)": ("people_1000000", "people_500000"),
}


def measure(key: str) -> dict[str, float]:
    """Runs one case here: the best time of a few, processor time in it, and the peak memory of this process."""
    case = CASES[key]
    work = case.run()
    times = []
    for _ in range(case.times):
        began, used = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - began, time.process_time() - used))
    seconds, cpu = min(times)
    return {"seconds": seconds, "cpu": cpu, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """Measures every case in a process of its own and prints the table."""
    found = {}
    print(f"{'what':46} {'seconds':>8} {'of cpu':>8} {'peak MiB':>9}  target")
    for key, case in CASES.items():
        if key.startswith("svy") and not importlib.util.find_spec("svy"):
            print(f"{case.name:46} {'-':>8} {'-':>8} {'-':>9}  svy is not installed")
            continue
        found[key] = _apart(key)
        held = (
            ""
            if case.target is None
            else f"{case.target:g} s: {_verdict(found[key]['seconds'] <= case.target)}"
        )
        seconds, cpu, peak = (found[key][name] for name in ("seconds", "cpu", "peak"))
        print(f"{case.name:46} {seconds:8.3f} {cpu:8.3f} {peak:9.0f}  {held}", flush=True)
    peak = found["people_1000000"]["peak"]
    print(f"\n1,000,000 respondents with their answers: {peak:.0f} MiB; 1 GiB: {_verdict(peak < 1024)}")
    _compare("Times as fast as", RATIOS, found)
    _compare("Growth of time from", GROWTH, found)


def _compare(title: str, pairs: dict[str, tuple[str, str]], found: dict[str, dict[str, float]]) -> None:
    for name, (above, below) in pairs.items():
        if above in found and below in found:
            print(f"{title} {name}: {found[above]['cpu'] / found[below]['cpu']:.1f}")


def _apart(key: str) -> dict[str, float]:
    code = f"import json; from benchmarks.method import measure; print(json.dumps(measure({key!r})))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _verdict(held: bool) -> str:
    return "held" if held else "NOT HELD"


if __name__ == "__main__":
    main()

"""Measures statements per second of screening, proposals and grouping over sizes, and what a cluster costs.

Run: python tests/benchmarks/language_scale.py [screening] [proposals] [grouping] [--sizes 10000 100000] [--processes 2]
[--dask] [--meaning]. Statements are made from those of the test set by putting their parts together anew, so that no
two are alike. Goals on two cores: screening 20,000 a second, proposals for 1,000,000 within 10 minutes, grouping of
1,000,000 within 20 minutes and 8 GiB. `--meaning` adds vectors drawn at random around those of the codes' words: making
real ones takes some 20 ms each and is measured apart, in language_search.py.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])

import numpy as np  # noqa: E402

from dutch_text import classify, grouping  # noqa: E402
from dutch_text.meaning import DIMENSIONS  # noqa: E402
from dutch_text.spreading import propose_all, screen_all, spread  # noqa: E402
from language import coding_set  # noqa: E402

CODINGS = 200
GOALS = {"screening": 50, "proposals": 600, "grouping": 1_200}


def made_up(count: int) -> tuple[list[str], np.ndarray]:
    """This will make statements of a subject each: two halves of statements with the same code."""
    data = coding_set.statements()
    rng = random.Random(count)
    by_code: dict[str, list[str]] = {}
    for text, codes in zip(data.texts, data.codes, strict=True):
        by_code.setdefault(min(codes), []).append(text)
    names = sorted(by_code)
    texts, subjects = [], np.zeros(count, dtype=int)
    for place in range(count):
        subjects[place] = rng.randrange(len(names))
        one, other = rng.choices(by_code[names[subjects[place]]], k=2)
        words, more = one.split(), other.split()
        texts.append(" ".join([*words[: rng.randint(3, len(words))], *more[rng.randint(0, len(more) - 2) :]]))
    return texts, subjects


def vectors_around(subjects: np.ndarray) -> np.ndarray:
    """This will draw a unit vector for each statement, nearer to those of its subject than to others."""
    rng = np.random.default_rng(len(subjects))
    middles = rng.standard_normal((subjects.max() + 1, DIMENSIONS)).astype(np.float32)
    found = middles[subjects]
    found += rng.standard_normal(found.shape, dtype=np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


@contextmanager
def local(processes: int) -> Iterator[Executor | None]:
    """This will start processes, or none where one is asked."""
    if processes < 2:
        yield None
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(spread(_ready, range(processes), executor=pool))
        yield pool


@contextmanager
def cluster(processes: int) -> Iterator[Executor]:
    """This will start a scheduler and workers that listen on this machine only."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        ) as found,
        Client(found, set_as_default=False) as client,
    ):
        client.run(_ready, 0)
        yield client.get_executor(pure=False)


def _ready(_number: int) -> int:
    """This will load the word lists once per process, so that the measurement begins warm."""
    from dutch_text.screening import screen

    return len(screen("Fatima woont op Lange Voorhout 77."))


def screening(texts: list[str], _subjects: np.ndarray, executor: Executor | None, _meaning: bool) -> int:
    """This will screen all texts."""
    return sum(1 for found in screen_all(texts, executor=executor) if found)


def proposals(texts: list[str], subjects: np.ndarray, executor: Executor | None, meaning: bool) -> int:
    """This will learn from the first 200 and propose for all."""
    vectors = vectors_around(subjects) if meaning else None
    few = None if vectors is None else vectors[: 2 * CODINGS]
    codings = {place: frozenset({f"code {subjects[place]}"}) for place in range(CODINGS)}
    gate = classify.Gate(positives=3, f1=0.3)
    model = classify.learn(texts[: 2 * CODINGS], codings=codings, vectors=few, gate=gate)
    return sum(
        1 for found in propose_all(model, texts, vectors=vectors, floor=0.5, executor=executor) if found
    )


def groups(texts: list[str], subjects: np.ndarray, executor: Executor | None, meaning: bool) -> int:
    """This will group all texts."""
    vectors = vectors_around(subjects) if meaning else None
    found = grouping.group(texts, vectors=vectors, executor=executor)
    return sum(one.solid for one in found.groups)


WORK = {"screening": screening, "proposals": proposals, "grouping": groups}


def main() -> None:
    """This will run the measurements asked for, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", default=list(WORK))
    parser.add_argument("--sizes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--dask", action="store_true", help="also by a scheduler and workers on this machine")
    parser.add_argument("--meaning", action="store_true", help="also with vectors")
    asked = parser.parse_args()
    ways = [("here", lambda: local(1)), (f"{asked.processes} processes", lambda: local(asked.processes))]
    if asked.dask:
        ways.append((f"Dask, {asked.processes} workers", lambda: cluster(asked.processes)))
    for size in asked.sizes:
        texts, subjects = made_up(size)
        for what in asked.what:
            for meaning in [False, True] if asked.meaning and what != "screening" else [False]:
                for name, way in ways if size < 1_000_000 else ways[1:]:
                    measure(what, name, way, texts, subjects, meaning)


def measure(what, name, way, texts, subjects, meaning) -> None:
    """This will do one piece of work and print how long it took, and how much computing that was.

    On a machine that does other work too, the computing says more than the clock; it includes starting processes.
    """
    _ready(0)
    before = _computed()
    with way() as executor:
        began = time.perf_counter()
        outcome = WORK[what](texts, subjects, executor, meaning)
        took = time.perf_counter() - began
    cpu = _computed() - before
    peaks = [
        resource.getrusage(who).ru_maxrss / 2**20 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(
        f"{what:10} {len(texts):>9,} {name:16} {'meaning' if meaning else 'words':8} {took:8.1f} s by the clock "
        f"({len(texts) / took:,.0f}/s), {cpu:.1f} s of computing ({len(texts) / cpu:,.0f}/s a core); outcome {outcome:,}; "
        f"peak so far {peaks[0]:.1f} GiB here, {peaks[1]:.1f} in the largest other (goal for 1,000,000: {GOALS[what]} s)",
        flush=True,
    )


def _computed() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    main()

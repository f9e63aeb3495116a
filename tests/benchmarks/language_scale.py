"""Measures statements per second of screening, proposals and grouping over sizes, and what a cluster costs.

Run: python tests/benchmarks/language_scale.py [screening] [proposals] [grouping] [--sizes 10000 100000] [--processes 2]
[--dask] [--meaning]. Statements are made from those of the test set by putting their parts together anew, so that no
two are alike. Each way must give the same outcome: a digest of it is compared. Beside ours stands a named alternative in one
process: the package `deduce` for screening (on 500 statements, for it is slow), scikit-learn for proposals (TF-IDF and logistic
regression, one against the rest) and for grouping (hashed TF-IDF, SVD, mini-batch k-means). Goals on two cores: screening 20,000 a second, proposals for 1,000,000 within 10 minutes, grouping of
1,000,000 within 20 minutes and 8 GiB. `--meaning` adds vectors drawn at random around those of the codes' words: making
real ones takes some 20 ms each and is measured apart, in language_search.py.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
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
OTHER_SCREENED = 500


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


def screening(texts: list[str], _subjects: np.ndarray, executor: Executor | None, _meaning: bool) -> str:
    """This will screen all texts."""
    return _digest(screen_all(texts, executor=executor))


def proposals(texts: list[str], subjects: np.ndarray, executor: Executor | None, meaning: bool) -> str:
    """This will learn from the first 200 and propose for all."""
    vectors = vectors_around(subjects) if meaning else None
    few = None if vectors is None else vectors[: 2 * CODINGS]
    codings = {place: frozenset({f"code {subjects[place]}"}) for place in range(CODINGS)}
    gate = classify.Gate(positives=3, f1=0.3)
    model = classify.learn(texts[: 2 * CODINGS], codings=codings, vectors=few, gate=gate)
    return _digest(propose_all(model, texts, vectors=vectors, floor=0.5, executor=executor))


def groups(texts: list[str], subjects: np.ndarray, executor: Executor | None, meaning: bool) -> str:
    """This will group all texts."""
    vectors = vectors_around(subjects) if meaning else None
    found = grouping.group(texts, vectors=vectors, executor=executor)
    return _digest(found.assigned)


def _digest(outcomes: Iterable[object]) -> str:
    """This will tell two outcomes apart."""
    made = hashlib.sha256()
    for outcome in outcomes:
        made.update(repr(outcome).encode())
    return made.hexdigest()[:8]


@cache
def _deduce() -> object:
    """Made before the clock starts: the first time it builds its lists, which takes a minute."""
    from deduce import Deduce

    return Deduce()


def other_screening(texts: list[str], _subjects: np.ndarray) -> int:
    for text in texts[:OTHER_SCREENED]:
        _deduce().deidentify(text)
    return min(len(texts), OTHER_SCREENED)


def other_proposals(texts: list[str], subjects: np.ndarray) -> int:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    words = TfidfVectorizer(sublinear_tf=True)
    model = OneVsRestClassifier(LogisticRegression(max_iter=500))
    model.fit(words.fit_transform(texts[:CODINGS]), subjects[:CODINGS])
    model.predict_proba(words.transform(texts))
    return len(texts)


def other_groups(texts: list[str], _subjects: np.ndarray) -> int:
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
    from sklearn.pipeline import make_pipeline

    read = make_pipeline(
        HashingVectorizer(n_features=2**18), TfidfTransformer(), TruncatedSVD(100, random_state=0)
    )
    MiniBatchKMeans(20, random_state=0, n_init=3).fit_predict(read.fit_transform(texts))
    return len(texts)


OTHERS = {
    "screening": ("deduce", other_screening),
    "proposals": ("scikit-learn", other_proposals),
    "grouping": ("scikit-learn", other_groups),
}
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
    logging.disable(logging.WARNING)
    print(HEAD)
    for size in asked.sizes:
        texts, subjects = made_up(size)
        for what in asked.what:
            other = alternative(what, texts, subjects)
            for meaning in [False, True] if asked.meaning and what != "screening" else [False]:
                outcomes = {
                    measure(what, name, way, texts, subjects, meaning, other)
                    for name, way in (ways if size < 1_000_000 else ways[1:])
                }
                if len(outcomes) > 1:
                    raise SystemExit(f"{what}: the outcome depends on who does the work: {outcomes}")


HEAD = """| work | statements | by | read | s by the clock | a second | s of computing | a second a core | times the alternative a core | GiB here, largest other | outcome |
|---|---|---|---|---|---|---|---|---|---|---|"""


def alternative(what: str, texts: list[str], subjects: np.ndarray) -> float:
    """This will measure the named alternative, and give its statements per second of computing."""
    name, work = OTHERS[what]
    work(texts[:CODINGS], subjects[:CODINGS])
    before, began = _computed(), time.perf_counter()
    done = work(texts, subjects)
    took, cpu = time.perf_counter() - began, _computed() - before
    print(
        f"| {what} | {done:,} | {name} | words | {took:.1f} | {done / took:,.0f} | {cpu:.1f} | {done / cpu:,.0f} | 1 | {_peaks()} | |",
        flush=True,
    )
    return done / cpu


def measure(
    what: str,
    name: str,
    way: Callable,
    texts: list[str],
    subjects: np.ndarray,
    meaning: bool,
    other: float,
) -> str:
    """This will do one piece of work, print how long it took and how much computing that was, and tell its outcome.

    On a machine that does other work too, the computing says more than the clock; it includes starting processes.
    """
    _ready(0)
    before = _computed()
    with way() as executor:
        began = time.perf_counter()
        outcome = WORK[what](texts, subjects, executor, meaning)
        took = time.perf_counter() - began
    cpu, size = _computed() - before, len(texts)
    print(
        f"| {what} | {size:,} | {name} | {'meaning' if meaning else 'words'} | {took:.1f} | {size / took:,.0f} | {cpu:.1f} "
        f"| {size / cpu:,.0f} | {size / cpu / other:.2f} | {_peaks()} | {outcome} |",
        flush=True,
    )
    return outcome


def _peaks() -> str:
    peaks = [
        resource.getrusage(who).ru_maxrss / 2**20 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return f"{peaks[0]:.1f}, {peaks[1]:.1f}"


def _computed() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    main()

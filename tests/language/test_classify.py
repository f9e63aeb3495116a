"""Rules of proposals: they are learned from people, calibrated, explained, and silent when not good enough."""

import numpy as np
import pytest

from dutch_text.calibration import calibration_error, fit_temperature
from dutch_text.classify import FEWEST_CODINGS, Gate, UnableToLearn, learn
from dutch_text.features import UnableToRead, learn_features
from dutch_text.sampling import next_to_code
from language import coding_set

DATA = coding_set.statements()
RANDOM = np.random.default_rng(0).permutation(len(DATA.texts))


def codings(count: int) -> dict[int, frozenset[str]]:
    return {int(place): DATA.codes[place] for place in RANDOM[:count]}


@pytest.fixture(scope="module")
def model():
    return learn(DATA.texts, codings=codings(150), codebook=DATA.codebook, gate=Gate(positives=4, f1=0.5))


def test_the_first_proposal_for_unseen_statements_is_mostly_right(model):
    unseen = RANDOM[150:]
    proposed = model.propose([DATA.texts[place] for place in unseen], silent=False)
    right = [found[0].code in DATA.codes[place] for found, place in zip(proposed, unseen, strict=True)]
    chance = 1 / len(model.codes)
    assert np.mean(right) > 0.55 > 10 * chance


def test_a_code_under_the_gate_stays_silent(model):
    silent = {code.code for code in model.quality.codes if code.silent}
    assert silent
    assert silent != set(model.codes)
    proposed = {one.code for found in model.propose(DATA.texts) for one in found}
    assert proposed
    assert not proposed & silent


def test_a_stricter_gate_silences_more():
    strict = learn(DATA.texts, codings=codings(60), codebook=DATA.codebook, gate=Gate(positives=50))
    assert all(code.silent for code in strict.quality.codes)
    assert strict.propose(DATA.texts[:5]) == [()] * 5


def test_the_words_of_a_proposal_stand_in_the_statement(model):
    text = "De synagoge is beklad en Joodse inwoners zijn bang voor antisemitisme."
    found = model.propose([text], silent=False)[0][0]
    assert found.code == "antisemitisme"
    assert {word.lemma for word in found.words} & {"synagoge", "joods", "antisemitisme"}
    assert 0 < found.probability < 1


def test_learning_twice_gives_the_same_proposals():
    first, second = (learn(DATA.texts, codings=codings(40), codebook=DATA.codebook, seed=3) for _ in range(2))
    assert first.quality == second.quality
    assert first.propose(DATA.texts[:20], silent=False) == second.propose(DATA.texts[:20], silent=False)


def test_proposals_work_with_meaning_and_refuse_to_mix():
    vectors = np.random.default_rng(1).normal(size=(len(DATA.texts), 8))
    model = learn(DATA.texts, codings=codings(40), vectors=vectors)
    assert len(model.propose(DATA.texts[:3], vectors=vectors[:3], silent=False)) == 3
    with pytest.raises(UnableToRead, match="expected meaning vectors"):
        model.propose(DATA.texts[:3])


def test_too_few_codings_are_refused_with_a_hint():
    with pytest.raises(UnableToLearn, match="code more first"):
        learn(DATA.texts, codings=codings(FEWEST_CODINGS - 1))
    with pytest.raises(UnableToLearn, match="code more first"):
        learn(DATA.texts, codings={place: frozenset() for place in range(20)})


def test_the_next_statements_are_new_apart_and_the_same_each_time():
    features = learn_features(DATA.texts)
    first = next_to_code(DATA.texts, features=features, n=15, seed=1)
    assert len(set(first)) == 15
    assert first == next_to_code(DATA.texts, features=features, n=15, seed=1)
    assert not set(first) & set(next_to_code(DATA.texts, features=features, coded=first, n=15, seed=1))
    assert len(next_to_code(DATA.texts[:5], features=features, coded=(0, 1), n=15)) == 3


def test_doubt_decides_once_enough_is_coded(model):
    features = learn_features(DATA.texts)
    coded = tuple(codings(150))
    chosen = next_to_code(DATA.texts, features=features, coded=coded, n=10, classifier=model)
    scores = np.sort(model.scores(DATA.texts), axis=1)
    margins = scores[:, -1] - scores[:, -2]
    unseen = [place for place in range(len(DATA.texts)) if place not in set(coded)]
    assert not set(chosen) & set(coded)
    assert margins[list(chosen)].mean() < margins[unseen].mean() / 2


def test_temperature_makes_confidence_mean_what_it_says():
    random = np.random.default_rng(2)
    truth = np.eye(4)[random.integers(0, 4, 3000)]
    scores = 8 * (truth * 0.8 + random.normal(size=truth.shape))
    raw = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    warm = fit_temperature(scores[:1500], truth[:1500]).probabilities(scores[1500:])

    def off(chances: np.ndarray) -> float:
        return calibration_error(chances.max(axis=1), truth[1500:][np.arange(1500), chances.argmax(axis=1)])

    assert off(raw[1500:]) > 0.2
    assert off(warm) < 0.06


def test_calibration_error_is_the_mean_gap():
    assert calibration_error(np.array([0.9, 0.9]), np.array([1, 0])) == pytest.approx(0.4)
    assert calibration_error(np.array([]), np.array([])) == 0.0

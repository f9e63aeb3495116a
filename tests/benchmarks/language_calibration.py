"""This will learn the decision "does anything fit" from the questions and store it in the package.

Run: python tests/benchmarks/language_calibration.py. It writes src/dutch_text/data/field.json (what speaks for the
field), calibration.json (how the signals weigh, the threshold and the error curve) and docs/language/decision.md. The
untouched thirds are not looked at. To the questions that nothing answers come half of the public questions to the
government; the other half is for the benchmark. Same data, same result.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from benchmarks import _decision_page  # noqa: E402
from dutch_text import field, matching  # noqa: E402
from dutch_text.meaning import VERSION, Meaning  # noqa: E402
from dutch_text.search import Index  # noqa: E402
from language import evaluation  # noqa: E402

DATA = ROOT / "src" / "dutch_text" / "data"
PAGE = ROOT / "docs" / "language" / "decision.md"
WORDS = ("topic", "elsewhere_share", "uncovered", "spelling", "field_words")
SIGNALS = {"without_meaning": WORDS, "with_meaning": (*WORDS, "nearness", "field_meaning")}
# More of these never makes it likelier that something fits.
FALLING = {"elsewhere_share", "uncovered"}
PENALTY = 0.5
FOLDS, ROUNDS = 10, 3
MEANING_STRENGTH, WORDS_STRENGTH, TERM_WEIGHT = 10.0, 1.0, 0.3


@dataclass(frozen=True)
class Asked:
    """The questions (n) to learn from: their words, meaning (n, 384), signals by name and whether anything fits."""

    words: list[list[str]]
    vectors: np.ndarray
    signals: dict[str, np.ndarray]
    fits: np.ndarray

    def __len__(self) -> int:
        return len(self.fits)


def read(index: Index) -> Asked:
    """This will read all questions that may be learned from."""
    asked = [(one.text, bool(one.acceptable)) for one in evaluation.to_learn_from()]
    asked += [(text, False) for text in evaluation.public_questions()[::2]]
    words, vectors, rows = [], [], []
    for text, _ in asked:
        query = index.read(text)
        scores = index.score(query)
        words.append(field.distinct(query.tokens))
        vectors.append(scores.vector)
        rows.append(matching.signals(index, query, scores))
    named = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return Asked(words, np.array(vectors), named, np.array([fits for _, fits in asked]))


def terms(index: Index) -> tuple[list[list[str]], np.ndarray]:
    """This will return the words of the topic list, and of what is not ours, as very short questions."""
    ours = [term.text for term in index.vocabulary.terms]
    others = [word for one in index.vocabulary.elsewhere for word in one.words]
    said = [field.distinct(index.vocabulary.tokens(text)) for text in ours + others]
    return said, np.array([True] * len(ours) + [False] * len(others))


def table(said: Sequence[Sequence[str]], known: dict[str, int]) -> sparse.csr_matrix:
    """This will return the words (texts, known words), each text thinned by the root of its length."""
    rows = [row for row, words in enumerate(said) for _ in words]
    places = [known[word] for words in said for word in words]
    shares = [1.0 / np.sqrt(len(words)) for words in said for _ in words]
    return sparse.csr_matrix((shares, (rows, places)), (len(said), len(known)))


class Learner:
    """Learns what speaks for the field from a part of the questions, and scores others by it."""

    def __init__(self, asked: Asked, index: Index) -> None:
        self.asked = asked
        said, self.term_fits = terms(index)
        self.known = {
            word: place for place, word in enumerate(sorted({w for one in said + asked.words for w in one}))
        }
        self.rows, self.term_rows = table(asked.words, self.known), table(said, self.known)

    def by_words(self, chosen: np.ndarray) -> LogisticRegression:
        rows = sparse.vstack([self.rows[chosen], self.term_rows])
        fits = np.r_[self.asked.fits[chosen], self.term_fits]
        share = np.r_[np.ones(len(chosen)), np.full(len(self.term_fits), TERM_WEIGHT)]
        model = LogisticRegression(C=WORDS_STRENGTH, class_weight="balanced", max_iter=2000)
        return model.fit(rows, fits, sample_weight=share)

    def by_meaning(self, chosen: np.ndarray) -> LogisticRegression:
        model = LogisticRegression(C=MEANING_STRENGTH, class_weight="balanced", max_iter=5000)
        return model.fit(self.centered(chosen), self.asked.fits[chosen])

    def centered(self, chosen: np.ndarray) -> np.ndarray:
        return self.asked.vectors[chosen] - self.asked.vectors.mean(axis=0)

    def scores(self, learn: np.ndarray, score: np.ndarray) -> dict[str, np.ndarray]:
        return {
            "field_words": self.by_words(learn).decision_function(self.rows[score]),
            "field_meaning": self.by_meaning(learn).decision_function(self.centered(score)),
        }

    def unseen(self, chosen: np.ndarray) -> dict[str, np.ndarray]:
        """This will score each chosen question by what the other ones taught."""
        found = {name: np.zeros(len(chosen)) for name in ("field_words", "field_meaning")}
        for learn, score in folds(self.asked.fits[chosen], 5, 1):
            for name, values in self.scores(chosen[learn], chosen[score]).items():
                found[name][score] = values
        return found

    def stored(self) -> dict[str, object]:
        """This will return what all questions together teach, to be kept in the package."""
        everything = np.arange(len(self.asked))
        words, meaning = self.by_words(everything), self.by_meaning(everything)
        weights = {
            word: round(float(words.coef_[0, place]), 3)
            for word, place in self.known.items()
            if abs(words.coef_[0, place]) >= 0.05
        }
        direction = meaning.coef_[0]
        start = float(meaning.intercept_[0] - direction @ self.asked.vectors.mean(axis=0))
        return {
            "words": {"start": round(float(words.intercept_[0]), 4), "weights": weights},
            "meaning": {
                "version": VERSION, "start": round(start, 4),
                "direction": [round(float(value), 3) for value in direction],
            },
        }  # fmt: skip


def folds(fits: np.ndarray, count: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    return list(StratifiedKFold(count, shuffle=True, random_state=seed).split(fits, fits))


def decide(
    signals: dict[str, np.ndarray], names: Sequence[str], fits: np.ndarray
) -> tuple[np.ndarray, float]:
    """This will fit a logistic model that can only rise with a signal, or only fall: weights and intercept."""
    direction = np.array([-1.0 if name in FALLING else 1.0 for name in names])
    columns = np.stack([signals[name] for name in names], axis=1) * direction
    mean, spread = columns.mean(axis=0), np.maximum(columns.std(axis=0), 1e-9)
    standard = (columns - mean) / spread
    # Both kinds of question count alike, however many there are of each.
    share = np.where(fits, 0.5 / fits.mean(), 0.5 / (1 - fits.mean()))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        told = standard @ flat[:-1] + flat[-1]
        slope = share * (1 / (1 + np.exp(-told)) - fits)
        value = PENALTY * np.sum(share * (np.logaddexp(0, told) - fits * told)) + 0.5 * np.sum(flat[:-1] ** 2)
        return value, np.r_[PENALTY * standard.T @ slope + flat[:-1], PENALTY * slope.sum()]

    bounds = [(0, None)] * len(names) + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / spread
    return weights * direction, float(found[-1] - weights @ mean)


def told_unseen(learner: Learner, names: Sequence[str], seed: int) -> np.ndarray:
    """This will return the confidence (n) of every question, by models that saw neither it nor its fold."""
    asked, told = learner.asked, np.zeros(len(learner.asked))
    for learn, score in folds(asked.fits, FOLDS, seed):
        inside = {name: values[learn] for name, values in asked.signals.items()} | learner.unseen(learn)
        outside = {name: values[score] for name, values in asked.signals.items()} | learner.scores(
            learn, score
        )
        weights, start = decide(inside, names, asked.fits[learn])
        told[score] = 1 / (
            1 + np.exp(-(start + sum(w * outside[n] for w, n in zip(weights, names, strict=True))))
        )
    return told


def curve(told: Sequence[np.ndarray], fits: np.ndarray) -> list[tuple[float, float, float]]:
    """This will return (threshold, false answers, false silence), cross-validated."""
    points = []
    for threshold in np.linspace(0.02, 0.98, 49):
        answers = float(np.mean([(one[~fits] >= threshold).mean() for one in told]))
        silence = float(np.mean([(one[fits] < threshold).mean() for one in told]))
        points.append((round(float(threshold), 2), round(answers, 4), round(silence, 4)))
    return points


def calibrate(learner: Learner, name: str) -> dict[str, object]:
    asked, names = learner.asked, SIGNALS[name]
    points = curve([told_unseen(learner, names, seed) for seed in range(ROUNDS)], asked.fits)
    weights, start = decide(asked.signals | learner.unseen(np.arange(len(asked))), names, asked.fits)
    threshold, answers, silence = min(points, key=lambda point: (max(point[1:]), sum(point[1:])))
    print(f"{name}: threshold {threshold}, false answers {answers:.3f}, false silence {silence:.3f}")
    return {
        "weights": {signal: round(float(w), 5) for signal, w in zip(names, weights, strict=True)},
        "intercept": round(start, 5),
        "threshold": threshold,
        "questions": {
            "that something fits": int(asked.fits.sum()),
            "that nothing fits": int((~asked.fits).sum()),
        },
        "curve": points,
    }


def main(write: Callable[[Path, str], object] = Path.write_text) -> None:
    if not evaluation.public_questions():
        raise SystemExit("The public questions are missing: nothing is calibrated without them.")
    index = Index(evaluation.offers(), vocabulary=evaluation.vocabulary(), meaning=Meaning())
    learner = Learner(read(index), index)
    found = {name: calibrate(learner, name) for name in SIGNALS}
    write(DATA / "field.json", json.dumps(learner.stored(), indent=0, ensure_ascii=False) + "\n")
    write(DATA / "calibration.json", json.dumps(found, indent=1) + "\n")
    write(PAGE, _decision_page.page(found))


if __name__ == "__main__":
    main()

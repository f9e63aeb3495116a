"""Proposals for codes, learned from 25 to 400 human codings of this project; a person decides.

A statement can carry several codes. What a codebook says of a code (name and rule of use) counts as knowledge before
the first coding. Codes that are not yet learned well enough stay silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dutch_text.calibration import Temperature, calibration_error, fit_temperature
from dutch_text.features import Features, UnableToRead, learn_features
from dutch_text.logistic import Linear, fit

if TYPE_CHECKING:
    from scipy import sparse

METHOD = "logistic-2"
FEWEST_CODINGS = 10
FOLDS = 10
# How much likeness to the codebook counts beside the codings, in standard deviations of that likeness.
CODEBOOK_WEIGHT = 2.0
FEWEST_RULES = 4
SECOND_CODE = 0.5
MOST_CODES = 3
MOST_WORDS = 5


class UnableToLearn(ValueError):
    """Raised when there are too few codings, or all say the same."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a code must show on this project before it may be proposed."""

    positives: int = 5
    f1: float = 0.6


@dataclass(frozen=True, slots=True)
class Word:
    """A lemma that spoke for a code, and its share in the score."""

    lemma: str
    share: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One code for one statement, with a calibrated probability and the words that made it."""

    code: str
    probability: float
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class CodeQuality:
    """How well a code is learned, measured on codings the model had not seen."""

    code: str
    positives: int
    precision: float
    recall: float
    f1: float
    silent: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """Cross-validated quality of the proposals on this project."""

    codes: tuple[CodeQuality, ...]
    macro_f1: float
    calibration_error: float
    codings: int


@dataclass(frozen=True)
class Classifier:
    """A frozen model: the same texts always get the same proposals."""

    codes: tuple[str, ...]
    features: Features
    model: Linear
    temperature: Temperature
    quality: Quality
    method: str = METHOD

    def probabilities(self, texts: Sequence[str], *, vectors: np.ndarray | None = None) -> np.ndarray:
        """This will give the probability (texts x codes) of every code, the silent ones too."""
        return self.temperature.probabilities(self.scores(texts, vectors=vectors))

    def scores(self, texts: Sequence[str], *, vectors: np.ndarray | None = None) -> np.ndarray:
        """This will give the scores (texts x codes) before calibration."""
        return self.model.scores(self.features.rows(texts, vectors=vectors))

    def propose(
        self,
        texts: Sequence[str],
        *,
        vectors: np.ndarray | None = None,
        floor: float = 0.0,
        silent: bool = True,
    ) -> list[tuple[Proposal, ...]]:
        """This will propose codes per text: the likeliest, and others that are likely too.

        `floor` is the lowest probability shown; with `silent=False` codes under the gate speak as well.
        """
        if not texts:
            return []
        rows = self.features.rows(texts, vectors=vectors)
        chances = self.temperature.probabilities(self.model.scores(rows))
        hidden = (
            np.array([code.silent for code in self.quality.codes])
            if silent
            else np.zeros(len(self.codes), bool)
        )
        names = self.features.word_names
        return [
            tuple(self._proposal(rows[place], code, chances[place, code], names) for code in chosen)
            for place, chosen in enumerate(_choose(chances, hidden, floor))
        ]

    def _proposal(self, row: sparse.csr_matrix, code: int, chance: float, names: np.ndarray) -> Proposal:
        kept = row.indices < len(names)
        parts = row.data[kept] * self.model.weights[row.indices[kept], code]
        best = np.argsort(-parts, kind="stable")[:MOST_WORDS]
        total = float(np.sum(parts[parts > 0])) or 1.0
        words = tuple(
            Word(str(names[row.indices[kept][place]]), round(float(parts[place]) / total, 3))
            for place in best
            if parts[place] > 0
        )
        return Proposal(self.codes[code], round(float(chance), 4), words)


def _choose(chances: np.ndarray, hidden: np.ndarray, floor: float) -> list[list[int]]:
    """This will choose per row the likeliest code and every other with a probability of a half or more."""
    chosen: list[list[int]] = []
    for row in chances:
        order = np.argsort(-row, kind="stable")[:MOST_CODES]
        likely = [int(code) for place, code in enumerate(order) if place == 0 or row[code] >= SECOND_CODE]
        chosen.append([code for code in likely if row[code] >= floor and not hidden[code]])
    return chosen


def learn(
    texts: Sequence[str],
    *,
    codings: Mapping[int, frozenset[str]],
    codebook: Mapping[str, str] | None = None,
    vectors: np.ndarray | None = None,
    codebook_vectors: np.ndarray | None = None,
    gate: Gate | None = None,
    seed: int = 0,
) -> Classifier:
    """This will learn from the codings of some of the texts to propose codes for the others.

    `texts` is the whole corpus; `codings` maps the place of a text to its codes, empty for "none of these".
    `codebook` maps a code to its name and rule of use. `vectors` (texts x dimensions) and `codebook_vectors`
    (codes x dimensions, in the order of the codebook) carry the meaning; both or neither.
    Raises `UnableToLearn` under ten codings or when no two of them differ.
    """
    task = _task(texts, codings, codebook or {}, vectors, codebook_vectors)
    unseen = task.unseen_scores(seed)
    temperature = fit_temperature(unseen, task.truth)
    quality = _quality(task, temperature.probabilities(unseen), gate or Gate())
    return Classifier(task.codes, task.features, task.fit(np.arange(len(task.truth))), temperature, quality)


@dataclass(frozen=True)
class _Task:
    """The codings as rows and columns."""

    codes: tuple[str, ...]
    features: Features
    rows: sparse.csr_matrix
    truth: np.ndarray
    book_rows: sparse.csr_matrix
    book_truth: np.ndarray
    book: Linear

    def fit(self, places: np.ndarray) -> Linear:
        """This will fit on some of the codings and on the codebook, over and above likeness to the codebook."""

        from scipy import sparse

        rows = sparse.vstack([self.rows[places], self.book_rows], format="csr")
        truth = np.vstack([self.truth[places], self.book_truth])
        offsets = np.vstack([self.book.scores(self.rows[places]), 2.0 * self.book_truth])
        model = fit(rows, truth, offsets=offsets)
        return Linear(model.weights + self.book.weights, model.intercepts + self.book.intercepts)

    def unseen_scores(self, seed: int) -> np.ndarray:
        """This will score every coding by a model that has not seen it."""
        scores = np.zeros(self.truth.shape)
        for fold in folds(self.truth, seed):
            others = np.setdiff1d(np.arange(len(self.truth)), fold)
            scores[fold] = self.fit(others).scores(self.rows[fold])
        return scores


def _task(
    texts: Sequence[str],
    codings: Mapping[int, frozenset[str]],
    codebook: Mapping[str, str],
    vectors: np.ndarray | None,
    codebook_vectors: np.ndarray | None,
) -> _Task:
    codes = tuple(sorted(set(codebook).union(*codings.values()) if codings else set(codebook)))
    truth = np.array([[code in codings[place] for code in codes] for place in sorted(codings)], dtype=float)
    if len(codings) < FEWEST_CODINGS or not truth.any() or (truth == truth[0]).all():
        raise UnableToLearn(
            f"expected at least {FEWEST_CODINGS} codings with more than one outcome, came {len(codings)}; "
            "code more first"
        )
    if codebook and (vectors is None) != (codebook_vectors is None):
        raise UnableToRead(
            "expected meaning vectors for both texts and codebook, came one; give both or neither"
        )
    features = learn_features([*texts, *codebook.values()])
    if vectors is not None:
        features = Features(features.words, features.characters, np.asarray(vectors).mean(axis=0))
    all_rows = features.rows(texts, vectors=vectors)
    if vectors is not None and codebook:
        codebook_vectors = _among_themselves(codebook_vectors, features.center)
    book_rows = features.rows(list(codebook.values()), vectors=codebook_vectors) if codebook else all_rows[:0]
    book_truth = np.array([[code == own for code in codes] for own in codebook], dtype=float).reshape(
        -1, len(codes)
    )
    book = _likeness(all_rows, book_rows, book_truth)
    return _Task(codes, features, all_rows[sorted(codings)], truth, book_rows, book_truth, book)


def _among_themselves(codebook_vectors: np.ndarray, center: np.ndarray) -> np.ndarray:
    """This will move the rules so that their middle is that of the texts.

    Rules are lists of words, so they are more like each other than like any statement; only what sets one
    apart from the others says which statement it fits.
    """
    rules = np.asarray(codebook_vectors)
    return rules if len(rules) < FEWEST_RULES else rules - rules.mean(axis=0) + center


def _likeness(rows: sparse.csr_matrix, book_rows: sparse.csr_matrix, book_truth: np.ndarray) -> Linear:
    """This will make likeness to the codebook a linear score with mean 0 and one standard deviation as unit."""
    width, codes = rows.shape[1], book_truth.shape[1]
    if not book_rows.shape[0]:
        return Linear(np.zeros((width, codes), np.float32), np.zeros(codes))
    weights = np.asarray((book_rows.T @ book_truth), dtype=np.float64)
    scores = rows @ weights
    unit = CODEBOOK_WEIGHT / np.maximum(scores.std(axis=0), 1e-6) * (book_truth.sum(axis=0) > 0)
    return Linear((weights * unit).astype(np.float32), -scores.mean(axis=0) * unit)


def folds(truth: np.ndarray, seed: int) -> list[np.ndarray]:
    """This will deal the codings over folds so that each code is spread over them."""
    shuffled = np.random.default_rng(seed).permutation(len(truth))
    first_code = np.where(truth[shuffled].any(axis=1), truth[shuffled].argmax(axis=1), truth.shape[1])
    dealt = shuffled[np.argsort(first_code, kind="stable")]
    return [np.sort(dealt[start::FOLDS]) for start in range(FOLDS)]


def _quality(task: _Task, chances: np.ndarray, gate: Gate) -> Quality:
    proposed = np.zeros(task.truth.shape, bool)
    for place, chosen in enumerate(_choose(chances, np.zeros(len(task.codes), bool), 0.0)):
        proposed[place, chosen] = True
    codes = tuple(
        _code_quality(code, proposed[:, place], task.truth[:, place] > 0, gate)
        for place, code in enumerate(task.codes)
    )
    top = chances.argmax(axis=1)
    error = calibration_error(chances.max(axis=1), task.truth[np.arange(len(top)), top])
    coded = [code.f1 for code in codes if code.positives]
    return Quality(codes, float(np.mean(coded)), error, len(task.truth))


def _code_quality(code: str, proposed: np.ndarray, truth: np.ndarray, gate: Gate) -> CodeQuality:
    right = float(np.sum(proposed & truth))
    precision = right / max(float(proposed.sum()), 1.0)
    recall = right / max(float(truth.sum()), 1.0)
    f1 = 2 * right / max(float(proposed.sum() + truth.sum()), 1.0)
    silent = int(truth.sum()) < gate.positives or f1 < gate.f1
    return CodeQuality(code, int(truth.sum()), precision, recall, f1, bool(silent))

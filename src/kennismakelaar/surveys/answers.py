"""All answers of a survey as arrays: what the method computes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .reading.forms import ASPECTS, DOES_NOT_KNOW, NOT_FILLED_IN, Filled


@dataclass(frozen=True)
class AnswerTable:
    """One entry per filled-in form.

    municipality, role: n texts. topics: T slugs. scores: {aspect: n x T array of 1-5, NaN for "don't know" and
    for what was not filled in}.
    """

    municipality: np.ndarray
    role: np.ndarray
    topics: tuple[str, ...]
    scores: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.municipality)

    @property
    def heard(self) -> frozenset[str]:
        """The municipalities at least one colleague answered for."""
        return frozenset(self.municipality.tolist())

    def asked(self, aspect: str) -> bool:
        """Whether anybody answered this aspect on any topic."""
        return bool(np.isfinite(self.scores[aspect]).any())


def table_of(forms: Sequence[Filled], *, topics: Sequence[str]) -> AnswerTable:
    """Forms as arrays. Memory: 5 small floats per form and topic."""
    flat = np.frombuffer(b"".join(form.scores for form in forms), dtype=np.uint8)
    cube = flat.reshape(len(forms), len(topics), len(ASPECTS))
    return AnswerTable(
        municipality=np.array([form.municipality for form in forms], dtype=object),
        role=np.array([form.role for form in forms], dtype=object),
        topics=tuple(topics),
        scores={aspect: _as_scores(cube[:, :, at]) for at, aspect in enumerate(ASPECTS)},
    )


def table_from_rows(rows: Iterable[tuple[str, str, dict]], *, topics: Sequence[str]) -> AnswerTable:
    """Rows of (municipality code, role, {topic: {aspect: score}}) as the database keeps them."""
    place = {
        (topic, aspect): t * len(ASPECTS) + a
        for t, topic in enumerate(topics)
        for a, aspect in enumerate(ASPECTS)
    }
    forms = []
    for number, (municipality, role, answers) in enumerate(rows):
        scores = bytearray(len(place))
        for topic, aspects in answers.items():
            for aspect, value in aspects.items():
                if (topic, aspect) in place:
                    scores[place[topic, aspect]] = DOES_NOT_KNOW if value is None else value
        forms.append(Filled(number, municipality, role, "", bytes(scores)))
    return table_of(forms, topics=topics)


def _as_scores(values: np.ndarray) -> np.ndarray:
    scores = values.astype(np.float32)
    scores[(values == NOT_FILLED_IN) | (values == DOES_NOT_KNOW)] = np.nan
    return scores

"""The one value every file of an export is written from, so that two files cannot disagree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.api import AnswerTable, Aspect

DONT_KNOW, NOT_ANSWERED = -8, -9
MISSING_BELOW_ZERO = (-(10**13) - 8, -(10**13) - 9)  # for numbers that may be below zero themselves
MUNICIPALITY, ROLE, WEIGHT, FORM_WEIGHT = "gemeente", "rol", "gewicht", "gewicht_formulier"


class UnableToExport(Refusal):
    """A survey cannot be written as files."""


@dataclass(frozen=True)
class Category:
    """One value a variable may have: its number in the files, its short name and its words."""

    code: int
    name: str
    label: str


@dataclass(frozen=True)
class Variable:
    """One column. kind: "text", "coded", "number" or "weight"; missing: don't know and not answered."""

    name: str
    question: str
    kind: str = "coded"
    categories: tuple[Category, ...] = ()
    missing: tuple[int, int] | None = (DONT_KNOW, NOT_ANSWERED)
    topic: str = ""
    aspect: str = ""

    @property
    def is_ordered(self) -> bool:
        return self.aspect in Aspect.values

    @property
    def missing_labels(self) -> dict[int, str]:
        return dict(zip(self.missing or (), ("weet niet", "niet beantwoord"), strict=False))

    @property
    def labels(self) -> dict[int, str]:
        """{number: words}, the kinds of missing included."""
        return {one.code: one.label for one in self.categories} | self.missing_labels


@dataclass(frozen=True)
class Dataset:
    """Forms as rows and answers as columns. facts: what must be told with it, anything JSON can hold."""

    variables: tuple[Variable, ...]
    columns: Mapping[str, np.ndarray]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns[MUNICIPALITY])

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.variables]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """All rows as plain values."""
        return zip(*(self.columns[name].tolist() for name in self.names), strict=True)

    def variable(self, name: str) -> Variable:
        return next(one for one in self.variables if one.name == name)


def answers_of(dataset: Dataset) -> AnswerTable:
    """The scores of a dataset as the method takes them."""
    topics = tuple(dataset.facts["topics"])
    roles = {one.code: one.name for one in dataset.variable(ROLE).categories}
    scores = {name: np.full((len(dataset), len(topics)), np.nan, np.float32) for name in Aspect.values}
    for one in dataset.variables:
        if one.is_ordered and one.topic in topics:
            values = dataset.columns[one.name].astype(np.float32)
            scores[one.aspect][:, topics.index(one.topic)] = np.where(values > 0, values, np.nan)
    return AnswerTable(
        municipality=dataset.columns[MUNICIPALITY].astype(object),
        role=np.array([roles.get(code, "") for code in dataset.columns[ROLE].tolist()], dtype=object),
        topics=topics,
        scores=scores,
    )

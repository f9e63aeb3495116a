"""A text on the screen: sentences and words with running numbers, and marks exactly where they stand."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from .sentences import Piece, sentences, words

MOST_SHOWN = 3  # marks on top of each other that look different; more look like three


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch within one word under the same number of marks."""

    text: str
    marks: int


@dataclass(frozen=True, slots=True)
class Word:
    number: int
    runs: tuple[Run, ...]
    behind: str  # white space up to the next word


@dataclass(frozen=True, slots=True)
class Sentence:
    number: int
    piece: Piece
    words: tuple[Word, ...]
    marked: bool


def read(text: str, places: Sequence[tuple[int, int]]) -> list[Sentence]:
    """The text of a statement with marks laid over it; together the words and what is behind them are the text."""
    rows, number = [], 0
    for count, piece in enumerate(sentences(text), start=1):
        shown = []
        for word in words(text, piece):
            rest = text[word.end : piece.end]
            behind = rest[: len(rest) - len(rest.lstrip())]
            shown.append(Word(number, _runs(text, word, places), behind))
            number += 1
        rows.append(Sentence(count, piece, tuple(shown), _marks(piece.start, piece.end, places) > 0))
    return rows


def _runs(text: str, word: Piece, places: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """A word is cut where a mark begins or ends in it: a mark never looks longer or shorter than it is."""
    inside = {at for place in places for at in place if word.start < at < word.end}
    cuts = [word.start, *sorted(inside), word.end]
    return tuple(
        Run(text[low:high], min(_marks(low, high, places), MOST_SHOWN))
        for low, high in itertools.pairwise(cuts)
    )


def _marks(start: int, end: int, places: Sequence[tuple[int, int]]) -> int:
    return sum(low < end and high > start for low, high in places)

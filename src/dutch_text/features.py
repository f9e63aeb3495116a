"""Texts as numbers for classifying and grouping: lemmas, runs of characters and, when given, meaning.

The meaning vectors come from the caller (`dutch_text.meaning`), so that they are made once, in a worker, and kept by
content digest. Everything works without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dutch_text.words import tokens

if TYPE_CHECKING:
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer

LONGEST_TEXT = 4_000
WORD_WEIGHT = 1.0
CHARACTER_WEIGHT = 0.7
MEANING_WEIGHT = 0.8


class UnableToRead(ValueError):
    """Raised when texts and vectors do not belong together, or there is nothing to learn from."""


def lemmas(text: str) -> list[str]:
    """This will give the lemmas of a text and the parts of its compounds, without stop words."""
    found: list[str] = []
    for token in tokens(text[:LONGEST_TEXT]):
        if not token.stop:
            found.append(token.lemma)
            found.extend(part for part in token.parts if part != token.lemma)
    return found


@dataclass(frozen=True)
class Features:
    """What turns texts into rows of features, learned once from a corpus."""

    words: TfidfVectorizer
    characters: TfidfVectorizer
    center: np.ndarray | None

    @property
    def word_names(self) -> np.ndarray:
        """The lemmas behind the first columns."""
        return self.words.get_feature_names_out()

    @property
    def reads_meaning(self) -> bool:
        """Whether meaning vectors were there when it was learned, and are needed ever after."""
        return self.center is not None

    def rows(self, texts: Sequence[str], *, vectors: np.ndarray | None = None) -> sparse.csr_matrix:
        """This will give one row per text: lemmas, then characters, then meaning."""

        from scipy import sparse
        from sklearn.preprocessing import normalize

        check(texts, vectors, needed=self.center is not None)
        short = [text[:LONGEST_TEXT] for text in texts]
        blocks = [
            self.words.transform(short) * WORD_WEIGHT,
            self.characters.transform(short) * CHARACTER_WEIGHT,
        ]
        if self.center is not None:
            blocks.append(sparse.csr_matrix(normalize(vectors - self.center) * MEANING_WEIGHT))
        return sparse.hstack(blocks, format="csr")


def learn_features(texts: Sequence[str], *, vectors: np.ndarray | None = None) -> Features:
    """This will learn the words and runs of characters of a corpus and the middle of its meaning.

    `vectors` has shape (texts, dimensions). Raises `UnableToRead` when the corpus holds no words.
    """

    from sklearn.feature_extraction.text import TfidfVectorizer

    check(texts, vectors)
    short = [text[:LONGEST_TEXT] for text in texts]
    words = TfidfVectorizer(analyzer=lemmas, sublinear_tf=True)
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, max_features=100_000
    )
    try:
        words.fit(short)
        characters.fit(short)
    except ValueError as error:
        raise UnableToRead(
            f"expected texts with words, came {len(texts)} texts without any; add statements in Dutch"
        ) from error
    return Features(words, characters, None if vectors is None else vectors.mean(axis=0))


def check(texts: Sequence[str], vectors: np.ndarray | None, *, needed: bool | None = None) -> None:
    """This will refuse vectors that do not belong to the texts."""
    if needed is not None and needed != (vectors is not None):
        expected = "meaning vectors" if needed else "no meaning vectors"
        raise UnableToRead(f"expected {expected} as when learning; give the same kind of input as then")
    if vectors is not None and len(vectors) != len(texts):
        raise UnableToRead(f"expected {len(texts)} vectors, came {len(vectors)}; make one vector per text")

"""Is this a question of the field at all? Learned from questions, so that general words do not decide.

"Toolkit aardgasvrije wijken" and "toolkit polarisatie" share half their words with offers; only the other half tells.
`data/field.json` says per word, and per direction of the meaning, how much it speaks for the field. It is made by
tests/benchmarks/language_calibration.py from the questions in tests/language/data, never by hand.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from dutch_text.questions import is_telling
from dutch_text.words import Token


@dataclass(frozen=True)
class Field:
    """Two linear models: above 0 speaks for the field, below 0 against it.

    `words` has a weight per lemma or compound part; `direction` one per dimension (384,) of the meaning, learned with
    the model `meaning_version`.
    """

    words: Mapping[str, float]
    words_start: float
    direction: np.ndarray
    meaning_start: float
    meaning_version: str

    def by_words(self, tokens: Iterable[Token]) -> float:
        """This will tell how much the words of a question speak for the field; strange words thin it out."""
        said = distinct(tokens)
        if not said:
            return self.words_start
        total = sum(self.words.get(word, 0.0) for word in said)
        return self.words_start + total / math.sqrt(len(said))

    def by_meaning(self, vector: np.ndarray) -> float:
        """This will tell how much the meaning (384,) of a question speaks for the field."""
        return self.meaning_start + float(self.direction @ vector)


def distinct(tokens: Iterable[Token]) -> list[str]:
    """This will list the different lemmas and compound parts of tokens that say what it is about."""
    telling = (token for token in tokens if is_telling(token))
    return list(dict.fromkeys(word for token in telling for word in (token.lemma, *token.parts)))


@cache
def learned() -> Field:
    """This will read what ships with the package."""
    return from_stored(json.loads((files("dutch_text") / "data" / "field.json").read_text("utf-8")))


def from_stored(stored: Mapping) -> Field:
    """This will read a field from what the calibration wrote."""
    words, meaning = stored["words"], stored["meaning"]
    direction = np.array(meaning["direction"], np.float32)
    return Field(words["weights"], words["start"], direction, meaning["start"], meaning["version"])

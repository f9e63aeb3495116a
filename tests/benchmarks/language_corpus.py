"""Made-up items in any number, for measuring speed only: words of the offers and of the Dutch word list."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import numpy as np

from dutch_text import wordlist
from dutch_text.items import Item
from dutch_text.meaning import DIMENSIONS
from dutch_text.search import Index
from language import evaluation

WORDS_PER_ITEM = 60


@cache
def _words() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Field words and a slice of the word list, the frequent far more often than the rare (Zipf)."""
    field = [word for item in evaluation.offers() for text in item.texts().values() for word in text.split()]
    rng = random.Random(1)
    others = rng.sample(sorted(word for word in wordlist.lemmas() if word.isalpha()), 30_000)
    words = list(dict.fromkeys(field)) + others
    return tuple(words), tuple(1.0 / (rank + 10) for rank in range(len(words)))


def items(count: int) -> Iterator[Item]:
    """This will yield items with topics and facets of real offers and made-up descriptions."""
    words, weights = _words()
    rng = random.Random(count)
    real = evaluation.offers()
    for number in range(count):
        like = real[number % len(real)]
        text = " ".join(rng.choices(words, weights, k=WORDS_PER_ITEM))
        fields = {**like.fields, "description": text}
        title = f"{like.title} {number}"
        yield Item(f"item-{number}", like.kind, title, fields, like.topics, like.facets)


def fill(index: Index, count: int) -> None:
    """This will put items in with random unit vectors: embedding them is measured apart."""
    rng = np.random.default_rng(count)
    for item in items(count):
        vector = rng.standard_normal(DIMENSIONS).astype(np.float32)
        index.store.put(item, np.abs(vector) / np.linalg.norm(vector))

"""Rows: one analyzed item as versioned bytes that a database can keep. No code in it: compressed JSON."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from dutch_text.items import Item
from dutch_text.meaning import DIMENSIONS
from dutch_text.meaning import VERSION as MEANING_VERSION

VERSION = 4


class OutdatedIndex(ValueError):
    """A stored row was made by another version or word list; the caller builds the index again."""


@dataclass(frozen=True)
class Analysis:
    """What the index keeps of one item: weighted words and spellings, and the meaning of the whole.

    `words` are lemmas and compound parts, `spellings` the words as written, whose character runs are indexed.
    """

    words: Mapping[str, float]
    spellings: Mapping[str, float]
    vector: np.ndarray | None
    situations: np.ndarray | None = None  # (n, 384): the questions it helps with, as questions
    passage: str = ""  # digest of the texts that the vectors were made from


def pack(item: Item, analysis: Analysis, vocabulary: str) -> bytes:
    """This will write an item and its analysis as bytes."""
    vector, situations = analysis.vector, analysis.situations
    content = {
        "version": VERSION,
        "meaning": MEANING_VERSION if vector is not None else "",
        "vocabulary": vocabulary,
        "item": stored(item),
        "words": dict(analysis.words),
        "spellings": dict(analysis.spellings),
        "passage": analysis.passage,
        "vector": _written(vector),
        "situations": _written(situations),
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 1)


def _written(vectors: np.ndarray | None) -> str:
    return "" if vectors is None else base64.b64encode(vectors.astype("<f4").tobytes()).decode()


def _numbers(written: str) -> np.ndarray | None:
    return np.frombuffer(base64.b64decode(written), "<f4").astype(np.float32) if written else None


def stored(item: Item) -> dict[str, object]:
    """This will return an item as plain values."""
    return {
        "key": item.key,
        "kind": item.kind,
        "title": item.title,
        "fields": dict(item.fields),
        "topics": list(item.topics),
        "facets": {name: list(values) for name, values in item.facets.items()},
        "series": item.series,
        "valid_to": item.valid_to.isoformat() if item.valid_to else None,
    }


def unpack(row: bytes, vocabulary: str | None) -> tuple[Item, Analysis]:
    """This will read what `pack` wrote; `OutdatedIndex` when it cannot be used any more.

    `vocabulary` None takes what was made with any word list: a little older, but at once.
    """
    try:
        content = json.loads(zlib.decompress(row))
        made_by = (content["version"], content["vocabulary"], content["meaning"])
        words = made_by[1] if vocabulary is None else vocabulary
        wanted = (VERSION, words, MEANING_VERSION if made_by[2] else "")
        if made_by == wanted:
            return item_from(content["item"]), _analysis(content)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise OutdatedIndex(
            f"expected a row of version {VERSION}, came: {error!r}. Hint: build the index again."
        ) from error
    raise OutdatedIndex(f"expected a row made by {wanted}, came {made_by}. Hint: build the index again.")


def item_from(stored: Mapping) -> Item:
    """This will read back what `stored` gave."""
    valid_to = date.fromisoformat(stored["valid_to"]) if stored["valid_to"] else None
    facets = {name: tuple(values) for name, values in stored["facets"].items()}
    return Item(**{**stored, "topics": tuple(stored["topics"]), "facets": facets, "valid_to": valid_to})


def _analysis(content: dict) -> Analysis:
    situations = _numbers(content["situations"])
    if situations is not None:
        situations = situations.reshape(-1, DIMENSIONS)
    vector = _numbers(content["vector"])
    return Analysis(content["words"], content["spellings"], vector, situations, content.get("passage", ""))

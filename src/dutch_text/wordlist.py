"""The Dutch word list: which words exist, and how a compound falls apart.

The list is the dictionary inside the `simplemma` package (some 370,000 forms), so nothing extra is installed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import simplemma
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from dutch_text.normalize import fold

_LANGUAGE = "nl"
LONGEST_WORD = 48
_SHORTEST_PART = 4
# Short words that do occur as a part of compounds in this field.
_SHORT_PARTS = frozenset({"azc", "coa", "wijk", "web", "wet", "bus", "zzp", "jong", "nood", "raad", "rook"})
_LINKS = ("", "s", "en", "n", "e", "-")


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """This will read the dictionary once: plain lower-case form -> lemma."""
    dictionary = DefaultDictionaryFactory().get_dictionary(_LANGUAGE)
    forms: dict[str, str] = {}
    for form, lemma in dictionary.items():
        plain = _plain(form)
        if plain not in forms or form == plain:
            forms[plain] = _plain(lemma)
    return forms


def _plain(word: str) -> str:
    """This will fold a word; nearly all of the list is plain already, and asking that is much quicker."""
    return word if word.isascii() and word.isalpha() and word.islower() else fold(word).text


def is_known(word: str) -> bool:
    """This will tell whether a word, upper or lower case, with or without accents, is in the list."""
    return fold(word).text in _forms()


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """This will return the lemma of a plain lower-case word; the word itself where none is known."""
    known = _forms().get(word)
    if known is not None:
        return known
    if len(word) > LONGEST_WORD or not word.isalpha():
        return word
    return fold(simplemma.lemmatize(word, lang=_LANGUAGE)).text


@lru_cache(maxsize=1)
def lemmas() -> frozenset[str]:
    """This will return every lemma of the word list."""
    return frozenset(_forms().values())


def _is_part(word: str, extra: frozenset[str]) -> bool:
    if word in extra or word in _SHORT_PARTS:
        return True
    return len(word) >= _SHORTEST_PART and word.isalpha() and word in lemmas()


def _heads(word: str, extra: frozenset[str]) -> Iterable[tuple[str, str]]:
    """This will yield the first part and what follows, longest first part first."""
    for cut in range(len(word) - 3, 2, -1):
        for link in _LINKS:
            head = word[: cut - len(link)] if link else word[:cut]
            if link and not word[:cut].endswith(link):
                continue
            if _is_part(head, extra):
                yield head, word[cut:]


@lru_cache(maxsize=100_000)
def compound_parts(word: str, extra: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """This will split a plain lower-case compound into the lemmas of its parts; empty when it is none.

    `extra` are words of the field that may be parts as well. The split with the fewest parts wins, then the
    one whose shortest part is longest.
    """
    if not 7 <= len(word) <= LONGEST_WORD:
        return ()
    best = _best_split(word, extra, 3)
    if not best or len(best) == 1:
        return ()
    parts = dict.fromkeys(lemma(part) for part in best)
    for part in best:
        parts.update(dict.fromkeys(compound_parts(part, extra)))
    return tuple(parts)


@lru_cache(maxsize=200_000)
def _best_split(word: str, extra: frozenset[str], depth: int) -> tuple[str, ...] | None:
    candidates: list[tuple[str, ...]] = []
    if word in extra or (len(word) >= _SHORTEST_PART and word in _forms()):
        candidates.append((word,))
    if depth and len(word) >= 7:
        for head, tail in _heads(word, extra):
            rest = _best_tail(tail, extra, depth - 1)
            if rest:
                candidates.append((head, *rest))
    several = [found for found in candidates if len(found) > 1]
    pool = several if depth == 3 else candidates
    if not pool:
        return None
    return min(pool, key=lambda found: (len(found), -min(map(len, found)), found))


def _best_tail(tail: str, extra: frozenset[str], depth: int) -> tuple[str, ...] | None:
    if tail in extra or (len(tail) >= _SHORTEST_PART and tail in _forms()):
        return (tail,)
    return _best_split(tail, extra, depth) if depth else None

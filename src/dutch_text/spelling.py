"""Typing errors: the known word that a strange one probably is."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from dutch_text import wordlist

SHORTEST = 5
LONG = 8


class Spellings:
    """The words of the field and of the items, by first letter and length."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: dict[tuple[str, int], set[str]] = {}
        self.add(words)

    def add(self, words: Iterable[str]) -> None:
        for word in words:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                self._words.setdefault((word[0], len(word)), set()).add(word)

    def __contains__(self, word: str) -> bool:
        return bool(word) and word in self._words.get((word[0], len(word)), ())

    def correct(self, word: str) -> str | None:
        """This will return the nearest known word with the same first letter, None when nothing is near.

        One error is allowed in a short word, two from eight letters on; words that exist in Dutch stay.
        """
        if not SHORTEST <= len(word) <= wordlist.LONGEST_WORD or word in self or wordlist.is_known(word):
            return None
        allowed = 1 if len(word) < LONG else 2
        best: tuple[int, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for known in self._words.get((word[0], length), ()):
                distance = OSA.distance(word, known, score_cutoff=allowed)
                if distance <= allowed and (best is None or (distance, known) < best):
                    best = (distance, known)
        return best[1] if best else None

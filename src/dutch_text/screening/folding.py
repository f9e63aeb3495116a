"""One character for one: a text made easy to search, with the way back to the original."""

import unicodedata
from bisect import bisect_right
from functools import lru_cache

_DASHES = "‐‑‒–—−－"
_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c"
)
_QUOTES = "‘’‛ʼ`´′＇"
_TABLE = (
    {ord(char): "-" for char in _DASHES}
    | {ord(char): " " for char in _SPACES}
    | {ord(char): "'" for char in _QUOTES}
    | {ord("İ"): "I", 0x1E9E: "S", ord("＠"): "@", ord("．"): ".", ord("＋"): "+"}
)
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class Folded:
    """A searchable text and where each of its characters stands in the original."""

    __slots__ = ("lower", "origins", "text")

    def __init__(self, text: str, origins: list[int] | None) -> None:
        self.text = text
        self.lower = _lower(text)
        self.origins = origins

    def span(self, start: int, end: int) -> tuple[int, int]:
        """This will give the stretch of the original text that stands behind a stretch of the folded one."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + self._width(end - 1)

    def _width(self, place: int) -> int:
        following = bisect_right(self.origins, self.origins[place])
        return self.origins[following] - self.origins[place] if following < len(self.origins) else 1


def fold(text: str) -> Folded:
    """This will make digits, dashes, quotes and spaces plain, join accents to letters, and drop invisible signs."""
    if text.isascii():
        return Folded(text, None)
    if unicodedata.is_normalized("NFC", text) and _INVISIBLE.isdisjoint(text):
        return Folded(_plain(text), None)
    return _joined(text)


def _plain(text: str) -> str:
    return "".join(map(_plain_char, text)) if _has_odd_digits(text) else text.translate(_TABLE)


def _has_odd_digits(text: str) -> bool:
    return any(char > "\u0600" and char.isdecimal() for char in set(text))


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return str(digit) if digit is not None else char.translate(_TABLE)


def _joined(text: str) -> Folded:
    chars: list[str] = []
    origins: list[int] = []
    for place, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        if chars and unicodedata.combining(char):
            merged = unicodedata.normalize("NFC", chars[-1] + char)
            chars[-1] = merged if len(merged) == 1 else chars[-1]
            continue
        chars.append(_plain_char(char))
        origins.append(place)
    origins.append(len(text))
    folded = Folded("".join(chars), origins)
    return folded


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(_lower_char(char) for char in text)


@lru_cache(maxsize=4096)
def _lower_char(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char

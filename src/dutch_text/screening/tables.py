"""The tables of screening: words with what they say, kept by editors."""

import csv
from functools import cache
from importlib import resources


def rows(name: str) -> list[list[str]]:
    """This will read one data table of screening, without its comment and heading."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.reader(lines))[1:]


@cache
def person_words(kind: str) -> frozenset[str]:
    """This will give the words that say something about a name beside them."""
    return frozenset(word for word, of in rows("person_words.csv") if of == kind)


@cache
def pattern_words(kind: str) -> tuple[str, ...]:
    """This will give the words and endings that decide what a number, a street or a date is."""
    return tuple(word for word, of in rows("pattern_words.csv") if of == kind)


@cache
def endings(kind: str) -> tuple[str, ...]:
    """This will give the endings that say what a word is, for `str.endswith`."""
    return tuple(sorted(person_words(kind)))


@cache
def stop_words() -> frozenset[str]:
    """This will give the little words of the language, which are on every name list by accident."""
    text = resources.files("dutch_text").joinpath("data", "stop_words.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and not line.startswith("#"))

"""Names typed without capitals: list names that are no Dutch word, and a surname after mevrouw or dhr."""

import re

from dutch_text.screening.dictionary import is_compound, is_word
from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded
from dutch_text.screening.lexicon import Lexicon
from dutch_text.screening.tables import person_words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TITLES = frozenset({"mevrouw", "meneer", "dhr", "mevr", "mw", "heer", "familie", "fam"})
_SAYINGS = frozenset(
    {("ik", "ben"), ("ik", "heet"), ("naam", "is"), ("hij", "heet"), ("zij", "heet"), ("ze", "heet")}
)
_PRESENTS = frozenset({"ben", "heet", "naam"})
_ONLY_IN_NAMES = frozenset({"der", "den", "ter", "ten", "el", "al"})
_FUNCTIONS = person_words("function")
_PARTICLES = person_words("lower_particle")


def find(folded: Folded, words: set[str], lexicon: Lexicon) -> list[Hit]:
    """This will find names typed in lower case; the certainty is low, for nothing but the lists speaks for them."""
    listed = words & lexicon.lower_names
    presents = not _PRESENTS.isdisjoint(words)
    if not listed and not presents and _TITLES.isdisjoint(words):
        return []
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded.lower)]
    hits = []
    for place, (word, start, _) in enumerate(tokens):
        if not folded.text[start].islower():
            continue
        if word in listed:
            last = _last_of_full_name(tokens, place, folded.lower, lexicon)
            hits.append(Hit("name", start, tokens[last][2], 0.4 if last == place else 0.6))
        elif presents and place > 1 and _is_presented(tokens, place, lexicon):
            hits.append(Hit("name", start, tokens[place][2], 0.5))
        elif place and _is_titled(tokens, place, folded.lower):
            last = _surname_after(tokens, place, lexicon, titled=True)
            if last is not None:
                hits.append(Hit("name", start, tokens[last][2], 0.7))
    return hits


def _is_presented(tokens: list[tuple[str, int, int]], place: int, lexicon: Lexicon) -> bool:
    """This will know the short first name of somebody who says it: "ik ben tom", "mijn naam is jan"."""
    word, said = tokens[place][0], (tokens[place - 2][0], tokens[place - 1][0])
    return said in _SAYINGS and word in lexicon.people.first and not is_word(word)


def _is_titled(tokens: list[tuple[str, int, int]], place: int, low: str) -> bool:
    title, _, end = tokens[place - 1]
    return title in _TITLES and low[end : tokens[place][1]].strip(" .") == ""


def _is_ordinary(word: str) -> bool:
    return is_word(word) or is_compound(word)


def _last_of_full_name(tokens: list[tuple[str, int, int]], place: int, low: str, lexicon: Lexicon) -> int:
    following = place + 1
    if tokens[place][0] not in lexicon.people.first or following >= len(tokens):
        return place
    if low[tokens[place][2] : tokens[following][1]] != " ":
        return place
    last = _surname_after(tokens, following, lexicon)
    return place if last is None else last


def _surname_after(
    tokens: list[tuple[str, int, int]], place: int, lexicon: Lexicon, *, titled: bool = False
) -> int | None:
    """This will give the place of the surname that begins here, past its particles.

    After a title any word that is not in the dictionary is one; "van der" and "van den" stand before nothing else.
    """
    at = place
    while at < len(tokens) and at - place < 3 and tokens[at][0] in _PARTICLES:
        at += 1
    if at >= len(tokens):
        return None
    word = tokens[at][0]
    known = word in lexicon.people.surnames or (titled and len(word) > 2 and not _is_ordinary(word))
    if at == place:
        return at if known else None
    if titled and word in _FUNCTIONS:
        return None
    if titled and (known or tokens[at - 1][0] in _ONLY_IN_NAMES):
        return at
    whole = " ".join(word for word, _, _ in tokens[place : at + 1])
    return at if whole in lexicon.people.with_particle or word in lexicon.lower_names else None

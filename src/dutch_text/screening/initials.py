"""People who are only their initials, whose surname comes first, or whose initials are typed small.

Every repetition in a pattern is bounded, so no text takes more than linear time.
"""

import re
from collections.abc import Iterator

from dutch_text.screening.dictionary import is_compound, is_word
from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded
from dutch_text.screening.lexicon import Lexicon
from dutch_text.screening.tables import person_words

_DOTTED = re.compile(
    r"(?<![\w.&/-])[A-Z]\.(?: ?(?:v\.? ?d\.?|v\.?|d\.?|van(?: de[rn]?)?|de) ?)?(?: ?[A-Z]\.){1,3}(?![\w&-])"
)
# Somebody in the news: M. (15).
_ONE_AGED = re.compile(r"(?<![\w.])[A-Z]\.(?= ?\(\d{1,2}\))")
# T.W., two of them or with "v.d." between; three may as well be short for a thing, so they need a word beside them.
_SHORT = re.compile(r"[A-Z]\. ?[A-Z]\.|.*[vd].*")
_JOINED = re.compile(r"(?<![\w.-])[A-Z]{1,2}(?:vd|v|d)[A-Z]{1,2}(?![\w-])")
_AGED = re.compile(r" ?\(\d{1,2}\)")
_SIGNED = re.compile(
    r"(?<!\w)(?:par\.|paraaf|initialen|gezien door|opgesteld door|melder|notulist)[ :=]{1,3}\Z"
)
_SIGNS = re.compile(r"(?<![\w./-])[A-Z][A-Za-z]{0,3}[A-Z](?:/[A-Z][A-Za-z]{0,3}[A-Z]){0,4}(?![\w/-])")
_SIGN_WORDS = ("par", "initialen", "gezien door", "opgesteld door", "melder", "notulist")
_SURNAME_FIRST = re.compile(
    r"(?<![\w-])[A-Z][a-zà-ÿ'-]{2,30}(?:-[A-Z][a-zà-ÿ]{2,30})?, ?(?:[A-Z]\. ?){1,5}"
    r"(?:(?:van|de|der|den|v\.d\.|vd|te[rn]?|el)(?![\w]) ?){0,3}"
    r"(?! ?(?:[A-Z][a-z]|(?:van|de|der|den|v\.d\.|vd|te[rn]?|el) ))"
)
_SMALL = re.compile(
    r"(?<![\w.])((?:[a-z]\. ?){1,4})((?:(?:van|de|der|den|v\.d\.|vd|te[rn]|el) ){0,3})([^\W\d_]{3,30})(?![\w.])"
)
_SMALL_BEHIND = re.compile(r"(?<![\w.-])([^\W\d_]{5,30}) [a-z]\.(?= [a-z]|,|\Z)")
_TOWARDS = re.compile(
    r"(?<!\w)(?:naar|van|door|met|aan|bij|volgens|dhr\.?|mw\.?|mevr\.?|mevrouw|meneer|heer) \Z"
)
_BESIDE = person_words("function") | person_words("relation") | person_words("before") | person_words("roll")
_NOT_A_PERSON = person_words("no_initials")
_PARTICLES = person_words("lower_particle")


def find(folded: Folded, lexicon: Lexicon) -> Iterator[Hit]:
    """This will find initials that stand alone, surnames followed by initials, and initials typed small."""
    text, low = folded.text, folded.lower
    if "." in text:
        yield from _dotted(text, low)
        yield from _small(text, low, lexicon)
        if "," in text:
            yield from (
                Hit("name", match.start(), match.start() + len(match.group().rstrip()), 0.8)
                for match in _SURNAME_FIRST.finditer(text)
                if match.group().split(",")[0].lower() not in _NOT_A_PERSON
            )
    for match in _JOINED.finditer(text):
        if match.group().lower() not in _NOT_A_PERSON and ("vd" in match.group() or _is_beside(low, match)):
            yield Hit("name", match.start(), match.end(), 0.4)
    if any(word in low for word in _SIGN_WORDS):
        for match in _SIGNS.finditer(text):
            if _SIGNED.search(low[max(0, match.start() - 24) : match.start()]):
                yield Hit("name", match.start(), match.end(), 0.4)


def _dotted(text: str, low: str) -> Iterator[Hit]:
    if "(" in text:
        yield from (Hit("name", *match.span(), 0.5) for match in _ONE_AGED.finditer(text))
    for match in _DOTTED.finditer(text):
        signs = match.group().replace(" ", "").replace(".", "").lower()
        if signs in _NOT_A_PERSON:
            continue
        if _SHORT.fullmatch(match.group()) or _is_beside(low, match):
            yield Hit("name", match.start(), match.end(), 0.5)


def _is_beside(low: str, match: re.Match[str]) -> bool:
    """This will say whether a word of a person stands before, or an age behind."""
    if _AGED.match(low, match.end()):
        return True
    before = low[max(0, match.start() - 30) : match.start()].rstrip(" :=(").rsplit(None, 1)
    return bool(before) and before[-1].strip("(,:") in _BESIDE


def _small(text: str, low: str, lexicon: Lexicon) -> Iterator[Hit]:
    for match in _SMALL.finditer(text):
        surname = match.group(3).lower()
        several = match.group(1).count(".") > 1
        unknown = not (several and not match.group(2)) and _is_strange(surname, lexicon)
        towards = _TOWARDS.search(low[max(0, match.start() - 12) : match.start()])
        with_particle = f"{match.group(2)}{match.group(3)}".lower() in lexicon.people.with_particle
        if (unknown and len(surname) > 3) or (towards and (surname in lexicon.people.bare or with_particle)):
            yield Hit("name", match.start(), match.end(), 0.5)
    for match in _SMALL_BEHIND.finditer(text):
        if match.group(1).islower() and _is_strange(match.group(1), lexicon):
            yield Hit("name", match.start(), match.end(), 0.4)


def _is_strange(word: str, lexicon: Lexicon) -> bool:
    return not is_word(word) and not is_compound(word) and word not in lexicon.phrases

"""What is known about a capitalized word: is it a name, a place, an organization, a function, an ordinary word."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dutch_text.screening.dictionary import dictionary, is_compound, is_word
from dutch_text.screening.name_lists import people, plain
from dutch_text.screening.standing import phrases_of, standing_names
from dutch_text.screening.tables import endings, person_words, rows


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of places and organizations that the caller knows; they are never taken for a person."""

    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()


class Trait:
    """What is known about one capitalized word, as bits of an integer (an enum would double the time per sentence)."""

    NONE = 0
    WORD = 1
    COMPOUND = 2
    FIRST = 4
    SURNAME = 8
    KNOWN = 16
    ABBREVIATION = 32
    INITIALS = 64
    THING = 128
    PARTICLE = 256
    NAMED = 512


_PREFIXED = re.compile(r"(?:Mc|Mac|De|Van|Di|La|Le|El|Al)[A-Z][^\W\d_A-Z]{2,30}(?:-\w{1,30})?")


class Lexicon:
    """Everything screening knows about words, for one set of known names."""

    def __init__(self, known: KnownNames) -> None:
        self.phrases = phrases_of((*standing_names(), *known.places, *known.organizations))
        self.people = people()
        self.particles = person_words("particle")
        self._traits: dict[str, int] = {}

    def traits(self, word: str) -> int:
        """This will say what is known about a capitalized word."""
        found = self._traits.get(word)
        if found is None:
            found = self._look_up(word)
            if len(self._traits) < 200_000:
                self._traits[word] = found
        return found

    @cached_property
    def lower_names(self) -> frozenset[str]:
        """First names and surnames that are no Dutch word: they stand out even without a capital."""
        names = self.people.first | self.people.surnames
        ordinary = {plain(term) for term, _ in rows("lower_exceptions.csv")}
        return frozenset(
            name
            for name in names - ordinary
            if len(name) > 3 and not is_word(name) and not self._is_known(name) and not is_compound(name)
        )

    def _look_up(self, word: str) -> int:
        if word.endswith(".") and (len(word) == 2 or word.count(".") > 1 or len(word) == 3):
            return Trait.INITIALS
        bare = word.rstrip(".")
        low = bare.lower()
        found = self._name_traits(low)
        if not found & Trait.FIRST and self._is_known(low):
            found |= Trait.KNOWN
        if low in self.particles:
            found |= Trait.PARTICLE
        if is_named(low):
            found |= Trait.NAMED
        if is_word(low) or low.replace("-", "") in dictionary():
            found |= Trait.WORD
        elif is_compound(low.replace("-", "")):
            found |= Trait.COMPOUND
        return found | _shape(bare, found)

    def _is_known(self, low: str) -> bool:
        return any(part in self.phrases.get(part, ()) for part in {low, low.split("-")[0]})

    def _name_traits(self, low: str) -> int:
        parts = [low, *low.split("-")]
        found = Trait.NONE
        if any(part in self.people.first for part in parts):
            found |= Trait.FIRST
        if any(part in self.people.surnames for part in parts):
            found |= Trait.SURNAME
        return found


@lru_cache(maxsize=65536)
def is_named(low: str) -> bool:
    """This will say whether a word is followed by the name of a thing: stichting, wet, winkelcentrum."""
    named = person_words("named")
    if low in named:
        return True
    return any(len(low) > len(word) + 2 and low.endswith(word) for word in endings("named") if len(word) > 4)


def _shape(bare: str, found: int) -> int:
    low = bare.lower()
    is_name = bool(found & (Trait.FIRST | Trait.SURNAME)) and "-" not in bare
    if low.endswith(endings("thing_ending")) and not is_name:
        return Trait.THING
    if _is_joined(bare):
        return Trait.THING
    shouted = bare.isupper() and (len(bare) <= 2 or (not is_name and (len(bare) <= 6 or "-" in bare)))
    if shouted or any(char.isdigit() for char in bare) or _is_camel(bare):
        return Trait.ABBREVIATION
    if low.endswith(endings("group_ending")) and not is_name and len(low) > 7:
        return Trait.THING
    return Trait.NONE


def _is_joined(bare: str) -> bool:
    """This will say whether a small dictionary word ends a hyphenated one: AOW-pensioen, Huis-aan-huis."""
    _, _, rest = bare.partition("-")
    last = rest.rsplit("-", 1)[-1]
    return len(last) > 2 and last.islower() and (is_word(last) or is_compound(last)) and not _is_name(last)


def _is_name(low: str) -> bool:
    return low in people().first and not is_word(low)


def _is_camel(bare: str) -> bool:
    """This will say whether a capital stands inside a word, as in products and hyphenated abbreviations."""
    if _PREFIXED.fullmatch(bare):
        return False
    for part in bare.replace("'", "-").split("-"):
        if any(char.isupper() for char in part[1:]) and not part.isupper() and not part.startswith("IJ"):
            return True
    return False


@lru_cache(maxsize=8)
def lexicon(known: KnownNames) -> Lexicon:
    """This will give the lexicon for a set of known names, made once."""
    return Lexicon(known)

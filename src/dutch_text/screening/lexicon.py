"""What is known about words: names, places, organizations, functions, and the words of the language."""

import csv
import importlib
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

# Locales of the name lists whose names are written in Latin letters and common in the Netherlands.
LOCALES = ("nl_NL", "nl_BE", "tr_TR", "fr_DZ", "pl_PL")


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
def _endings(kind: str) -> tuple[str, ...]:
    return tuple(sorted(person_words(kind)))


@cache
def dictionary() -> frozenset[str]:
    """This will give the forms of the Dutch dictionary, in lower case."""
    listed = {word.lower() for word in DefaultDictionaryFactory().get_dictionary("nl")}
    more = resources.files(__package__).joinpath("data", "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(listed.union(more[1:]).difference(name for name, _ in rows("not_words.csv")))


def is_word(low: str) -> bool:
    """This will say whether a lower-case form stands in the dictionary."""
    return low in dictionary()


@lru_cache(maxsize=65536)
def is_compound(low: str) -> bool:
    """This will say whether a form can be split in dictionary words, with or without a linking s, e or en."""
    if len(low) > 40:
        return False
    return any(is_word(low[cut:]) and _is_first_part(low[:cut]) for cut in range(3, len(low) - 3))


def _is_first_part(part: str) -> bool:
    if is_word(part):
        return True
    return any(
        part.endswith(link) and len(part) > len(link) + 2 and is_word(part[: -len(link)])
        for link in ("s", "e", "en", "-")
    )


@dataclass(frozen=True)
class People:
    """Lists of first names and surnames, in lower case."""

    first: frozenset[str]
    surnames: frozenset[str]
    with_particle: frozenset[str]


@cache
def people() -> People:
    """This will gather the first names and surnames of the name lists."""
    first: set[str] = set()
    last: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for part in ("first_names", "first_names_male", "first_names_female"):
            first.update(getattr(provider, part, ()))
        last.update(getattr(provider, "last_names", ()))
    first.update(name for (name,) in rows("first_names.csv"))
    first = {_plain(name) for name in first if " " not in name and len(name) > 1}
    last = {_plain(name.split(",")[0]) for name in last}
    with_particle = {name for name in last if " " in name}
    return People(
        frozenset(first), frozenset(name.split()[-1] for name in last if name), frozenset(with_particle)
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("’", "'").replace("İ", "I")).lower().strip()


def phrases_of(names: object) -> dict[str, tuple[str, ...]]:
    """This will order known names by their first capitalized word, the longest first."""
    found: dict[str, set[str]] = {}
    for name in names:
        words = name.split()
        for place, word in enumerate(words):
            if word[:1].isupper():
                found.setdefault(_plain(word), set()).add(_plain(" ".join(words[place:])))
                break
    return {word: tuple(sorted(these, key=len, reverse=True)) for word, these in found.items()}


@cache
def standing_names() -> tuple[str, ...]:
    """This will give the places, organizations, products and holidays that every text may name."""
    address = importlib.import_module("faker.providers.address.nl_NL").Provider
    places = (*address.cities, *address.countries, *address.provinces)
    return (*places, *(term for term, _ in rows("known_terms.csv")))


class Lexicon:
    """Everything screening knows about words, for one set of known names."""

    def __init__(self, known: KnownNames) -> None:
        self.phrases = phrases_of((*standing_names(), *known.places, *known.organizations))
        self.people = people()
        self.particles = person_words("particle")
        self.named = person_words("named")
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
        ordinary = {_plain(term) for term, _ in rows("lower_exceptions.csv")}
        return frozenset(
            name
            for name in names - ordinary
            if len(name) > 3 and not is_word(name) and name not in self.phrases and not is_compound(name)
        )

    def _look_up(self, word: str) -> int:
        if word.endswith(".") and (len(word) == 2 or word.count(".") > 1 or len(word) == 3):
            return Trait.INITIALS
        bare = word.rstrip(".")
        low = bare.lower()
        found = self._name_traits(low)
        if (
            any(part in self.phrases.get(part, ()) for part in {low, low.split("-")[0]})
            and not found & Trait.FIRST
        ):
            found |= Trait.KNOWN
        if low in self.particles:
            found |= Trait.PARTICLE
        if low in self.named:
            found |= Trait.NAMED
        if is_word(low) or low.replace("-", "") in dictionary():
            found |= Trait.WORD
        elif is_compound(low.replace("-", "")):
            found |= Trait.COMPOUND
        return found | _shape(bare, found)

    def _name_traits(self, low: str) -> int:
        parts = [low, *low.split("-")]
        found = Trait.NONE
        if any(part in self.people.first for part in parts):
            found |= Trait.FIRST
        if any(part in self.people.surnames for part in parts):
            found |= Trait.SURNAME
        return found


def _shape(bare: str, found: int) -> int:
    low = bare.lower()
    is_name = bool(found & (Trait.FIRST | Trait.SURNAME)) and "-" not in bare
    if low.endswith(_endings("thing_ending")) and not is_name:
        return Trait.THING
    shouted = bare.isupper() and not is_name and (len(bare) <= 6 or "-" in bare)
    if shouted or any(char.isdigit() for char in bare) or _is_camel(bare):
        return Trait.ABBREVIATION
    if low.endswith(_endings("group_ending")) and not is_name and len(low) > 7:
        return Trait.THING
    return Trait.NONE


def _is_camel(bare: str) -> bool:
    """This will say whether a capital stands inside a word, as in products and hyphenated abbreviations."""
    if bare.startswith(("Mc", "Mac", "De", "Van", "Di", "La", "El", "Al")):
        return False
    for part in bare.replace("'", "-").split("-"):
        if any(char.isupper() for char in part[1:]) and not part.isupper() and not part.startswith("IJ"):
            return True
    return False


@lru_cache(maxsize=8)
def lexicon(known: KnownNames) -> Lexicon:
    """This will give the lexicon for a set of known names, made once."""
    return Lexicon(known)

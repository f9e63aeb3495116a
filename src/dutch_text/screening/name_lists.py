"""Lists of first names and surnames: two well-kept packages, and what editors added."""

import importlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution

from dutch_text.screening.tables import rows, stop_words

# Locales of Faker whose names are written in Latin letters and borne in the Netherlands.
LOCALES = (
    "nl_NL", "nl_BE", "tr_TR", "fr_DZ", "pl_PL", "de_DE", "en_GB", "en_IN", "en_PK", "es_ES", "fr_FR", "hr_HR",
    "id_ID", "it_IT", "pt_PT", "ro_RO", "tw_GH", "vi_VN", "yo_NG",
)  # fmt: skip
# Of these countries the surnames are taken too; elsewhere they are too often Dutch words ("Best", "Long").
SURNAME_LOCALES = ("nl_NL", "nl_BE", "tr_TR", "fr_DZ", "es_ES", "hr_HR", "pt_PT", "ro_RO")
# Little words that are a well-known first name as well.
_ALSO_NAMES = frozenset({"wil", "an", "jan", "door"})


@dataclass(frozen=True)
class People:
    """Lists of names in lower case: surnames by their last word, `bare` ones without a particle, others with it."""

    first: frozenset[str]
    surnames: frozenset[str]
    bare: frozenset[str]
    with_particle: frozenset[str]


@cache
def people() -> People:
    """This will gather the first names and surnames of the name lists."""
    never = {name for name, _ in rows("never_names.csv")} | (stop_words() - _ALSO_NAMES)
    first = {plain(name) for name in _first_names() if " " not in name and len(name) > 1} - never
    last = {plain(name.split(",")[0]) for name in _surnames()} - never
    ends = frozenset(name.split()[-1] for name in last if name)
    with_particle = frozenset(name for name in last if " " in name)
    return People(frozenset(first), ends, frozenset(last - with_particle), with_particle)


def plain(name: str) -> str:
    """This will write a name as it is looked up: composed, in lower case, with a straight apostrophe."""
    return unicodedata.normalize("NFC", name.replace("’", "'").replace("İ", "I")).lower().strip()


def _first_names() -> Iterator[str]:
    for locale in LOCALES:
        provider = _provider(locale)
        for part in ("first_names", "first_names_male", "first_names_female"):
            yield from getattr(provider, part, ())
    yield from _borne("lst_first_name")
    yield from (name for (name,) in rows("first_names.csv"))


def _surnames() -> Iterator[str]:
    for locale in SURNAME_LOCALES:
        yield from getattr(_provider(locale), "last_names", ())
    yield from _borne("lst_surname")
    yield from _borne("lst_interfix_surname")


def _provider(locale: str) -> type:
    return importlib.import_module(f"faker.providers.person.{locale}").Provider


def _borne(listed: str) -> set[str]:
    """This will read a name list of `deduce`, less the names it says are better not looked for."""
    return set(collected("names", listed)) - set(collected("names", listed, "exceptions.txt"))


@cache
def collected(*place: str) -> tuple[str, ...]:
    """This will read one list of the package `deduce`: names, municipalities, streets.

    The file is read without importing the package, which would load its whole engine.
    """
    name = "/".join(place if place[-1].endswith(".txt") else (*place, "items.txt"))
    path = distribution("deduce").locate_file(f"deduce/data/lookup/src/{name}")
    return tuple(filter(None, path.read_text(encoding="utf-8").splitlines())) if path.exists() else ()

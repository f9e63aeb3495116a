"""Names that are no person's: places, countries, languages, organizations, laws, holidays, products."""

import importlib
from collections.abc import Iterable
from functools import cache

from babel import Locale
from babel.core import get_global

from dutch_text.screening.name_lists import collected, people, plain
from dutch_text.screening.tables import rows


@cache
def standing_names() -> tuple[str, ...]:
    """This will give the places, organizations, products and holidays that every text may name."""
    address = importlib.import_module("faker.providers.address.nl_NL").Provider
    places: tuple[str, ...] = (*address.cities, *address.countries, *address.provinces)
    for listed in ("lst_municipality", "lst_region", "lst_province"):
        places += collected("locations", "lst_placename", listed)
    return (*places, *_of_the_world(), *(term for term, _ in rows("known_terms.csv")))


def _of_the_world() -> tuple[str, ...]:
    """This will give countries, languages and cities as they are called in Dutch, less those that people are called."""
    locale = Locale("nl")
    cities = {zone["city"] for zone in locale.time_zones.values() if "city" in zone}
    cities |= {zone.rsplit("/", 1)[-1].replace("_", " ") for zone in get_global("zone_territories")}
    named = {*cities, *(name[:1].upper() + name[1:] for name in locale.languages.values())}
    borne = people().first
    return (*locale.territories.values(), *(name for name in sorted(named) if plain(name) not in borne))


def phrases_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """This will order known names by their first capitalized word, the longest first."""
    found: dict[str, set[str]] = {}
    for name in names:
        words = name.split()
        for place, word in enumerate(words):
            if word[:1].isupper():
                found.setdefault(plain(word), set()).add(plain(" ".join(words[place:])))
                break
    return {word: tuple(sorted(these, key=len, reverse=True)) for word, these in found.items()}

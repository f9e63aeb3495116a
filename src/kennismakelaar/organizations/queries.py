"""Reading questions of this room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from .models import Municipality, Organization, Region, Succession


@dataclass(frozen=True)
class PopulationCell:
    """All municipalities of one size class in one part of the country."""

    size_class: str
    country_part: str
    municipalities: int
    inhabitants: int


def municipalities(on: date) -> QuerySet[Municipality]:
    """This will list the municipalities that exist on a day. A planned merger counts from its date."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    ended = Q(valid_to__lte=on) | Q(successions__on__lte=on)
    return Municipality.objects.filter(begun).exclude(ended)


def successions_by(on: date) -> dict[str, str]:
    """This will map each municipality that has gone on in another by this day to that other."""
    return dict(Succession.objects.filter(on__lte=on).values_list("predecessor_id", "successor_id"))


def successor_of(code: str, on: date) -> str:
    """This will follow the mergers up to a day and give the code that stands for `code` then."""
    by_then, seen = successions_by(on), {code}
    while code in by_then and by_then[code] not in seen:
        code = by_then[code]
        seen.add(code)
    return code


def population_cells(on: date) -> list[PopulationCell]:
    """This will count the municipalities of a day per size class and part of the country.

    The size class of a successor stays as loaded until new figures are: an answer's own cell is read from the
    same column, and both must agree. The inhabitants do include those of its predecessors.
    """
    cells: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    extra = _inhabitants_taken_over(on)
    for m in municipalities(on).only("code", "size_class", "country_part", "population"):
        cell = cells[m.size_class, m.country_part]
        cell[0] += 1
        cell[1] += m.population + extra.get(m.pk, 0)
    return [PopulationCell(*key, *counts) for key, counts in sorted(cells.items())]


def _inhabitants_taken_over(on: date) -> dict[str, int]:
    taken: dict[str, int] = defaultdict(int)
    gone = dict(Municipality.objects.filter(successions__on__lte=on).values_list("code", "population"))
    for code, population in gone.items():
        taken[successor_of(code, on)] += population
    return taken


def organizations_by_slug(slugs: Iterable[str]) -> dict[str, Organization]:
    """This will fetch organizations by their short names."""
    return Organization.objects.in_bulk(list(slugs), field_name="slug")


def provinces() -> QuerySet[Region]:
    """This will list the provinces."""
    return Region.objects.filter(kind=Region.Kind.PROVINCE).order_by("name")


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """This will give the names of municipalities by code."""
    return dict(Municipality.objects.filter(pk__in=list(codes)).values_list("pk", "name"))

"""Loading the register: regions, municipalities, neighbors and mergers, as often as you like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils.text import slugify

from kennismakelaar.organizations.models import (
    CountryPart,
    Municipality,
    Organization,
    Region,
    SizeClass,
    Succession,
)
from kennismakelaar.records.api import record

Row = Mapping[str, str]

_PARTS = {
    CountryPart.NORTH: ("PV20", "PV21", "PV22"),
    CountryPart.EAST: ("PV23", "PV24", "PV25"),
    CountryPart.WEST: ("PV26", "PV27", "PV28", "PV29"),
    CountryPart.SOUTH: ("PV30", "PV31"),
}
PART_OF_PROVINCE = {province: part for part, provinces in _PARTS.items() for province in provinces}


@dataclass(frozen=True)
class Loaded:
    """How many rows are new, changed and unchanged after a load."""

    new: int
    changed: int
    same: int


@transaction.atomic
def load_municipalities(rows: Iterable[Row], neighbors: Iterable[Row], *, at: datetime) -> Loaded:
    """This will bring regions, municipalities and their neighbors in line with the files."""
    listed = list(rows)
    regions = _load_regions(listed)
    loaded = _bring_in_line(Municipality, "code", [_municipality(row, regions) for row in listed])
    pairs = sorted({(row["code"], row["neighbor_code"]) for row in neighbors})
    through = Municipality.neighbors.through
    known = set(through.objects.values_list("from_municipality_id", "to_municipality_id"))
    through.objects.bulk_create(
        through(from_municipality_id=a, to_municipality_id=b) for a, b in pairs if (a, b) not in known
    )
    return _recorded(Municipality(code="all"), loaded, at=at)


@transaction.atomic
def load_mergers(rows: Iterable[Row], *, at: datetime) -> Loaded:
    """This will note which municipalities go on in which others, planned or done."""
    known = {(s.predecessor_id, s.successor_id): s.pk for s in Succession.objects.all()}
    wanted = [
        Succession(
            pk=known.get((row["predecessor"], row["successor"])),
            predecessor_id=row["predecessor"], successor_id=row["successor"],
            on=date.fromisoformat(row["on"]), is_planned=row["is_planned"] == "true", source=row["source"],
        )
        for row in rows
    ]  # fmt: skip
    return _recorded(Succession(), _bring_in_line(Succession, "pk", wanted), at=at)


@transaction.atomic
def load_organizations(rows: Iterable[Row], *, at: datetime) -> Loaded:
    """This will bring the list of organizations in line with the file; others stay as they are."""
    known = dict(Organization.objects.values_list("slug", "pk"))
    wanted = [
        Organization(
            pk=known.get(row["slug"]), slug=row["slug"], name=row["name"], abbreviation=row["abbreviation"],
            kind=row["kind"], website=row["website"], about=row["about"],
            signs_off=row["signs_off"] == "true",
        )
        for row in rows
    ]  # fmt: skip
    return _recorded(Organization(slug="all"), _bring_in_line(Organization, "slug", wanted), at=at)


def size_class(population: int) -> str:
    """This will give the size class of a number of inhabitants."""
    if population < 20_000:
        return SizeClass.TO_20
    if population < 50_000:
        return SizeClass.TO_50
    return SizeClass.TO_100 if population < 100_000 else SizeClass.OVER_100


def _load_regions(rows: list[Row]) -> dict[tuple[str, str], Region]:
    names = {
        **{(Region.Kind.PROVINCE, row["province_code"]): row["province"] for row in rows},
        **{(Region.Kind.SAFETY_REGION, row["safety_region_code"]): row["safety_region"] for row in rows},
        **{(Region.Kind.POLICE_UNIT, slugify(row["police_unit"])): row["police_unit"] for row in rows},
    }
    for (kind, code), name in names.items():
        Region.objects.update_or_create(kind=kind, code=code, defaults={"name": name})
    return {(region.kind, region.code): region for region in Region.objects.all()}


def _municipality(row: Row, regions: Mapping[tuple[str, str], Region]) -> Municipality:
    population = int(row["population_2024"])
    return Municipality(
        code=row["code"], name=row["name"],
        province=regions[Region.Kind.PROVINCE, row["province_code"]],
        safety_region=regions[Region.Kind.SAFETY_REGION, row["safety_region_code"]],
        police_unit=regions[Region.Kind.POLICE_UNIT, slugify(row["police_unit"])],
        size_class=size_class(population), country_part=PART_OF_PROVINCE[row["province_code"]],
        population=population, households=int(row["households_2024"]),
        urbanity=int(row["urbanity_class"]), address_density=int(row["address_density"]),
        hex_x=int(row["hex_x"]), hex_row=int(row["hex_row"]),
        valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _bring_in_line(model: type[models.Model], key: str, wanted: Iterable[models.Model]) -> Loaded:
    """Writes only what differs, so that a second load changes and records nothing."""
    fields = [f.attname for f in model._meta.concrete_fields if not f.auto_created]
    known = {getattr(item, key): item for item in model._default_manager.all()}
    fresh, changed, same = [], [], 0
    for item in wanted:
        old = known.get(getattr(item, key))
        if old is None:
            fresh.append(item)
        elif any(getattr(old, name) != getattr(item, name) for name in fields):
            changed.append(item)
        else:
            same += 1
    model._default_manager.bulk_create(fresh)
    if changed:
        model._default_manager.bulk_update(changed, [f for f in fields if f != key])
    return Loaded(len(fresh), len(changed), same)


def _recorded(subject: models.Model, loaded: Loaded, *, at: datetime) -> Loaded:
    if loaded.new or loaded.changed:
        record("load", subject, by=None, at=at, detail={"new": loaded.new, "changed": loaded.changed})
    return loaded

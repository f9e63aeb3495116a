"""Loading many offers at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.catalog.models import Offer
from kennismakelaar.records.api import record

from .facts import Known, OfferFacts, check
from .offers import index_offers

Row = Mapping[str, str]
BATCH = 500


@transaction.atomic
def load_offers(rows: Iterable[Row], *, at: datetime) -> int:
    """This will add the offers of a file that are not there yet; what somebody changed since stays."""
    known, there = Known.now(), set(Offer.objects.values_list("slug", flat=True))
    wanted = [(row["slug"], _facts(row)) for row in rows if row["slug"] not in there]
    # Found by words at once; `reindex` adds meaning, which takes seconds.
    return _add(wanted, known, by=None, at=at, is_fictitious=False, by_meaning=False)


@transaction.atomic
def create_offers(
    offers: Sequence[tuple[str, OfferFacts]],
    *,
    by: User,
    at: datetime,
    is_fictitious: bool = False,
    by_meaning: bool = True,
) -> int:
    """This will add many offers at once, each under its short name, as one recorded act."""
    require(by, Right.EDIT_OFFER)
    return _add(offers, Known.now(), by=by, at=at, is_fictitious=is_fictitious, by_meaning=by_meaning)


def _add(
    wanted: Sequence[tuple[str, OfferFacts]],
    known: Known,
    *,
    by: User | None,
    at: datetime,
    is_fictitious: bool,
    by_meaning: bool,
) -> int:
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for _slug, facts in batch:
            check(facts, known)
        made = Offer.objects.bulk_create(
            Offer(slug=slug, is_fictitious=is_fictitious, **facts.plain()) for slug, facts in batch
        )
        _relate_all(made, [facts for _slug, facts in batch], known)
        fresh = Offer.objects.filter(pk__in=[offer.pk for offer in made])
        index_offers(fresh.prefetch_related("providers", "topics", "regions"), by_meaning=by_meaning)
    if wanted:
        record("load", Offer(slug="many"), by=by, at=at, detail={"new": len(wanted)})
    return len(wanted)


def _relate_all(made: Sequence[Offer], facts: Sequence[OfferFacts], known: Known) -> None:
    for field, names, by_name in (
        ("providers", "providers", known.providers),
        ("topics", "topics", known.topics),
        ("regions", "regions", known.regions),
    ):
        through = getattr(Offer, field).through
        column = f"{getattr(Offer, field).field.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            through(offer_id=offer.pk, **{column: by_name[name].pk})
            for offer, fact in zip(made, facts, strict=True)
            for name in getattr(fact, names)
        )


def _facts(row: Row) -> OfferFacts:
    lists = ("providers", "topics", "forms", "roles", "phases", "regions")
    texts = (
        "title",
        "summary",
        "learning_kind",
        "audience",
        "duration",
        "place",
        "source_url",
        "source_note",
    )
    return OfferFacts(
        **{name: row[name] for name in texts},
        **{name: tuple(part for part in row[name].split(";") if part) for name in lists},
        for_municipalities=row["for_municipalities"] == "true",
        group_size=_number(row["group_size"]),
        year=_number(row["year"]),
        is_online=row["is_online"] == "true",
        situations="\n".join(filter(None, row["situations"].split(" | "))),
        no_person=True,
    )


def _number(text: str) -> int | None:
    return int(text) if text else None

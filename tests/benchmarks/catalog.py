"""Server time of the menu card at 36, 1,000 and 10,000 offers, beside a bare Django page in the same run.

Each request passes all middleware, the view and the templates; the network is left out. The questions differ, so
that nothing can be remembered from the one before. Synthetic offers are made by the action that loads many at once.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, cycle

SIZES = (36, 1_000, 10_000)
REQUESTS = 120
TARGET = 50.0  # ms, for list and search at the largest size
QUESTIONS = [
    "azc", "polarisatie", "wat kan ik doen als burgemeester bij onrust in de wijk", "training voor jongerenwerkers",
    "radikalisering herkennen", "wethouder wordt bedreigd", "nepnieuws over ons gemeentehuis", "steekpartij",
    "leernetwerk", "informatie delen met de politie over een jongere", "demonstratie tegen de komst van een azc",
    "hoe praat je met boze inwoners", "moslimhaat", "wij-zijdenken op school", "crisiscommunicatie bij rellen",
    "ondermijning in het buitengebied", "wie helpt mij bij intimidatie van raadsleden", "e-learning extremisme",
    "vertrouwen in de overheid terugwinnen", "nazorg na een schietpartij",
]  # fmt: skip
FILTERS = [
    "", "onderwerp=polarisatie", "rol=burgemeester", "rol=openbare-orde&vorm=training", "fase=acuut", "regio=PV27&rol=sociaal-domein",
    "onderwerp=radicalisering&vorm=training&vorm=workshop", "soort=uitwisseling", "onderwerp=weerbaar-bestuur",
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    page: str
    offers: int
    p50: float
    p95: float
    cpu95: float  # processor time only: what is left when other work on the machine is not counted


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.LOGGING_CONFIG = None
    for command in ("load_register", "load_topics", "load_offers", "reindex"):
        call_command(command, verbosity=0)
    rows, made = [], 36
    for size in SIZES:
        took = _fill_up_to(size)
        if size > made:
            print(f"{size - made:>6} offers added in {took:.1f} s ({(size - made) / took:.0f} a second)")
        made = size
        rows += _measure(size)
    _print(rows)


def _fill_up_to(size: int) -> float:
    """Adds invented offers by the action itself, each with a meaning of its own."""
    from django.utils import timezone

    from kennismakelaar.accounts.api import Position, User
    from kennismakelaar.catalog import api

    there = api.offers().count()
    adviser, _made = User.objects.get_or_create(
        username="benchmark", email="benchmark@example.org", defaults={"position": Position.ADVISER}
    )
    began = time.perf_counter()
    if size > there:
        with _mixed_meaning():
            api.create_offers(list(_invented(there, size)), by=adviser, at=timezone.now(), is_fictitious=True)
    return time.perf_counter() - began


@contextmanager
def _mixed_meaning() -> Iterator[None]:
    """Mixes the meaning of an invented offer from those of two real ones.

    To make it from its words would take minutes for 10,000 offers, and a search takes as long with either.
    """
    import numpy as np

    from kennismakelaar.catalog import api, vocabulary

    meaning = vocabulary.meaning()
    if meaning is None:
        raise SystemExit("expected search by meaning, came a machine or a setting without it")
    known = [meaning.vector_of(offer.summary) for offer in api.offers().order_by("slug")[:36]]

    def mixed(text: str) -> np.ndarray:
        one, other = random.Random(text).sample(known, 2)
        found = one + 0.5 * other
        return (found / np.linalg.norm(found)).astype(np.float32)

    meaning.vector_of = mixed  # type: ignore[method-assign]
    try:
        yield
    finally:
        del meaning.vector_of


def _invented(start: int, stop: int) -> Iterator[tuple[str, object]]:
    from kennismakelaar.catalog.api import OfferFacts, offers

    known = list(offers().order_by("slug")[:36])
    for number in range(start, stop):
        chance = random.Random(number)
        one, other = chance.sample(known, 2)
        words = (one.summary + " " + other.summary).split()
        chance.shuffle(words)
        yield (
            f"bedacht-{number}",
            OfferFacts(
                title=f"{one.title} {number}",
                summary=" ".join(words[:45]),
                providers=(one.providers.all()[0].slug,),
                topics=tuple({topic.slug for offer in (one, other) for topic in offer.topics.all()}),
                forms=tuple(one.forms), roles=tuple(other.roles), phases=tuple(one.phases),
                learning_kind=other.learning_kind, year=2015 + number % 12, no_person=True,
            ),
        )  # fmt: skip


def _measure(size: int) -> list[Row]:
    from django.conf import settings

    from kennismakelaar.catalog import api

    slugs = cycle(list(api.offers().order_by("slug").values_list("slug", flat=True)[:200]))
    numbers = count()
    filters, questions = cycle(FILTERS), cycle(QUESTIONS)
    settings.SEARCH_BY_MEANING = False
    rows = [
        _time("bare Django page", size, lambda: "/bare"),
        _time("menu card, list", size, lambda: "/menukaart"),
        _time("menu card, narrowed", size, lambda: f"/menukaart?{next(filters)}"),
        _time("menu card, page 2 and on", size, lambda: f"/menukaart?pagina={2 + next(numbers) % 50}"),
        _time("search by words", size, lambda: f"/menukaart?q={next(questions)} {next(numbers)}"),
        _time("offer", size, lambda: f"/menukaart/{next(slugs)}"),
    ]
    settings.SEARCH_BY_MEANING = True
    search = "/menukaart?q={} {}"
    rows.append(
        _time("search by words and meaning", size, lambda: search.format(next(questions), next(numbers)))
    )
    return rows


def _time(page: str, size: int, address: Callable[[], str]) -> Row:
    from django.test import Client, override_settings

    client, times, busy = Client(), [], []
    with override_settings(ROOT_URLCONF="benchmarks._catalog_urls", ALLOWED_HOSTS=["*"]):
        for turn in range(REQUESTS + 5):
            where = address()
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(where)
            took, work = time.perf_counter() - began, time.process_time() - worked
            if answer.status_code != 200:
                raise SystemExit(f"{where}: expected 200, came {answer.status_code}")
            if turn >= 5:
                times.append(took * 1000)
                busy.append(work * 1000)
    return Row(page, size, statistics.median(times), _p95(times), _p95(busy))


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def _print(rows: list[Row]) -> None:
    print(f"\n{'page':<30}{'offers':>8}{'p50 ms':>9}{'p95 ms':>9}{'p95 cpu':>9}")
    for row in rows:
        print(f"{row.page:<30}{row.offers:>8}{row.p50:>9.1f}{row.p95:>9.1f}{row.cpu95:>9.1f}")
    late = [r for r in rows if r.offers == SIZES[-1] and r.p95 > TARGET and not r.page.endswith("meaning")]
    print(
        f"\ntarget: p95 under {TARGET:.0f} ms at {SIZES[-1]} offers: {'reached' if not late else 'NOT reached'}"
    )


if __name__ == "__main__":
    main()

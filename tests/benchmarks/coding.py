"""How fast coding is: the coding page with growing numbers of texts, and agreement with growing numbers of coders.

    python3 start.py benchmark coding

The page is asked from the site within one process, with and without the work that depends on the number of texts; the
processor time beside the waiting time tells how much a busy machine adds. Agreement is computed on coders who give a
code alike nine times in ten, beside plain loops over pairs of coders on the same judgements (the named alternative).
KENNISMAKELAAR_STATEMENTS sets the largest number of texts (10,000).
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations

import numpy as np

AT = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)
LARGEST = int(os.environ.get("KENNISMAKELAAR_STATEMENTS", "10000"))
ASKED, PAGE_TARGET, AGREEMENT_TARGET = 60, 100.0, 2.0
WORDS = (
    "Wij missen de school als partner in de wijk. Een training over polarisatie helpt ons verder, zei iemand aan "
    "tafel {0}. De samenwerking tussen veiligheid en sociaal domein loopt stroef in ronde {0}."
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
    import django

    django.setup()
    print(f"Load of the machine at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    pages()
    agreement()
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f}")


def pages() -> None:
    """The coding page, the next text, a code given, and the search, at 1/100, 1/10 and all of the texts."""
    from django.core.management import call_command

    from kennismakelaar.accounts.api import Position, User
    from kennismakelaar.coding import api as coding
    from kennismakelaar.intake import api as intake

    for command in ("load_register", "load_topics", "load_processing"):
        call_command(command, verbosity=0)
    ann = User.objects.create_user("ann", "ann@example.org", position=Position.ADVISER)
    coding.start_codebook_from_topics(by=ann, at=AT)
    source = intake.open_source(title="Meting (fictief)", channel="event", held_on=AT.date(), processing="theme-day",
                                by=ann, at=AT, is_fictitious=True)  # fmt: skip
    print(
        f"\n{'texts':>8} {'page':<28} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'queries':>8}   target p95 < 100 ms"
    )
    there = 0
    for size in (LARGEST // 100, LARGEST // 10, LARGEST):
        words = [intake.Words(WORDS.format(n), f"regel {n}") for n in range(there, size)]
        made = intake.collect(source, words, by=ann, at=AT)
        there = size
        coding.assign(made, ann, by=ann, at=AT)
        _page_rows(size, ann)


def _page_rows(size: int, ann: object) -> None:
    from django.test import Client
    from django.urls import reverse

    from kennismakelaar.coding.models import Assignment

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(ann)
    waiting = list(Assignment.objects.filter(coder=ann, done_at=None).values_list("statement_id", flat=True))
    some = [waiting[n * len(waiting) // ASKED] for n in range(ASKED)]
    code = {"sentence": ["1"], "code": ["horizontale-polarisatie"], "stance": "", "memo": ""}
    asks: dict[str, Callable[[int], object]] = {
        "coding page": lambda pk: client.get(reverse("coding:code", args=[pk])),
        "give a code (and page)": lambda pk: client.post(
            reverse("coding:code", args=[pk]), code, follow=True
        ),
        "give a code, next (and page)": lambda pk: client.post(
            reverse("coding:code", args=[pk]), code | {"then": "next"}, follow=True
        ),
        "list of texts": lambda _pk: client.get(reverse("coding:assignments")),
        "search a word": lambda _pk: client.get(reverse("coding:search"), {"q": "tafel 7"}),
    }
    for name, ask in asks.items():
        _print_row(size, name, ask, some)


def _print_row(size: int, name: str, ask: Callable[[int], object], some: list[int]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for pk in some[:2]:
        ask(pk)
    with CaptureQueriesContext(connection) as queries:
        ask(some[2])
    waits, cpu = [], []
    for pk in some[3:]:
        begin, used = time.perf_counter(), time.process_time()
        ask(pk)
        waits.append(1000 * (time.perf_counter() - begin))
        cpu.append(1000 * (time.process_time() - used))
    p95 = statistics.quantiles(waits, n=20)[-1]
    verdict = "met" if p95 < PAGE_TARGET else "MISSED"
    print(f"{size:>8,} {name:<28} {statistics.median(waits):>8.1f} {p95:>8.1f} {statistics.median(cpu):>8.1f} "
          f"{len(queries):>8}   {verdict}")  # fmt: skip


def agreement() -> None:
    """Alpha, AC1, raw and positives with intervals, for growing numbers of judged segments and coders."""
    from needs_assessment import agreement as method

    head = f"{'coders':>7} {'segments':>9} {'seconds':>8} {'CPU s':>8} {'to 401 x loops':>15}"
    print(f"\n{head}   5 x 10,000 under 2 s")
    rng = np.random.default_rng(7)
    for coders, segments in ((2, 1_000), (5, 1_000), (5, 10_000), (5, 100_000)):
        truth = rng.random(segments) < 0.2
        marks = np.where(rng.random((coders, segments)) < 0.9, truth, ~truth).astype(float)
        begin, used = time.perf_counter(), time.process_time()
        method.per_code({"code": marks}, draws=400, seed=1)
        spent, cpu = time.perf_counter() - begin, time.process_time() - used
        begin = time.process_time()
        _alpha_by_loops(marks[:, : min(segments, 1_000)])
        plain = (time.process_time() - begin) * max(1, segments // 1_000)
        verdict = (
            ("met" if spent < AGREEMENT_TARGET else "MISSED") if (coders, segments) == (5, 10_000) else ""
        )
        print(f"{coders:>7} {segments:>9,} {spent:>8.2f} {cpu:>8.2f} {401 * plain / cpu:>14.0f}x   {verdict}")


def _alpha_by_loops(marks: np.ndarray) -> float:
    """Alpha once, pair by pair, as a plain program does it: without draws for an interval."""
    differ = pairs = 0
    for unit in marks.T:
        for one, other in combinations(unit, 2):
            differ, pairs = differ + (one != other), pairs + 1
    given = float(marks.mean())
    return 1 - (differ / pairs) / (2 * given * (1 - given))

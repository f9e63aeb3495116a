"""One table of what the whole site does: pages as served, their weight, the main job, and a large import.

Run: python3 start.py benchmark site. Pages are asked over the loopback from gunicorn with two workers, at 36,
1,000 and 10,000 offers, beside a bare Django page in the same run. KENNISMAKELAAR_REQUESTS sets how many requests
a row (100). The load of the machine is printed, for on a busy machine all times are too long.
"""

import os
import random
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from benchmarks import _main_job, _served, catalog, intake

REQUESTS = int(os.environ.get("KENNISMAKELAAR_REQUESTS", "100"))
ROWS = 100_000
TARGET_MS, TARGET_BYTES = 50.0, 60_000
FIRST_VIEWS = ("/", "/menukaart", "/witte-vlekken", "/er-speelt-iets")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    _tell_load("at the start")
    for command in (
        "load_register",
        "load_topics",
        "load_processing",
        "load_offers",
        "load_guidance",
        "reindex",
    ):
        call_command(command, verbosity=0)
    call_command("build_demo", verbosity=0)
    call_command("main_job", verbosity=0)
    _pages()
    _main_job_row()
    _import_row()
    _tell_load("at the end")


def _tell_load(when: str) -> None:
    one, five, _fifteen = os.getloadavg()
    print(f"load of the machine {when}: {one:.1f} (1 min), {five:.1f} (5 min) on {os.cpu_count()} cores")


def _pages() -> None:
    print(f"\n{'page, as served by 2 workers':<34}{'offers':>8}{'p50 ms':>9}{'p95 ms':>9}{'requests/s':>12}")
    late = []
    for size in catalog.SIZES:
        catalog._fill_up_to(size)
        with _served.site() as port:
            for page, address in _addresses().items():
                found = _served.measure(port, address, requests=REQUESTS)
                print(
                    f"{page:<34}{size:>8}{found.p50:>9.1f}{found.p95:>9.1f}{found.per_second:>12.0f}",
                    flush=True,
                )
                if size == catalog.SIZES[-1] and found.p95 > TARGET_MS:
                    late.append(page)
            if size == catalog.SIZES[-1]:
                weights = {address: _served.weight(port, address) for address in FIRST_VIEWS}
    print(f"target p95 under {TARGET_MS:.0f} ms at {catalog.SIZES[-1]} offers: {_verdict(late)}")
    print(f"\n{'first view, compressed, no pictures':<34}{'bytes':>8}")
    for address, size in weights.items():
        print(f"{address:<34}{size:>8}")
    print(
        f"target under {TARGET_BYTES}: {_verdict([a for a, size in weights.items() if size >= TARGET_BYTES])}"
    )


def _addresses():
    from urllib.parse import quote_plus

    from kennismakelaar.catalog.api import offers

    slugs = cycle(list(offers().order_by("slug").values_list("slug", flat=True)[:200]))
    questions = cycle(catalog.QUESTIONS)
    return {
        "bare Django page": lambda number: "/bare",
        "home": lambda number: "/",
        "menu card, search": lambda number: f"/menukaart?q={quote_plus(next(questions))}+{number}",
        "offer": lambda number: f"/menukaart/{next(slugs)}",
        "white-spot map": lambda number: "/witte-vlekken",
    }


def _verdict(missed: list[str]) -> str:
    return f"NOT reached by {', '.join(missed)}" if missed else "reached"


def _main_job_row() -> None:
    found = _main_job.measure()
    total, busy = found["needs"] + found["spots"], found["needs_cpu"] + found["spots_cpu"]
    print(
        f"\nmain job, {found['municipalities']} municipalities ({found['forms']} forms) x {_main_job.TOPICS} topics, "
        f"{_main_job.DRAWS} replicates, {found['offers']} offers: {total:.1f} s ({busy:.1f} s of the processor); "
        f"target under {_main_job.TARGET:.0f} s: {'reached' if total < _main_job.TARGET else 'NOT reached'}"
    )


def _import_row() -> None:
    """Reads a survey export with the reader of surveys in a process of its own, so that its peak is its own."""
    for rows in (ROWS // 10, ROWS):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "antwoorden.csv"
            path.write_bytes(_export(rows))
            done = subprocess.run(
                [sys.executable, "-c", "from benchmarks._survey_import import main; main()", str(path)],
                capture_output=True, text=True, check=False, cwd=intake.ROOT,
            )  # fmt: skip
        print(done.stdout.strip() or done.stderr[-2000:])


def _export(rows: int) -> bytes:
    """Rows with municipality, role, and importance and capability of four topics, in the words of a real export."""
    from kennismakelaar.organizations.api import municipalities
    from kennismakelaar.topics.api import leaf_topics

    names = list(municipalities(_main_job.ON).order_by("code").values_list("name", flat=True))
    topics = [topic.label for topic in leaf_topics(_main_job.ON)[:4]]
    head = [
        "Gemeente",
        "Functie",
        *[f"{topic} – {aspect}" for topic in topics for aspect in ("belang", "eigen kunnen")],
    ]
    lines = [head]
    chance = random.Random(2026)
    for row in range(rows):
        scores = [str(chance.randint(1, 5)) for _column in range(2 * len(topics))]
        lines.append([names[row % len(names)], ("Burgemeester", "Adviseur OOV")[row % 2], *scores])
    return "\n".join(";".join(line) for line in lines).encode()

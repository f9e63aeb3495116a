"""How fast delivered tables are read, and that memory stays flat. Run: python tests/benchmarks/intake.py

Every size is read in a process of its own, so that peaks do not mix. The peak is of the process that asks plus that
of the process that reads; the file itself is in both.
"""

import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000, 100_000, 200_000)
COLUMNS = 12
KINDS = ("xlsx", "csv")
POLL = 0.02


def cells(row: int) -> list[object]:
    return [f"Gemeente {row % 342}", "wethouder", *((row * 7 + column) % 5 + 1 for column in range(COLUMNS - 3)),
            f"Toelichting {row}: wij missen de school als partner."]  # fmt: skip


def header() -> list[str]:
    return ["Gemeente", "Rol", *(f"Thema {n} – belang" for n in range(COLUMNS - 3)), "Toelichting"]


def made(kind: str, rows: int) -> bytes:
    if kind == "csv":
        lines = [header(), *map(cells, range(rows))]
        return "\n".join(";".join(map(str, line)) for line in lines).encode()
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Uitkomsten")
    sheet.append(header())
    for row in range(rows):
        sheet.append(cells(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_one(path: str) -> None:
    """Reads one file and tells rows, seconds and peak memory (MB) of both processes, as JSON."""
    from threading import Event, Thread

    import django
    import psutil

    django.setup()
    from kennismakelaar.intake.reading import read_table

    content, stop, peaks = Path(path).read_bytes(), Event(), {"asks": 0, "reads": 0}

    def watch() -> None:
        own = psutil.Process()
        while not stop.wait(POLL):
            peaks["asks"] = max(peaks["asks"], own.memory_info().rss)
            for child in own.children():
                try:
                    peaks["reads"] = max(peaks["reads"], child.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue

    watcher = Thread(target=watch)
    watcher.start()
    own_before = resource.getrusage(resource.RUSAGE_SELF)
    before = own_before.ru_utime + own_before.ru_stime
    began = time.perf_counter()
    table = read_table(Path(path).name, content)
    rows = sum(1 for _row in table.rows)
    seconds = time.perf_counter() - began
    stop.set()
    watcher.join()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(each.ru_utime + each.ru_stime for each in used) - before
    told = {"rows": rows, "seconds": seconds, "processor": processor, "megabytes": len(content) / 1e6}
    print(json.dumps({**told, **{name: peak / 1e6 for name, peak in peaks.items()}}))


def main() -> None:
    import tempfile

    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "kennismakelaar.config.settings",
    }
    print(
        "| kind | rows | file MB | seconds | rows/s | rows/processor s | peak MB, asking | peak MB, reading |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            for rows in SIZES:
                path = Path(folder) / f"antwoorden.{kind}"
                path.write_bytes(made(kind, rows))
                command = [sys.executable, __file__, str(path)]
                done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
                found = json.loads(done.stdout.splitlines()[-1])
                assert found["rows"] == rows
                print(
                    f"| {kind} | {rows:,} | {found['megabytes']:.1f} | {found['seconds']:.2f} | "
                    f"{rows / found['seconds']:,.0f} | {rows / found['processor']:,.0f} | {found['asks']:.0f} | {found['reads']:.0f} |", flush=True,
                )  # fmt: skip


if __name__ == "__main__":
    read_one(sys.argv[1]) if len(sys.argv) > 1 else main()

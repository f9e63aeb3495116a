"""How much of messy files lands, by kind of file. Run: python tests/benchmarks/intake_gold.py

A piece is a paragraph, a cell, a heading or a part; it lands with its place, or is named as not read, or is lost.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = 0.98


def main() -> int:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    import django

    django.setup()
    from django.utils import translation

    from kennismakelaar.intake.reading import read_words
    from rooms.intake.gold import files
    from rooms.intake.gold.pieces import compared

    rows: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0.0])
    with translation.override("en"):
        for gold in files():
            began = time.perf_counter()
            outcome = compared(gold, read_words(gold.name, gold.content))
            kind = gold.name.rsplit(".", 1)[1]
            seconds = time.perf_counter() - began
            for row in (rows[kind], rows["all"]):
                found = (1, outcome.landed, outcome.told, len(outcome.lost), len(outcome.too_many), seconds)
                row[:] = [old + new for old, new in zip(row, found, strict=True)]
    print("| kind | files | landed | named as not read | lost | words too many | share landed | s per file |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind, (count, landed, told, lost, many, seconds) in sorted(
        rows.items(), key=lambda item: item[0] == "all"
    ):
        share = landed / (landed + lost)
        print(
            f"| {kind} | {count} | {landed} | {told} | {lost} | {many} | {share:.1%} | {seconds / count:.2f} |"
        )
    _count, landed, _told, lost, _many, _seconds = rows["all"]
    return 0 if landed / (landed + lost) >= TARGET and not lost else 1


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
    sys.exit(main())

"""`attack`: what can be worked out from a published table, out of a CSV file."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from kennismakelaar.needs.desk.command import DeskCommand
from kennismakelaar.needs.desk.csvfile import Sheet
from kennismakelaar.needs.desk.printing import Result
from kennismakelaar.needs.desk.protecting import attack, attack_counts


class Command(DeskCommand):
    help = (
        "Prints the bounds of every hidden or rounded number: of a table that `protect --format csv` printed, or "
        "with --counts of a table of counts with totals last and hidden cells empty or x."
    )

    def add_columns(self, parser: ArgumentParser) -> None:
        parser.add_argument("--counts", action="store_true", help="a table of counts with hidden cells")
        parser.add_argument("--zeros-printed", action="store_true", help="a hidden count is at least 1")
        parser.add_argument("--at-most", type=float, metavar="N", help="no hidden count is larger")
        parser.add_argument("--total", metavar="LABEL", help="the column that is the whole of the others")
        parser.add_argument(
            "--knows",
            action="append",
            type=_knowledge,
            default=[],
            metavar="ROW,COLUMN,YES,NO",
            help="how many in this figure the attacker knows to need it and not to; may be repeated",
        )

    def compute(self, sheet: Sheet, options: dict[str, Any]) -> Result:
        if options["counts"]:
            return attack_counts(sheet, zeros_printed=options["zeros_printed"], at_most=options["at_most"])
        return attack(sheet, total=options["total"], knows=options["knows"])


def _knowledge(text: str) -> tuple[str, str, int, int]:
    parts = text.split(",")
    if len(parts) != 4 or not (parts[2].isdigit() and parts[3].isdigit()):
        raise ArgumentTypeError(f"expected ROW,COLUMN,YES,NO, came {text!r}")
    return parts[0], parts[1], int(parts[2]), int(parts[3])

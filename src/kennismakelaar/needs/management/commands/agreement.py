"""`agreement`: how far coders agree, out of a CSV file with a row per unit and a column per coder."""

from argparse import ArgumentParser
from typing import Any

from kennismakelaar.needs.desk.agreeing import agree
from kennismakelaar.needs.desk.command import DeskCommand
from kennismakelaar.needs.desk.csvfile import Sheet
from kennismakelaar.needs.desk.printing import Result


class Command(DeskCommand):
    help = "Prints Krippendorff's alpha, Gwet's AC1 and raw agreement with intervals, and per code."

    def add_columns(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--coders", nargs="+", required=True, metavar="COLUMN", help="empty cells: not judged"
        )
        parser.add_argument("--level", choices=["nominal", "ordinal", "interval", "ratio"], default="nominal")
        parser.add_argument("--draws", type=int, default=1000, help="bootstrap draws for the intervals")
        parser.add_argument("--seed", type=int, default=1)

    def compute(self, sheet: Sheet, options: dict[str, Any]) -> Result:
        return agree(sheet, **{name: options[name] for name in ("coders", "level", "draws", "seed")})

"""`reach`: how balanced the response of a frame is, and whom to call next, out of a CSV file."""

from argparse import ArgumentParser
from typing import Any

from kennismakelaar.needs.desk.command import DeskCommand
from kennismakelaar.needs.desk.csvfile import Sheet
from kennismakelaar.needs.desk.printing import Result
from kennismakelaar.needs.desk.reaching import describe


class Command(DeskCommand):
    help = "Prints the R-indicator with its parts, and the calls that improve the balance most."

    def add_columns(self, parser: ArgumentParser) -> None:
        parser.add_argument("--responded", required=True, metavar="COLUMN", help="1 or 0, ja or nee")
        parser.add_argument("--variables", nargs="+", required=True, metavar="COLUMN")
        parser.add_argument("--unit", metavar="COLUMN", help="name of the unit, for the call list")
        parser.add_argument("--calls", type=int, default=0, metavar="N", help="how many to call next")
        parser.add_argument("--contact", metavar="COLUMN", help="chance to reach the unit, 0 to 1")

    def compute(self, sheet: Sheet, options: dict[str, Any]) -> Result:
        names = ("responded", "variables", "unit", "calls", "contact")
        return describe(sheet, **{name: options[name] for name in names})

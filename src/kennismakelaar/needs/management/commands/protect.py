"""`protect`: a table of shares as it may be published, out of a CSV file with a line per figure."""

from argparse import ArgumentParser
from typing import Any

from kennismakelaar.needs.desk.command import DeskCommand
from kennismakelaar.needs.desk.csvfile import Sheet
from kennismakelaar.needs.desk.printing import Result
from kennismakelaar.needs.desk.protecting import Columns, protect


class Command(DeskCommand):
    help = (
        "Prints the table rounded and with small groups withheld, so that nothing points at one municipality."
    )

    def add_columns(self, parser: ArgumentParser) -> None:
        for name, helped in (
            ("row", "as topic"),
            ("column", "as size"),
            ("share", "0 to 1"),
            ("base", "municipalities"),
        ):
            parser.add_argument(f"--{name}", required=True, metavar="COLUMN", help=helped)
        for name in ("respondents", "lower", "upper"):
            parser.add_argument(f"--{name}", metavar="COLUMN")
        parser.add_argument("--total", metavar="LABEL", help="the column that is the whole of the others")

    def compute(self, sheet: Sheet, options: dict[str, Any]) -> Result:
        names = ("row", "column", "share", "base", "respondents", "lower", "upper")
        return protect(
            sheet, columns=Columns(**{name: options[name] for name in names}), total=options["total"]
        )

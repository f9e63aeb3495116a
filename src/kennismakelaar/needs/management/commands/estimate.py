"""`estimate`: a figure for all municipalities from those that answered, out of a CSV file."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from kennismakelaar.needs.desk.command import DeskCommand
from kennismakelaar.needs.desk.csvfile import Sheet
from kennismakelaar.needs.desk.estimating import STATISTICS, Wanted, estimate
from kennismakelaar.needs.desk.printing import Result


class Command(DeskCommand):
    help = "Prints estimate, standard error, interval, n and n_eff, with finite population correction."

    def add_columns(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--value", nargs="+", required=True, metavar="COLUMN", help="empty cells count as silent"
        )
        parser.add_argument("--strata", metavar="COLUMN")
        parser.add_argument(
            "--population", metavar="COLUMN", help="size of the stratum; clusters in it with --psu"
        )
        parser.add_argument("--psu", metavar="COLUMN", help="cluster, as in municipality")
        parser.add_argument("--domain", metavar="COLUMN", help="one estimate per label")
        parser.add_argument("--weights", metavar="COLUMN", help="instead of population / answers")
        parser.add_argument(
            "--rake",
            action="append",
            type=_margin,
            default=[],
            metavar="COLUMN=TOTALS.csv",
            help="two columns: label, total; may be repeated",
        )
        parser.add_argument("--statistic", choices=list(STATISTICS), default="mean")
        parser.add_argument("--level", type=float, default=0.95)

    def compute(self, sheet: Sheet, options: dict[str, Any]) -> Result:
        names = ("strata", "population", "psu", "domain", "weights", "statistic", "level")
        chosen = {name: options[name] for name in names}
        return estimate(sheet, Wanted(values=options["value"], margins=options["rake"], **chosen))


def _margin(text: str) -> tuple[str, Path]:
    column, _, path = text.partition("=")
    if not column or not path:
        raise ArgumentTypeError(f"expected COLUMN=TOTALS.csv, came {text!r}")
    return column, Path(path)

"""What all commands of the desk share: a file, a format, and refusals in three parts."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kennismakelaar.needs.desk.csvfile import Sheet, read
from kennismakelaar.needs.desk.printing import FORMATS, Result
from kennismakelaar.shared.errors import Refusal
from needs_assessment.errors import MethodError


class DeskCommand(BaseCommand, ABC):
    """A command on one CSV file; subclasses give `add_columns` and `compute`."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="UTF-8, first row holds the names")
        parser.add_argument("--format", choices=FORMATS, default="table")
        self.add_columns(parser)

    @abstractmethod
    def add_columns(self, parser: ArgumentParser) -> None:
        """This will name the columns the command reads."""

    @abstractmethod
    def compute(self, sheet: Sheet, options: dict[str, Any]) -> Result:
        """This will compute what the command prints."""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = self.compute(read(options["file"]), options)
        except (MethodError, Refusal) as refusal:
            parts = {"expected": refusal.expected, "came": refusal.came, "hint": refusal.hint}
            lines = [f"{part}: {text}" for part, text in parts.items() if text]
            raise CommandError("\n".join([type(refusal).__name__, *lines])) from refusal
        self.stdout.write(found.as_text(options["format"]))

"""`group`: which statements of a table belong together, as a suggestion to look at."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from dutch_text import grouping
from kennismakelaar.coding import background, tables
from kennismakelaar.shared import executors
from kennismakelaar.shared.errors import Refusal


class Command(BaseCommand):
    help = "Reads a table with a column text and writes the groups it falls in, and last the rest."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE.csv")
        parser.add_argument("--input", type=Path, metavar="FILE.csv", help="the same, by name")
        parser.add_argument(
            "--format",
            choices=["json", "csv"],
            default="json",
            help="json: a group a line; csv: a statement a row",
        )
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"] or options["input"]
        if path is None:
            raise CommandError("group FILE.csv")
        with translation.override(options["language"]):
            try:
                statements = tables.read(path, coded=False)
                found = _grouped(statements, options["seed"])
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            tables.told_unread(statements.unread, self.stderr)
        if options["format"] == "csv":
            tables.write(
                _rows(found, statements), self.stdout, kind="csv", columns=("row", "text", "group", "label")
            )
        else:
            tables.write(_groups(found, statements), self.stdout, kind="json", columns=())


def _grouped(statements: tables.Statements, seed: int) -> grouping.Grouping:
    try:
        vectors, _nothing = background.meaning_of(statements.texts, [])
        with executors.executor(len(statements.texts)) as executor:
            return grouping.group(statements.texts, vectors=vectors, seed=seed, executor=executor)
    except ValueError as error:
        raise tables.UnableToReadStatements(
            _("At least %(count)d statements with words in them were expected.")
            % {"count": grouping.FEWEST_TEXTS},
            came=str(len(statements.texts)),
            hint=_("So few are read faster than grouped."),
        ) from error


def _groups(found: grouping.Grouping, statements: tables.Statements) -> Iterator[dict[str, Any]]:
    def rows(places: Iterable[int]) -> list[int]:
        return [statements.rows[place] for place in places]

    def words(places: Iterable[int]) -> list[dict[str, Any]]:
        return [{"row": statements.rows[place], "text": statements.texts[place]} for place in places]

    for one in found.groups:
        yield {
            "group": one.number,
            "label": list(one.label),
            "solid": bool(one.solid),
            "stability": round(float(one.stability), 4),
            "rows": rows(one.members),
            "quotes": {
                "representative": words(one.quotes.representative),
                "typical": words(one.quotes.typical),
                "deviant": words(one.quotes.deviant),
            },
            "agreeing": rows(one.agreeing),
            "disagreeing": rows(one.disagreeing),
        }
    yield {"group": None, "label": [], "rows": rows(found.rest)}


def _rows(found: grouping.Grouping, statements: tables.Statements) -> Iterator[dict[str, Any]]:
    labels = {one.number: ", ".join(one.label) for one in found.groups}
    for place, number in enumerate(found.assigned):
        yield {
            "row": statements.rows[place],
            "text": statements.texts[place],
            "group": None if number == grouping.REST else number,
            "label": labels.get(number, ""),
        }

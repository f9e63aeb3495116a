"""`screen`: what in each text of a file may point at a person."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from dutch_text import screening
from dutch_text.spreading import screen_all
from kennismakelaar.intake import api
from kennismakelaar.shared import executors
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.shared.lines import texts, write_line


class Command(BaseCommand):
    help = "Reads one text a line and writes one JSON object a line with what may be personal data in it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--input", type=Path, required=True, metavar="FILE", help="UTF-8 text")
        parser.add_argument("--format", choices=["json"], default="json")
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                known, lines = api.known_names(), list(texts(options["input"]))
                with executors.executor(len(lines)) as executor:
                    for found in screen_all(lines, known=known, executor=executor):
                        write_line(self.stdout, {"findings": [_told(finding) for finding in found]})
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal


def _told(finding: screening.Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "certainty": float(finding.certainty),
        "replacement": finding.replacement,
    }

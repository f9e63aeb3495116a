"""`match`: what fits each question in a file, why, and whether anything fits at all."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from kennismakelaar.catalog import api as catalog
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.shared.lines import texts, write_line


class Command(BaseCommand):
    help = "Reads one question a line and writes one JSON object a line: what fits, why, and whether we know."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--questions", type=Path, required=True, metavar="FILE", help="UTF-8 text")
        parser.add_argument("--limit", type=_limit, default=5, metavar="N", help="results a question (5)")
        parser.add_argument("--format", choices=["json"], default="json")
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        on = timezone.localdate()
        with translation.override(options["language"]):
            try:
                for question in texts(options["questions"]):
                    found = catalog.find(question, on=on, limit=options["limit"])
                    write_line(self.stdout, _told(question, found))
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal


def _limit(text: str) -> int:
    """Argparse turns the ValueError of anything but a number from 1 into its own words."""
    if not 1 <= int(text) <= 1_000:
        raise ValueError(text)
    return int(text)


_limit.__name__ = "number from 1 to 1000"


def _told(question: str, found: catalog.Found) -> dict[str, Any]:
    return {
        "question": question,
        "known": bool(found.known),
        "confidence": float(found.confidence),
        "results": [
            {
                "kind": result.kind,
                "key": result.key,
                "title": result.title,
                "score": float(result.score),
                "expired": bool(result.expired),
                "why": catalog.sentence_of(result.reasons),
                "reasons": [asdict(reason) for reason in result.reasons],
            }
            for result in found.results
        ],
    }

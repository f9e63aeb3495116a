"""`analyze`: the main job on files of your own, from raw files to a report folder."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kennismakelaar.gaps import fromfiles
from kennismakelaar.gaps.reporting import Report, as_html, as_json, as_pdf, as_xlsx
from kennismakelaar.shared.errors import Refusal
from needs_assessment.errors import MethodError


class Command(BaseCommand):
    help = "Reads survey exports and session notes, and writes report.html, report.pdf, results.xlsx, results.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--responses", nargs="+", type=Path, required=True, metavar="FILE", help="xlsx, ods or csv"
        )
        parser.add_argument(
            "--notes", nargs="*", type=Path, default=[], metavar="FILE", help="docx, txt, csv, pdf, eml, odt"
        )
        parser.add_argument("--output", type=Path, required=True, metavar="DIR")
        parser.add_argument(
            "--mapping", type=Path, metavar="FILE", help="mapping.json of an earlier run, edited"
        )
        parser.add_argument(
            "--tau", type=float, default=0.25, help="threshold for a white spot (share, default .25)"
        )
        parser.add_argument("--draws", type=int, default=2000)
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the analysis (default: today)")
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                self._analyze(options)
            except MethodError as error:
                raise CommandError(
                    _("The figures cannot be computed: expected %(expected)s, came %(came)s. %(hint)s")
                    % {"expected": error.expected, "came": error.came, "hint": error.hint}
                ) from error
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal

    def _analyze(self, options: dict[str, Any]) -> None:
        choices = fromfiles.Choices(
            on=options["on"] or timezone.localdate(),
            tau=options["tau"],
            draws=options["draws"],
            mapping=_mapping(options["mapping"]),
        )
        reading = fromfiles.read_files(options["responses"], options["notes"], choices=choices)
        output = options["output"]
        output.mkdir(parents=True, exist_ok=True)
        _write(output / "mapping.json", json.dumps(_used(reading), ensure_ascii=False, indent=2).encode())
        report = fromfiles.report_on(reading, choices=choices)
        _write(output / "results.json", as_json(report).encode())
        _write(output / "results.xlsx", as_xlsx(report))
        _write(output / "report.html", as_html(report).encode())
        _write(output / "report.pdf", as_pdf(report))
        self._tell(report, output)

    def _tell(self, report: Report, output: Path) -> None:
        response = report.response
        self.stdout.write(
            _(
                "%(heard)d of %(all)d municipalities heard (%(rate)d%%), %(topics)d topics, %(spots)d white spots."
            )
            % {
                "heard": response["municipalities_heard"],
                "all": response["population"],
                "rate": round(100 * response["rate"]),
                "topics": len(report.needs),
                "spots": sum(row.decision == "white" for row in report.gaps),
            }
        )
        self.stdout.write(_("%d parts could not be read; they stand in the report.") % len(report.unread))
        self.stdout.write(_("The report stands in %s") % output)


def _mapping(path: Path | None) -> dict[str, str]:
    """The meanings a person chose, by header."""
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
            raise ValueError(str(type(found)))
    except (OSError, ValueError) as error:
        raise fromfiles.UnableToAnalyze(
            _("A mapping file as an earlier run writes it was expected: header, then meaning."),
            came=str(path),
            hint=_("Start from mapping.json in the report folder."),
        ) from error
    return found


def _used(reading: fromfiles.Reading) -> dict[str, str]:
    return {header: meaning for file in reading.answers for header, meaning in file.mapping.items()}


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a report that breaks off halfway must not look like one."""
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)

"""Long work of this room, done by the task worker."""

from django.utils import timezone, translation
from procrastinate.contrib.django import app

from kennismakelaar.needs import api as needs

from .reporting import files, published

LANGUAGE = "nl"  # a report is read by people who did not choose the language of the page


@app.task(name="gaps.make_report")
def make_report(export: int) -> None:
    """This will make the report of published figures that was asked for. Done again, nothing comes twice."""
    with translation.override(LANGUAGE):
        needs.make_export(export, at=timezone.now(), write=_written)


def _written(asked: needs.Export) -> bytes:
    report = published.report_of(asked.survey)
    return files.as_word(report) if asked.kind == needs.Export.Kind.WORD else files.as_pdf(report)

"""The report of published figures as a tagged PDF and as a Word file: the same parts, points and tables."""

import io
import json
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language

from .published import Part, PublishedReport, Table

TEMPLATE = files("kennismakelaar.gaps").joinpath("reporting/published.typ")


def as_pdf(report: PublishedReport) -> bytes:
    """PDF/UA-1. All text reaches the template as data, never as markup."""
    import typst

    data = {"lang": _language(), **asdict(report)}
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def as_word(report: PublishedReport) -> bytes:
    """A Word file to work on, with real headings, captions and heads of tables."""
    from docx import Document

    document = Document()
    document.core_properties.title = report.title
    document.core_properties.language = _language()
    document.core_properties.author = "Kennismakelaar"
    document.sections[0].footer.paragraphs[0].text = report.foot
    document.add_heading(report.title, level=1)
    document.add_paragraph(report.under)
    for part in report.parts:
        _part(document, part)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _language() -> str:
    return (get_language() or "nl")[:2]


def _part(document: Any, part: Part) -> None:
    document.add_heading(part.title, level=2)
    for line in part.lines:
        document.add_paragraph(line)
    for point in part.points:
        document.add_paragraph(point, style="List Bullet")
    for table in part.tables:
        _table(document, table)


def _table(document: Any, table: Table) -> None:
    document.add_heading(table.caption, level=3)
    made = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    for row in (table.head, *table.rows):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    _repeat(made.rows[0])
    for cell in made.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _repeat(row: Any) -> None:
    """Marks the first row as the head: a screen reader names it, and it comes back on the next page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

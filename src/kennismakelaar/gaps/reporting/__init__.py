"""The report of an analysis: one value, written as web page, PDF, spreadsheet and JSON."""

from .content import Notes, Report, TopicLine, report_of
from .documents import as_html, as_pdf
from .machine import as_json, as_xlsx

__all__ = ["Notes", "Report", "TopicLine", "as_html", "as_json", "as_pdf", "as_xlsx", "report_of"]

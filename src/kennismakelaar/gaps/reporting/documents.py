"""The report for people: a web page that stands alone, and a tagged PDF. Rounded as the publication gate does."""

import json
from importlib.resources import files
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kennismakelaar.shared.charts import Bar, Bars, Cell, Matrix, MatrixRow

from .content import Report, TopicLine

TEMPLATE = files("kennismakelaar.gaps").joinpath("reporting/report.typ")


def as_html(report: Report) -> str:
    """report.html: needs no other file and no network."""
    context = {
        "report": report,
        "needs_chart": needs_chart(report),
        "segment_chart": segment_chart(report),
        "language": get_language() or "nl",
    }
    return render_to_string("gaps/report.html", context)


def needs_chart(report: Report) -> Bars:
    """Need per topic with its margin; a withheld figure stays visible as withheld."""
    ordered = sorted(report.lines, key=lambda line: -(line.need["value"] or 0))
    bars = [_bar(line.label, line.need) for line in ordered]
    return Bars(title=_("Share of municipalities in need, per topic"), bars=bars, maximum=100)


def _bar(label: str, cell: Any) -> Bar:
    return Bar(label, _points(cell["value"]), _points(cell["lower"]), _points(cell["upper"]))


def segment_chart(report: Report) -> Matrix | None:
    """White spots by size and role."""
    if not report.segments:
        return None
    names = [name for name, _cells in report.segments]
    by_topic = {name: {cell["row"]: cell for cell in cells} for name, cells in report.segments}
    rows = [
        MatrixRow(line.label, [_cell(by_topic[name].get(line.slug)) for name in names])
        for line in report.lines
    ]
    return Matrix(title=_("Not effectively served, by size and role"), columns=names, rows=rows)


def _cell(cell: Any) -> Cell:
    if cell is None or cell["withheld"]:
        return Cell()
    white = cell["facts"].get("decision") == "white"
    return Cell(_points(cell["value"]), _points(cell["lower"]), _points(cell["upper"]), white=white)


def _points(share: float | None) -> float | None:
    return None if share is None else round(100 * share)


def as_pdf(report: Report) -> bytes:
    """report.pdf: tagged (PDF/UA-1). All text reaches the template as data, never as markup."""

    import typst

    data = json.dumps(_for_print(report), ensure_ascii=False)
    return typst.compile(
        TEMPLATE.read_bytes(), format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": data}
    )


def _for_print(report: Report) -> dict[str, Any]:
    response = report.response
    return {
        "lang": (get_language() or "nl")[:2],
        "title": _("What municipalities need, and where the white spots are"),
        "date": formats.date_format(report.on, "j F Y"),
        "files": [_("Files: %s") % ", ".join(report.files)],
        "response_title": _("Response"),
        "response": _(
            "%(heard)d of %(all)d municipalities were heard (%(rate)d%%), in %(forms)d filled-in forms."
        )
        % {
            "heard": response["municipalities_heard"],
            "all": response["population"],
            "rate": round(100 * response["rate"]),
            "forms": response["respondents"],
        },
        "notes": list(report.reasons),
        "table_title": _("White spots per topic"),
        "table_alt": _("Per topic: the share in need, the share not served, the judgement and the type"),
        "head": [_("Topic"), _("In need"), _("Not served"), _("Judgement"), _("What is the matter")],
        "rows": [_row(line) for line in report.lines],
        "silent_title": _("What if the silent ones differ?"),
        "silent": _silent(report),
        "unread_title": _("What could not be read"),
        "unread_head": [_("File"), _("Place"), _("Reason")],
        "unread": [[part["file"], part["place"], part["reason"]] for part in report.unread],
        "all_read": _("Everything was read."),
        "foot": _("Method version %(version)s · digest of the input %(digest)s")
        % {
            "version": report.provenance["method_version"],
            "digest": str(report.provenance["input_digest"])[:16],
        },
    }


def _row(line: TopicLine) -> list[str]:
    gap = line.gap or {}
    return [line.label, shown(line.need), shown(gap), line.decision, line.type or " ".join(line.reasons)]


def shown(cell: Any) -> str:
    """A rounded figure with its margin: "35% (25-45%)", or that it is withheld."""
    if not cell or cell["withheld"]:
        return _("withheld")
    if cell["lower"] is None:
        return str(cell["label"])
    return f"{cell['label']} ({_points(cell['lower'])}–{_points(cell['upper'])}%)"


def _silent(report: Report) -> list[str]:
    sentence = _(
        "%(topic)s: between %(low)d%% and %(high)d%%, whatever the silent municipalities would answer."
    )
    return [
        sentence
        % {
            "topic": line.label,
            "low": line.need["facts"]["silent_low"],
            "high": line.need["facts"]["silent_high"],
        }
        for line in report.lines
        if not line.need["withheld"]
    ]

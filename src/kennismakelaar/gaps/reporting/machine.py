"""The report for machines and spreadsheets: exact figures, for who holds the answers."""

import json
from typing import Any

from django.utils.translation import gettext as _

from kennismakelaar.gaps.wording import decision_in_words, type_label
from kennismakelaar.shared.spreadsheet import Sheet, write_xlsx

from .content import Report


def as_json(report: Report) -> str:
    """results.json: response, needs, gaps, unread, and what is needed to compute it again."""
    return json.dumps(
        {
            "response": dict(report.response),
            "needs": [
                {
                    "topic": report.labels.get(row.topic, row.topic),
                    "slug": row.topic,
                    "prevalence": row.prevalence,
                    "lower": row.lower,
                    "upper": row.upper,
                    "n": row.n,
                    "probability_top3": row.probability_top3,
                    "tier": row.tier,
                    "respondents": row.respondents,
                    **row.extra,
                }
                for row in report.needs
            ],
            "gaps": [
                {
                    "topic": report.labels.get(row.topic, row.topic),
                    "slug": row.topic,
                    "best": row.best,
                    "joint": row.joint,
                    "proportional": row.proportional,
                    "type": row.type or None,
                    "decision": row.decision,
                    "lower": row.lower,
                    "upper": row.upper,
                    "probability": row.probability,
                    "reasons": list(row.reasons),
                }
                for row in report.gaps
            ],
            "unread": [dict(part) for part in report.unread],
            "corrected": [dict(part) for part in report.corrected],
            "notes": {
                "paragraphs": report.notes.paragraphs,
                "held_back": report.notes.held_back,
                "topics": dict(report.notes.counts),
            },
            "tau": report.tau,
            "on": report.on.isoformat(),
            "provenance": dict(report.provenance),
        },
        ensure_ascii=False,
        indent=2,
        allow_nan=False,
    )


def as_xlsx(report: Report) -> bytes:
    """results.xlsx: the same on four sheets; text is written as text, so nothing in it can run."""
    return write_xlsx([_needs(report), _gaps(report), _response(report), _unread(report)])


def _needs(report: Report) -> Sheet:
    header = [
        _("Topic"),
        _("Share in need"),
        _("From"),
        _("To"),
        _("Municipalities"),
        _("Respondents"),
        _("Chance of the top 3"),
        _("Tier"),
        _("Borich"),
        _("Ranked discrepancy"),
    ]
    rows = [
        [
            report.labels.get(row.topic, row.topic),
            row.prevalence,
            row.lower,
            row.upper,
            row.n,
            row.respondents,
            row.probability_top3,
            row.tier,
            row.extra.get("borich"),
            row.extra.get("ranked_discrepancy"),
        ]
        for row in report.needs
    ]
    return Sheet(_("Needs"), header, rows)


def _gaps(report: Report) -> Sheet:
    header = [
        _("Topic"),
        _("Not served"),
        _("From"),
        _("To"),
        _("In the best case"),
        _("Proportional"),
        _("Type"),
        _("Judgement"),
        _("Chance that it is a white spot"),
    ]
    rows: list[list[Any]] = [
        [
            report.labels.get(row.topic, row.topic),
            row.joint,
            row.lower,
            row.upper,
            row.best,
            row.proportional,
            type_label(row.type),
            decision_in_words(row.decision),
            row.probability,
        ]
        for row in report.gaps
    ]
    return Sheet(_("White spots"), header, rows)


def _response(report: Report) -> Sheet:
    response = report.response
    rows = [
        [_("Municipalities heard"), response["municipalities_heard"]],
        [_("Municipalities in all"), response["population"]],
        [_("Share heard"), response["rate"]],
        [_("Filled-in forms"), response["respondents"]],
        [_("Balance of the response (R-indicator)"), response.get("r_indicator")],
        [_("Method version"), report.provenance["method_version"]],
        [_("Digest of the input"), report.provenance["input_digest"]],
    ]
    return Sheet(_("Response"), [_("What"), _("Value")], rows)


def _unread(report: Report) -> Sheet:
    rows = [[part["file"], part["place"], part["reason"]] for part in (*report.unread, *report.corrected)]
    return Sheet(_("Not read"), [_("File"), _("Place"), _("Reason")], rows)

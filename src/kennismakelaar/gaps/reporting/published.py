"""The report of the published figures of one survey: what stands in it, the same for every kind of file.

It reads publications and nothing else, so no figure in it can be finer than what everybody may see.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from kennismakelaar.gaps import need_tables, presenters
from kennismakelaar.gaps.figures import KIND_NEEDS, KIND_WHITE_SPOTS
from kennismakelaar.gaps.wording import segment_in_words
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import CountryPart, SizeClass
from kennismakelaar.outreach import api as outreach
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.api import Survey
from kennismakelaar.topics import api as topics


class UnableToReport(Refusal):
    """The figures of a survey are not public, so there is nothing to report yet."""


@dataclass(frozen=True)
class Table:
    """head: names of the columns; the first column of a row is what the row is about."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """One chapter: paragraphs, then points, then tables."""

    title: str
    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class PublishedReport:
    title: str
    under: str
    foot: str
    parts: tuple[Part, ...]


def report_of(survey: Survey) -> PublishedReport:
    """This will put the public figures of a survey in the order in which they are read."""
    published = _of_survey(survey, KIND_NEEDS)
    spots = _of_survey(survey, KIND_WHITE_SPOTS)
    labels = {topic.slug: str(topic) for topic in topics.topics()}
    reach = records.current(outreach.KIND_REACH)
    return PublishedReport(
        title=_("What municipalities need"),
        under=_under(survey, published),
        foot=_("Kennismakelaar · %(survey)s · digest %(digest)s")
        % {"survey": survey.title, "digest": published.input_digest[:12]},
        parts=(
            _in_short(published, spots, labels),
            _response(published, reach),
            _need(published, labels),
            _per_group(published, labels),
            _white_spots(spots, labels),
            _how(published),
        ),
    )


def _of_survey(survey: Survey, kind: str) -> records.Publication:
    found = records.current(kind)
    if found is None or not needs.is_computed_from(survey, found.parameters.get("answers", "")):
        raise UnableToReport(
            _("Published figures of this survey were expected."),
            came=_("The figures that are public now are of another survey.")
            if found
            else _("There are none."),
            hint=_("Compute the white spots of this survey and make them public, then ask for the report."),
        )
    return found


def _under(survey: Survey, published: records.Publication) -> str:
    day = formats.date_format(published.published_at, "j F Y")
    told = _("%(survey)s. Published on %(day)s.") % {"survey": survey.title, "day": day}
    if published.is_fictitious:
        told += " " + _("These figures were invented to show how this works.")
    return told


def _in_short(published: records.Publication, spots: records.Publication, labels: Mapping[str, str]) -> Part:
    table = need_tables.need_table(published, by="grootte", labels=labels)
    white = presenters.spot_map(spots, by="grootte", labels=labels).white
    told = [need_tables.in_words(table)]
    if white:
        told.append(_("White spots: %s.") % ", ".join(spot.label for spot in white))
    else:
        told.append(_("No topic is a white spot."))
    return Part(_("In short"), lines=tuple(line for line in told if line))


def _response(published: records.Publication, reach: records.Publication | None) -> Part:
    facts = next((c["facts"] for c in published.figures["cells"] if not c["column"] and c["facts"]), {})
    heard = {"heard": 5 * round(published.base / 5), "all": facts.get("municipalities", "")}
    lines = [_("About %(heard)s of %(all)s municipalities answered the survey.") % heard]
    if reach is None:
        return Part(_("Response and reach"), lines=(*lines, _("The reach has not been published yet.")))
    day = formats.date_format(reach.published_at, "j F Y")
    lines.append(
        _("Reach counts everybody who was heard: in the survey, at a meeting or in a talk. Published on %s.")
        % day
    )
    table = Table(_("Share of municipalities heard"), (_("Group"), _("Heard")), tuple(_reached(reach)))
    return Part(_("Response and reach"), lines=tuple(lines), tables=(table,))


def _reached(reach: records.Publication) -> Iterator[tuple[str, str]]:
    cells = {cell["column"]: cell for cell in reach.figures["cells"]}
    order = ["", *(f"size:{v}" for v in SizeClass.values), *(f"part:{v}" for v in CountryPart.values)]
    for column in order:
        if column in cells:
            yield segment_in_words(column).capitalize(), cells[column]["label"] or _("withheld")


def _need(published: records.Publication, labels: Mapping[str, str]) -> Part:
    tiers = {c["row"]: c["facts"].get("tier") for c in published.figures["cells"] if not c["column"]}
    table = need_tables.need_table(published, by="grootte", labels=labels)
    rows = tuple(
        (
            line.label,
            line.whole.figure or _("withheld"),
            line.whole.margin,
            line.silent,
            str(tiers.get(line.topic) or ""),
        )
        for line in table.lines
    )
    head = (
        _("Topic"),
        _("In need"),
        _("Margin"),
        _("If the silent ones all differ"),
        _("Group of equals"),
    )
    lines = (
        _(
            "A municipality is in need of a topic that is important to it and of which it cannot do enough itself."
        ),
        _("Topics in the same group of equals cannot be told apart: their order may be chance."),
        _(
            "The margin counts chance only. “If the silent ones all differ” is what remains certain when those who did "
            "not answer all think one way, or all the other way."
        ),
    )
    return Part(_("The need per topic"), lines=lines, tables=(Table(_("Need per topic"), head, rows),))


def _per_group(published: records.Publication, labels: Mapping[str, str]) -> Part:
    titles = {
        "grootte": _("By size of the municipality"),
        "deel": _("By part of the country"),
        "stedelijkheid": _("By urbanity"),
        "rol": _("By role"),
    }
    found = ((title, need_tables.need_table(published, by=by, labels=labels)) for by, title in titles.items())
    tables = tuple(_group_table(title, table) for title, table in found if table.columns)
    line = _("Small groups are rounded more coarsely, or withheld, so that nobody can be recognized.")
    return Part(_("Differences between groups"), lines=(line,), tables=tables)


def _group_table(title: str, table: need_tables.NeedTable) -> Table:
    rows = tuple((line.label, *(cell.figure or _("withheld") for cell in line.cells)) for line in table.lines)
    return Table(title, (_("Topic"), *(column.capitalize() for column in table.columns)), rows)


def _white_spots(spots: records.Publication, labels: Mapping[str, str]) -> Part:
    found = presenters.spot_map(spots, by="grootte", labels=labels)
    rows = tuple(
        (
            row.whole.label,
            row.whole.figure or _("withheld"),
            row.whole.decision,
            row.whole.type,
            row.whole.what_to_do,
        )
        for row in found.rows
    )
    head = (_("Topic"), _("Not served"), _("Judgement"), _("What is the matter"), _("What is to be done"))
    line = (
        _("A topic is a white spot when at least %d%% of all municipalities need it and are not served.")
        % found.tau
    )
    return Part(_("White spots"), lines=(line,), tables=(Table(_("White spots per topic"), head, rows),))


def _how(published: records.Publication) -> Part:
    notes: Mapping[str, Any] = published.figures["notes"]
    rows = [
        (_("Method version"), published.method_version),
        (_("Population of"), notes.get("on", "")),
        (_("Digest of the input"), published.input_digest),
        (_("Digest of the answers"), str(published.parameters.get("answers", ""))),
        (_("Parameters"), ", ".join(_parameters(published))),
    ]
    lines = (
        _("Answers of colleagues are combined into one per municipality, so that each counts once."),
        _(
            "Municipalities are weighed by size and part of the country, because some groups answer less than others. "
            "Margins hold in 95 of 100 cases and honor that all municipalities were asked."
        ),
        _(
            "Every figure went through the publication gate: rounded to five points, coarser for small groups, and "
            "withheld where it would point at somebody."
        ),
        _("The figures can be computed again from the frozen snapshot with the same digest."),
    )
    return Part(
        _("How this was calculated"),
        lines=lines,
        tables=(Table(_("What is needed to compute it again"), (_("Given"), _("Value")), tuple(rows)),),
    )


def _parameters(published: records.Publication) -> Iterator[str]:
    """As they are kept, so that who computes again types nothing over."""
    for name, value in sorted(published.parameters.items()):
        if name not in ("answers", "on"):
            yield f"{name} = {value}"

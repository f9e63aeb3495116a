"""Answers that come as a file: read, confirmed or taken back, each as a whole."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.files import FileRead, read_file, signature, summary_of
from kennismakelaar.surveys.models import Aspect, Response, Survey
from kennismakelaar.surveys.reading import Filled, NothingRecognized
from kennismakelaar.topics.api import Topic

from .waves import add_questions

STORED_LANGUAGE = "nl"  # what is stored is data, and data of this site is Dutch
CHUNK = 2000  # rows written at once: keeps memory flat


def recognize(
    delivery: intake.Import, *, on: date, by: User, at: datetime, mapping: Mapping[str, str] | None = None
) -> intake.Import:
    """This will read a delivered survey export and keep what was recognized, or why it cannot be read.

    `mapping` are meanings a person chose; without it those remembered for this header count.
    """
    require(by, Right.IMPORT)
    content = bytes(delivery.content)
    try:
        with translation.override(STORED_LANGUAGE):
            headers = intake.read_table(delivery.filename, content).headers
            saved = mapping if mapping is not None else intake.known_mapping(signature(headers))
            found = read_file(delivery.filename, content, saved=saved, on=on)
    except NothingRecognized as refusal:
        summary = {"headers": headers, "mapping": dict(saved or {}), "refusal": str(refusal)}
        return intake.note_recognized(delivery, summary, options={"mapping": dict(saved or {})}, at=at)
    except Refusal as refusal:
        return intake.note_refused(delivery, str(refusal), at=at)
    return intake.note_recognized(delivery, summary_of(found), options={"mapping": found.mapping}, at=at)


@transaction.atomic
def confirm(delivery: intake.Import, survey: Survey, *, on: date, by: User, at: datetime) -> int:
    """This will store all answers of a recognized delivery in a survey, or none of them."""
    delivery = intake.start_confirming(delivery, by=by)
    mapping = delivery.options["mapping"]
    with translation.override(STORED_LANGUAGE):
        found = read_file(delivery.filename, bytes(delivery.content), saved=mapping, on=on)
        stored = _store_forms(survey, found, delivery=delivery, by=by, at=at)
    parts = [*found.unread, *found.answers.corrected]
    intake.note_confirmed(delivery, [(part.place, part.reason) for part in parts], by=by, at=at)
    intake.remember_mapping(signature(found.headers), mapping, by=by, at=at)
    records.record("import answers", survey, by=by, at=at, detail={"forms": stored, "delivery": delivery.pk})
    return stored


def _store_forms(survey: Survey, found: FileRead, *, delivery: intake.Import, by: User, at: datetime) -> int:
    forms, names = found.answers.forms, found.answers.topics
    add_questions(survey, topics=Topic.objects.filter(slug__in=names), aspects=_aspects_in(forms, names))
    for start in range(0, len(forms), CHUNK):
        Response.objects.bulk_create(
            Response(
                survey=survey,
                municipality_id=form.municipality,
                role=form.role,
                answers=form.answers(names),
                submitted_on=at.date(),
                delivery=delivery,
                row=form.row,
            )
            for form in forms[start : start + CHUNK]
        )
    _hand_over_words(survey, forms, delivery=delivery, by=by, at=at)
    return len(forms)


def _aspects_in(forms: Sequence[Filled], topics: Sequence[str]) -> list[str]:
    used = {
        aspect for form in forms[:CHUNK] for aspects in form.answers(topics).values() for aspect in aspects
    }
    return [aspect for aspect in Aspect.values if aspect in used]


def _hand_over_words(
    survey: Survey, forms: Sequence[Filled], *, delivery: intake.Import, by: User, at: datetime
) -> None:
    with_words = [form for form in forms if form.open_answers]
    if not with_words:
        return
    municipalities = Municipality.objects.in_bulk({form.municipality for form in with_words})
    words, owners = [], []
    for form in with_words:
        for header, text in form.open_answers:
            place = _("row %(row)d, column “%(column)s”") % {"row": form.row, "column": header}
            words.append(intake.Words(text, place, municipalities[form.municipality], form.role))
            owners.append(form.row)
    source = intake.source_for_survey(survey, by=by, at=at, delivery=delivery)
    statements = intake.collect(source, words, by=by, at=at)
    of_row = dict(Response.objects.filter(delivery=delivery).values_list("row", "pk"))
    through = Response.statements.through
    through.objects.bulk_create(
        through(response_id=of_row[row], statement_id=statement.pk)
        for row, statement in zip(owners, statements, strict=True)
    )


@transaction.atomic
def undo_import(delivery: intake.Import, *, by: User, at: datetime) -> int:
    """This will take back the answers of one delivered file; their words go with it."""
    require(by, Right.IMPORT)
    _rows, each = Response.objects.filter(delivery=delivery).delete()
    intake.undo(delivery, by=by, at=at)
    return each.get(Response._meta.label, 0)

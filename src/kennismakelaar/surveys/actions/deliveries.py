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
from kennismakelaar.surveys.files import Tally, read_file, signature, summary_of
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
            tally = Tally()
            found = read_file(delivery.filename, content, saved=saved, on=on, into=tally)
    except NothingRecognized as refusal:
        summary = {"headers": headers, "mapping": dict(saved or {}), "refusal": str(refusal)}
        return intake.note_recognized(delivery, summary, options={"mapping": dict(saved or {})}, at=at)
    except Refusal as refusal:
        return intake.note_refused(delivery, str(refusal), at=at)
    return intake.note_recognized(
        delivery, summary_of(found, tally), options={"mapping": found.mapping}, at=at
    )


@transaction.atomic
def confirm(delivery: intake.Import, survey: Survey, *, on: date, by: User, at: datetime) -> int:
    """This will store all answers of a recognized delivery in a survey, or none of them."""
    delivery = intake.start_confirming(delivery, by=by)
    mapping = delivery.options["mapping"]
    with translation.override(STORED_LANGUAGE):
        storing = _Storing(survey, delivery=delivery, on=at.date())
        found = read_file(delivery.filename, bytes(delivery.content), saved=mapping, on=on, into=storing)
        storing.finish(by=by, at=at)
    parts = [*found.unread, *found.answers.corrected]
    intake.note_confirmed(delivery, [(part.place, part.reason) for part in parts], by=by, at=at)
    intake.remember_mapping(signature(found.headers), mapping, by=by, at=at)
    detail = {"forms": storing.stored, "delivery": delivery.pk}
    records.record("import answers", survey, by=by, at=at, detail=detail)
    return storing.stored


class _Storing:
    """Stores forms while they are read, some thousands at once; the transaction around it makes it all or nothing."""

    def __init__(self, survey: Survey, *, delivery: intake.Import, on: date) -> None:
        self.survey, self.delivery, self.on = survey, delivery, on
        self.stored, self.topics = 0, ()
        self._waiting: dict[int, Filled] = {}
        self._with_words: dict[int, Filled] = {}
        self._asked: set[tuple[str, str]] = set()

    def begin(self, topics: Sequence[str]) -> None:
        self.topics = tuple(topics)

    def add(self, form: Filled) -> None:
        self._waiting[form.row] = form
        if form.open_answers:
            self._with_words[form.row] = form
        if len(self._waiting) == CHUNK:
            self._flush()

    def drop(self, form: int) -> None:
        self._with_words.pop(form, None)
        if self._waiting.pop(form, None) is None:
            Response.objects.filter(delivery=self.delivery, row=form).delete()
            self.stored -= 1

    def finish(self, *, by: User, at: datetime) -> None:
        """This will store what waits, the questions that were answered, and the words in the order of their rows."""
        self._flush()
        asked, aspects = {slug for slug, _ in self._asked}, {aspect for _, aspect in self._asked}
        add_questions(
            self.survey,
            topics=Topic.objects.filter(slug__in=asked),
            aspects=[aspect for aspect in Aspect.values if aspect in aspects],
        )
        _hand_over_words(self.survey, list(self._with_words.values()), delivery=self.delivery, by=by, at=at)

    def _flush(self) -> None:
        rows = [self._row(form) for form in self._waiting.values()]
        Response.objects.bulk_create(rows)
        self.stored += len(rows)
        self._waiting.clear()

    def _row(self, form: Filled) -> Response:
        answers = form.answers(self.topics)
        self._asked.update((slug, aspect) for slug, aspects in answers.items() for aspect in aspects)
        return Response(
            survey=self.survey,
            municipality_id=form.municipality,
            role=form.role,
            answers=answers,
            submitted_on=self.on,
            delivery=self.delivery,
            row=form.row,
        )


def _hand_over_words(
    survey: Survey, forms: Sequence[Filled], *, delivery: intake.Import, by: User, at: datetime
) -> None:
    if not forms:
        return
    municipalities = Municipality.objects.in_bulk({form.municipality for form in forms})
    words, owners = [], []
    for form in forms:
        for header, text in form.open_answers:
            place = _("answer to “%(column)s” (row %(row)d)") % {"row": form.row, "column": header}
            words.append(intake.Words(text, place, municipalities[form.municipality], form.role))
            owners.append(form.row)
    source = intake.source_for_survey(survey, by=by, at=at, delivery=delivery)
    statements = intake.collect(source, words, by=by, at=at)
    of_row = dict(Response.objects.filter(delivery=delivery, row__in=set(owners)).values_list("row", "pk"))
    through = Response.statements.through
    rows = (
        through(response_id=of_row[row], statement_id=statement.pk)
        for row, statement in zip(owners, statements, strict=True)
    )
    through.objects.bulk_create(rows, batch_size=CHUNK)


@transaction.atomic
def undo_import(delivery: intake.Import, *, by: User, at: datetime) -> int:
    """This will take back the answers of one delivered file; their words go with it."""
    require(by, Right.IMPORT)
    _rows, each = Response.objects.filter(delivery=delivery).delete()
    intake.undo(delivery, by=by, at=at)
    return each.get(Response._meta.label, 0)

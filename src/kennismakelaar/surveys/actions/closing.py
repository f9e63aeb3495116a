"""Closing a survey: what was sent becomes final, the open forms go, and nothing tells any more who sent what."""

from datetime import date, datetime
from random import SystemRandom

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.definitions import definition_of
from kennismakelaar.surveys.models import Draft, Response, Survey
from kennismakelaar.surveys.questionnaire.answers import given

STORED_LANGUAGE = "nl"


class UnableToClose(Refusal):
    """A survey that was closed before."""


def close(survey: Survey, *, by: User, at: datetime) -> int:
    """This will close a survey before or on its last day; returns how many sent forms became final."""
    require(by, Right.IMPORT)
    return _close(survey, by=by, at=at)


def close_ended(on: date, *, at: datetime) -> int:
    """This will close every survey with a questionnaire whose last day has passed."""
    ended = Survey.objects.filter(
        closed_at=None, closes_on__lt=on, questionnaires__published_at__isnull=False
    ).distinct()
    for survey in ended:
        _close(survey, by=None, at=at)
    return len(ended)


@transaction.atomic
def _close(survey: Survey, *, by: User | None, at: datetime) -> int:
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.closed_at is not None:
        raise UnableToClose(
            _("A survey that is not closed yet."),
            came=_("“%(survey)s” was closed on %(day)s.")
            % {"survey": survey, "day": f"{survey.closed_at:%d-%m-%Y}"},
            hint=_("Nothing to do."),
        )
    drafts = list(
        Draft.objects.filter(survey=survey).select_related("questionnaire", "municipality", "response")
    )
    final = _make_final(survey, [draft for draft in drafts if draft.is_sent], at=at)
    Draft.objects.filter(survey=survey).delete()
    survey.closed_at = at
    survey.save(update_fields=["closed_at"])
    detail = {"final": final, "not_sent": len(drafts) - final}
    records.record("close survey", survey, by=by, at=at, detail=detail)
    return final


def _make_final(survey: Survey, sent: list[Draft], *, at: datetime) -> int:
    """Stores the sent forms anew in an order of chance and on one day: neither number nor date says who it was."""
    SystemRandom().shuffle(sent)
    before = [draft.response_id for draft in sent]
    final = Response.objects.bulk_create(
        Response(
            survey=survey,
            municipality=draft.municipality,
            role=draft.response.role,
            answers=draft.response.answers,
            other_answers=draft.response.other_answers,
            questionnaire=draft.response.questionnaire,
            submitted_on=survey.closes_on,
        )
        for draft in sent
    )
    _hand_over_words(survey, list(zip(sent, final, strict=True)), at=at)
    Response.objects.filter(pk__in=before).delete()
    return len(final)


def _hand_over_words(survey: Survey, pairs: list[tuple[Draft, Response]], *, at: datetime) -> None:
    """Words go through the door of intake now, when nobody can change them any more."""
    words, owners = [], []
    with translation.override(STORED_LANGUAGE):
        for draft, response in pairs:
            for item, text in given(definition_of(draft.questionnaire), draft.sent).words:
                words.append(intake.Words(text, item.text_nl, draft.municipality, response.role))
                owners.append(response.pk)
        if not words:
            return
        source = intake.source_for_survey(survey, by=None, at=at)
        statements = intake.collect(source, words, by=None, at=at)
    through = Response.statements.through
    through.objects.bulk_create(
        through(response_id=owner, statement_id=statement.pk)
        for owner, statement in zip(owners, statements, strict=True)
    )

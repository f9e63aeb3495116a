"""Filling in a form: begun, saved page by page, sent, and changed until the survey closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.definitions import definition_of
from kennismakelaar.surveys.models import Draft, Response, Survey
from kennismakelaar.surveys.queries import is_open, published_questionnaire
from kennismakelaar.surveys.questionnaire.answers import faults_in, given, missing_in
from kennismakelaar.surveys.questionnaire.definition import Definition
from kennismakelaar.surveys.questionnaire.fields import fields_in
from kennismakelaar.surveys.questionnaire.pages import asked

Answer = str | Sequence[str]


class UnableToFillIn(Refusal):
    """A form that cannot be filled in now."""


@transaction.atomic
def begin(survey: Survey, municipality: Municipality, *, role: str = "", at: datetime) -> Draft:
    """This will open a form for a municipality, on the version of the questionnaire that is asked now."""
    require_open(survey, at=at)
    questionnaire = published_questionnaire(survey)
    if questionnaire is None:
        raise UnableToFillIn(
            _("A needs survey with a published questionnaire."),
            came=_("The questionnaire of “%(survey)s” is not published yet.") % {"survey": survey},
            hint=_("Ask the team that sent you the invitation when it opens."),
        )
    return Draft.objects.create(
        survey=survey,
        questionnaire=questionnaire,
        municipality=municipality,
        role=role,
        created_at=at,
        changed_at=at,
    )


def require_open(survey: Survey, *, at: datetime) -> None:
    """Raises UnableToFillIn unless the survey can be filled in on this day."""
    if not is_open(survey, localdate(at)):
        raise UnableToFillIn(
            _("A needs survey that is open."),
            came=_("“%(survey)s” could be filled in from %(opens)s up to and including %(closes)s.")
            % {
                "survey": survey,
                "opens": f"{survey.opens_on:%d-%m-%Y}",
                "closes": f"{survey.closes_on:%d-%m-%Y}",
            },
            hint=_("Call the team that sent you the invitation if you still want to tell something."),
        )


@dataclass(frozen=True)
class Saved:
    """A form after saving, and the fields in which a colleague had filled in something else meanwhile."""

    draft: Draft
    contested: tuple[str, ...] = ()


@transaction.atomic
def save_page(
    draft: Draft, answers: Mapping[str, Answer], *, version: int, page: int | None = None, at: datetime
) -> Saved:
    """This will save what was filled in on a page, word for word, whether or not it can be read.

    `version` is that of the form when the page was shown. Where a colleague changed the same field since, theirs
    stays and ours is kept beside it until somebody chooses: nothing is overwritten unseen.
    """
    draft = _locked(draft, at=at)
    contested = []
    for key, came in answers.items():
        held = draft.answers.get(key, "")
        if came == held:
            continue
        if draft.changed_in.get(key, 0) > version:
            if not came:
                continue  # left open before a colleague answered: that says nothing against their answer
            draft.contested.setdefault(key, [])
            draft.contested[key] += [came] if came not in draft.contested[key] else []
            contested.append(key)
        else:
            _set(draft, key, came)
    draft.page = draft.page if page is None else page
    return Saved(_kept(draft, at=at), tuple(contested))


@transaction.atomic
def say_role(draft: Draft, role: str, *, at: datetime) -> Draft:
    """This will note from which position somebody answers."""
    draft = _locked(draft, at=at)
    draft.role = role
    return _kept(draft, at=at)


@transaction.atomic
def choose(draft: Draft, chosen: Mapping[str, Answer], *, at: datetime) -> Draft:
    """This will settle fields in which colleagues differed: {field: the answer that counts}."""
    draft = _locked(draft, at=at)
    for key, answer in chosen.items():
        if draft.contested.pop(key, None) is not None:
            _set(draft, key, answer)
    return _kept(draft, at=at)


@transaction.atomic
def send(draft: Draft, *, at: datetime) -> Response:
    """This will send a form: its answers count from now on. Sending it again replaces what was sent before.

    The act in the log names the survey only, so that it cannot tell which response came when.
    """
    draft = _locked(draft, at=at)
    definition = definition_of(draft.questionnaire)
    _require_complete(draft, definition)
    found = given(definition, draft.answers)
    response = draft.response or Response(survey=draft.survey, municipality=draft.municipality)
    response.role, response.answers, response.other_answers = draft.role, found.answers, found.others
    response.questionnaire, response.submitted_on = draft.questionnaire, localdate(at)
    response.save()
    draft.response, draft.sent = response, draft.answers
    _kept(draft, at=at)
    records.record("send form", draft.survey, by=None, at=at)
    return response


def _require_complete(draft: Draft, definition: Definition) -> None:
    names = asked(definition, draft.answers)
    fields = [one for one in fields_in(definition).values() if one.item in names]
    wrong, missing = faults_in(fields, draft.answers), missing_in(definition, draft.answers)
    open_choices = [key for key in draft.contested if key in fields_in(definition)]
    if wrong or missing or open_choices:
        raise UnableToFillIn(
            _("A form without mistakes and with all needed answers."),
            came=_("Missing: %(missing)d. Not readable: %(wrong)d. Different from a colleague: %(differ)d.")
            % {"missing": len(missing), "wrong": len(wrong), "differ": len(open_choices)},
            hint=_("The overview shows which ones. Your answers are saved."),
        )
    if not any(draft.answers.values()):
        raise UnableToFillIn(
            _("At least one answer."), came=_("Nothing was filled in."), hint=_("Go back to the questions.")
        )


def _set(draft: Draft, key: str, answer: Answer) -> None:
    if answer:
        draft.answers[key] = answer
    else:
        draft.answers.pop(key, None)
    draft.changed_in[key] = draft.version + 1


def _locked(draft: Draft, *, at: datetime) -> Draft:
    found = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("survey", "questionnaire", "municipality", "response")
        .filter(pk=draft.pk)
        .first()
    )
    if found is None:
        raise form_is_gone()
    require_open(found.survey, at=at)
    return found


def _kept(draft: Draft, *, at: datetime) -> Draft:
    draft.version, draft.changed_at = draft.version + 1, at
    draft.save()
    return draft


def form_is_gone() -> UnableToFillIn:
    """Open forms go when their survey closes."""
    return UnableToFillIn(
        _("A form of a survey that is open."),
        came=_("This survey was closed; what was sent counts."),
        hint=_("Call the team that sent you the invitation if you still want to tell something."),
    )

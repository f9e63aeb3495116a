"""Taking in a filled-in Word form: it becomes an open form like any other, to be looked at and sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality, municipality_named
from kennismakelaar.records import api as records
from kennismakelaar.surveys.definitions import definition_of
from kennismakelaar.surveys.models import Draft, Questionnaire, Survey
from kennismakelaar.surveys.paper import UnreadablePaperForm, read_word
from kennismakelaar.surveys.paper.word import PaperForm, code_of
from kennismakelaar.surveys.queries import published_questionnaire
from kennismakelaar.topics.api import Role

from .answering import Saved, begin, save_page, say_role

SURE = 0.85


@transaction.atomic
def take_paper(survey: Survey, filename: str, content: bytes, *, by: User, at: datetime) -> Draft:
    """This will make an open form of a filled-in Word form; the municipality is the one written on it."""
    require(by, Right.IMPORT)
    questionnaire = published_questionnaire(survey)
    if questionnaire is None:
        raise UnreadablePaperForm(
            _("A needs survey with a published questionnaire."), came=str(survey), hint=_("Publish it first.")
        )
    paper = _read(questionnaire, filename, content)
    draft = begin(survey, _municipality(paper, at=at), role=_role(paper), at=at)
    saved = save_page(draft, paper.answers, version=draft.version, at=at)
    records.record("take paper form", survey, by=by, at=at)
    return saved.draft


@transaction.atomic
def take_own_paper(draft: Draft, filename: str, content: bytes, *, at: datetime) -> Saved:
    """This will bring a Word form into the open form it was downloaded from; what differs since is kept beside it."""
    paper = _read(draft.questionnaire, filename, content)
    if _role(paper) and _role(paper) != draft.role:
        say_role(draft, _role(paper), at=at)
    return save_page(draft, paper.answers, version=paper.draft_version, at=at)


def _read(questionnaire: Questionnaire, filename: str, content: bytes) -> PaperForm:
    intake.recognize_kind(filename, content)
    definition = definition_of(questionnaire)
    code = code_of(definition, survey=questionnaire.survey_id, version=questionnaire.version)
    return read_word(content, definition, code=code)


def _municipality(paper: PaperForm, *, at: datetime) -> Municipality:
    match = municipality_named(paper.municipality, at.date()) if paper.municipality else None
    if match is None or match.municipality is None or match.certainty < SURE:
        near = ", ".join(match.nearest) if match else ""
        raise UnreadablePaperForm(
            _("The name of a municipality on the form."),
            came=paper.municipality or _("Nothing was filled in."),
            hint=_("Did you mean: %(names)s?") % {"names": near}
            if near
            else _("Write it on the form and read it again."),
        )
    return match.municipality


def _role(paper: PaperForm) -> str:
    return paper.role if paper.role in Role.values else ""

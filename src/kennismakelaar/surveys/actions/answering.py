"""Filling in a form: begun, saved page by page, sent, and changed until the survey closes."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys.models import Draft, Survey
from kennismakelaar.surveys.queries import is_open, published_questionnaire


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

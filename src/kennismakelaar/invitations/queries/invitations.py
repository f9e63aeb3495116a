"""Who was invited, and what a link still opens."""

from datetime import date

from django.db.models import Count, Q

from kennismakelaar.invitations.models import Invitation
from kennismakelaar.shared.tokens import hash_of
from kennismakelaar.surveys import api as surveys


def has_ended(survey: surveys.Survey, on: date) -> bool:
    """Whether nobody can answer any more."""
    return survey.closed_at is not None or survey.closes_on < on


def state_of(invitation: Invitation, on: date) -> str:
    """What a link opens on a day: "open", "early", "ended" or "revoked"."""
    if has_ended(invitation.survey, on):
        return "ended"
    if invitation.revoked_on is not None:
        return "revoked"
    return "open" if surveys.is_open(invitation.survey, on) else "early"


def invitation_with(token: str) -> Invitation | None:
    """The invitation a personal link stands for. Looking changes nothing: mail scanners look too."""
    return (
        Invitation.objects.select_related("survey", "municipality", "contact", "draft")
        .filter(links__token_hash=hash_of(token))
        .first()
    )


def invitation_numbered(key: int) -> Invitation | None:
    return Invitation.objects.select_related("survey", "contact").filter(pk=key).first()


def invitations_with_status(survey: surveys.Survey) -> list[tuple[Invitation, bool]]:
    """Everybody invited to a survey with whether they answered; after the survey nobody can tell."""
    rows = (
        Invitation.objects.filter(survey=survey)
        .select_related("municipality", "contact", "draft", "survey")
        .prefetch_related("mails")
        .order_by("municipality__name", "pk")
    )
    return [(row, row.draft is not None and surveys.submitted(row.draft)) for row in rows]


def open_surveys(on: date) -> list[surveys.Survey]:
    return [survey for survey in surveys.surveys() if not has_ended(survey, on)]


def invited_counts() -> dict[int, tuple[int, int]]:
    """{survey: (invitations, municipalities)}."""
    rows = Invitation.objects.values("survey_id").annotate(
        invited=Count("pk"), places=Count("municipality_id", distinct=True)
    )
    return {row["survey_id"]: (row["invited"], row["places"]) for row in rows}


def to_part(on: date) -> list[surveys.Survey]:
    """Surveys that have ended and of which an invitation still knows a contact or a form, or a mail is kept."""
    tied = Invitation.objects.filter(
        Q(contact__isnull=False)
        | Q(draft__isnull=False)
        | Q(forwarded_by__isnull=False)
        | Q(mails__isnull=False)
    )
    keys = tied.values_list("survey_id", flat=True).distinct()
    return [survey for survey in surveys.surveys().filter(pk__in=set(keys)) if has_ended(survey, on)]

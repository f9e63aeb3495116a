"""Who has been heard, through which door, and who has not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kennismakelaar.intake.api import Attendance, Event
from kennismakelaar.invitations import api as invitations
from kennismakelaar.organizations import api as organizations
from kennismakelaar.organizations.api import Frame, KnowledgeNetwork, frame_on
from kennismakelaar.surveys.api import Response, Survey
from needs_assessment import reach
from needs_assessment.errors import MethodError

from .models import Conversation, NetworkMeeting, ReachMoment

VARIABLES = ("size", "part")
PAST, AHEAD = timedelta(days=60), timedelta(days=60)
CALLS = 50  # municipalities that stand in an order


@dataclass(frozen=True)
class Heard:
    """Codes of the municipalities heard, per door; mergers followed to the day asked about."""

    survey: frozenset[str]
    event: frozenset[str]
    conversation: frozenset[str]

    @property
    def anywhere(self) -> frozenset[str]:
        return self.survey | self.event | self.conversation


@dataclass(frozen=True)
class Absent:
    """A municipality not heard through any door, with the reason where it is known."""

    municipality: organizations.Municipality
    reason: str = ""
    planned_for: date | None = None
    gain: float | None = None
    place: int | None = None  # in the order of calls
    reasons: tuple[str, ...] = field(default=())


def answered_days(survey: Survey, on: date) -> dict[str, date | None]:
    """{municipality of today: the day its first form came in}; None where a paper or imported form has no day."""
    rows = Response.objects.filter(survey=survey).values_list("municipality_id", "submitted_on")
    successors, found = organizations.successions_by(on), dict[str, date | None]()
    for code, day in rows:
        while code in successors:
            code = successors[code]
        earlier = found.get(code, day)
        found[code] = min(earlier, day) if earlier and day else earlier or day
    return found


def moments_of(survey: Survey) -> QuerySet[ReachMoment]:
    """How the response stood, the earliest first."""
    return ReachMoment.objects.filter(survey=survey).select_related("mailing")


def heard_on(on: date, *, survey: Survey | None, event: Event | None) -> Heard:
    """Who has been heard by a day. A merged municipality counts as its successor."""
    responded = (
        Response.objects.filter(survey=survey).values_list("municipality_id", flat=True) if survey else ()
    )
    present = (
        Attendance.objects.filter(event=event).values_list("municipality_id", flat=True) if event else ()
    )
    spoken = Conversation.objects.filter(status=Conversation.Status.HELD, planned_for__lte=on)
    return Heard(
        survey=_today(responded, on),
        event=_today(present, on),
        conversation=_today(spoken.values_list("municipality_id", flat=True), on),
    )


def _today(codes: Iterable[str], on: date) -> frozenset[str]:
    successors = organizations.successions_by(on)
    found = set()
    for code in set(codes):
        while code in successors:
            code = successors[code]
        found.add(code)
    return frozenset(found)


def absent_on(on: date, heard: Heard, *, calls: int = CALLS, survey: Survey | None = None) -> list[Absent]:
    """The register minus all who were heard, those whose voice improves the balance most first.

    Why a municipality was not heard is what it told when it was asked to talk, else what its mail tells.
    """
    known = mail_reasons(survey) if survey else {}
    frame = frame_on(on)
    order = {
        frame.code[call.unit]: (place, call) for place, call in enumerate(next_calls(frame, heard, n=calls))
    }
    not_held = Conversation.objects.exclude(status=Conversation.Status.HELD)
    # The latest plan counts: a municipality that declined before may have been asked again.
    plans = {plan.municipality_id: plan for plan in not_held.order_by("planned_for", "pk")}
    rows = []
    for municipality in (
        organizations.municipalities(on).exclude(pk__in=heard.anywhere).select_related("province")
    ):
        place, call = order.get(municipality.pk, (None, None))
        plan = plans.get(municipality.pk)
        rows.append(
            Absent(
                municipality,
                reason=(plan.reason_absent if plan else "") or known.get(municipality.pk, ""),
                planned_for=plan.planned_for if plan and plan.status == Conversation.Status.PLANNED else None,
                gain=call.gain if call else None,
                place=place,
                reasons=tuple(str(reason) for reason in call.reasons) if call else (),
            )
        )
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.municipality.name))


def mail_reasons(survey: Survey) -> dict[str, str]:
    """What the mail of an open survey tells of municipalities that did not answer; after it nobody can tell."""
    found: dict[str, str] = {}
    for invitation, answered in invitations.invitations_with_status(survey):
        if answered:
            continue
        contact = invitation.contact
        came_back = contact is not None and contact.bounced_on is not None
        reason = _("the mail came back") if came_back else _("invited, not filled in yet")
        # One address that works is enough to have been invited.
        if not came_back or invitation.municipality_id not in found:
            found[invitation.municipality_id] = reason
    return found


def expected_gain(code: str, on: date, heard: Heard) -> float | None:
    """What a talk with this municipality is expected to add to the balance, if it is among the next to call."""
    frame = frame_on(on)
    calls = next_calls(frame, heard, n=CALLS)
    return next((call.gain for call in calls if frame.code[call.unit] == code), None)


def next_calls(frame: Frame, heard: Heard, *, n: int) -> list[reach.Call]:
    """Whom to call next so that those heard mirror all municipalities best."""
    if not len(frame):
        return []  # no register was loaded
    mask = frame.heard(heard.anywhere)
    variables = {"size": frame.size, "part": frame.part}
    try:
        return reach.next_calls(variables, mask, variables=list(VARIABLES), n=n)
    except MethodError:
        return []  # nobody heard yet: any call is as good as another


def indicator(on: date, heard: Heard) -> reach.RIndicator | None:
    """How well those heard mirror all municipalities; None while nobody was heard."""
    frame = frame_on(on)
    mask = frame.heard(heard.anywhere)
    if not mask.any():
        return None
    return reach.r_indicator({"size": frame.size, "part": frame.part}, mask, variables=list(VARIABLES))


def conversations() -> QuerySet[Conversation]:
    return Conversation.objects.select_related("municipality", "by", "source").prefetch_related("topics")


def conversation_with(key: int) -> Conversation | None:
    return conversations().filter(pk=key).first()


def planned() -> QuerySet[Conversation]:
    """Talks that are still to be held, the first one first."""
    waiting = conversations().filter(status=Conversation.Status.PLANNED)
    return waiting.order_by("planned_for", "starts_at", "pk")


def next_steps(on: date) -> QuerySet[Conversation]:
    """What was promised in talks and is not later than two months from a day."""
    promised = conversations().exclude(next_step="").exclude(next_step_on=None)
    return promised.filter(next_step_on__range=(on - PAST, on + AHEAD)).order_by("next_step_on", "pk")


def networks() -> QuerySet[KnowledgeNetwork]:
    """All knowledge networks with who is in them."""
    found = KnowledgeNetwork.objects.select_related("convener")
    return found.prefetch_related("organizations", "municipalities", "meetings__session__event").order_by(
        "name"
    )


def network_with(slug: str) -> KnowledgeNetwork | None:
    return networks().filter(slug=slug).first()


def meetings_of(network: KnowledgeNetwork) -> QuerySet[NetworkMeeting]:
    return network.meetings.select_related("session__event").prefetch_related("topics")


def meeting_with(key: int) -> NetworkMeeting | None:
    return NetworkMeeting.objects.select_related("network", "session__event").filter(pk=key).first()

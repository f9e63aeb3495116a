"""Who has been heard, through which door, and who has not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from kennismakelaar.intake.api import Attendance, Event
from kennismakelaar.organizations import api as organizations
from kennismakelaar.organizations.api import Frame, frame_on
from kennismakelaar.surveys.api import Response, Survey
from needs_assessment import reach
from needs_assessment.errors import MethodError

from .models import Conversation

VARIABLES = ("size", "part")
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


def absent_on(on: date, heard: Heard, *, calls: int = CALLS) -> list[Absent]:
    """The register minus all who were heard, those whose voice improves the balance most first."""
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
                reason=plan.reason_absent if plan else "",
                planned_for=plan.planned_for if plan and plan.status == Conversation.Status.PLANNED else None,
                gain=call.gain if call else None,
                place=place,
                reasons=tuple(str(reason) for reason in call.reasons) if call else (),
            )
        )
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.municipality.name))


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

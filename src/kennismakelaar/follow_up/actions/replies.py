"""Tell who spoke what became of it, once, and take in what they say to that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.brokering.api import Answer, KnowledgeGap
from kennismakelaar.catalog.api import Offer
from kennismakelaar.curriculum.api import ChangeProposal
from kennismakelaar.follow_up.models import Delivery, FollowUp
from kennismakelaar.intake import api as intake
from kennismakelaar.intake.api import Attendance
from kennismakelaar.needs.api import Need
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.shared.tokens import hash_of, new_token


class UnableToFollowUp(Refusal):
    """A reply to nobody, or about nothing."""


class UnableToReact(Refusal):
    """A reaction that cannot be taken in."""


@dataclass(frozen=True)
class Reply:
    """What became of words: the outcome, said plainly, and the thing that shows it."""

    title: str
    text: str
    outcome: str
    need: Need | None = None
    proposal: ChangeProposal | None = None
    offer: Offer | None = None
    answer: Answer | None = None
    knowledge_gap: KnowledgeGap | None = None
    is_public: bool = True
    is_fictitious: bool = False


@transaction.atomic
def write(reply: Reply, *, statements: Sequence[intake.Statement], by: User, at: datetime) -> FollowUp:
    """This will write a reply to the statements it answers; sending it is a second step."""
    require(by, Right.FOLLOW_UP)
    if not statements:
        raise UnableToFollowUp(
            _("At least one statement to reply to was expected."),
            came=_("None was chosen."),
            hint=_("Choose the need or the words this is a reply to."),
        )
    # A public text goes through the same screening as everything that is said.
    intake.require_impersonal(f"{reply.title}\n{reply.text}")
    follow_up = FollowUp.objects.create(
        title=reply.title,
        text=reply.text,
        outcome=reply.outcome,
        need=reply.need,
        proposal=reply.proposal,
        offer=reply.offer,
        answer=reply.answer,
        knowledge_gap=reply.knowledge_gap,
        is_public=reply.is_public,
        is_fictitious=reply.is_fictitious,
        written_on=at.date(),
    )
    follow_up.statements.set(statements)
    records.record("write follow-up", follow_up, by=by, at=at, detail={"statements": len(statements)})
    return follow_up


def statements_behind(need: Need) -> list[intake.Statement]:
    """The statements whose words show a need: those who said them should hear of it."""
    rows = need.evidence.filter(
        coding__segment__statement__status=intake.Statement.Status.OPEN
    ).select_related("coding__segment__statement")
    return list({row.coding.segment.statement_id: row.coding.segment.statement for row in rows}.values())


@transaction.atomic
def send(follow_up: FollowUp, *, by: User, at: datetime) -> dict[str, str]:
    """This will bring a reply to every municipality that spoke, once; returns the link token per new delivery.

    Sending again reaches only who was not reached yet. The tokens are not kept: only their hash is.
    """
    require(by, Right.FOLLOW_UP)
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    spoke = heard_from(follow_up)
    reached = set(follow_up.deliveries.values_list("municipality_id", flat=True))
    tokens = {code: new_token() for code in sorted(set(spoke) - reached)}
    Delivery.objects.bulk_create(
        Delivery(follow_up=follow_up, municipality_id=code, token_hash=hashed, sent_at=at)
        for code, (_token, hashed) in tokens.items()
    )
    follow_up.sent_on = follow_up.sent_on or at.date()
    follow_up.save(update_fields=["sent_on"])
    records.record("send follow-up", follow_up, by=by, at=at, detail={"municipalities": len(tokens)})
    return {code: token for code, (token, _hashed) in tokens.items()}


def heard_from(follow_up: FollowUp) -> set[str]:
    """The municipalities that should hear of a reply.

    When nobody wrote down who said what in a session, all who came to its event hear of it.
    """
    spoke = follow_up.statements.exclude(municipality=None).values_list("municipality_id", flat=True)
    came = Attendance.objects.none()
    if not spoke.exists():
        came = Attendance.objects.filter(event__sessions__knowledge_product__reply=follow_up)
    return set(spoke) | set(came.values_list("municipality_id", flat=True))


@transaction.atomic
def react(token: str, text: str, *, at: datetime) -> intake.Statement:
    """This will take in what a municipality says to a reply: a new statement, at intake's door.

    Raises UnableToReact when the link is unknown, was used before, or nothing was written.
    """
    delivery = Delivery.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if delivery is None or delivery.reaction_id is not None or not text.strip():
        raise UnableToReact(
            _("A reaction to a reply you have not reacted to yet was expected."),
            came=_("The field was empty, or you reacted before."),
            hint=_("Send us a question if you want to say more."),
        )
    follow_up = delivery.follow_up
    source = intake.open_source(
        title=_("Reaction to: %s") % follow_up.title,
        channel=intake.Channel.REACTION,
        held_on=at.date(),
        processing="reaction",
        by=None,
        at=at,
        is_fictitious=follow_up.is_fictitious,
    )
    words = [intake.Words(text.strip(), _("reaction"), delivery.municipality)]
    (statement,) = intake.collect(source, words, by=None, at=at)
    delivery.reaction = statement
    delivery.save(update_fields=["reaction"])
    records.record("react", delivery, by=None, at=at)
    return statement

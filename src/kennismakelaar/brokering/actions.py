"""The writing hand of brokering: take a question in, refer it, answer it, or say that nobody knows yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, may, require
from kennismakelaar.catalog import api as catalog
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import KnowledgeNetwork, Municipality, Organization
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import NotAllowed, Refusal
from kennismakelaar.shared.tokens import new_token
from kennismakelaar.topics.api import Phase, Role, Topic

from .models import Answer, Expertise, Inquiry, KnowledgeGap, Referral
from .queries import inquiries_for, suggestions_for

LONGEST_QUESTION = 5000
ASKER_KEPT_DAYS = 365
FOR_ALL = {"role": Role.values, "phase": Phase.values}  # a filter on role or phase never hides an answer


class UnableToAsk(Refusal):
    """A question without words, or too long to be one."""


class UnableToAnswer(Refusal):
    """An answer without words or to a closed question."""


class UnableToTakeUp(Refusal):
    """A knowledge gap that is filled already."""


class UnableToRefer(Refusal):
    """A referral to nobody, or to somebody whose consent has expired."""


@dataclass(frozen=True)
class Question:
    """A question in somebody's own words."""

    text: str
    role: str = ""
    phase: str = ""
    municipality: Municipality | None = None
    email: str = ""
    is_fictitious: bool = False


@dataclass(frozen=True)
class Asked:
    """The stored question and the token of its receipt link, which is not kept."""

    inquiry: Inquiry
    token: str


@transaction.atomic
def ask(question: Question, *, by: User | None, at: datetime) -> Asked:
    """This will take a question in through intake's door, and note at once whether anything fits it."""
    text = question.text.strip()
    if not text or len(text) > LONGEST_QUESTION:
        raise UnableToAsk(
            _("A question of at most %d characters was expected.") % LONGEST_QUESTION,
            came=_("%d characters came.") % len(text),
            hint=_("Say in your own words what you want to know."),
        )
    source = intake.open_source(
        title=_("Question"),
        channel=intake.Channel.INQUIRY,
        held_on=at.date(),
        processing="question",
        by=by,
        at=at,
        is_fictitious=question.is_fictitious,
    )
    words = [intake.Words(text, _("question"), question.municipality, question.role)]
    (statement,) = intake.collect(source, words, by=by, at=at)
    found = suggestions_for(text, role=question.role, phase=question.phase, on=at.date())
    token, hashed = new_token()
    inquiry = Inquiry.objects.create(
        statement=statement,
        role=question.role,
        phase=question.phase,
        municipality=question.municipality,
        asked_on=at.date(),
        asker_email=question.email,
        asked_by=by if by and by.pk else None,
        receipt_hash=hashed,
        known=found.known,
        confidence=found.confidence,
    )
    records.record("ask", inquiry, by=by, at=at, detail={"known": found.known})
    return Asked(inquiry, token)


@transaction.atomic
def refer(
    inquiry: Inquiry,
    *,
    reason: str,
    offer: catalog.Offer | None = None,
    expertise: Expertise | None = None,
    by: User,
    at: datetime,
) -> Referral:
    """This will bring a question to an offer or to somebody who knows, with the reason."""
    _require_in_hand(inquiry, by)
    if (offer is None) == (expertise is None):
        raise UnableToRefer(
            _("One offer or one expert was expected."), hint=_("Choose where the question goes.")
        )
    if offer is not None and offer.withdrawn_on is not None:
        raise UnableToRefer(_("One offer or one expert was expected."), came=str(offer.withdrawn_on))
    if expertise is not None and not expertise.consented_on <= at.date() <= expertise.expires_on:
        raise UnableToRefer(
            _("Somebody who agreed to be asked was expected."),
            came=_("The consent ended on %s.") % expertise.expires_on,
            hint=_("Ask for consent again first."),
        )
    referral = Referral.objects.create(
        inquiry=inquiry, offer=offer, expertise=expertise, reason=reason, on=at.date()
    )
    if inquiry.status == Inquiry.Status.NEW:
        inquiry.status = Inquiry.Status.REFERRED
        inquiry.save(update_fields=["status"])
    records.record("refer", inquiry, by=by, at=at)
    return referral


@transaction.atomic
def answer(
    inquiry: Inquiry, text: str, *, sources: str = "", is_public: bool = False, by: User, at: datetime
) -> Answer:
    """This will answer a question. Made public, it can be found by others, without who asked."""
    _require_in_hand(inquiry, by)
    if not text.strip():
        raise UnableToAnswer(_("The words of the answer were expected."), hint=_("Write the answer first."))
    if inquiry.status == Inquiry.Status.CLOSED:
        raise UnableToAnswer(Inquiry.Status.NEW.label, came=str(inquiry.get_status_display()))
    if is_public:
        require(by, Right.READ_STATEMENTS)  # only who screens words decides that they may go out
        intake.require_impersonal(catalog.without_titles(f"{text}\n{sources}"))
    membership = getattr(by, "membership", None)
    made = Answer.objects.create(
        inquiry=inquiry,
        text=text.strip(),
        sources=sources,
        by=by,
        on=at.date(),
        is_public=is_public,
        organization=membership.organization if membership else None,
    )
    inquiry.status = Inquiry.Status.ANSWERED
    inquiry.save(update_fields=["status"])
    if is_public:
        topics = [inquiry.topic_id] if inquiry.topic_id else []
        title = text.strip().splitlines()[0][:120]
        catalog.index_item("answer", str(made.pk), title, {"text": text}, FOR_ALL, topics=topics)
    records.record("answer", inquiry, by=by, at=at, detail={"public": is_public})
    return made


@transaction.atomic
def set_topic(inquiry: Inquiry, topic: Topic, *, by: User, at: datetime) -> Inquiry:
    """This will file a question under a topic."""
    _require_in_hand(inquiry, by)
    inquiry.topic = topic
    inquiry.save(update_fields=["topic"])
    records.record("file question", inquiry, by=by, at=at, detail={"topic": topic.pk})
    return inquiry


@transaction.atomic
def declare_knowledge_gap(
    title: str,
    *,
    topic: Topic,
    inquiries: Sequence[Inquiry],
    about: str = "",
    by: User,
    at: datetime,
    is_fictitious: bool = False,
) -> KnowledgeGap:
    """This will say that nobody knows this yet; the questions behind it stay tied to it."""
    require(by, Right.READ_STATEMENTS)
    intake.require_impersonal(f"{title}\n{about}")
    gap = KnowledgeGap.objects.create(
        title=title, about=about, topic=topic, opened_on=at.date(), is_fictitious=is_fictitious
    )
    gap.inquiries.set(inquiries)
    Inquiry.objects.filter(pk__in=[inquiry.pk for inquiry in inquiries]).update(
        status=Inquiry.Status.KNOWLEDGE_GAP, topic=topic
    )
    records.record("declare knowledge gap", gap, by=by, at=at, detail={"questions": len(inquiries)})
    return gap


@transaction.atomic
def take_up_knowledge_gap(
    gap: KnowledgeGap, organization: Organization, *, by: User, at: datetime
) -> KnowledgeGap:
    """This will note which organization works on a knowledge gap; a partner speaks for the own one only."""
    require(by, Right.BROKER)
    if not may(by, Right.READ_STATEMENTS) and _own_organization(by) != organization.pk:
        raise NotAllowed(str(organization), came=str(by))
    if gap.status == KnowledgeGap.Status.FILLED:
        raise UnableToTakeUp(KnowledgeGap.Status.OPEN.label, came=str(gap.get_status_display()))
    gap.status, gap.taken_up_by = KnowledgeGap.Status.TAKEN_UP, organization
    gap.save(update_fields=["status", "taken_up_by"])
    records.record("take up knowledge gap", gap, by=by, at=at)
    return gap


@transaction.atomic
def fill_knowledge_gap(gap: KnowledgeGap, offer: catalog.Offer, *, by: User, at: datetime) -> KnowledgeGap:
    """This will note that an offer fills a knowledge gap; who asked sees it on the receipt page."""
    require(by, Right.READ_STATEMENTS)
    gap.status, gap.filled_by = KnowledgeGap.Status.FILLED, offer
    gap.save(update_fields=["status", "filled_by"])
    for inquiry in gap.inquiries.all():
        refer(inquiry, offer=offer, reason=_("This was made because of your question."), by=by, at=at)
    gap.inquiries.update(status=Inquiry.Status.ANSWERED)
    records.record("fill knowledge gap", gap, by=by, at=at)
    return gap


@transaction.atomic
def add_expertise(
    topic: Topic,
    *,
    consented_on: date,
    expires_on: date,
    about: str = "",
    organization: Organization | None = None,
    network: KnowledgeNetwork | None = None,
    municipality: Municipality | None = None,
    by: User,
    at: datetime,
    is_fictitious: bool = False,
) -> Expertise:
    """This will note who may be asked about a topic, and until when they agreed to that."""
    require(by, Right.READ_STATEMENTS)
    expertise = Expertise.objects.create(
        topic=topic,
        organization=organization,
        network=network,
        municipality=municipality,
        about=about,
        consented_on=consented_on,
        expires_on=expires_on,
        is_fictitious=is_fictitious,
    )
    records.record("add expertise", expertise, by=by, at=at)
    return expertise


def _own_organization(by: User) -> int | None:
    membership = getattr(by, "membership", None)
    return membership.organization_id if membership else None


@transaction.atomic
def forget_askers(on: date) -> int:
    """This will erase the work e-mail of who asked, a year after the question; the question itself stays."""
    past = Inquiry.objects.filter(asked_on__lt=on - timedelta(days=ASKER_KEPT_DAYS)).exclude(asker_email="")
    return past.update(asker_email="")


def _require_in_hand(inquiry: Inquiry, by: User) -> None:
    """An adviser handles every question, a partner those referred to the own organization."""
    require(by, Right.BROKER)
    if not may(by, Right.READ_STATEMENTS) and not inquiries_for(by).filter(pk=inquiry.pk).exists():
        raise NotAllowed(
            _("A question that was referred to your organization was expected."),
            hint=_("Ask an adviser to refer it to you."),
        )

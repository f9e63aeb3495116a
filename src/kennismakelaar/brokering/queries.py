"""What is asked of questions, expertise and knowledge gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from kennismakelaar.accounts.api import Position, Right, User, may
from kennismakelaar.catalog import api as catalog

from .models import Answer, Expertise, Inquiry, KnowledgeGap

OPEN = (Inquiry.Status.NEW, Inquiry.Status.REFERRED, Inquiry.Status.KNOWLEDGE_GAP)


@dataclass(frozen=True)
class Suggestion:
    """Something that may answer a question, with the reason in words."""

    kind: str
    key: str
    title: str
    why: str
    url: str


@dataclass(frozen=True)
class Suggestions:
    """What the machine found; `known` False means that it thinks nothing fits."""

    known: bool
    confidence: float
    items: tuple[Suggestion, ...]


def inquiries_for(user: User) -> QuerySet[Inquiry]:
    """Questions this user may see: all for an adviser, those referred to the own organization for a partner,
    the own ones for somebody of a municipality."""
    every = Inquiry.objects.select_related("statement", "topic", "municipality").prefetch_related(
        "answers", "referrals"
    )
    if may(user, Right.READ_STATEMENTS):
        return every
    if may(user, Right.BROKER):
        return every.filter(_referred_to(user), statement__status="open").distinct()
    if user.is_authenticated and user.position == Position.MUNICIPALITY:
        return every.filter(asked_by=user)
    return every.none()


def _referred_to(user: User) -> Q:
    membership = getattr(user, "membership", None)
    if membership is None or membership.organization_id is None:
        return Q(pk=None)
    own = membership.organization_id
    return Q(referrals__offer__providers=own) | Q(referrals__expertise__organization=own)


def open_inquiries(user: User) -> QuerySet[Inquiry]:
    """Questions without an answer yet."""
    return inquiries_for(user).filter(status__in=OPEN)


def inquiry_with(key: int, user: User) -> Inquiry | None:
    return inquiries_for(user).filter(pk=key).first()


def inquiry_of_receipt(receipt_hash: str) -> Inquiry | None:
    """The question of a personal link."""
    return Inquiry.objects.filter(receipt_hash=receipt_hash).exclude(receipt_hash="").first()


def suggestions_for(
    text: str, *, role: str = "", phase: str = "", on: date, limit: int = 5, kinds: Sequence[str] = ()
) -> Suggestions:
    """What fits a question among offers, action cards and answered questions, with the reason.

    Role and phase are tried first; when nothing fits with them, all is looked through.
    """
    filters = {name: value for name, value in (("role", role), ("phase", phase)) if value}
    if kinds:
        filters["kind"] = list(kinds)  # type: ignore[assignment]
    found = catalog.find(text, on=on, filters=filters, limit=limit)
    if not found.known and filters:
        found = catalog.find(text, on=on, limit=limit)
    items = tuple(_suggestion(result) for result in found.results)
    return Suggestions(found.known, found.confidence, items)


def suggestions_of(inquiry: Inquiry, *, on: date, limit: int = 5) -> Suggestions | None:
    """What fits a stored question. While its words are held back the reasons are left out: they may repeat them."""
    statement = inquiry.statement
    if not statement.text:
        return None
    found = suggestions_for(statement.text, role=inquiry.role, phase=inquiry.phase, on=on, limit=limit)
    if statement.status == statement.Status.OPEN:
        return found
    return replace(found, items=tuple(replace(item, why="") for item in found.items))


def _suggestion(result: object) -> Suggestion:
    kind, _colon, key = result.key.partition(":")  # type: ignore[attr-defined]
    url = {
        "offer": f"/menukaart/{key}",
        "card": f"/er-speelt-iets/{key}",
        "answer": f"/vraag/antwoord/{key}",
    }.get(kind, "")
    return Suggestion(kind, key, result.title, catalog.sentence_of(result.reasons), url)  # type: ignore[attr-defined]


def expertise_on(topic_slugs: Sequence[str], *, on: date) -> QuerySet[Expertise]:
    """Who may be asked about topics: consent given, and not expired."""
    current = Expertise.objects.filter(consented_on__lte=on, expires_on__gte=on)
    return current.filter(topic_id__in=topic_slugs).select_related(
        "organization", "network", "municipality", "topic"
    )


def all_expertise() -> QuerySet[Expertise]:
    return Expertise.objects.select_related("organization", "network", "municipality", "topic").order_by(
        "expires_on"
    )


def knowledge_gaps() -> QuerySet[KnowledgeGap]:
    """Questions nobody could answer, the open ones first."""
    return KnowledgeGap.objects.select_related("topic", "taken_up_by", "filled_by").order_by(
        "-status", "-opened_on"
    )


def knowledge_gap_with(key: int) -> KnowledgeGap | None:
    return knowledge_gaps().filter(pk=key).first()


def public_answer_with(key: int) -> Answer | None:
    """An answer a person made public."""
    return Answer.objects.select_related("organization").filter(pk=key, is_public=True).first()

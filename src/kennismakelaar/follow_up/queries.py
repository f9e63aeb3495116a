"""What is asked of follow-ups: what became of it, for whom, and from which words."""

from django.db.models import Count, QuerySet

from kennismakelaar.intake.api import Session, Statement, sessions

from .models import Delivery, FollowUp, KnowledgeProduct


def public_follow_ups() -> QuerySet[FollowUp]:
    """What everybody may read: sent and public, the newest first."""
    return _told().filter(is_public=True).exclude(sent_on=None)


def follow_ups() -> QuerySet[FollowUp]:
    """All follow-ups with the number of statements they reply to and the reactions that came."""
    return _told().annotate(
        heard=Count("statements", distinct=True),
        delivered=Count("deliveries", distinct=True),
        reactions=Count("deliveries__reaction", distinct=True),
    )


def _told() -> QuerySet[FollowUp]:
    return FollowUp.objects.select_related("need", "proposal", "offer", "knowledge_gap", "knowledge_product")


def follow_up_with(key: int) -> FollowUp | None:
    return follow_ups().filter(pk=key).first()


def delivery_with(token_hash: str) -> Delivery | None:
    """The delivery of a personal link."""
    return Delivery.objects.select_related("follow_up", "municipality").filter(token_hash=token_hash).first()


def replies_to(statement: Statement) -> QuerySet[FollowUp]:
    """What became of a statement."""
    return statement.follow_ups.all()


def unanswered_statements() -> QuerySet[Statement]:
    """Open statements nobody has replied to yet, the oldest first."""
    open_ones = Statement.objects.filter(status=Statement.Status.OPEN, follow_ups=None)
    return open_ones.select_related("source").order_by("source__held_on", "pk")


def products() -> QuerySet[KnowledgeProduct]:
    """The pages of sessions, the newest first."""
    return KnowledgeProduct.objects.select_related("session__event", "reply")


def product_with(key: int) -> KnowledgeProduct | None:
    return products().filter(pk=key).first()


def product_of(follow_up: FollowUp) -> KnowledgeProduct | None:
    """The page a reply brings, if it brings one."""
    return products().filter(reply=follow_up).first()


def sessions_without_product() -> QuerySet[Session]:
    """Sessions with words that nobody made a page of yet."""
    return sessions().filter(knowledge_product=None, sources__statements__isnull=False).distinct()


def session_with(key: int) -> Session | None:
    return sessions().filter(pk=key).first()

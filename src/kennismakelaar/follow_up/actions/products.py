"""The knowledge product of a session: composed from the chain, edited by a person, shared with who took part."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.catalog import api as catalog
from kennismakelaar.follow_up.composing import compose, gone_quotes, statements_in, without_gone
from kennismakelaar.follow_up.models import FollowUp, KnowledgeProduct
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import place_named_in
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal

from .replies import Reply, send, write

PARTS = ("title", "said", "needed", "exists", "follows")


class UnableToShare(Refusal):
    """A knowledge product that is not ready to leave the house."""


@dataclass(frozen=True)
class ProductText:
    """What a person made of the draft: one point per line in each part."""

    title: str
    said: str = ""
    needed: str = ""
    exists: str = ""
    follows: str = ""

    @property
    def whole(self) -> str:
        return "\n".join(getattr(self, name) for name in PARTS)


@transaction.atomic
def draft_product(session: intake.Session, *, by: User, at: datetime) -> KnowledgeProduct:
    """This will compose the page of a session from its words, needs, offers and what follows, for editing.

    A session has one page: an earlier draft is composed anew, a shared page is left alone.
    """
    require(by, Right.FOLLOW_UP)
    product = KnowledgeProduct.objects.select_for_update().filter(session=session).first()
    if product and product.shared_on:
        raise _already_shared()
    found = compose(session, on=at.date())
    product, _new = KnowledgeProduct.objects.update_or_create(
        session=session,
        defaults={
            "title": session.title,
            "said": "\n".join(found.said),
            "needed": "\n".join(found.needed),
            "exists": "\n".join(found.exists),
            "follows": "\n".join(found.follows),
            "written_on": at.date(),
            "is_fictitious": session.event.is_fictitious,
        },
    )
    records.record("draft knowledge product", product, by=by, at=at)
    return product


@transaction.atomic
def edit_product(product: KnowledgeProduct, text: ProductText, *, by: User, at: datetime) -> KnowledgeProduct:
    """This will store what a person made of it; words that point at a person or a municipality are refused."""
    require(by, Right.FOLLOW_UP)
    product = KnowledgeProduct.objects.select_for_update().get(pk=product.pk)
    if product.shared_on:
        raise _already_shared()
    _check(text, product.session)
    for name in PARTS:
        setattr(product, name, getattr(text, name))
    product.save(update_fields=PARTS)
    records.record("edit knowledge product", product, by=by, at=at)
    return product


@transaction.atomic
def share_product(product: KnowledgeProduct, *, by: User, at: datetime) -> dict[str, str]:
    """This will make the page public and tell who took part; returns the link token per municipality."""
    require(by, Right.FOLLOW_UP)
    product = KnowledgeProduct.objects.select_for_update().select_related("session").get(pk=product.pk)
    if product.shared_on:
        raise _already_shared()
    _check(ProductText(**{name: getattr(product, name) for name in PARTS}), product.session)
    statements = list(statements_in(product.session))
    reply = Reply(
        title=_("What came out of: %s") % product.title,
        text="\n".join(part for part in (product.needed, product.follows) if part)
        or _("Read on the page of the session what was said."),
        outcome=FollowUp.Outcome.UNDER_WAY,
        is_fictitious=product.is_fictitious,
    )
    product.reply = write(reply, statements=statements, by=by, at=at)
    product.shared_on = at.date()
    product.save(update_fields=["reply", "shared_on"])
    records.record("share knowledge product", product, by=by, at=at)
    return send(product.reply, by=by, at=at)


@transaction.atomic
def forget_gone_quotes(*, at: datetime) -> int:
    """This will take lines out of the pages of sessions when the words they quote are no longer there to read."""
    changed = 0
    for product in KnowledgeProduct.objects.select_for_update().select_related("session"):
        kept = {name: without_gone(getattr(product, name), product.session) for name in PARTS[1:]}
        if any(kept[name] != "\n".join(getattr(product, name).splitlines()) for name in kept):
            KnowledgeProduct.objects.filter(pk=product.pk).update(**kept)
            records.record("forget quotes", product, by=None, at=at)
            changed += 1
    return changed


def _check(text: ProductText, session: intake.Session) -> None:
    gone = gone_quotes(text.whole, session)
    if gone:
        raise UnableToShare(
            _("Quotes that stand word for word in what was said were expected."),
            came=f"“{gone[0]}”",
            hint=_("Take over the words exactly, or leave out the quotation marks."),
        )
    intake.require_impersonal(catalog.without_titles(text.whole))
    place = place_named_in(text.whole)
    if place:
        raise UnableToShare(
            _("A page that names no municipality was expected."),
            came=place,
            hint=_("Say what is the matter without saying where."),
        )


def _already_shared() -> UnableToShare:
    return UnableToShare(
        _("A page that was not shared yet was expected."),
        came=_("Who took part has read this one."),
        hint=_("Write a reply when there is more to say."),
    )

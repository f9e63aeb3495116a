"""Seen from any point: the words, the needs, the white spots, the changes and offers, and the replies tied to it.

Words are shown to who may read them; others see only that there are some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kennismakelaar.accounts.api import Right, User, may
from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs

from .judgements import judgements
from .starts import STARTS, Tied

MOST_QUOTES = 40
FEWEST_COUNTED = 10


@dataclass(frozen=True)
class Item:
    """One thing at a station. Without an address it is only named."""

    title: str
    url: str = ""
    note: str = ""
    is_quote: bool = False
    is_fictitious: bool = False
    is_here: bool = False


@dataclass(frozen=True)
class Station:
    """One station of the thread with what stands there."""

    name: str
    items: tuple[Item, ...]
    nothing: str  # what it means when nothing stands here


@dataclass(frozen=True)
class Thread:
    """The whole way, seen from one point."""

    title: str
    kind: str
    back: str  # the page of the point itself
    stations: tuple[Station, ...]


def thread_from(kind: str, key: str, *, user: User) -> Thread | None:
    """The thread seen from a statement, need, white spot, change, offer, knowledge gap or reply."""
    start = STARTS.get(kind)
    found = start(key, user) if start else None
    if found is None:
        return None
    title, label, back, tied = found
    _hide_drafts(tied, user)
    _spread(tied)
    return Thread(title, label, back, _stations(tied, user, kind=kind, key=key))


def _hide_drafts(tied: Tied, user: User) -> None:
    """Nobody meets what its room would not show them: needs and changes in draft, replies not sent yet."""
    if not may(user, Right.WRITE_NEED):
        tied.needs = {need for need in tied.needs if need.status != need.Status.DRAFT}
    if not may(user, Right.EDIT_CURRICULUM):
        tied.proposals = {change for change in tied.proposals if change.status != change.Status.DRAFT}
    if not may(user, Right.FOLLOW_UP):
        tied.replies = {reply for reply in tied.replies if reply.sent_on}


def _spread(tied: Tied) -> None:
    """From the needs found: to their words, topics, changes and replies."""
    for need in tied.needs:
        # What was done for a need before it was merged or split was done for it.
        family = needs.family_of(need)
        tied.topics |= {need.topic_id}
        tied.proposals.update(curriculum.proposals().filter(needs__in=family).exclude(status="draft"))
        tied.replies.update(follow_up.public_follow_ups().filter(need__in=family))
        tied.statements.update(
            need.evidence.exclude(coding=None).values_list("coding__segment__statement_id", flat=True)
        )
    for proposal in tied.proposals:
        tied.replies.update(follow_up.public_follow_ups().filter(proposal=proposal))
        if proposal.module_id:
            tied.offers.update(proposal.module.offers.all())


def _stations(tied: Tied, user: User, *, kind: str, key: str) -> tuple[Station, ...]:
    here = (kind, key)
    own_need = may(user, Right.WRITE_NEED)
    return (
        Station(_("What was said"), _words(tied, user, here), _("Nobody said anything about this yet.")),
        Station(
            _("What is needed"),
            _items(
                (
                    "behoefte",
                    str(n.pk),
                    n.title,
                    f"/werk/behoeften/{n.pk}" if own_need else "",
                    n.is_fictitious,
                )
                for n in sorted(tied.needs, key=lambda n: (n.priority, n.title))
            )(here),
            _("No need was written on this yet."),
        ),
        Station(
            _("Where the offer does not reach"),
            _spots(tied, user, here),
            _("No judgement has been made yet."),
        ),
        Station(_("What changes or what there is"), _answers(tied, here), _("Nothing has changed yet.")),
        Station(
            _("What was told to who spoke"),
            _items(
                (
                    "terugkoppeling",
                    str(r.pk),
                    r.title,
                    f"/draad/terugkoppeling/{r.pk}" if r.is_public or may(user, Right.FOLLOW_UP) else "",
                    r.is_fictitious,
                )
                for r in sorted(tied.replies, key=lambda r: r.pk)
            )(here),
            _("There has been no reply yet."),
        ),
    )


def _items(rows: Iterable[tuple[str, str, str, str, bool]]) -> Callable[[tuple[str, str]], tuple[Item, ...]]:
    """Rows of (kind, key, title, address, fictitious) as items; the one we stand on has no link."""

    def at(here: tuple[str, str]) -> tuple[Item, ...]:
        return tuple(
            Item(
                title, url="" if (kind, key) == here else url, is_fictitious=fake, is_here=(kind, key) == here
            )
            for kind, key, title, url, fake in rows
        )

    return at


def _words(tied: Tied, user: User, here: tuple[str, str]) -> tuple[Item, ...]:
    readable = intake.readable_statements(user).filter(pk__in=tied.statements).select_related("source")
    shown = [
        Item(
            statement.text,
            url="" if here == ("uitspraak", str(statement.pk)) else f"/draad/uitspraak/{statement.pk}",
            note=statement.source.title,
            is_quote=True,
            is_fictitious=statement.source.is_fictitious,
            is_here=here == ("uitspraak", str(statement.pk)),
        )
        for statement in readable[:MOST_QUOTES]
    ]
    hidden = len(tied.statements) - len(shown)
    return (*shown, Item(_in_all(hidden))) if hidden > 0 else tuple(shown)


def _in_all(number: int) -> str:
    """How many statements stand behind it, never so exactly that somebody can be found in it."""
    if number < FEWEST_COUNTED:
        return _("Fewer than 10 statements that are not shown here.")
    rounded = 5 * round(number / 5)
    text = ngettext(
        "About %d statement that is not shown here.", "About %d statements that are not shown here.", rounded
    )
    return text % rounded


def _spots(tied: Tied, user: User, here: tuple[str, str]) -> tuple[Item, ...]:
    return tuple(
        Item(
            title,
            url=f"/witte-vlekken/{topic}",
            note=decision,
            is_here=here == ("witte-vlek", topic),
        )
        for topic, (title, decision) in judgements(user).items()
        if topic in tied.topics
    )


def _answers(tied: Tied, here: tuple[str, str]) -> tuple[Item, ...]:
    changes = [
        Item(
            proposal.title,
            url=f"/curriculum/wijziging/{proposal.pk}",
            note=proposal.get_status_display(),
            is_here=here == ("wijziging", str(proposal.pk)),
            is_fictitious=proposal.curriculum.is_fictitious,
        )
        for proposal in sorted(tied.proposals, key=lambda p: p.pk)
    ]
    offers = [
        Item(
            offer.title,
            url=f"/menukaart/{offer.slug}",
            note=_("offer"),
            is_here=here == ("aanbod", offer.slug),
        )
        for offer in sorted(tied.offers, key=lambda o: o.title)
    ]
    questions = [
        Item(
            gap.title,
            url="/kennishiaten",
            note=_("knowledge gap"),
            is_here=here == ("kennishiaat", str(gap.pk)),
        )
        for gap in sorted(tied.knowledge_gaps, key=lambda g: g.pk)
    ]
    return (*changes, *offers, *questions)

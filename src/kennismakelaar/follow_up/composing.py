"""From the words of one session along the chain to what is needed, what exists and what follows.

No numbers: how often something was said in one room could point at who said it. The order tells what came most.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dutch_text import quotes
from kennismakelaar.catalog import api as catalog
from kennismakelaar.coding import api as coding
from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.intake.api import Session, Statement
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import names_of_places
from kennismakelaar.topics.api import Topic

from .models import FollowUp

QUOTE = re.compile("“([^”]+)”")
MOST_TOPICS, MOST_OFFERS = 6, 6
SHORTEST_QUOTE, LONGEST_QUOTE = 20, 200


@dataclass(frozen=True)
class Composed:
    """The four parts of the page, a point per line."""

    said: list[str]
    needed: list[str]
    exists: list[str]
    follows: list[str]


def statements_in(session: Session) -> QuerySet[Statement]:
    """The words of a session that everybody in the house may read."""
    return Statement.objects.filter(source__session=session, status=Statement.Status.OPEN).order_by("pk")


def gone_quotes(text: str, session: Session) -> list[str]:
    """The quotes in a text that do not stand, word for word, in what may be read of a session (any more)."""
    found = QUOTE.findall(text)
    sources = list(statements_in(session).values_list("text", flat=True)) if found else []
    return [q for q in found if not any(quotes.verify(q, source=source).found for source in sources)]


def without_gone(text: str, session: Session) -> str:
    """The lines of a text without those whose quote was taken back, erased or left out since."""
    gone = gone_quotes(text, session)
    return "\n".join(line for line in text.splitlines() if not any(quote in line for quote in gone))


def without_quotes(line: str) -> str:
    """A line without the words of anybody: what they were about stays."""
    return QUOTE.sub("", line).strip().rstrip(":").strip()


def compose(session: Session, *, on: date) -> Composed:
    """This will put together what the page of a session starts from; a person edits it before anybody reads it."""
    codings = list(
        coding.counting_codings()
        .filter(segment__statement__in=statements_in(session))
        .exclude(code__topic=None)
        .select_related("code__topic", "segment__statement")
        .order_by("segment__statement_id", "segment__start")
    )
    counts = Counter(one.code.topic for one in codings)
    # Equal counts in the order of the topic list, so that the same words give the same page.
    topics = sorted(counts, key=lambda topic: (-counts[topic], topic.pk))[:MOST_TOPICS]
    if session.topic and session.topic not in topics:
        topics.append(session.topic)
    found = _needs(session)
    return Composed(
        said=_said(topics, codings),
        needed=[f"{need.title} ({need.get_kind_display()})" for need in found],
        exists=_exists(topics, on),
        follows=_follows(found),
    )


def _said(topics: list[Topic], codings: list[coding.Coding]) -> list[str]:
    """Per topic one quote, word for word, that names no municipality."""
    places = names_of_places()
    lines = []
    for topic in topics:
        quotes = (one.segment.quote.strip() for one in codings if one.code.topic_id == topic.pk)
        quote = next((q for q in quotes if _fits(q) and not places.search(q)), "")
        lines.append(f"{topic.label}: “{quote}”" if quote else str(topic.label))
    return lines


def _fits(quote: str) -> bool:
    return SHORTEST_QUOTE <= len(quote) <= LONGEST_QUOTE and "”" not in quote and "\n" not in quote


def _needs(session: Session) -> list[needs.Need]:
    own = needs.standing_needs().filter(evidence__coding__segment__statement__in=statements_in(session))
    return list(own.exclude(status__in=["draft", "closed"]).order_by("priority", "title").distinct())


def _exists(topics: list[Topic], on: date) -> list[str]:
    """The offers on these topics; a topic without any is said to have none."""
    lines, shown = [], set()
    for topic in topics:
        offers = [o for o in catalog.offers_for_topics([topic.pk], on=on) if o.pk not in shown]
        if not offers:
            if not catalog.offers_for_topics([topic.pk], on=on).exists():
                lines.append(_("Nothing yet on: %s") % topic.label)
            continue
        if len(shown) < MOST_OFFERS:
            offer = offers[0]
            shown.add(offer.pk)
            by = ", ".join(str(provider) for provider in offer.providers.all())
            lines.append(f"{offer.title} ({by})" if by else offer.title)
    return lines


def _follows(found: list[needs.Need]) -> list[str]:
    """The changes of the curriculum and the replies that answer these needs."""
    family = set().union(*(needs.family_of(need) for need in found)) if found else set()
    changes = curriculum.public_proposals().filter(needs__in=family).distinct()
    replies = FollowUp.objects.filter(need__in=family, is_public=True).exclude(sent_on=None)
    lines = [f"{change.title} ({change.get_status_display()})" for change in changes]
    return lines + [f"{reply.title} ({reply.get_outcome_display()})" for reply in replies]

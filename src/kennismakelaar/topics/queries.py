"""Reading questions of this room."""

import unicodedata
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from .models import Term, Topic


def topics() -> QuerySet[Topic]:
    """This will list all topics, in the order of the list."""
    return Topic.objects.select_related("parent").order_by("position")


def topics_on(on: date) -> QuerySet[Topic]:
    """This will list the topics in use on a day."""
    in_use = Q(retired_on=None) | Q(retired_on__gt=on)
    return topics().filter(in_use, valid_from__lte=on)


def main_topics(on: date) -> QuerySet[Topic]:
    """This will list the main topics in use on a day, each with its own topics."""
    children = Prefetch("children", queryset=topics_on(on))
    return topics_on(on).filter(parent=None).prefetch_related(children)


def leaf_topics(on: date) -> QuerySet[Topic]:
    """This will list the topics of the second level in use on a day: those that are asked and counted."""
    return topics_on(on).exclude(parent=None)


def terms() -> QuerySet[Term]:
    """This will list the words people use for topics."""
    return Term.objects.order_by("topic__position", "term")


def topic_named(text: str) -> Topic | None:
    """This will find a topic by short name, label or one of its words; None when two topics could be meant."""
    wanted = _folded(text)
    if not wanted:
        return None
    by_name: dict[str, Topic] = {}
    for topic in topics():
        for name in (topic.slug, topic.label, topic.label_en):
            by_name.setdefault(_folded(name), topic)
    if wanted in by_name:
        return by_name[wanted]
    meant = {term.topic for term in Term.objects.select_related("topic") if _folded(term.term) == wanted}
    return meant.pop() if len(meant) == 1 else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c == "+" else " " for c in letters).split())

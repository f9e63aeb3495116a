"""The writing hand of topics: the list is kept in files, and this brings the database in line with them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

from .models import Mapping as TopicMapping
from .models import Term, Topic

Row = Mapping[str, str]
IN_USE_SINCE = date(2026, 1, 1)  # the first version of the list


class UnableToLoadTopics(Refusal):
    """A file names a topic that does not exist, or an address that is not in the other list."""


@transaction.atomic
def load_topics(topics: Iterable[Row], *, at: datetime) -> int:
    """This will add new topics and correct the texts of known ones; none is ever removed."""
    listed = sorted(enumerate(topics), key=lambda pair: (bool(pair[1]["parent"]), pair[0]))
    changed = 0
    for position, row in listed:
        values = {
            "parent_id": row["parent"] or None, "position": position, "label": row["label"],
            "label_en": row["label_en"], "definition": row["definition"],
            "question": row["question"], "question_en": row["question_en"],
        }  # fmt: skip
        topic = Topic.objects.filter(slug=row["slug"]).first()
        if topic and all(getattr(topic, name) == value for name, value in values.items()):
            continue
        Topic.objects.update_or_create(
            slug=row["slug"], defaults=values, create_defaults={**values, "valid_from": IN_USE_SINCE}
        )
        changed += 1
    if changed:
        record("load", Topic(slug="all"), by=None, at=at, detail={"changed": changed})
    return changed


@transaction.atomic
def load_terms(rows: Iterable[Row], *, at: datetime) -> int:
    """This will make the words of all topics those of the file: new ones in, others out."""
    wanted = {(row["topic_slug"], row["term"].strip()): row["kind"] for row in rows}
    _check_topics(topic for topic, _term in wanted)
    known = {(term.topic_id, term.term): term for term in Term.objects.all()}
    gone = [term.pk for key, term in known.items() if wanted.get(key) != term.kind]
    Term.objects.filter(pk__in=gone).delete()
    fresh = [
        Term(topic_id=topic, term=text, kind=kind)
        for (topic, text), kind in wanted.items()
        if (topic, text) not in known or known[topic, text].pk in set(gone)
    ]
    Term.objects.bulk_create(fresh)
    return _recorded(Term(), len(gone) + len(fresh), at=at)


@transaction.atomic
def load_mappings(rows: Iterable[Row], taxonomy: Iterable[str], *, at: datetime) -> int:
    """This will make the mappings those of the file; only addresses that exist in the other list."""
    wanted = {(row["topic"], row["uri"]): row["relation"] for row in rows}
    _check_topics(topic for topic, _uri in wanted)
    if unknown := sorted({uri for _topic, uri in wanted} - set(taxonomy)):
        raise UnableToLoadTopics(
            _("Expected addresses that occur in the government's list."),
            came=unknown[0],
            hint=_("Look the address up in policy_agenda_taxonomy.csv."),
        )
    known = {(m.topic_id, m.uri): m.relation for m in TopicMapping.objects.all()}
    if known == wanted:
        return 0
    TopicMapping.objects.all().delete()
    TopicMapping.objects.bulk_create(
        TopicMapping(topic_id=topic, uri=uri, relation=relation) for (topic, uri), relation in wanted.items()
    )
    return _recorded(TopicMapping(), len(wanted), at=at)


@transaction.atomic
def retire(topic: Topic, *, on: date, at: datetime, replaced_by: Topic | None = None) -> Topic:
    """This will take a topic out of use from a day; what was said about it keeps pointing at it."""
    topic.retired_on, topic.replaced_by = on, replaced_by
    topic.save(update_fields=["retired_on", "replaced_by"])
    record("retire", topic, by=None, at=at)
    return topic


def _check_topics(slugs: Iterable[str]) -> None:
    if unknown := sorted(set(slugs) - set(Topic.objects.values_list("slug", flat=True))):
        raise UnableToLoadTopics(
            _("Expected the short name of a topic in the list."),
            came=unknown[0],
            hint=_("Correct the name, or add the topic to topics.csv first."),
        )


def _recorded(subject: Term | TopicMapping, changed: int, *, at: datetime) -> int:
    if changed:
        record("load", subject, by=None, at=at, detail={"changed": changed})
    return changed

"""The codebook: started from the list of topics, and made sharper by people."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Code, Codebook
from kennismakelaar.coding.queries import current_codebook
from kennismakelaar.records.api import record
from kennismakelaar.topics.api import Term, Topic, terms, topics

from .versions import touch

TITLE = "Onderwerpen"  # data: the name of a Dutch codebook
USE_WHEN = "Als het gaat over: {words}."


@transaction.atomic
def start_codebook_from_topics(*, by: User, at: datetime) -> Codebook:
    """This will start a codebook with a code per topic, or add the codes of topics that came since."""
    require(by, Right.EDIT_CODEBOOK)
    codebook = current_codebook() or Codebook.objects.create(title=TITLE)
    synonyms: dict[str, list[str]] = {}
    for term in terms():
        if term.kind == Term.Kind.SYNONYM:
            synonyms.setdefault(term.topic_id, []).append(term.term)
    known = {code.slug: code for code in codebook.codes.all()}
    added = 0
    for topic in sorted(topics(), key=lambda topic: (topic.parent_id is not None, topic.position)):
        if topic.slug in known:
            continue
        words = synonyms.get(topic.slug, [])
        known[topic.slug] = Code.objects.create(
            codebook=codebook, slug=topic.slug, label=topic.label, topic=topic, definition=topic.definition,
            parent=known.get(topic.parent_id or ""), position=_position(topic),
            use_when=USE_WHEN.format(words=", ".join(words[:8])) if words else "",
        )  # fmt: skip
        added += 1
    if added:
        touch(codebook)
    record("start codebook", codebook, by=by, at=at, detail={"codes": added})
    return codebook


def _position(topic: Topic) -> int:
    """Parents stand before their own children, in the order of the list."""
    if topic.parent is None:
        return topic.position * 100
    return topic.parent.position * 100 + 1 + topic.position % 99


@transaction.atomic
def add_code(
    codebook: Codebook, *, slug: str, label: str, by: User, at: datetime, parent: Code | None = None,
    topic: Topic | None = None, definition: str = "", use_when: str = "", not_when: str = "", example: str = "",
) -> Code:  # fmt: skip
    """This will add a code of our own to a codebook."""
    require(by, Right.EDIT_CODEBOOK)
    last = codebook.codes.aggregate(last=Max("position"))["last"] or 0
    code = Code.objects.create(
        codebook=codebook, slug=slug, label=label, parent=parent, topic=topic, definition=definition,
        use_when=use_when, not_when=not_when, example=example, position=last + 1,
    )  # fmt: skip
    touch(codebook)
    record("add code", code, by=by, at=at)
    return code


@transaction.atomic
def edit_code(
    code: Code,
    *,
    label: str,
    definition: str,
    use_when: str,
    not_when: str,
    example: str,
    by: User,
    at: datetime,
) -> Code:
    """This will make the rules of use of a code sharper."""
    require(by, Right.EDIT_CODEBOOK)
    code.label, code.definition, code.use_when = label, definition, use_when
    code.not_when, code.example = not_when, example
    code.save(update_fields=["label", "definition", "use_when", "not_when", "example"])
    touch(code.codebook)
    record("edit code", code, by=by, at=at)
    return code


@transaction.atomic
def retire_code(code: Code, *, on: date, by: User, at: datetime) -> Code:
    """This will take a code out of use from a day on; judgements made with it stay."""
    require(by, Right.EDIT_CODEBOOK)
    code.retired_on = on
    code.save(update_fields=["retired_on"])
    touch(code.codebook)
    record("retire code", code, by=by, at=at)
    return code

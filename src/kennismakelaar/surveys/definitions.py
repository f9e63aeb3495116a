"""From the rows of a questionnaire to plain values, and back."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

from .models import Questionnaire, QuestionnaireItem
from .questionnaire.definition import Definition, Item

_PLAIN = (
    "name", "kind", "text_nl", "text_en", "hint_nl", "hint_en", "is_required", "offers_dont_know", "condition",
    "options",
)  # fmt: skip


def definition_of(questionnaire: Questionnaire) -> Definition:
    """All items as plain values. A published version is read once per process: it never changes."""
    if questionnaire.is_published:
        return _published(questionnaire.pk, questionnaire.digest)
    return _read(questionnaire)


@lru_cache(maxsize=20)
def _published(key: int, digest: str) -> Definition:
    return _read(Questionnaire.objects.get(pk=key, digest=digest))


def _read(questionnaire: Questionnaire) -> Definition:
    items = tuple(item_of(row) for row in questionnaire.items.order_by("position"))
    return Definition(items, questionnaire.introduction_nl, questionnaire.introduction_en)


def item_of(row: QuestionnaireItem) -> Item:
    return Item(**{name: getattr(row, name) for name in _PLAIN})


def row_of(item: Item, questionnaire: Questionnaire, position: int) -> QuestionnaireItem:
    """A row that was not stored yet."""
    return QuestionnaireItem(questionnaire=questionnaire, position=position, **asdict(item))


def wording_of(item: Item) -> dict[str, Any]:
    """What makes two questions the same over waves: kind, words and choices, not where and when they are asked."""
    facts = asdict(item)
    return {name: facts[name] for name in ("kind", "text_nl", "text_en", "hint_nl", "hint_en", "options")}

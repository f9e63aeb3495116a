"""What would be lost with a source: rows of later rooms that hang on it, without knowing those rooms."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS, models

from .models import Continuation, Source

OWN = "intake"


def hangs_on(sources: Iterable[Source]) -> dict[str, int]:
    """How many rows of which kind would go with these sources, by their name on screen.

    A model that may go along says so itself with `goes_along = True`: what a machine proposed, who would read.
    """
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(list(sources))
    counted: Counter[str] = Counter()
    for model, rows in collector.model_objs.items():
        if not _goes_along(model):
            counted[str(model._meta.verbose_name_plural)] += len(rows)
    return dict(counted)


def worked_on(continuations: Iterable[Continuation]) -> list[Continuation]:
    """Those whose earlier words carry work of people: to be looked at again, because nothing moves by itself."""
    return [each for each in continuations if _carries_work(each)]


def _carries_work(continuation: Continuation) -> bool:
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect([continuation.old])
    return any(not _goes_along(model) for model in collector.model_objs)


def _goes_along(model: type[models.Model]) -> bool:
    return (
        model._meta.app_label == OWN or bool(model._meta.auto_created) or getattr(model, "goes_along", False)
    )

"""Counting what was searched and not found."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from dutch_text.screening import screen
from kennismakelaar.catalog.models import SearchWithoutResult

LONGEST = 200
KEPT = timedelta(days=365)


@transaction.atomic
def count_search_without_result(words: str, *, on: date) -> SearchWithoutResult | None:
    """This will count words that led nowhere; words with anything like personal data are not kept at all."""
    kept = " ".join(words.casefold().split())
    # Screened as typed: capitals tell names from words.
    if not 2 < len(kept) <= LONGEST or screen(words):
        return None
    counted, created = SearchWithoutResult.objects.get_or_create(words=kept, on=on)
    if not created:
        SearchWithoutResult.objects.filter(pk=counted.pk).update(times=F("times") + 1)
    return counted


@transaction.atomic
def forget_old_searches(*, on: date) -> int:
    """This will delete what was counted more than a year ago."""
    return SearchWithoutResult.objects.filter(on__lt=on - KEPT).delete()[0]

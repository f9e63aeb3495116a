"""What waits where a document came in a newer version: judgements on words that were changed or are gone."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from kennismakelaar.accounts.api import User
from kennismakelaar.intake.api import Statement, continued_as, readable_statements

from .models import Coding
from .queries import is_blind

GONE_ON = ("changed", "removed")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A judgement a person must look at, with the newer words, if there are any."""

    coding: Coding
    new: Statement | None
    times: int  # how often the marked words stand in the newer text


def waiting_statements() -> QuerySet[Statement]:
    """Statements that go on otherwise in a newer version, and on which judgements still stand."""
    standing = Coding.objects.filter(segment__statement=OuterRef("pk"), withdrawn_at=None)
    return (
        Statement.objects.filter(Exists(standing), continues_as__kind__in=GONE_ON).distinct().order_by("pk")
    )


def waiting_codings(user: User) -> list[Waiting]:
    """The judgements that wait, as far as this user may see them."""
    found = []
    readable = readable_statements(user).values("pk")
    for statement in waiting_statements().filter(pk__in=readable):
        rows = Coding.objects.filter(segment__statement=statement, withdrawn_at=None)
        if is_blind(statement, user):
            rows = rows.filter(coder=user)
        goes_on = continued_as(statement)
        new = goes_on.new if goes_on else None
        for coding in rows.select_related("segment__statement__source", "code", "coder"):
            found.append(Waiting(coding, new, new.text.count(coding.segment.quote) if new else 0))
    return found


def place_in(coding: Coding, new: Statement) -> tuple[int, int] | None:
    """Where the marked words stand in the newer text: only when they stand there once."""
    quote = coding.segment.quote
    if not coding.segment.statement.text or new.text.count(quote) != 1:
        return None
    start = new.text.index(quote)
    return start, start + len(quote)

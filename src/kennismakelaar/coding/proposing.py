"""Proposals for statements nobody has coded, made where the statements are: workers read their own part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from dutch_text.classify import Classifier, Proposal
from dutch_text.spreading import spread
from kennismakelaar.coding import background
from kennismakelaar.coding.models import Coding
from kennismakelaar.coding.quoting import quote_for
from kennismakelaar.intake.api import Statement
from kennismakelaar.shared import executors

PART = 5_000  # statements a worker reads at once


@dataclass(frozen=True, slots=True)
class Proposed:
    """One code for one statement, with its quote, and a digest of the text that was read."""

    statement: int
    digest: bytes
    code: str
    probability: float
    words: tuple[str, ...]
    start: int
    end: int
    quote: str


def digest(text: str) -> bytes:
    """This will tell two texts apart without keeping them."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def waiting() -> QuerySet[Statement]:
    """This will give the statements nobody has coded, in an order that stays."""
    standing = Coding.objects.filter(segment__statement=OuterRef("pk"), withdrawn_at=None)
    return Statement.objects.filter(status=Statement.Status.OPEN).filter(~Exists(standing)).order_by("pk")


def proposals(model: Classifier, *, floor: float, scheduler: str | None = None) -> Iterator[Proposed]:
    """This will propose codes for what waits: here where there is meaning to read, else spread over processes."""
    if model.features.reads_meaning:
        rows = list(waiting().values_list("pk", "text")[: background.MOST_WITH_MEANING])
        yield from _of_rows(model, floor, rows)
        return
    numbers = list(waiting().values_list("pk", flat=True))
    parts = [(numbers[at], numbers[min(at + PART, len(numbers)) - 1]) for at in range(0, len(numbers), PART)]
    with executors.executor(len(numbers), scheduler=scheduler) as executor:
        for found in spread(partial(_of_part, model, floor), parts, executor=executor):
            yield from found


def _of_part(model: Classifier, floor: float, part: tuple[int, int]) -> list[Proposed]:
    """This will read the statements from the first to the last number, and propose."""
    rows = list(waiting().filter(pk__range=part).values_list("pk", "text"))
    if not connection.in_atomic_block:
        connection.close()
    return _of_rows(model, floor, rows)


def _of_rows(model: Classifier, floor: float, rows: Sequence[tuple[int, str]]) -> list[Proposed]:
    texts = [text for _number, text in rows]
    vectors = background.meaning_of(texts, [])[0] if model.features.reads_meaning else None
    found = model.propose(texts, vectors=vectors, floor=floor)
    return [
        _with_quote(number, text, one)
        for (number, text), several in zip(rows, found, strict=True)
        for one in several
    ]


def _with_quote(number: int, text: str, proposal: Proposal) -> Proposed:
    words = tuple(word.lemma for word in proposal.words)
    start, end = quote_for(text, list(words))
    return Proposed(
        number, digest(text), proposal.code, proposal.probability, words, start, end, text[start:end]
    )

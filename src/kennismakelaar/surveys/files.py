"""A delivered file as answers: the table from intake, the names from topics and organizations, read together."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import NameBook
from kennismakelaar.topics import api as topics

from .reading import AnswersRead, Filled, Meaning, Taker, Unread, Vocabulary, meanings_from, read_answers

FIRST, MOST_SHOWN = 5, 500  # rows and unread parts shown before confirming; the whole list is kept
SURE = 0.85  # from here a misspelled name is read as the name it looks like, and that is said


@dataclass(frozen=True)
class FileRead:
    """What a survey export was read as: its columns and their meaning, the answers, and what was not read."""

    filename: str
    headers: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    answers: AnswersRead
    unread: tuple[Unread, ...]

    @property
    def mapping(self) -> dict[str, str]:
        """{header: meaning}, as it is saved and edited."""
        return {header: str(meaning) for header, meaning in zip(self.headers, self.meanings, strict=True)}


def vocabulary() -> Vocabulary:
    """Every name a topic goes by: label, English label, short name and synonyms (occasions are too broad)."""
    pairs = [(topic.label, topic.slug) for topic in topics.topics()]
    pairs += [(topic.label_en, topic.slug) for topic in topics.topics()]
    pairs += [(topic.slug.replace("-", " "), topic.slug) for topic in topics.topics()]
    pairs += [(term.term, term.topic_id) for term in topics.terms() if term.kind != topics.Term.Kind.TRIGGER]
    parents = {topic.slug: topic.parent_id for topic in topics.topics() if topic.parent_id}
    return Vocabulary.of(pairs, parents=parents)


def read_file(
    filename: str,
    content: bytes,
    *,
    saved: Mapping[str, str] | None = None,
    on: date,
    into: Taker | None = None,
) -> FileRead:
    """Reads a survey export. `saved` are meanings chosen by a person, by header.

    `into` takes the forms one by one as they are read; without it all of them are in the answer.
    Raises Refusal when the file is no table or no municipality or topic is recognized in it.
    """
    table = intake.read_table(filename, content)
    meanings = meanings_from(saved or {}, table.headers, vocabulary())
    book = NameBook(on)
    answers = read_answers(
        ((row.number, row.cells) for row in table.rows),
        headers=table.headers,
        meanings=meanings,
        find_municipality=lambda text: _found(book, text),
        into=into,
    )
    delivered = tuple(Unread(part.place, part.reason) for part in table.unread)
    return FileRead(filename, table.headers, tuple(meanings), answers, delivered + tuple(answers.unread))


def _found(book: NameBook, text: str) -> tuple[str | None, bool, Sequence[str]]:
    match = book.find(text)
    if match.municipality is None or match.certainty < SURE:
        names = match.nearest or ([match.municipality.name] if match.municipality else [])
        return None, False, names
    if match.certainty < 1 or match.former is not None:
        return match.municipality.pk, False, [match.municipality.name]
    return match.municipality.pk, True, ()


def signature(headers: Sequence[str]) -> str:
    """What a header looks like, so that its mapping is remembered for the next file of the same shape."""
    return hashlib.sha256("\x1f".join(headers).encode()).hexdigest()


class Tally:
    """Counts forms as they are read, for who confirms them later; keeps only the first few."""

    def __init__(self) -> None:
        self.forms = 0
        self.municipalities: Counter[str] = Counter()
        self.first: list[Filled] = []
        self._of_row: dict[int, str] = {}

    def begin(self, topics: Sequence[str]) -> None:
        pass

    def add(self, form: Filled) -> None:
        self.forms += 1
        self.municipalities[form.municipality] += 1
        if form.respondent:  # only such a form can be taken back
            self._of_row[form.row] = form.municipality
        if len(self.first) < FIRST:
            self.first.append(form)

    def drop(self, form: int) -> None:
        self.forms -= 1
        self.municipalities[self._of_row.pop(form)] -= 1
        self.first = [kept for kept in self.first if kept.row != form]


def summary_of(found: FileRead, tally: Tally) -> dict[str, Any]:
    """What a person sees before confirming: columns, counts, the first forms, what was not read."""
    answers = found.answers
    return {
        "headers": list(found.headers),
        "mapping": found.mapping,
        "rows": answers.rows,
        "forms": tally.forms,
        "municipalities": sum(count > 0 for count in tally.municipalities.values()),
        "topics": list(answers.topics),
        "first": [[form.row, form.municipality, form.role] for form in tally.first],
        "unread": [[part.place, part.reason] for part in found.unread[:MOST_SHOWN]],
        "unread_count": len(found.unread),
        "corrected": [[part.place, part.reason] for part in answers.corrected[:MOST_SHOWN]],
    }

"""The main job on files of your own: read, analyze, and hand over what a report needs. Stores nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from dutch_text import screening
from dutch_text.vocabulary import Term
from kennismakelaar.catalog import api as catalog
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import frame_on, names_of_places
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics import api as topics

from .analysis import GapParameters, analyze
from .queries import families
from .reporting import Notes, Report, report_of

QUOTES_PER_TOPIC = 3
LONGEST_QUOTE = 280


class UnableToAnalyze(Refusal):
    """Nothing in the files can be computed from."""


@dataclass
class Reading:
    """Everything the files gave, file by file."""

    answers: list[surveys.FileRead] = field(default_factory=list)
    paragraphs: list[tuple[str, intake.Paragraph]] = field(default_factory=list)
    unread: list[dict[str, str]] = field(default_factory=list)

    def refuse(self, file: str, place: str, reason: str) -> None:
        self.unread.append({"file": file, "place": place, "reason": reason})


@dataclass(frozen=True)
class Choices:
    """What may be set from outside."""

    on: date
    tau: float = 0.25
    draws: int = 2000
    mapping: Mapping[str, str] = field(default_factory=dict)


def read_files(responses: Sequence[Path], notes: Sequence[Path], *, choices: Choices) -> Reading:
    """Reads all files. One that cannot be read stands in `unread` when there are others, and the rest goes on."""
    reading = Reading()
    for path in responses:
        try:
            found = surveys.read_file(path.name, path.read_bytes(), saved=choices.mapping, on=choices.on)
        except (Refusal, OSError) as refusal:
            _give_up(path, refusal, reading, alone=len(responses) == 1)
            continue
        reading.answers.append(found)
        for part in found.unread:
            reading.refuse(path.name, part.place, part.reason)
    for path in notes:
        try:
            words = intake.read_words(path.name, path.read_bytes())
        except (Refusal, OSError) as refusal:
            _give_up(path, refusal, reading, alone=False)
            continue
        reading.paragraphs += [(path.name, paragraph) for paragraph in words.paragraphs]
        for part in words.unread:
            reading.refuse(path.name, part.place, part.reason)
    return reading


def _give_up(path: Path, refusal: Exception, reading: Reading, *, alone: bool) -> None:
    """The only file with answers cannot be missed; another one is listed as not read."""
    if alone and isinstance(refusal, Refusal):
        raise refusal
    if alone:
        raise UnableToAnalyze(
            _("A file that can be opened was expected."),
            came=str(path),
            hint=_("Check the name of the file."),
        ) from refusal
    reason = str(refusal) if isinstance(refusal, Refusal) else _("The file cannot be opened.")
    reading.refuse(path.name, _("whole file"), reason)


def report_on(reading: Reading, *, choices: Choices) -> Report:
    """The report on what was read. Raises UnableToAnalyze when no answer counts."""
    frame = frame_on(choices.on)
    answers = _joined(reading.answers)
    if not frame.heard(answers.heard).any():
        raise UnableToAnalyze(
            _("At least one filled-in form of a known municipality was expected."),
            came=_("%d rows were read and none counts.") % sum(f.answers.rows for f in reading.answers),
            hint=_("See the list of what could not be read."),
        )
    found = needs.analyze(answers, frame, parameters=needs.Parameters(draws=choices.draws))
    for topic in found.set_aside:
        reading.refuse(reading.answers[0].filename, topic, _("Too few answers to compute a need from."))
    gaps = analyze(
        found,
        frame,
        offers=catalog.offer_rows(choices.on),
        families=families(choices.on),
        on=choices.on,
        parameters=GapParameters(tau=choices.tau, draws=choices.draws),
    )
    return report_of(
        found,
        gaps,
        on=choices.on,
        files=[file.filename for file in reading.answers] + sorted({name for name, _p in reading.paragraphs}),
        labels={topic.slug: topic.label for topic in topics.topics()},
        notes=_notes(reading),
        unread=reading.unread,
        corrected=[
            {"file": file.filename, "place": part.place, "reason": part.reason}
            for file in reading.answers
            for part in file.answers.corrected
        ],
    )


def _joined(files: Sequence[surveys.FileRead]) -> surveys.AnswerTable:
    """The answers of several files as one table; a topic a file did not ask about is unknown there."""
    wanted = tuple(dict.fromkeys(topic for file in files for topic in file.answers.topics))
    tables = [surveys.table_of(file.answers.forms, topics=file.answers.topics) for file in files]
    if len(tables) == 1:
        return tables[0]
    wide = [_widened(table, wanted) for table in tables]
    return surveys.AnswerTable(
        municipality=np.concatenate([table.municipality for table in wide]),
        role=np.concatenate([table.role for table in wide]),
        topics=wanted,
        scores={
            aspect: np.concatenate([table.scores[aspect] for table in wide]) for aspect in wide[0].scores
        },
    )


def _widened(table: surveys.AnswerTable, wanted: tuple[str, ...]) -> surveys.AnswerTable:
    place = {topic: at for at, topic in enumerate(table.topics)}
    scores = {}
    for aspect, values in table.scores.items():
        wide = np.full((len(table), len(wanted)), np.nan, np.float32)
        for at, topic in enumerate(wanted):
            if topic in place:
                wide[:, at] = values[:, place[topic]]
        scores[aspect] = wide
    return replace(table, topics=wanted, scores=scores)


def _notes(reading: Reading) -> Notes:
    """What the notes are about, by the words of the topic list.

    Words with personal data are not quoted, nor words that name a municipality: the report is passed on.
    """
    named_places = names_of_places()
    vocabulary = topics.vocabulary()
    counts: dict[str, int] = {}
    quotes: dict[str, list[str]] = {}
    held = 0
    for _file, paragraph in reading.paragraphs:
        suspected = bool(screening.screen(paragraph.text))
        held += suspected
        points_at_place = bool(named_places.search(paragraph.text))
        named = [hit.term for hit in vocabulary.find(paragraph.text)]
        for topic in dict.fromkeys(term.topic for term in named if isinstance(term, Term)):
            counts[topic] = counts.get(topic, 0) + 1
            mine = quotes.setdefault(topic, [])
            if (
                not suspected
                and not points_at_place
                and len(mine) < QUOTES_PER_TOPIC
                and len(paragraph.text) <= LONGEST_QUOTE
            ):
                mine.append(paragraph.text)
    return Notes(len(reading.paragraphs), held, counts, quotes)

"""One row, one filled-in form. What cannot be read is listed with its place; nothing is dropped silently."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import Protocol

from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import Refusal

from .headers import Meaning, plain, spelled
from .values import BLANK, Unreadable, score

LONGEST_SHOWN = 40  # characters of a strange value shown in a message

_ROLES = spelled("roles")


class NothingRecognized(Refusal):
    """No municipality column or no topic was recognized: the file cannot be read as survey answers."""


@dataclass(frozen=True)
class Unread:
    """What could not be read: where it stands and why."""

    place: str
    reason: str


# How an answer is kept in one byte, so that 100,000 forms of 40 topics fit in little memory.
NOT_FILLED_IN, DOES_NOT_KNOW = 0, 9
ASPECTS = ("occurs", "importance", "capability", "attention", "satisfaction")


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled-in form. `scores` has a byte per (topic, aspect), in the order of `AnswersRead.topics`."""

    row: int
    municipality: str
    role: str
    respondent: str
    scores: bytes
    open_answers: tuple[tuple[str, str], ...] = ()  # (header, words)

    def answers(self, topics: Sequence[str]) -> dict[str, dict[str, int | None]]:
        """{topic: {aspect: 1-5, or None for "don't know"}}; what was not filled in is not there."""
        found: dict[str, dict[str, int | None]] = {}
        for at, value in enumerate(self.scores):
            if value != NOT_FILLED_IN:
                topic, aspect = topics[at // len(ASPECTS)], ASPECTS[at % len(ASPECTS)]
                found.setdefault(topic, {})[aspect] = None if value == DOES_NOT_KNOW else value
        return found


@dataclass
class AnswersRead:
    """Everything of a file: forms, what was not read, and the topics in the order of the scores."""

    topics: tuple[str, ...] = ()
    forms: list[Filled] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    corrected: list[Unread] = field(default_factory=list)  # read, but not as it was spelled
    rows: int = 0


class Taker(Protocol):
    """Takes forms one by one as they are read, so that a large file need not be in memory at once."""

    def begin(self, topics: Sequence[str]) -> None:
        """The topics in the order of the scores of every form that follows."""

    def add(self, form: Filled) -> None: ...

    def drop(self, form: int) -> None:
        """Take back the form of this row: the same colleague answered again."""


class KeptForms:
    """All forms of a file in memory, in the order of its rows."""

    def __init__(self) -> None:
        self._forms: dict[int, Filled] = {}

    def begin(self, topics: Sequence[str]) -> None:
        pass

    def add(self, form: Filled) -> None:
        self._forms[form.row] = form

    def drop(self, form: int) -> None:
        self._forms.pop(form, None)

    def listed(self) -> list[Filled]:
        return list(self._forms.values())


# From the text of a cell to (code, certain, names). Not certain: read despite a spelling error, names[0] is what
# it was read as; without a code, names are the nearest ones.
FindMunicipality = Callable[[str], tuple[str | None, bool, Sequence[str]]]


def read_answers(
    rows: Iterable[tuple[int, Sequence[object]]],
    *,
    headers: Sequence[str],
    meanings: Sequence[Meaning],
    find_municipality: FindMunicipality,
    into: Taker | None = None,
) -> AnswersRead:
    """Every row becomes a form or stands in `unread`; each value that is not a score stands there too.

    rows: (row number in the file, cells). into: takes the forms as they are read; without it they are in the answer.
    Raises NothingRecognized without a municipality or topic column.
    """
    kept = KeptForms()
    reader = _Reader(headers, meanings, find_municipality, into=into or kept)
    for number, cells in rows:
        if not all(cell is None or str(cell).strip() == "" for cell in cells):
            reader.take(number, cells)
    reader.read.forms = kept.listed()
    return reader.read


class _Reader:
    """Takes rows one by one and remembers who answered before."""

    def __init__(
        self, headers: Sequence[str], meanings: Sequence[Meaning], find: FindMunicipality, *, into: Taker
    ) -> None:
        self.columns = _columns(headers, meanings)
        self.find = cache(find)
        self.into = into
        topics = tuple(dict.fromkeys(meaning.topic for meaning in meanings if meaning.kind == "score"))
        self.into.begin(topics)
        self.read = AnswersRead(topics=topics)
        self.place_of = {
            (topic, aspect): at * len(ASPECTS) + nr
            for at, topic in enumerate(self.read.topics)
            for nr, aspect in enumerate(ASPECTS)
        }
        self.seen: dict[
            int, int
        ] = {}  # a short hash of each form, for 100,000 of them must fit in little memory
        for header, meaning in zip(headers, meanings, strict=True):
            if meaning.kind == "ignored" and header.strip():
                self.skip(_("column “%s”") % header, _("It is not clear what this column means."))

    def skip(self, place: str, reason: str) -> None:
        self.read.unread.append(Unread(place, reason))

    def note(self, place: str, what: str) -> None:
        self.read.corrected.append(Unread(place, what))

    def take(self, number: int, cells: Sequence[object]) -> None:
        self.read.rows += 1
        scores = bytearray(len(self.place_of))
        texts: dict[str, str] = {}
        words: list[tuple[str, str]] = []
        for at, header, meaning in self.columns:
            cell = cells[at] if at < len(cells) else None
            if meaning.kind == "score":
                scores[self.place_of[meaning.topic, meaning.aspect]] = self.score(cell, number, header)
            elif cell is not None and str(cell).strip():
                if meaning.kind == "open":
                    words.append((header, str(cell).strip()))
                else:
                    texts.setdefault(meaning.kind, _text(cell))
        code = self.municipality(number, texts)
        if code is None:
            return
        if not any(scores) and not words:
            self.skip(_row(number), _("The row has no answers."))
            return
        self.keep(
            Filled(
                number,
                code,
                self.role(number, texts),
                texts.get("respondent", ""),
                bytes(scores),
                tuple(words),
            )
        )

    def score(self, cell: object, number: int, header: str) -> int:
        value = score(cell)
        if isinstance(value, Unreadable):
            expected = _("A whole number from 1 to 5 or “weet niet” was expected, “%s” came.")
            self.skip(_place(number, header), expected % _short(value.came))
            return NOT_FILLED_IN
        return NOT_FILLED_IN if value is BLANK else DOES_NOT_KNOW if value is None else int(value)  # type: ignore[arg-type]

    def municipality(self, number: int, texts: dict[str, str]) -> str | None:
        tried = [text.strip() for kind in ("code", "municipality") if (text := texts.get(kind, ""))]
        if not tried:
            self.skip(_row(number), _("No municipality is filled in."))
            return None
        nearest: Sequence[str] = ()
        for text in tried:
            code, certain, nearest = self.find(text)
            if code is not None:
                if not certain:
                    self.note(
                        _row(number),
                        _("“%(came)s” was read as %(name)s.") % {"came": _short(text), "name": nearest[0]},
                    )
                return code
        hint = _("Did you mean %s?") % _(" or ").join(nearest) if nearest else _("No name looks like it.")
        self.skip(_row(number), _("The municipality “%s” is not known.") % _short(tried[-1]) + " " + hint)
        return None

    def role(self, number: int, texts: dict[str, str]) -> str:
        came = texts.get("role", "").strip()
        role = _role(came)
        if came and not role:
            self.skip(
                _row(number),
                _("The role “%s” is not known; the answers count without a role.") % _short(came),
            )
        return role

    def keep(self, form: Filled) -> None:
        """This will keep a form, unless it repeats one.

        With an id the later row counts; without one only a row that is the same to the letter is a repeat,
        since two colleagues in one role may well give different answers.
        """
        key = _short_hash(form.respondent or (form.municipality, form.role, form.scores, form.open_answers))
        earlier = self.seen.get(key)
        if earlier is not None and not form.respondent:
            self.skip(_row(form.row), _("The same answers already stand in row %d.") % earlier)
            return
        if earlier is not None:
            self.into.drop(earlier)
            self.skip(
                _row(earlier),
                _("The same colleague answered again in row %d; the later answers count.") % form.row,
            )
        self.seen[key] = form.row
        self.into.add(form)


def _short_hash(key: object) -> int:
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big")


def _columns(headers: Sequence[str], meanings: Sequence[Meaning]) -> list[tuple[int, str, Meaning]]:
    columns = [
        (at, header, m)
        for at, (header, m) in enumerate(zip(headers, meanings, strict=True))
        if m.kind != "ignored"
    ]
    kinds = {meaning.kind for _at, _header, meaning in columns}
    shown = ", ".join(header for header in headers if header.strip())[:300]
    if not kinds & {"municipality", "code"}:
        raise NothingRecognized(
            _("A column with the name or code of the municipality was expected."),
            came=_("The columns are: %s.") % shown,
            hint=_("Call the column “Gemeente” or choose it in the mapping."),
        )
    if "score" not in kinds:
        raise NothingRecognized(
            _("A column with a topic and a question was expected, such as “Polarisatie – belang”."),
            came=_("The columns are: %s.") % shown,
            hint=_("Say in the mapping which column belongs to which topic."),
        )
    return columns


def _role(text: str) -> str:
    words = plain(text)
    return next((role for role, signs in _ROLES.items() if any(sign in words for sign in signs)), "")


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _row(number: int) -> str:
    return _("row %d") % number


def _place(number: int, header: str) -> str:
    return _("row %(row)d, column “%(column)s”") % {"row": number, "column": header}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"

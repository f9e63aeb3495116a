"""What is expected of one file, and how what came out is compared with it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kennismakelaar.intake.reading import WordsRead


@dataclass(frozen=True)
class Piece:
    """One paragraph, cell or part of a file, and what must become of it."""

    how: str  # said, beside, above, told
    text: str
    place: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gold:
    name: str
    content: bytes
    pieces: tuple[Piece, ...]


@dataclass
class Outcome:
    """How a file came out: pieces that landed, that were told as not read, lost without a word, and words too many."""

    landed: int = 0
    told: int = 0
    lost: list[Piece] = field(default_factory=list)
    too_many: list[str] = field(default_factory=list)
    told_too_much: list[str] = field(default_factory=list)


def said(text: str, *place: str) -> Piece:
    return Piece("said", text, place)


def beside(text: str) -> Piece:
    return Piece("beside", text)


def above(text: str) -> Piece:
    return Piece("above", text)


def told(reason: str, *place: str) -> Piece:
    return Piece("told", reason, place)


def compared(gold: Gold, read: WordsRead) -> Outcome:
    """This will look for every piece where it must be; words may be used once."""
    outcome = Outcome()
    left = [paragraph for paragraph in read.paragraphs if paragraph.labels.get("heading") != "1"]
    total = list(left)
    checks: dict[str, Callable[[Piece], bool]] = {
        "beside": lambda piece: any(
            piece.text in paragraph.labels or piece.text in paragraph.labels.values() for paragraph in total
        ),
        "above": lambda piece: any(piece.text in paragraph.place for paragraph in total),
        "told": lambda piece: any(
            piece.text in unread.reason and all(part in unread.place for part in piece.place)
            for unread in read.unread
        ),
    }
    for piece in gold.pieces:
        if piece.how == "said":
            found = next(
                (p for p in left if p.text == piece.text and all(x in p.place for x in piece.place)), None
            )
            if found is not None:
                left.remove(found)
        else:
            found = checks[piece.how](piece)
        if not found:
            outcome.lost.append(piece)
        elif piece.how == "told":
            outcome.told += 1
        else:
            outcome.landed += 1
    outcome.too_many = [f"{paragraph.place}: {paragraph.text}" for paragraph in left]
    reasons = [piece.text for piece in gold.pieces if piece.how == "told"]
    outcome.told_too_much = [
        f"{unread.place}: {unread.reason}"
        for unread in read.unread
        if not any(text in unread.reason for text in reasons)
    ]
    return outcome

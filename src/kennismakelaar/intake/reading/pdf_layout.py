"""How lines on a page belong together: columns, paragraphs, and lines that come back on every page."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

HYPHENATED = re.compile(r"(\w)(?:[\x02\ufffe\xad]\n?|-\n)(\w)")
END_OF_SENTENCE = (".", "?", "!", ":", "”", '"')
POINT = re.compile(r"\s*([-*•◦▪–—]|\d{1,2}[.)])\s+\S")
SHORT_LINE = 0.6
MARGIN = 0.1  # of the height: where headers and footers stand
FEWEST_BESIDE = 3  # lines on either side make columns
WIDE_GAP = 1.6  # times the usual distance between lines parts paragraphs


@dataclass(frozen=True)
class Line:
    """A line of a page with the box it stands in; y grows upward."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    text: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]


def running_lines(pages: Sequence[Page]) -> frozenset[Line]:
    """Lines in the margin that come back on most pages, page numbers too."""
    if len(pages) < 2:
        return frozenset()
    margin = [
        line
        for page in pages
        for line in page.lines
        if line.bottom > page.height * (1 - MARGIN) or line.top < page.height * MARGIN
    ]
    seen = Counter(key for key in {(line.page, _shape(line)) for line in margin})
    often = Counter(shape for _page, shape in seen)
    full = sum(bool(page.lines) for page in pages)
    return frozenset(line for line in margin if often[_shape(line)] >= max(2, 0.6 * full))


def _shape(line: Line) -> tuple[str, int]:
    """What a running line keeps from page to page: its words without figures, and its height on the page."""
    return re.sub(r"\d+", "#", " ".join(line.text.split())), round(line.bottom / 6)


def columns(lines: Sequence[Line], width: float) -> list[tuple[int | None, list[Line]]]:
    """The lines in reading order, by column; a line over the whole width parts what is above from what is below."""
    rows = joined(lines)
    gutter = _gutter(lines, width)
    if gutter is None:
        return [(None, rows)] if rows else []
    found: list[tuple[int | None, list[Line]]] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            found += _sides(band, gutter)
            found.append((None, [line]))
            band = []
        else:
            band.append(line)
    return _together(found + _sides(band, gutter))


def _sides(band: Sequence[Line], gutter: float) -> list[tuple[int | None, list[Line]]]:
    left = joined([line for line in band if line.right <= gutter])
    right = joined([line for line in band if line.left >= gutter])
    return [(number, side) for number, side in ((1, left), (2, right)) if side]


def _together(parts: list[tuple[int | None, list[Line]]]) -> list[tuple[int | None, list[Line]]]:
    """Neighbors over the whole width are one stretch of text."""
    found: list[tuple[int | None, list[Line]]] = []
    for column, lines in parts:
        if found and column is None and found[-1][0] is None:
            found[-1][1].extend(lines)
        else:
            found.append((column, list(lines)))
    return found


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """The white strip between two columns: hardly any line crosses it, and both sides are full."""
    best: tuple[int, float] | None = None
    for place in range(30, 71):
        at = width * place / 100
        crossing = sum(line.left - 2 < at < line.right + 2 for line in lines)
        left = [line for line in lines if line.right <= at]
        right = [line for line in lines if line.left >= at]
        if min(len(left), len(right)) < FEWEST_BESIDE or crossing > 0.25 * len(lines):
            continue
        if not _side_by_side(left, right) or not _are_texts(left, right):
            continue
        if best is None or (crossing, abs(place - 50)) < (best[0], abs(best[1] / width * 100 - 50)):
            best = crossing, at
    return best[1] if best else None


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    high = min(max(line.top for line in left), max(line.top for line in right))
    return high > low


def _are_texts(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Columns of running text are long lines; cells of a table and numbers at the right edge are short."""
    return all(sum(len(line.text) for line in side) / len(side) >= 15 for side in (left, right))


def joined(pieces: Iterable[Line]) -> list[Line]:
    """Pieces at one height make one line, from left to right; lines from top to bottom."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: (-(p.top + p.bottom), p.left)):
        middle = (piece.top + piece.bottom) / 2
        if lines and lines[-1][0].bottom <= middle <= lines[-1][0].top:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_one(sorted(line, key=lambda p: p.left)) for line in lines]


def _one(pieces: Sequence[Line]) -> Line:
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = piece.left - before.right
        glued = gap < 0.12 * (piece.top - piece.bottom) or text.endswith(" ") or piece.text.startswith(" ")
        text += ("" if glued else " ") + piece.text
    return Line(
        pieces[0].page, pieces[0].left, min(p.bottom for p in pieces), max(p.right for p in pieces),
        max(p.top for p in pieces), text,
    )  # fmt: skip


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines joined into paragraphs: a wide gap, a point of a list, or a short line that ends a sentence parts them."""
    if not lines:
        return []
    usual = max(line.right - line.left for line in lines)
    pitch = _pitch(lines)
    found: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        apart = before.bottom - line.bottom > WIDE_GAP * pitch
        short = before.right - before.left < SHORT_LINE * usual and before.text.rstrip().endswith(
            END_OF_SENTENCE
        )
        larger = abs((before.top - before.bottom) - (line.top - line.bottom)) > 0.35 * (
            line.top - line.bottom
        )
        if apart or short or larger or POINT.match(line.text):
            found.append([])
        found[-1].append(line)
    texts = ("\n".join(line.text.strip() for line in part) for part in found)
    return [HYPHENATED.sub(r"\1\2", text).replace("\n", " ") for text in texts]


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from line to line: the smallest that is common."""
    steps = sorted(one.bottom - other.bottom for one, other in pairwise(lines) if one.bottom > other.bottom)
    return steps[len(steps) // 4] if steps else 1e9

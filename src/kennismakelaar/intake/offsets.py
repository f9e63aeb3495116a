"""Places in a text that changes: offsets count code points, and follow every replacement."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Edit = Sequence[int]  # start, end, length of what came in its place


def replaced(text: str, start: int, end: int, replacement: str) -> tuple[str, Edit]:
    """The text with one stretch replaced, and the edit that tells others what happened."""
    return text[:start] + replacement + text[end:], (start, end, len(replacement))


def carried(span: Span, edits: Iterable[Edit]) -> Span:
    """Where a span stands after these edits.

    What lay in replaced words covers the whole replacement: a mark never shrinks to nothing and never moves to
    words it did not cover.
    """
    start, end = span
    for edit_start, edit_end, length in edits:
        shift = length - (edit_end - edit_start)
        start = _moved(start, edit_start, edit_end, edit_start, shift)
        end = _moved(end, edit_start, edit_end, edit_start + length, shift)
    return start, end


def _moved(at: int, edit_start: int, edit_end: int, inside: int, shift: int) -> int:
    if at >= edit_end:
        return at + shift
    return inside if at > edit_start else at

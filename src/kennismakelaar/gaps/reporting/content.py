"""What stands in a report. The figures people pass on have gone through the rounding of the publication gate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kennismakelaar.gaps.analysis import GapRow, GapsResult
from kennismakelaar.gaps.figures import gap_figures, need_figures, with_silent
from kennismakelaar.gaps.wording import decision_in_words, segment_in_words, what_is_the_matter
from kennismakelaar.needs.api import NeedRow, NeedsResult, reason_in_words
from kennismakelaar.records.api import rounded


@dataclass(frozen=True)
class Notes:
    """What was said in words: how many paragraphs per topic, some quotes, and how many were held back."""

    paragraphs: int = 0
    held_back: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)  # topic -> paragraphs
    quotes: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class TopicLine:
    """One topic: the need and the white spot as everybody may see them, and in words."""

    slug: str
    label: str
    need: Mapping[str, Any]
    gap: Mapping[str, Any] | None
    type: str
    decision: str
    reasons: tuple[str, ...]
    said: int
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """An analysis ready to be written down. `needs` and `gaps` are exact and stay with who holds the answers."""

    on: date
    files: tuple[str, ...]
    response: Mapping[str, Any]
    needs: tuple[NeedRow, ...]
    gaps: tuple[GapRow, ...]
    lines: tuple[TopicLine, ...]
    segments: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]
    notes: Notes
    unread: tuple[Mapping[str, str], ...]
    corrected: tuple[Mapping[str, str], ...]
    labels: Mapping[str, str]
    tau: float
    reasons: tuple[str, ...]
    provenance: Mapping[str, Any]


def report_of(
    needs: NeedsResult,
    gaps: GapsResult,
    *,
    on: date,
    files: Sequence[str],
    labels: Mapping[str, str],
    notes: Notes,
    unread: Sequence[Mapping[str, str]],
    corrected: Sequence[Mapping[str, str]],
) -> Report:
    """Puts an analysis in the order in which it is read: the whitest spot first."""
    need_cells = {(cell["row"], cell["column"]): cell for cell in rounded(need_figures(needs.rows))}
    gap_cells = {(cell["row"], cell["column"]): cell for cell in rounded(gap_figures(gaps.rows, needs.rows))}
    return Report(
        on=on,
        files=tuple(files),
        response=needs.response,
        needs=tuple(needs.whole()),
        gaps=tuple(gaps.whole()),
        lines=tuple(_line(row, need_cells, gap_cells, labels, notes) for row in gaps.whole()),
        segments=_segments(needs, gap_cells),
        notes=notes,
        unread=tuple(unread),
        corrected=tuple(corrected),
        labels=labels,
        tau=gaps.parameters["tau"],
        reasons=tuple(dict.fromkeys(reason_in_words(code) for code in needs.reasons)),
        provenance={
            "method_version": needs.method_version,
            "needs": needs.parameters,
            "gaps": gaps.parameters,
            "input_digest": needs.input_digest,
            "offer_digest": gaps.input_digest,
        },
    )


def _line(
    row: GapRow,
    need_cells: Mapping[tuple[str, str], Any],
    gap_cells: Mapping[tuple[str, str], Any],
    labels: Mapping[str, str],
    notes: Notes,
) -> TopicLine:
    gap = gap_cells[row.topic, ""]
    shown = not gap["withheld"]
    matter, rest = what_is_the_matter(row.type, row.reasons) if shown else ("", ())
    return TopicLine(
        slug=row.topic,
        label=labels.get(row.topic, row.topic),
        need=with_silent(need_cells[row.topic, ""]),
        gap=gap,
        type=matter,
        decision=decision_in_words(row.decision) if shown else "",
        reasons=(*(reason_in_words(code) for code in gap["reasons"]), *rest),
        said=notes.counts.get(row.topic, 0),
        quotes=tuple(notes.quotes.get(row.topic, ())),
    )


def _segments(
    needs: NeedsResult, cells: Mapping[tuple[str, str], Any]
) -> tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]:
    """The fixed two-way tables: (name of the segment, one cell per topic)."""
    names = [s for s in dict.fromkeys(row.segment for row in needs.rows) if s.startswith(("size:", "role:"))]
    order = [row.topic for row in needs.whole()]
    return tuple(
        (segment_in_words(name), tuple(cells[topic, name] for topic in order if (topic, name) in cells))
        for name in names
    )

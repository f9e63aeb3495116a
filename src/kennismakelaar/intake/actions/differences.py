"""Whether a delivery is a newer version of what was stored before, and what differs."""

from collections.abc import Sequence
from typing import Any

from kennismakelaar.intake.models import Import, Source, Statement
from kennismakelaar.intake.queries import latest_versions, standing_statements
from kennismakelaar.intake.reading import WordsRead, preview
from kennismakelaar.intake.versions import FEWEST_SHARED, Comparison, tidied

from .versions import compared

LOOKED_BACK = 100  # sources
FEWEST_SAME = 3  # statements
SHOWN = 60


def differences(delivery: Import, found: WordsRead) -> dict[str, Any]:
    """The stored document this delivery seems to be a newer version of, with what was added, changed, removed."""
    spoken = [paragraph for paragraph in found.paragraphs if not preview.is_heading(paragraph)]
    before = _earlier({tidied(paragraph.text) for paragraph in spoken})
    if before is None:
        return {}
    comparison = compared(standing_statements(before), [paragraph.text for paragraph in spoken])
    if comparison.share < FEWEST_SHARED:
        return {}
    return {"version": _told(before, comparison, [(p.place, p.text) for p in spoken])}


def _earlier(texts: set[str]) -> Source | None:
    """The stored document that shares most with these texts, when it shares enough to be the same one."""
    best, most = None, FEWEST_SAME - 1
    for source in latest_versions().select_related("delivery")[:LOOKED_BACK]:
        stored = {tidied(text) for text in standing_statements(source).values_list("text", flat=True)}
        same = len(stored & texts)
        if same > most and same >= FEWEST_SHARED * min(len(stored), len(texts)):
            best, most = source, same
    return best


def _told(before: Source, found: Comparison, spoken: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """For the page: counts and the first differences, without what screening suspects."""
    old = Statement.objects.in_bulk([*found.changed, *found.removed])
    rows = [
        *({"kind": "changed", "place": spoken[new][0], "old": _shown(old[key]), "new": preview.safe(spoken[new][1])}
          for key, new in found.changed.items()),
        *({"kind": "added", "place": spoken[new][0], "old": "", "new": preview.safe(spoken[new][1])}
          for new in found.added),
        *({"kind": "removed", "place": old[key].place, "old": _shown(old[key]), "new": ""}
          for key in found.removed),
    ]  # fmt: skip
    return {
        "source": before.pk, "title": before.title, "same": len(found.same), "changed": len(found.changed),
        "added": len(found.added), "removed": len(found.removed), "rows": rows[:SHOWN],
    }  # fmt: skip


def _shown(statement: Statement) -> str:
    return preview.safe(statement.text) if statement.status == Statement.Status.OPEN else "█" * 6

"""What was judged per topic: exactly for who computes it, for everybody else as it was made public."""

from collections.abc import Mapping
from typing import Any

from kennismakelaar.accounts.api import Right, User, may
from kennismakelaar.gaps import api as gaps
from kennismakelaar.records import api as records
from kennismakelaar.topics import api as topics


def judgements(user: User) -> dict[str, tuple[str, str]]:
    """{topic: its name and its judgement}: the latest for who computes it, for others what was made public."""
    latest = gaps.latest() if may(user, Right.ASSESS) else None
    if latest:
        return {gap.topic_id: (str(gap.topic), gap.get_decision_display()) for gap in gaps.gaps_of(latest)}
    public = records.current(gaps.KIND_WHITE_SPOTS)
    names = {topic.slug: str(topic) for topic in topics.topics()}
    cells = [cell for cell in (public.figures["cells"] if public else ()) if not cell["column"]]
    return {cell["row"]: (names.get(cell["row"], cell["row"]), _public(cell)) for cell in cells}


def _public(cell: Mapping[str, Any]) -> str:
    return "" if cell["withheld"] else str(gaps.decision_in_words(cell["facts"]["decision"]))

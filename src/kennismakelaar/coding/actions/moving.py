"""Moving judgements from code to code, as a preview said: the writing part of a change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kennismakelaar.coding.models import Code, CodebookChange, Coding, CodingMove
from kennismakelaar.coding.previewing import ChangePreview, Step, retagged

Kind = CodebookChange.Kind


def apply(
    change: CodebookChange, preview: ChangePreview, made: Sequence[Code], *, at: datetime
) -> dict[str, Any]:
    """This will move the judgements and put codes in and out of use; gives what an undo must know."""
    if change.kind == Kind.UNDO:
        _reinstate(change.undoes)
        _put_back(change.undoes, at)
    elif change.kind == Kind.MOVE:
        return _hang(change)
    _move(change, preview.steps, made, at)
    if change.kind != Kind.UNDO:
        gone = change.plan.get("codes") or [change.plan["code"]]
        Code.objects.filter(pk__in=gone).update(retired_on=at.date())
    return {}


def _move(change: CodebookChange, steps: Sequence[Step], made: Sequence[Code], at: datetime) -> None:
    resting = [step.coding for step in steps if step.coincides]
    Coding.objects.filter(pk__in=resting).update(withdrawn_at=at)
    by_target: dict[int, list[int]] = {}
    moves = []
    for step in steps:
        target = step.target if isinstance(step.target, int) else made[int(step.target[5:])].pk
        moves.append(
            CodingMove(
                change=change, coding_id=step.coding, from_code_id=step.from_code, to_code_id=target,
                coincided=step.coincides,
            )
        )  # fmt: skip
        if not step.coincides:
            by_target.setdefault(target, []).append(step.coding)
    for target, codings in by_target.items():
        Coding.objects.filter(pk__in=codings).update(code_id=target)
    CodingMove.objects.bulk_create(moves)


def _reinstate(undone: CodebookChange) -> None:
    """Judgements that rested because they fell together with another stand again."""
    resting = undone.moves.filter(coincided=True).values("coding")
    Coding.objects.filter(pk__in=resting, withdrawn_at=undone.done_at).update(withdrawn_at=None)


def _put_back(undone: CodebookChange, at: datetime) -> None:
    """Codes that went out of use come back, and codes the change made go out of use."""
    if undone.kind == Kind.MOVE:
        code, topic = undone.plan["code"], undone.effect["was"]["topic"]
        Code.objects.filter(pk=code).update(parent=undone.effect["was"]["parent"], topic=topic)
        return
    undone_codes = undone.plan.get("codes") or [undone.plan["code"]]
    Code.objects.filter(pk__in=undone_codes).update(retired_on=None)
    if undone.kind == Kind.SPLIT:
        Code.objects.filter(pk__in=undone.results.values("pk")).update(retired_on=at.date())


def _hang(change: CodebookChange) -> dict[str, Any]:
    code = Code.objects.get(pk=change.plan["code"])
    was = {"parent": code.parent_id, "topic": code.topic_id}
    _code, code.topic_id = retagged(change)
    code.parent_id = change.plan["parent"]
    code.save(update_fields=["parent", "topic"])
    return {"was": was}

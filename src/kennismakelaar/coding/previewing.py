"""What a planned change of the codebook would do, judgement by judgement: worked out, shown, and only then done."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from kennismakelaar.topics.api import Topic

from .models import Code, CodebookChange, Coding
from .queries import counting_codings

Target = int | str  # a code that is there, or "part:0": the first code a split will make


@dataclass(frozen=True, slots=True)
class Step:
    """One judgement that goes from one code to another; `coincides`: its coder had given that code here already."""

    coding: int
    from_code: int
    target: Target
    coincides: bool


@dataclass(frozen=True, slots=True)
class TopicEffect:
    """How many quotes that count a topic has before and after."""

    topic: str
    label: str
    before: int
    after: int


@dataclass(frozen=True)
class ChangePreview:
    """What would happen: the judgements that move, what goes out of use and comes into use, quotes per topic."""

    steps: tuple[Step, ...]
    quotes: int  # judgements that count and move: what people will miss or find elsewhere
    statements: int
    retired: tuple[str, ...]
    restored: tuple[str, ...]
    made: tuple[str, ...]
    topics: tuple[TopicEffect, ...]

    @property
    def coincided(self) -> int:
        return sum(step.coincides for step in self.steps)

    @property
    def codings(self) -> frozenset[int]:
        return frozenset(step.coding for step in self.steps)

    @property
    def digest(self) -> str:
        """The same as long as the change would do the same."""
        told = repr((self.steps, self.retired, self.restored, self.made, self.topics))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def preview_change(change: CodebookChange) -> ChangePreview:
    """This will work out what a planned change does, without doing it."""
    steps = tuple(steps_of(change))
    moving = {step.coding: step for step in steps}
    counting = counting_codings().filter(pk__in=moving).select_related("code__topic")
    retired, restored, made = _codes(change)
    statements = Coding.objects.filter(pk__in=moving).values("segment__statement").distinct().count()
    return ChangePreview(
        steps=steps, quotes=counting.count(), statements=statements, retired=retired, restored=restored,
        made=made, topics=_topics(change, list(counting), moving),
    )  # fmt: skip


def steps_of(change: CodebookChange) -> list[Step]:
    """Every judgement that moves, in a fixed order, each with where it goes."""
    kind, plan = change.kind, change.plan
    if kind == CodebookChange.Kind.MERGE:
        return _steps(_standing(plan["codes"]), lambda coding: plan["into"])
    if kind == CodebookChange.Kind.SPLIT:
        chosen = plan.get("choices", {})
        return _steps(_standing([plan["code"]]), lambda c: f"part:{chosen.get(str(c.segment_id), 0)}")
    if kind == CodebookChange.Kind.UNDO and change.undoes is not None:
        return _steps_back(change.undoes)
    return []


def _standing(codes: Iterable[int]) -> list[Coding]:
    return list(Coding.objects.filter(code__in=list(codes), withdrawn_at=None).order_by("pk"))


def _steps(codings: Iterable[Coding], target_of: Callable[[Coding], Target]) -> list[Step]:
    """A coder cannot give one code twice to the same words: whatever comes second falls together with the first."""
    codings = list(codings)
    targets = {coding.pk: target_of(coding) for coding in codings}
    taken = _taken({t for t in targets.values() if isinstance(t, int)}, {c.segment_id for c in codings})
    found = []
    for coding in codings:
        place = (coding.segment_id, coding.coder_id, coding.is_adjudicated, targets[coding.pk])
        found.append(Step(coding.pk, coding.code_id, targets[coding.pk], place in taken))
        taken.add(place)
    return found


def _taken(codes: set[int], segments: set[int]) -> set[tuple[int, int, bool, Target]]:
    rows = Coding.objects.filter(code__in=codes, segment__in=segments, withdrawn_at=None)
    return set(rows.values_list("segment_id", "coder_id", "is_adjudicated", "code_id"))


def _steps_back(undone: CodebookChange) -> list[Step]:
    """Where every judgement came from; what was given since to a code the change made goes back with the rest."""
    moves = {move.coding_id: move for move in undone.moves.select_related("coding")}
    home = undone.plan.get("code")
    codings = [m.coding for m in moves.values() if not m.coincided and m.coding.withdrawn_at is None]
    if undone.kind == CodebookChange.Kind.SPLIT:
        made = undone.results.values_list("pk", flat=True)
        codings += [c for c in _standing(made) if c.pk not in moves]
    codings.sort(key=lambda coding: coding.pk)
    return _steps(codings, lambda c: moves[c.pk].from_code_id if c.pk in moves else home)


def _codes(change: CodebookChange) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names of codes that go out of use, come back into use, and are made."""
    kind, plan = change.kind, change.plan
    if kind == CodebookChange.Kind.UNDO and change.undoes is not None:
        out, back, _new = _codes(change.undoes)
        gone = [] if change.undoes.kind == CodebookChange.Kind.MERGE else change.undoes.results.all()
        return (tuple(code.label for code in gone) if _new else ()), out, back
    if kind == CodebookChange.Kind.SPLIT:
        return (_label(plan["code"]),), (), tuple(part["label"] for part in plan["parts"])
    if kind == CodebookChange.Kind.MOVE:
        return (), (), ()
    return tuple(_label(pk) for pk in plan["codes"]), (), ()


def _label(pk: int) -> str:
    return Code.objects.values_list("label", flat=True).get(pk=pk)


def _topics(
    change: CodebookChange, counting: list[Coding], moving: dict[int, Step]
) -> tuple[TopicEffect, ...]:
    """Quotes per topic before and after, for the topics where it makes a difference.

    A topic counts what stands under it and under the topics below it, as the page of needs does.
    """
    shift: Counter[str] = Counter()
    for coding in counting:
        step = moving[coding.pk]
        shift.subtract(_with_parent(coding.code.topic))
        if not step.coincides:
            shift.update(_with_parent(_topic_of(change, step.target)))
    code, topic = retagged(change)
    for coding in counting_codings().filter(code=code).select_related("code__topic") if code else ():
        shift.subtract(_with_parent(coding.code.topic))
        shift.update(_with_parent(Topic.objects.filter(pk=topic).first()))
    found = Topic.objects.filter(pk__in=[slug for slug, by in shift.items() if by]).order_by("pk")
    return tuple(_effect(topic, shift[topic.pk]) for topic in found)


def _effect(topic: Topic, shift: int) -> TopicEffect:
    below = Q(code__topic=topic) | Q(code__topic__parent=topic)
    before = counting_codings().filter(below).count()
    return TopicEffect(topic.pk, topic.label, before, before + shift)


def _with_parent(topic: Topic | None) -> set[str]:
    return set() if topic is None else {topic.pk} | ({topic.parent_id} if topic.parent_id else set())


def _topic_of(change: CodebookChange, target: Target) -> Topic | None:
    if isinstance(target, int):
        return Code.objects.select_related("topic").get(pk=target).topic
    part = change.plan["parts"][int(target.removeprefix("part:"))]
    return Topic.objects.filter(pk=part.get("topic")).first()


def retagged(change: CodebookChange) -> tuple[int | None, str | None]:
    """The code that stays but comes under another topic, and that topic."""
    if change.kind == CodebookChange.Kind.MOVE:
        return change.plan["code"], change.plan.get("topic")
    if change.undoes is not None and change.undoes.kind == CodebookChange.Kind.MOVE:
        return change.undoes.plan["code"], change.undoes.effect["was"]["topic"]
    return None, None

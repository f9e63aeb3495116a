"""Changing the tree of codes: plan, look, do. Judgements move with their codes and are never lost."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import Code, Codebook, CodebookChange
from kennismakelaar.coding.previewing import ChangePreview, preview_change
from kennismakelaar.intake.api import require_impersonal
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.topics.api import Topic

from .moving import apply
from .versions import stand_still, touch

Kind = CodebookChange.Kind
SLUG = 50


class UnableToChange(Refusal):
    """A change of the codebook takes codes in use, a reason, and a preview that still holds."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the codes a code is split into."""

    label: str
    definition: str = ""
    topic: str | None = None


def plan_retire(code: Code, *, reason: str, by: User, at: datetime) -> CodebookChange:
    """This will plan to take a code out of use; what was given stays."""
    _check_leaves([code], at)
    return _plan(Kind.RETIRE, {"codes": [code.pk]}, [code], [], reason=reason, by=by, at=at)


def plan_move(
    code: Code, parent: Code | None, topic: Topic | None, *, reason: str, by: User, at: datetime
) -> CodebookChange:
    """This will plan to hang a code elsewhere in the tree, or under another topic."""
    _check_in_use([code, *([parent] if parent else [])], at)
    above = parent
    while above is not None:
        if above.pk == code.pk:
            raise UnableToChange(
                _("A place in the tree that is not below the code itself."),
                came=str(parent),
                hint=_("Choose another code, or the top of the tree."),
            )
        above = above.parent
    if (parent.pk if parent else None) == code.parent_id and (topic.pk if topic else None) == code.topic_id:
        raise UnableToChange(
            _("Another place or another topic."), came=_("Nothing changes."), hint=_("Choose where it goes.")
        )
    plan = {"code": code.pk, "parent": parent.pk if parent else None, "topic": topic.pk if topic else None}
    return _plan(Kind.MOVE, plan, [code], [code], reason=reason, by=by, at=at)


def plan_merge(codes: Sequence[Code], into: Code, *, reason: str, by: User, at: datetime) -> CodebookChange:
    """This will plan to bring the judgements of some codes under one other code."""
    gone = [code for code in codes if code.pk != into.pk]
    if not gone:
        raise UnableToChange(
            _("At least one other code."),
            came=_("None was chosen."),
            hint=_("Choose what goes into this code."),
        )
    _check_leaves(gone, at)
    _check_in_use([into], at)
    plan = {"codes": sorted(code.pk for code in gone), "into": into.pk}
    return _plan(Kind.MERGE, plan, gone, [into], reason=reason, by=by, at=at)


def plan_split(
    code: Code, parts: Sequence[Part], choices: Mapping[int, int], *, reason: str, by: User, at: datetime
) -> CodebookChange:
    """This will plan to split a code; `choices` says per segment to which part it goes, the first when unsaid."""
    _check_leaves([code], at)
    labels = [part.label.strip() for part in parts]
    if len(labels) < 2 or not all(labels) or len({label.casefold() for label in labels}) < len(labels):
        raise UnableToChange(
            _("At least two parts with different names."),
            came=", ".join(labels) or _("No names."),
            hint=_("Give each part a name of its own."),
        )
    if any(not 0 <= part < len(labels) for part in choices.values()):
        raise UnableToChange(
            _("A part for each quote."),
            came=_("A part that is not there."),
            hint=_("Divide the quotes again."),
        )
    chosen = {str(segment): part for segment, part in choices.items() if part}
    plan = {"code": code.pk, "parts": [asdict(part) for part in parts], "choices": chosen}
    return _plan(Kind.SPLIT, plan, [code], [], reason=reason, by=by, at=at)


def plan_undo(change: CodebookChange, *, reason: str, by: User, at: datetime) -> CodebookChange:
    """This will plan to undo a change by a new one; what was judged since goes along."""
    change = CodebookChange.objects.get(pk=change.pk)
    touched = {*change.sources.values_list("pk", flat=True), *change.results.values_list("pk", flat=True)}
    later = CodebookChange.objects.filter(done_at__isnull=False, pk__gt=change.pk).exclude(kind=Kind.UNDO)
    later = later.exclude(undone_by__done_at__isnull=False)
    later = later.filter(Q(sources__in=touched) | Q(results__in=touched))
    if change.done_at is None or change.undone_by.filter(done_at__isnull=False).exists() or later.exists():
        raise UnableToChange(
            _("A change that was done, and after which these codes were not changed again."),
            came=str(change),
            hint=_("Undo the later change first."),
        )
    if change.kind == Kind.UNDO:
        raise UnableToChange(
            _("A change of codes."), came=_("This one undid a change."), hint=_("Make the change again.")
        )
    results, sources = change.results.all(), change.sources.all()
    return _plan(Kind.UNDO, {}, results, sources, reason=reason, by=by, at=at, undoes=change)


@transaction.atomic
def _plan(
    kind: str, plan: dict[str, object], sources: Sequence[Code], results: Sequence[Code], *, reason: str, by: User,
    at: datetime, undoes: CodebookChange | None = None,
) -> CodebookChange:  # fmt: skip
    require(by, Right.EDIT_CODEBOOK)
    require_impersonal(reason)
    if not reason.strip():
        raise UnableToChange(
            _("A reason for the change."),
            came=_("No reason was given."),
            hint=_("Write in one sentence why: later readers will ask."),
        )
    book = undoes.codebook if undoes else sources[0].codebook
    change = CodebookChange.objects.create(
        codebook=book, kind=kind, plan=plan, reason=reason[:300], undoes=undoes, planned_by=by, planned_at=at
    )
    change.sources.set(sources)
    change.results.set(results)
    record("plan change", change, by=by, at=at, detail={"kind": str(kind)})
    return change


def _check_in_use(codes: Sequence[Code], at: datetime) -> None:
    gone = [code.label for code in codes if code.retired_on is not None and code.retired_on <= at.date()]
    if gone:
        raise UnableToChange(
            _("Codes that are in use."),
            came=", ".join(gone),
            hint=_("Choose among the codes of the codebook."),
        )


def _check_leaves(codes: Sequence[Code], at: datetime) -> None:
    _check_in_use(codes, at)
    full = [code.label for code in codes if code.children.filter(retired_on=None).exists()]
    if full:
        raise UnableToChange(
            _("A code without codes below it."),
            came=", ".join(full),
            hint=_("Move the codes below it first."),
        )


@transaction.atomic
def carry_out(change: CodebookChange, *, expected: str, by: User, at: datetime) -> ChangePreview:
    """This will do a planned change, if it still does what its preview (`expected`: the digest) showed."""
    require(by, Right.EDIT_CODEBOOK)
    stand_still(for_change=True)
    change = CodebookChange.objects.select_related("undoes").get(pk=change.pk)
    if change.done_at is not None:
        raise UnableToChange(
            _("A change that was not done yet."), came=_("It was done."), hint=_("Look at the codebook.")
        )
    if change.kind != Kind.UNDO:
        _check_in_use(change.sources.all(), at)
    preview = preview_change(change)
    if preview.digest != expected:
        raise UnableToChange(
            _("The same outcome as in the preview."),
            came=_("Colleagues coded in the meantime: the outcome is different now."),
            hint=_("Look at the preview again."),
        )
    was = apply(change, preview, _made(change), at=at)
    change.done_at, change.done_by = at, by
    change.effect = {
        "codings": len(preview.steps),
        "quotes": preview.quotes,
        "coincided": preview.coincided,
    } | was
    change.save(update_fields=["done_at", "done_by", "effect"])
    touch(change.codebook)
    record("change codebook", change, by=by, at=at, detail={"kind": change.kind, **change.effect})
    return preview


def _made(change: CodebookChange) -> list[Code]:
    """The codes a split makes: beside the code they come from, under its topic unless another was chosen."""
    if change.kind != Kind.SPLIT:
        return []
    old = Code.objects.get(pk=change.plan["code"])
    made = []
    for part in change.plan["parts"]:
        made.append(
            Code.objects.create(
                codebook=old.codebook, slug=free_slug(old.codebook, part["label"]), label=part["label"][:100],
                parent=old.parent, topic_id=part["topic"], definition=part["definition"], position=old.position,
            )
        )  # fmt: skip
    change.results.set(made)
    return made


def free_slug(codebook: Codebook, label: str) -> str:
    """A short name nobody has in this codebook."""
    base = slugify(label)[: SLUG - 4] or "code"
    taken = set(codebook.codes.filter(slug__startswith=base).values_list("slug", flat=True))
    names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


@transaction.atomic
def drop_change(change: CodebookChange, *, by: User, at: datetime) -> None:
    """This will drop a plan that was not carried out."""
    require(by, Right.EDIT_CODEBOOK)
    change = CodebookChange.objects.get(pk=change.pk)
    if change.done_at is not None:
        raise UnableToChange(
            _("A change that was not done yet."), came=_("It was done."), hint=_("Undo it by a new change.")
        )
    record("drop change", change, by=by, at=at)
    change.delete()

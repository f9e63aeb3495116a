"""Long work a person asks of the machine: asked on a page, done by the task worker, and its outcome always told."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.coding.models import MachineJob
from kennismakelaar.coding.queries import current_codebook
from kennismakelaar.records.api import record
from kennismakelaar.shared.errors import Refusal

from .asking_model import ask_model
from .suggesting import suggest
from .theming import seek_themes

log = logging.getLogger(__name__)
Kind, State = MachineJob.Kind, MachineJob.State
Progress = Callable[[int, int], None]


@transaction.atomic
def ask_machine(kind: str, *, by: User, at: datetime) -> MachineJob:
    """This will note that somebody asked something long of the machine; what waits already is not asked twice."""
    require(by, Right.CODE)
    waiting = MachineJob.objects.filter(kind=kind, state=State.WAITING).first()
    if waiting is not None:
        return waiting
    MachineJob.objects.filter(kind=kind).exclude(state=State.BUSY).delete()
    job = MachineJob.objects.create(kind=kind, asked_by=by, asked_at=at)
    record("ask the machine", job, by=by, at=at, detail={"kind": str(kind)})
    return job


def do_job(number: int, *, at: datetime) -> None:
    """This will do what was asked. A refusal ends the job with its reason; what is unexpected is told and raised."""
    job = MachineJob.objects.select_related("asked_by").filter(pk=number).first()
    if job is None:  # asked again in the meantime
        return
    _note(job, state=State.BUSY, started_at=at, step=0, steps=0, reason="", number=0)
    try:
        _do(job, at=at)
    except Refusal as refusal:
        log.warning("Nothing came of the job %s: %s", job.kind, refusal)
        reason, count = getattr(refusal, "reason", ""), getattr(refusal, "number", 0)
        _note(job, state=State.REFUSED, reason=reason, number=count)
    except Exception:
        _note(job, state=State.FAILED)
        raise
    else:
        _note(job, state=State.DONE)


def _do(job: MachineJob, *, at: datetime) -> None:
    require(job.asked_by, Right.CODE)

    def progress(step: int, steps: int) -> None:
        _note(job, step=step, steps=steps)

    if job.kind == Kind.THEMES:
        seek_themes(by=job.asked_by, at=at, progress=progress)
        return
    codebook = current_codebook()
    if codebook is None:
        raise NoCodebook("a codebook", came="none")
    if job.kind == Kind.LEARN:
        suggest(codebook, at=at)
    else:
        ask_model(codebook, by=job.asked_by, at=at, progress=progress)


class NoCodebook(Refusal):
    """Codes are proposed out of a codebook."""

    reason = "no_codebook"


def _note(job: MachineJob, **fields: object) -> None:
    MachineJob.objects.filter(pk=job.pk).update(**fields)

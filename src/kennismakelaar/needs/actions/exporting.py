"""Have a survey written as a file, take it, and let it go after a week. Each step is recorded."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.needs.analysis import Parameters
from kennismakelaar.needs.exports import building, codebook, formats, snapshot
from kennismakelaar.needs.exports.dataset import Dataset
from kennismakelaar.needs.models import Export
from kennismakelaar.needs.queries import assessment_of
from kennismakelaar.organizations.api import frame_on
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from kennismakelaar.surveys import api as surveys

KEPT = timedelta(days=7)
WRITERS: dict[str, Callable[[Dataset], bytes]] = {
    Export.Kind.XLSX: formats.as_xlsx,
    Export.Kind.CSV: formats.as_csv,
    Export.Kind.SAV: formats.as_sav,
    Export.Kind.PARQUET: formats.as_parquet,
    Export.Kind.DDI: codebook.as_ddi,
}


Write = Callable[[Export], bytes]


class UnableToTake(Refusal):
    """A file is not there yet, or not any more."""


@transaction.atomic
def ask_export(survey: surveys.Survey, kind: str, *, by: User, at: datetime) -> Export:
    """This will note down that a file is wanted; the task worker makes it."""
    require(by, Right.ASSESS)
    asked = Export.objects.create(survey=survey, kind=Export.Kind(kind), asked_by=by, asked_at=at)
    records.record("ask for an export", asked, by=by, at=at, detail={"survey": survey.pk, "kind": kind})
    return asked


def make_export(key: int, *, at: datetime, write: Write | None = None) -> Export | None:
    """This will make a file that was asked for. Done again after a crash it is made once; gone, it stays gone.

    write: gives the content of a kind that is made further downstream; without it that of this room. An unexpected
    error is told to who waits for the file, and goes on to the log.
    """
    try:
        return _make(key, at=at, write=write)
    except Exception:
        note_failed(key, at=at)
        raise


@transaction.atomic
def _make(key: int, *, at: datetime, write: Write | None) -> Export | None:
    found = Export.objects.select_for_update(of=["self"]).select_related("survey").filter(pk=key).first()
    if found is None or found.status != Export.Status.WAITING:
        return found
    require(found.asked_by, Right.ASSESS)
    try:
        found.content = write(found) if write else _written(found, at=at)
        found.status = Export.Status.DONE
    except Refusal as refusal:
        found.refusal, found.status = str(refusal), Export.Status.REFUSED
    found.size, found.done_at = len(found.content), at
    found.save()
    records.record("make an export", found, by=found.asked_by, at=at, detail={"status": found.status})
    return found


@transaction.atomic
def note_failed(key: int, *, at: datetime) -> Export | None:
    """This will say of a file that making it failed, so that nobody waits for what does not come."""
    found = Export.objects.select_for_update(of=["self"]).filter(pk=key).first()
    if found is None or found.status != Export.Status.WAITING:
        return found
    found.status, found.done_at = Export.Status.FAILED, at
    found.save(update_fields=["status", "done_at"])
    records.record("fail to make an export", found, by=found.asked_by, at=at)
    return found


@transaction.atomic
def take_export(key: int, *, by: User, at: datetime) -> tuple[str, bytes]:
    """This will hand over a file, and note down that its answers left the website with somebody."""
    require(by, Right.ASSESS)
    found = Export.objects.filter(pk=key, status=Export.Status.DONE).first()
    if found is None:
        raise UnableToTake(
            _("A file that is done was expected."),
            came=_("It is still being made, or it is gone."),
            hint=_("A file is kept for seven days. Ask for it again."),
        )
    records.record("take an export", found, by=by, at=at, detail={"survey": found.survey_id})
    return found.filename, bytes(found.content)


@transaction.atomic
def erase_exports(at: datetime) -> int:
    """This will erase files after a week, or earlier when the answers themselves may be kept no longer."""
    over = Q(asked_at__lte=at - KEPT) | Q(survey__retain_until__lt=at.date())
    gone, _each = Export.objects.filter(over).delete()
    return gone


def _written(export: Export, *, at: datetime) -> bytes:
    """Over the municipalities and with the choices of the latest assessment, so that the figures are the same."""
    latest = assessment_of(str(export.survey_id))
    on = latest.on if latest else at.date()
    parameters = Parameters(**latest.parameters) if latest else Parameters()
    frame = frame_on(on)
    dataset = building.build(export.survey, frame=frame, on=on, parameters=parameters)
    if export.kind != Export.Kind.SNAPSHOT:
        return WRITERS[export.kind](dataset)
    definitions = building.definitions_of(export.survey)
    return snapshot.freeze(dataset, frame=frame, definitions=definitions, parameters=parameters)

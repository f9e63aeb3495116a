"""Deliveries of survey answers: later rooms read them, the delivery itself is kept here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.models import Import, UnreadPart
from kennismakelaar.records.api import record

from .deliveries import NotReadyToConfirm


@transaction.atomic
def note_recognized(
    delivery: Import, found: Mapping[str, Any], *, options: Mapping[str, Any], at: datetime
) -> Import:
    """This will keep what a later room recognized in a delivery that is not confirmed yet."""
    delivery = Import.objects.select_for_update().get(pk=delivery.pk)
    if delivery.status in {Import.Status.UPLOADED, Import.Status.RECOGNIZED}:
        delivery.status = Import.Status.RECOGNIZED
        delivery.recognized, delivery.options = dict(found), dict(options)
        delivery.save(update_fields=["status", "recognized", "options"])
        record("recognize", delivery, by=None, at=at)
    return delivery


@transaction.atomic
def note_refused(delivery: Import, why: str, *, at: datetime) -> Import:
    """This will keep why a delivery cannot be read; its content goes."""
    Import.objects.filter(pk=delivery.pk).update(
        status=Import.Status.REFUSED, refusal=why, content=b"", recognized={}
    )
    record("refuse", delivery, by=None, at=at)
    return Import.objects.get(pk=delivery.pk)


@transaction.atomic
def start_confirming(delivery: Import, *, by: User) -> Import:
    """This will lock a recognized delivery until its answers are stored. Raises NotReadyToConfirm."""
    require(by, Right.IMPORT)
    delivery = Import.objects.select_for_update().get(pk=delivery.pk)
    if delivery.status != Import.Status.RECOGNIZED:
        raise NotReadyToConfirm(
            _("A file that was read and recognized."),
            came=str(delivery.get_status_display()),
            hint=_("Upload the file again."),
        )
    return delivery


@transaction.atomic
def note_confirmed(delivery: Import, unread: Iterable[tuple[str, str]], *, by: User, at: datetime) -> Import:
    """This will close a delivery whose answers were stored, with the list of what was not read."""
    UnreadPart.objects.bulk_create(
        UnreadPart(delivery=delivery, place=place[:200], reason=reason[:400]) for place, reason in unread
    )
    delivery.status = Import.Status.CONFIRMED
    delivery.save(update_fields=["status"])
    record("confirm import", delivery, by=by, at=at)
    return delivery

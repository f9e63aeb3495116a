"""Long work of this room, done by the task worker."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from kennismakelaar.accounts.api import User

from . import api

log = logging.getLogger(__name__)


@app.task(name="coding.suggest", queueing_lock="coding.suggest")
def suggest() -> None:
    """This will let the machine learn from the judgements that count, and propose codes for the rest."""
    codebook = api.current_codebook()
    if codebook is None:
        return
    try:
        api.suggest(codebook, at=timezone.now())
    except api.NotEnoughCodings as refusal:
        log.warning("No proposals: %s", refusal)


@app.task(name="coding.seek_themes", queueing_lock="coding.seek_themes")
def seek_themes(user: int) -> None:
    """This will group the statements nobody coded, for the page of themes."""
    asked_by = User.objects.filter(pk=user, is_active=True).first()
    if asked_by is None:
        return
    try:
        api.seek_themes(by=asked_by, at=timezone.now())
    except api.UnableToTheme as refusal:
        log.warning("No themes: %s", refusal)

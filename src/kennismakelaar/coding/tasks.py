"""Long work of this room, done by the task worker."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

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

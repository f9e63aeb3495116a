"""Settings of the web server, read by gunicorn itself."""

import os
import sys

GATE = "START_GATE"  # the file descriptor of a pipe from `start.py`
SECONDS_BEFORE_WARMING = 1.0  # the first page goes first


def pre_fork(server, worker):
    """Waits until the database is ready: the site is loaded by then, its workers are not.

    One byte opens the gate; when `start.py` ends without sending it, so does the web server.
    """
    gate = os.environ.pop(GATE, "")
    if gate and not os.read(int(gate), 1):
        sys.exit(0)


def post_worker_init(worker):
    """Loads what the first search would wait for, beside the first pages."""
    from django.utils import timezone

    from kennismakelaar.catalog.api import warm_soon

    warm_soon(timezone.localdate(), after=SECONDS_BEFORE_WARMING)

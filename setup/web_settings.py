"""Settings of the web server, read by gunicorn itself."""

import os
import sys

GATE = "START_GATE"  # the file descriptor of a pipe from `start.py`


def pre_fork(server, worker):
    """Waits until the database is ready: the site is loaded by then, its workers are not.

    One byte opens the gate; when `start.py` ends without sending it, so does the web server.
    """
    gate = os.environ.pop(GATE, "")
    if gate and not os.read(int(gate), 1):
        sys.exit(0)

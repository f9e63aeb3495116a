"""Loading what the first search would wait for: the word list, the index, the meaning and the names of persons."""

import logging
import threading
from datetime import date

from django.db import DatabaseError, connection

from dutch_text.screening import screen

from . import searching, shelf, vocabulary

logger = logging.getLogger(__name__)
# A question with a compound, a typing error and a topic: it takes every road a search can take.
EVERYTHING = "trainnig polarisatieaanpak voor wethouders, mevrouw Voorbeeld"


def warm(on: date) -> None:
    """This will search once, so that no visitor is the first; a database that is not ready is no reason to fail."""
    try:
        shelf.live.current()
        searching.find(EVERYTHING, on=on)
        screen(EVERYTHING)
    except DatabaseError as problem:
        logger.warning("The search could not be loaded ahead: %s", problem)


def warm_soon(on: date, *, after: float) -> threading.Thread:
    """This will do it beside the first pages, which go first; the thread ends with the process.

    Until the meaning is loaded searches go by words, and say so.
    """
    vocabulary.expect_meaning()
    thread = threading.Timer(after, _warm_and_let_go, [on])
    thread.daemon = True
    thread.start()
    return thread


def _warm_and_let_go(on: date) -> None:
    try:
        vocabulary.load_meaning()
        warm(on)
    finally:
        connection.close()  # a connection belongs to a thread, and this one ends

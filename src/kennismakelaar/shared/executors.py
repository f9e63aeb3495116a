"""Who does long work: this process, local processes, or a Dask cluster; the outcome is the same.

A cluster does what it is told by whoever reaches it, so it listens on this machine only, or asks for a certificate.
"""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

WORTH_IT = 20_000  # texts: below this starting processes takes longer than it saves


class UnsafeScheduler(ImproperlyConfigured):
    """Anybody who reaches a cluster without a certificate can run code on it."""


@contextmanager
def executor(size: int, *, scheduler: str | None = None) -> Iterator[Executor | None]:
    """This will give who does the work on so many texts: nobody else under `WORTH_IT`.

    `scheduler` is the address of a Dask cluster (default: the setting DASK_SCHEDULER); without it local processes.
    """
    address = settings.DASK_SCHEDULER if scheduler is None else scheduler
    if size < WORTH_IT:
        yield None
    elif address:
        with _cluster(address) as found:
            yield found
    else:
        # Started anew, not forked: a forked process would share the connection to the database.
        with ProcessPoolExecutor(
            os.cpu_count(), mp_context=get_context("spawn"), initializer=prepare
        ) as found:
            yield found


def prepare() -> None:
    """This will make a process of its own ready to read from the database."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import django

    django.setup()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    _check(address)
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.run(prepare)
        # The work is a function of its piece alone, yet one that failed halfway must not be taken from memory.
        yield client.get_executor(pure=False)


def _check(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme == "tls" or parts.hostname in {"127.0.0.1", "localhost", "::1"}:
        return
    raise UnsafeScheduler(
        "Expected in KENNISMAKELAAR_DASK the address of a cluster on this machine, or one that starts with tls://; "
        f"came {address}. Give the cluster a certificate, or let it listen on 127.0.0.1."
    )

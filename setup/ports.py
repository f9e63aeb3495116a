"""Finds a free port on this machine's own address; nothing listens to the outside."""

from __future__ import annotations

import socket

from setup.reporting import UnableToStart

HOST = "127.0.0.1"
USUAL = 8000
TRIES = 100


class NoFreePort(UnableToStart):
    """Every port that was tried is taken."""


def first_free(wanted: int, *, tries: int = TRIES) -> int:
    """Returns `wanted`, or the next port above it that nobody listens on."""
    for port in range(wanted, min(wanted + tries, 65536)):
        if is_free(port):
            return port
    raise NoFreePort(
        f"No free port from {wanted}.",
        expected=f"one free port between {wanted} and {min(wanted + tries, 65536) - 1}",
        came="all are taken",
        hint="Choose another one: python3 start.py --port NUMBER",
    )


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True

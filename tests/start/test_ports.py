"""The site takes the port it is given, or the next free one."""

import socket
from collections.abc import Iterator

import pytest

from setup import ports


@pytest.fixture
def taken() -> Iterator[int]:
    """Gives a port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as passer_by:
        passer_by.bind((ports.HOST, 0))
        port = passer_by.getsockname()[1]
    assert ports.first_free(port) == port


def test_a_taken_port_gives_a_later_one(taken: int) -> None:
    found = ports.first_free(taken)
    assert found > taken
    assert ports.is_free(found)


def test_no_port_at_all_is_said_with_the_range_that_was_tried(taken: int) -> None:
    with pytest.raises(ports.NoFreePort, match=f"between {taken} and {taken}"):
        ports.first_free(taken, tries=1)

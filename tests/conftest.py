"""What all tests share: compiled texts, and a database that is made when the first test asks for one.

Nothing here imports Django when it is loaded: the tests of the cellar run where Django is not installed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_django

from setup import chromium, messages, temporary

if TYPE_CHECKING:
    from databases import OwnDatabases


def pytest_configure(config: pytest.Config) -> None:
    """Compiles the texts once, before any process of a parallel run reads them."""
    if not hasattr(config, "workerinput") and messages.compile_stale():
        _forget_old_texts()


def _forget_old_texts() -> None:
    """Lets Django read the texts again, if it was there before us and read what was compiled earlier."""
    if "django.utils.translation.trans_real" in sys.modules:
        from django.utils.translation.reloader import translation_file_changed

        translation_file_changed(sender=None, file_path=Path("compiled.mo"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Gives every process of a test run a server of its own, unless DATABASE_URL names one."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from django.db import connections

    with temporary.server() as server:
        connections.settings["default"].update(
            NAME="kennismakelaar", USER="kennismakelaar", HOST=str(server.socket), PORT="", PASSWORD=""
        )
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator["OwnDatabases"]:
    """Gives this process copies of filled databases instead of migrating one for itself."""
    from databases import OwnDatabases

    with django_db_blocker.unblock():
        own = OwnDatabases()
        own.copy_instead_of_emptying()
    yield own
    with django_db_blocker.unblock():
        own.drop()


@pytest.fixture
def chosen_database(
    request: pytest.FixtureRequest,
    django_db_setup: "OwnDatabases",
    django_db_blocker: pytest_django.DjangoDbBlocker,
) -> None:
    """Lets a test work in the fullest database that it, or a fixture of it, asks for by name."""
    from databases import KINDS

    with django_db_blocker.unblock():
        django_db_setup.use(next((kind for kind in reversed(KINDS) if kind in request.fixturenames), "empty"))


@pytest.fixture
def _django_db_helper(chosen_database: None, _django_db_helper: None) -> None:
    """Chooses the database before pytest-django begins its transaction there."""


@pytest.fixture
def database_with_register() -> None:
    """Municipalities, organizations, topics and the register of processing are there; ask for `db` as well."""


@pytest.fixture
def database_with_offers() -> None:
    """With the register and the 36 offers, found by words only."""


@pytest.fixture
def database_with_cards() -> None:
    """With the offers and the action cards."""


@pytest.fixture
def database_with_year() -> None:
    """With the demo year and its published figures."""


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Gives the browser's path; without a browser the test fails where all must run (CI), else it is skipped."""
    found = chromium.find(os.environ)
    if found:
        return found
    missing = "No Chromium: run python3 start.py test as root, or set KENNISMAKELAAR_CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Lets no test speak the language that the one before chose: a request in English stays on in its thread."""
    if "django.utils.translation.trans_real" in sys.modules:
        from django.utils import translation

        translation.deactivate()


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[str]:
    """Gives the address of an OpenID provider that runs as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(__file__).with_name("identity_provider.py")
    provider = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(program), str(port)], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, provider)
        yield f"http://127.0.0.1:{port}"
    finally:
        provider.terminate()
        provider.wait(timeout=10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail("the identity provider did not start")

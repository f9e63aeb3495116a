"""What all tests share: compiled texts, and a database that is made when the first test asks for one.

Nothing here imports Django when it is loaded: the tests of the cellar run where Django is not installed.
"""

import os
from collections.abc import Iterator

import pytest

from setup import chromium, messages, temporary


def pytest_configure(config: pytest.Config) -> None:
    """Compiles the texts once, before any process of a parallel run reads them."""
    if not hasattr(config, "workerinput"):
        messages.compile_stale()


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
def chromium_path() -> str:
    """Gives the browser's path; without a browser the test fails where all must run (CI), else it is skipped."""
    found = chromium.find(os.environ)
    if found:
        return found
    missing = "No Chromium: run python3 start.py test as root, or set KENNISMAKELAAR_CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)

"""Every refusal that a test meets is one of those written down, word for word.

The list is tests/method/data/refusals.json; the manual prints it. After a change of wording:
    python tests/method/refusals.py
"""

import pytest

from method import refusals
from needs_assessment.errors import MethodError


@pytest.fixture(autouse=True)
def written_down(monkeypatch):
    """Lets a test fail when the method refuses in words that are not on the list."""
    met = []
    made = MethodError.__init__

    def remember(self, expected, came, hint):
        made(self, expected, came, hint)
        met.append(refusals.of(self))

    monkeypatch.setattr(MethodError, "__init__", remember)
    yield
    refusals.write_down(met)
    strange = [one for one in met if one not in refusals.known()]
    assert not strange, f"not in tests/method/data/refusals.json: {strange}"

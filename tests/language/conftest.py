"""One index for all tests of search and matching: making it takes seconds."""

import pytest

from dutch_text.meaning import Meaning
from dutch_text.search import Index
from language import evaluation


@pytest.fixture(scope="session")
def meaning() -> Meaning:
    return Meaning()


@pytest.fixture(scope="session")
def index(meaning: Meaning) -> Index:
    """The offers of the menu card. Tests that change an index make their own."""
    return Index(evaluation.offers(), vocabulary=evaluation.vocabulary(), meaning=meaning)

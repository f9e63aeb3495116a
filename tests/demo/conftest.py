"""What the demo year starts from: everything that a first start loads, found by words only."""

import pytest
from django.core.management import call_command

from demo.plan import Unit

FIRST = ("load_register", "load_topics", "load_processing", "load_offers", "load_guidance")


@pytest.fixture
def loaded(db, settings):
    settings.SEARCH_BY_MEANING = False
    settings.ALLOWED_HOSTS = ["testserver"]
    for command in FIRST:
        call_command(command, verbosity=0)


@pytest.fixture(scope="session")
def units():
    """As many invented municipalities as there are, so that the plan needs no database."""
    sizes, parts = ("to20", "to50", "to100", "over100"), ("north", "east", "west", "south")
    weights = (2, 5, 2, 1)
    by_ten = [size for size, often in zip(sizes, weights, strict=True) for _again in range(often)]
    return [
        Unit(f"GM{number:04d}", f"Gemeente {number}", by_ten[number % 10], parts[number % 4])
        for number in range(342)
    ]

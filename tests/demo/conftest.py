"""Invented municipalities for the plan of the demo year."""

import pytest

from demo.plan import Unit


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

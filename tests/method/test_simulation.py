"""Intervals hold as often as they promise when response is random, and the manual prints what was found."""

import json

import pytest

from method import simulation


@pytest.fixture(scope="module")
def printed():
    return json.loads(simulation.RESULT.read_text())


def test_with_the_correction_intervals_hold_as_often_as_they_promise(printed):
    random = printed["worlds"]["random within size class, 40 to 85%"]["coverage"]
    assert random["Taylor"] == pytest.approx(0.95, abs=0.01)
    assert random["bootstrap (Rao-Wu)"] == pytest.approx(0.95, abs=0.015)
    assert random["Polya posterior"] == pytest.approx(0.95, abs=0.015)


def test_without_the_correction_intervals_are_far_too_wide(printed):
    world = printed["worlds"]["random within size class, 40 to 85%"]
    assert world["coverage"]["no correction"] > 0.985
    assert world["width"]["no correction"] > 1.3 * world["width"]["Taylor"]


def test_no_method_helps_when_the_neediest_are_silent(printed):
    coverage = printed["worlds"]["the neediest answer less"]["coverage"]
    assert max(coverage[name] for name in ("Taylor", "bootstrap (Rao-Wu)", "Polya posterior")) < 0.93


def test_claims_of_the_top_three_keep_their_word_only_when_response_is_random(printed):
    """Of all claims between a half and 95%, the share that was true against the middle of what was claimed."""
    kept = {}
    for name, world in printed["worlds"].items():
        rows = [row for row in world["claims"] if 0.5 <= row["from"] < 0.95]
        kept[name] = sum(row["claims"] * row["true"] for row in rows) / sum(row["claims"] for row in rows)
    assert kept["random within size class, 40 to 85%"] > 0.6
    assert kept["the neediest answer less"] < 0.55


def test_a_small_simulation_finds_the_same(printed):
    world = "random within size class, 40 to 85%"
    small = simulation.run(censuses=6, each=2, draws=200)["worlds"][world]
    assert small["coverage"]["Taylor"] == pytest.approx(
        printed["worlds"][world]["coverage"]["Taylor"], abs=0.05
    )


@pytest.mark.slow
def test_the_printed_simulation_is_computed_again_to_the_digit(printed):
    assert simulation.run() == printed

"""What goes through the publication gate is attacked together, not figure by figure."""

import pytest

from kennismakelaar.records.api import Figure, rounded


def figure(row, column, share, municipalities, lower=None, upper=None):
    return Figure(
        row=row,
        column=column,
        share=share,
        lower=lower,
        upper=upper,
        municipalities=municipalities,
        respondents=municipalities,
        facts={"tier": 1},
    )


def shown(figures):
    return {(cell["row"], cell["column"]): cell for cell in rounded(figures)}


def test_every_figure_comes_out_once_and_in_its_place():
    figures = [
        figure("topic", "", 0.36, 287, 0.31, 0.42),
        figure("topic", "size:small", 0.30, 187),
        figure("topic", "size:large", 0.48, 100),
        figure("topic", "role:mayor", 0.36, 120),
        figure("other", "", 0.10, 287),
    ]
    cells = rounded(figures)
    assert [(c["row"], c["column"]) for c in cells] == [(f.row, f.column) for f in figures]
    assert (cells[0]["label"], cells[0]["base"], cells[0]["lower"], cells[0]["upper"]) == (
        "35%",
        285,
        0.25,
        0.45,
    )
    assert cells[3]["label"] == "35%"
    assert cells[0]["facts"] == {"tier": 1}


def test_a_withheld_figure_takes_its_facts_along_and_says_why():
    cell = shown([figure("topic", "role:mayor", 0.5, 9)])["topic", "role:mayor"]
    assert cell["withheld"]
    assert (cell["value"], cell["facts"]) == (None, {})
    assert "too_few_municipalities" in cell["reasons"]


def test_a_part_that_the_others_would_give_away_is_not_shown_sharper_than_it_is_alone():
    """All of 20 large ones need it; the whole and the small ones together would tell it nearly exactly."""
    parts = [figure("t", "size:small", 0.0, 200), figure("t", "size:large", 1.0, 20)]
    whole = figure("t", "", 20 / 220, 220)
    together = shown([*parts, whole])
    for part in parts:
        alone = shown([part])["t", part.column]
        cell = together["t", part.column]
        assert cell["withheld"] or cell["step"] >= alone["step"]


@pytest.mark.parametrize(
    "figures", [[], [figure("t", "size:small", 0.4, 50)], [figure("size", "small", 0.4, 50)]]
)
def test_figures_without_a_whole_stand_on_their_own(figures):
    assert len(rounded(figures)) == len(figures)

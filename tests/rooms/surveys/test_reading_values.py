import pytest

from kennismakelaar.surveys.reading.values import BLANK, Unreadable, score


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4", 4), (4, 4), (4.0, 4), ("4,0", 4), (" 5 ", 5), ("4 - belangrijk", 4), ("5 (zeer)", 5), ("2 = weinig", 2),
        ("zeer belangrijk", 5), ("Neutraal", 3),
    ],
)  # fmt: skip
def test_a_score_is_read_however_the_tool_writes_it(cell: object, value: int) -> None:
    assert score(cell) == value


@pytest.mark.parametrize("cell", ["weet niet", "Weet ik niet", "n.v.t.", "geen mening", "?", "-"])
def test_do_not_know_is_an_answer_and_no_score(cell: str) -> None:
    assert score(cell) is None


@pytest.mark.parametrize("cell", [None, "", "   "])
def test_an_empty_cell_is_not_the_same_as_do_not_know(cell: object) -> None:
    assert score(cell) is BLANK


@pytest.mark.parametrize("cell", ["0", "6", "3,5", 77, "-4", "veel", "12", True, "1e9", "nan"])
def test_an_impossible_value_is_said_to_be_unreadable_and_never_rounded(cell: object) -> None:
    assert isinstance(score(cell), Unreadable)

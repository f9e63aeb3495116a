from collections.abc import Sequence

import pytest

from kennismakelaar.surveys.reading import NothingRecognized, Vocabulary, read_answers, recognize
from kennismakelaar.surveys.reading.forms import AnswersRead

HEADERS = [
    "Respondent",
    "Gemeente",
    "Functie",
    "Polarisatie – belang",
    "Polarisatie – eigen kunnen",
    "Opmerkingen",
]
WORDS = Vocabulary.of([("Polarisatie", "polarisatie")])


def find(text: str) -> tuple[str | None, bool, Sequence[str]]:
    known = {"Utrecht": "GM0344", "GM0363": "GM0363"}
    if text == "Utregt":
        return "GM0344", False, ["Utrecht"]
    return known.get(text), text in known, ["Utrecht"]


def read(*rows: Sequence[object], headers: Sequence[str] = HEADERS) -> AnswersRead:
    return read_answers(
        enumerate(rows, start=2), headers=headers, meanings=recognize(headers, WORDS), find_municipality=find
    )


def test_a_row_becomes_one_form_with_its_answers() -> None:
    found = read([1, "Utrecht", "Burgemeester", "4", "weet niet", ""])
    assert found.forms[0].municipality == "GM0344"
    assert found.forms[0].role == "mayor"
    assert found.forms[0].answers(found.topics) == {"polarisatie": {"importance": 4, "capability": None}}


def test_every_row_is_either_a_form_or_listed_as_unread() -> None:
    found = read(
        [1, "Utrecht", "Burgemeester", "4", "2", ""],
        [2, "Nergenshuizen", "Burgemeester", "4", "2", ""],
        [3, "", "Burgemeester", "4", "2", ""],
        [4, "Utrecht", "Burgemeester", "", "", ""],
    )
    assert found.rows == 4
    assert [form.row for form in found.forms] == [2]
    assert [part.place for part in found.unread] == ["rij 3", "rij 4", "rij 5"]


def test_an_unknown_municipality_is_listed_with_the_nearest_names() -> None:
    found = read([1, "Nergenshuizen", "", "4", "2", ""])
    assert "Nergenshuizen" in found.unread[0].reason
    assert "Utrecht" in found.unread[0].reason


def test_a_misspelled_municipality_is_read_and_that_is_said() -> None:
    found = read([1, "Utregt", "", "4", "2", ""])
    assert found.forms[0].municipality == "GM0344"
    assert "Utregt" in found.corrected[0].reason


def test_an_impossible_value_is_listed_with_row_and_column_and_the_rest_counts() -> None:
    found = read([1, "Utrecht", "", "77", "2", ""])
    assert found.forms[0].answers(found.topics) == {"polarisatie": {"capability": 2}}
    assert "Polarisatie – belang" in found.unread[0].place
    assert "77" in found.unread[0].reason


def test_of_two_answers_of_one_colleague_the_later_counts_and_the_earlier_is_listed() -> None:
    found = read([7, "Utrecht", "", "4", "2", ""], [7, "Utrecht", "", "5", "1", ""])
    assert [form.row for form in found.forms] == [3]
    assert found.unread[0].place == "rij 2"


def test_without_a_number_only_a_row_that_is_the_same_to_the_letter_is_a_repeat() -> None:
    headers = HEADERS[1:]
    one, other = ["Utrecht", "Burgemeester", "4", "2", ""], ["Utrecht", "Burgemeester", "4", "3", ""]
    found = read(one, other, one, headers=headers)
    assert [form.row for form in found.forms] == [2, 3]
    assert found.unread[0].place == "rij 4"


def test_empty_rows_are_no_rows() -> None:
    found = read(["", None, "", "", "", ""], [1, "Utrecht", "", "4", "2", ""])
    assert found.rows == 1
    assert not found.unread


def test_an_unknown_role_is_listed_and_the_answers_count() -> None:
    found = read([1, "Utrecht", "tuinman", "4", "2", ""])
    assert found.forms[0].role == ""
    assert "tuinman" in found.unread[0].reason


def test_a_column_nobody_understands_is_listed() -> None:
    found = read([1, "Utrecht", "", "4", "2", "", "blauw"], headers=[*HEADERS, "Lievelingskleur"])
    assert "Lievelingskleur" in found.unread[0].place


def test_open_answers_keep_their_words() -> None:
    found = read([1, "Utrecht", "", "", "", "Wij zoeken hulp."])
    assert found.forms[0].open_answers == (("Opmerkingen", "Wij zoeken hulp."),)


@pytest.mark.parametrize("headers", [["Naam", "Polarisatie belang"], ["Gemeente", "Lievelingskleur"]])
def test_a_file_without_municipality_or_topic_is_refused_with_its_columns(headers: list[str]) -> None:
    with pytest.raises(NothingRecognized) as refusal:
        read(["x", "y"], headers=headers)
    assert headers[0] in refusal.value.came
    assert refusal.value.hint

"""`match` for other programs: a question a line in, an object a line out, and plain words for what it cannot read."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def match(tmp_path):
    """Gives a function: what `match` answers to a file with this content, line by line."""

    def ask(content, *words):
        path = tmp_path / "vragen.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = io.StringIO()
        call_command("match", "--questions", str(path), *words, stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return ask


def test_every_line_gets_one_answer_in_order_also_an_empty_one(menu, match):
    questions = ["training polarizatie", "", "Hoe verleng ik mijn paspoort?"]
    answers = match("\n".join(questions) + "\n", "--limit", "2", "--format", "json")
    assert [answer["question"] for answer in answers] == questions
    assert [answer["known"] for answer in answers] == [True, False, False]
    assert len(answers[0]["results"]) == 2
    assert answers[1]["results"] == []


def test_an_answer_says_how_sure_it_is_and_why_each_thing_was_found(menu, match):
    [answer] = match("training polarizatie voor burgemeesters")
    best = answer["results"][0]
    assert 0.5 < answer["confidence"] <= 1
    assert best["kind"] == "offer"
    assert "olarisatie" in best["title"]
    assert best["score"] > 0
    codes = {reason["code"] for reason in best["reasons"]}
    assert "topic" in codes
    topic = next(reason for reason in best["reasons"] if reason["code"] == "topic")
    assert answer["question"][topic["start"] : topic["end"]] == "polarizatie"
    assert best["why"].startswith("past bij: polarizatie")


def test_signs_that_other_programs_take_for_a_line_end_stay_inside_the_question(menu, match):
    [answer] = match("polarisatie\u2028in de\x0cwijk\r\n")
    assert answer["question"] == "polarisatie\u2028in de\x0cwijk"


def test_a_question_of_a_megabyte_is_answered(menu, match):
    answers = match("polarisatie " * 90_000 + "\nazc\n")
    assert [answer["known"] for answer in answers] == [True, True]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "staat niets"),
        (b"\n \n", "staat niets"),
        (b"goed\nca\xf1on\n", "Regel 2 bevat andere tekens"),
        (b"x" * 5_000_002, "Regel 1 is langer"),
    ],
    ids=["empty", "only white space", "not UTF-8", "longer than any text"],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_dutch_before_anything_is_answered(
    db, match, content, words
):
    with pytest.raises(CommandError, match=words):
        match(content)


def test_a_file_that_is_not_there_is_named(db, tmp_path):
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"weg\.txt bestaat niet"):
        call_command("match", "--questions", str(tmp_path / "weg.txt"), stdout=out)
    assert out.getvalue() == ""


@pytest.mark.parametrize("limit", ["0", "-1", "veel"])
def test_a_limit_below_one_is_refused(db, match, limit):
    with pytest.raises(CommandError, match="--limit"):
        match("azc", "--limit", limit)

"""`propose` and `group` on a table of one's own: clean answers out, remarks beside them, plain words for the rest."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command

from kennismakelaar.shared import executors

SUBJECTS = {
    "veiligheid": ["politie", "handhaving", "intimidatie", "dreiging", "beveiliging"],
    "onderwijs": ["school", "leraar", "lessen", "leerlingen", "klas"],
    "opvang": ["azc", "vluchtelingen", "statushouders", "opvanglocatie", "asielzoekers"],
}
SAID = [
    (f"Wij willen meer weten over {one} en {other} in onze gemeente, zei iemand aan tafel {turn}.", code)
    for code, words in SUBJECTS.items()
    for turn, one in enumerate(words)
    for other in words
    if one != other
]


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def table(tmp_path):
    """Gives a function: a CSV file with these rows."""

    def make(rows, name="uitspraken.csv"):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return tmp_path / name

    return make


def run(command, path, *words):
    out, err = io.StringIO(), io.StringIO()
    call_command(command, str(path), *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def lines(command, path, *words):
    return [json.loads(line) for line in run(command, path, *words)[0].splitlines()]


def test_rows_without_a_code_get_proposals_with_the_words_that_made_them(db, table):
    rows = [(text, code if at % 4 else "") for at, (text, code) in enumerate(SAID)]
    found = lines("propose", table([("text", "code"), *rows]))
    assert [one["row"] for one in found] == [at + 2 for at, (_text, code) in enumerate(rows) if not code]
    truth = {text: code for text, code in SAID}
    right = [one["proposals"][0]["code"] == truth[one["text"]] for one in found if one["proposals"]]
    assert len(right) > 10
    assert all(right)
    first = found[0]["proposals"][0]
    assert 0 < first["probability"] <= 1
    assert first["words"][0]["word"] in SUBJECTS[first["code"]]


def test_how_well_it_learned_is_said_beside_the_answers(db, table):
    rows = [(text, code if at % 4 else "") for at, (text, code) in enumerate(SAID)]
    out, err = run("propose", table([("text", "code"), *rows]))
    assert "Geleerd van 45 gecodeerde uitspraken" in err
    assert all(json.loads(line) for line in out.splitlines())


def test_a_dash_says_that_none_of_the_codes_fits(db, table):
    rows = [(text, code if at % 4 else "") for at, (text, code) in enumerate(SAID)]
    nothing = [(f"Er was koffie en taart in zaal {number}.", "-") for number in range(8)]
    out, err = run("propose", table([("text", "code"), *rows, *nothing]))
    assert "Geleerd van 53 gecodeerde uitspraken" in err
    assert '"-"' not in out


def test_proposals_can_be_written_as_a_table(db, table):
    rows = [(text, code if at % 4 else "") for at, (text, code) in enumerate(SAID)]
    out, _err = run("propose", table([("text", "code"), *rows]), "--format", "csv")
    found = list(csv.DictReader(io.StringIO(out)))
    assert len(found) >= 15
    assert {one["code"] for one in found} <= {"", *SUBJECTS}


def test_too_few_codings_are_refused_with_what_is_needed(db, table):
    rows = [("text", "code"), *((text, code if at < 4 else "") for at, (text, code) in enumerate(SAID))]
    with pytest.raises(CommandError, match="10"):
        run("propose", table(rows))


def test_statements_about_the_same_are_grouped_and_every_row_is_somewhere_once(db, table):
    found = lines("group", table([("text",), *((text,) for text, _code in SAID)]))
    assert found[-1]["group"] is None
    placed = [row for one in found for row in one["rows"]]
    assert sorted(placed) == list(range(2, len(SAID) + 2))
    code_of = {at + 2: code for at, (_text, code) in enumerate(SAID)}
    pure = [len({code_of[row] for row in one["rows"]}) == 1 for one in found[:-1]]
    assert len(pure) >= 2
    assert all(pure)
    assert found[0]["label"]
    assert found[0]["quotes"]["representative"][0]["row"] in found[0]["rows"]


def test_the_same_file_and_seed_give_the_same_groups(db, table):
    path = table([("text",), *((text,) for text, _code in SAID)])
    assert run("group", path, "--format", "csv") == run("group", path, "--format", "csv")


def test_a_row_without_a_text_is_told_beside_the_answers(db, table):
    rows = [("text", "rol"), *((text, "wethouder") for text, _code in SAID), ("", "burgemeester")]
    _out, err = run("group", table(rows))
    assert f"rij {len(SAID) + 2}: er staat geen tekst" in err


def test_a_missing_column_is_named_with_the_columns_there_are(db, table):
    with pytest.raises(CommandError, match=r"“text”.*De kolommen zijn: naam, plaats"):
        run("group", table([("naam", "plaats"), ("een", "twee"), ("drie", "vier")]))


@pytest.mark.parametrize("command", ["propose", "group"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 400], ids=["empty", "no table"])
def test_a_file_without_a_table_is_refused_in_plain_dutch(db, tmp_path, command, content):
    path = tmp_path / "kapot.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"kapot\.csv"):
        run(command, path)


@pytest.mark.parametrize("command", ["propose", "group"])
def test_a_file_that_is_not_there_is_named(db, tmp_path, command):
    with pytest.raises(CommandError, match=r"weg\.csv bestaat niet"):
        run(command, tmp_path / "weg.csv")


@pytest.mark.parametrize("command", ["propose", "group"])
def test_a_long_table_is_read_by_other_processes_with_the_same_outcome(db, table, monkeypatch, command):
    rows = [(text, code if at % 4 else "") for at, (text, code) in enumerate(SAID)]
    path = table([("text", "code"), *rows])
    here, handed_out = run(command, path)[0], []

    class Spied(ThreadPoolExecutor):
        def submit(self, *work):
            handed_out.append(work)
            return super().submit(*work)

    monkeypatch.setattr(executors, "WORTH_IT", 10)
    monkeypatch.setattr(executors, "ProcessPoolExecutor", lambda count, **_how: Spied(count))
    assert run(command, path)[0] == here
    assert handed_out

"""A questionnaire as a spreadsheet: out, checked by pyxform, in again; and what is wrong is said with its row."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from kennismakelaar.intake.api import UnreadableFile
from kennismakelaar.surveys.api import Item, Kind
from kennismakelaar.surveys.xlsform import UnreadableXlsForm, read_xlsform, xlsform_of
from rooms.surveys.questioning import ALL, PLAN, SINCE, definition, with_condition

NAME = "vragenlijst.xlsx"


def spreadsheet(
    *rows,
    choices=(("ja_nee", "ja", "Ja"), ("ja_nee", "nee", "Nee")),
    heads=("type", "name", "label", "relevant"),
):
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (heads, *rows):
        survey.append(row)
    sheet = book.create_sheet("choices")
    for row in (("list_name", "name", "label"), *choices):
        sheet.append(row)
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def out(whole):
    return xlsform_of(whole, title="Peiling (fictief)", form_id="peiling-1", version="1")


def test_a_questionnaire_goes_out_and_comes_back_the_same():
    whole = definition()
    back = read_xlsform(NAME, out(whole))  # pyxform has checked it
    assert [item.name for item in back.items] == [item.name for item in whole.items]
    for item, came in zip(whole.items, back.items, strict=True):
        assert came.__dict__ == item.__dict__, item.name
    assert back.digest == whole.digest


def test_words_that_are_the_same_in_both_languages_come_back_in_both():
    same = Item(
        "a", Kind.ONE, "A?", "A?", options={"choices": [{"name": n, "nl": n, "en": n} for n in ("x", "y")]}
    )
    assert read_xlsform(NAME, out(definition(same))).digest == definition(same).digest


def test_conditions_on_topics_come_back_too():
    late = with_condition(SINCE, "${themas.rechtsextremisme.occurs} >= 4 and not(${plan} = 'nee')")
    whole = definition(PLAN, next(item for item in ALL if item.kind == Kind.BATTERY), late)
    assert read_xlsform(NAME, out(whole)).item("sinds").condition == late.condition


def test_a_spreadsheet_written_by_hand_is_read():
    whole = read_xlsform(NAME, spreadsheet(
        ("start", "begin", "", ""), ("begin_group", "deel", "Over u", ""), ("select_one ja_nee", "plan", "Heeft u een plan?", ""),
        ("integer", "jaren", "Hoeveel jaar?", "${plan} = 'ja'"), ("end_group", "", "", ""), ("text", "wens", "Uw wens?", ""),
    ))  # fmt: skip
    assert [(item.name, item.kind) for item in whole.items] == [
        ("deel", "section"), ("plan", "one"), ("jaren", "number"), ("wens", "line"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "row", "word"),
    [
        ([("text", "a", "A?", ""), ("geopoint", "plek", "Waar?", "")], "3", "geopoint"),
        ([("select_one onbekend", "a", "A?", "")], "2", "onbekend"),
        ([("text", "a", "A?", "${b} != ''"), ("text", "b", "B?", "${a} != ''")], "2", "a → b → a"),
        ([("text", "a", "A?", "${z} = 'x'")], "2", "z"),
        ([("text", "a", "A?", ""), ("text", "b", "B?", "count(${a}) > 1")], "3", "count"),
        ([("text", "a", "A?", ""), ("text", "a", "Nog eens?", "")], "2", "a"),
        ([("begin_group", "g", "G", ""), ("text", "a", "A?", "")], "2", "end_group"),
        ([("text", "Grote Naam", "A?", "")], "2", "Grote Naam"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_row(rows, row, word):
    with pytest.raises(UnreadableXlsForm) as refusal:
        read_xlsform(NAME, spreadsheet(*rows))
    assert f"{row}: " in refusal.value.came
    assert word in refusal.value.came


def test_all_wrong_rows_are_said_at_once():
    with pytest.raises(UnreadableXlsForm) as refusal:
        read_xlsform(NAME, spreadsheet(("image", "a", "A?", ""), ("audio", "b", "B?", "")))
    assert "image" in refusal.value.came
    assert "audio" in refusal.value.came


def test_a_spreadsheet_of_something_else_is_refused():
    book, found = Workbook(), io.BytesIO()
    book.active.title = "Adressen"
    book.save(found)
    with pytest.raises(UnreadableXlsForm) as refusal:
        read_xlsform(NAME, found.getvalue())
    assert "Adressen" in refusal.value.came
    with pytest.raises(UnreadableFile):
        read_xlsform("programma.exe", b"MZ" + b"0" * 50)


def test_what_pyxform_refuses_is_passed_on():
    content = spreadsheet(("text", "a", "", ""), heads=("type", "name", "label", "relevant"))
    with pytest.raises(UnreadableXlsForm):
        read_xlsform(NAME, content)


def test_other_programs_find_both_languages_in_it():
    heads = [cell.value for cell in load_workbook(io.BytesIO(out(definition())))["survey"][1]]
    assert {"label::Nederlands (nl)", "label::English (en)"} <= set(heads)

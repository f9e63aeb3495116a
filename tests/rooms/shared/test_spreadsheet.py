"""Rules for spreadsheets that leave the house."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kennismakelaar.shared.spreadsheet import Sheet, safe_text, write_csv, write_xlsx

FORMULAS = [
    "=1+1",
    "+31612345678",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    "\u200b=1",
    "%0a=1",
    "|cmd",
]


def read_back(header, rows):
    page = load_workbook(io.BytesIO(write_xlsx([Sheet("Blad", header, rows)])))["Blad"]
    return list(page.iter_rows())


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_gets_an_apostrophe_in_csv(text):
    cell = next(
        csv.reader(
            io.StringIO(write_csv(["kop"], [[text]]).removeprefix("\ufeff"), newline=""), delimiter=";"
        )
    )
    assert cell == ["kop"]
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_text_in_a_workbook(text):
    cell = read_back(["kop"], [[text]])[1][0]
    assert cell.data_type != "f"
    assert cell.quotePrefix


def test_a_header_can_be_no_formula_either():
    assert read_back(["=HYPERLINK(1)"], [])[0][0].data_type == "s"
    assert write_csv(["=1"], []).startswith("\ufeff'=1")


# A busy machine is no fault of the writer: no deadline.
@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_no_text_whatsoever_becomes_a_formula(text):
    assert safe_text(text)[:1] not in set("=+-@\t\r\n|%")
    assert read_back(["kop"], [[text]])[1][0].data_type != "f"


def test_ordinary_text_keeps_its_form():
    assert safe_text("Polarisatie - tussen groepen = lastig") == "Polarisatie - tussen groepen = lastig"


def test_numbers_and_dates_stay_numbers_and_dates():
    row = read_back(["a", "b", "c"], [[1.5, -3, date(2026, 3, 1)]])[1]
    assert [cell.data_type for cell in row] == ["n", "n", "d"]
    assert row[1].value == -3


def test_a_negative_number_in_csv_is_no_text():
    assert "-3,5" in write_csv(["a"], [[-3.5]])
    assert "'-3" not in write_csv(["a"], [[-3.5]])


def test_signs_that_no_workbook_may_hold_are_replaced_and_not_fatal():
    assert read_back(["a"], [["rood\x00groen"]])[1][0].value == "rood\ufffdgroen"


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    value = read_back(["a"], [["x" * 40_000]])[1][0].value
    assert len(value) == 32_767
    assert value.endswith("[…]")


def test_sheets_with_the_same_or_an_impossible_name_get_one_that_can_be():
    content = write_xlsx([Sheet("a/b:c", ["x"], []), Sheet("a/b:c", ["x"], []), Sheet("", ["x"], [])])
    names = load_workbook(io.BytesIO(content)).sheetnames
    assert names == ["a b c", "a b c (2)", "Blad"]

"""Tables are read as survey tools deliver them, and nothing is dropped without a word."""

import datetime
import random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

from kennismakelaar.intake.reading import number, read_table
from kennismakelaar.intake.reading.places import column_letter
from rooms.intake.files import ANSWERS, repacked, saved, workbook


@pytest.fixture(autouse=True)
def _dutch():
    from django.utils import translation

    with translation.override("en"):
        yield


def cells(table):
    return [row.cells for row in table.rows]


def test_a_plain_workbook_gives_its_header_and_rows():
    table = read_table("a.xlsx", workbook(Blad1=ANSWERS))
    assert table.headers == ("Gemeente", "Rol", "Polarisatie - belang")
    assert cells(table) == [("Utrecht", "wethouder", "4"), ("Delft", "burgemeester", "2,5")]
    assert table.row_count == 2
    assert table.unread == ()


def test_rows_can_be_walked_twice_and_by_two_at_once():
    table = read_table("a.xlsx", workbook(Blad1=[ANSWERS[0], *ANSWERS[1:] * 500]))
    one, other = iter(table.rows), iter(table.rows)
    assert [next(one), next(other), next(one)] == [next(iter(table.rows)), *list(table.rows)[:2]]
    assert cells(table) == cells(table)


def test_a_header_over_two_rows_with_merged_cells_is_joined():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Resultaten behoeftepeiling"])
    sheet.append([])
    sheet.append(["Gemeente", "Polarisatie", None, "Inclusie", None, "Opmerking"])
    sheet.append([None, "komt voor", "belang", "komt voor", "belang", None])
    sheet.append(["Utrecht", "ja", 4, "nee", 2, "geen"])
    for merged in ("A1:F1", "A3:A4", "B3:C3", "D3:E3", "F3:F4"):
        sheet.merge_cells(merged)
    table = read_table("a.xlsx", saved(book))
    assert table.headers == (
        "Gemeente", "Polarisatie – komt voor", "Polarisatie – belang",
        "Inclusie – komt voor", "Inclusie – belang", "Opmerking",
    )  # fmt: skip
    assert [unread.place for unread in table.unread] == ["sheet Sheet, row 1"]


def test_a_header_over_two_rows_in_a_text_table_is_joined_too():
    text = "Gemeente;Polarisatie;;Inclusie;\n;belang;bekwaam;belang;bekwaam\nDelft;4;3;2;1\n"
    table = read_table("a.csv", text.encode())
    assert table.headers[1:3] == ("Polarisatie – belang", "Polarisatie – bekwaam")
    assert cells(table) == [("Delft", "4", "3", "2", "1")]


def test_a_row_of_words_below_a_whole_header_stays_an_answer():
    table = read_table("a.csv", b"Gemeente;Rol;Komt voor\nUtrecht;raadslid;ja\nDelft;griffier;ja\n")
    assert table.row_count == 2


def test_title_rows_above_the_header_are_reported():
    rows = [["Export van 6 februari", None, None], ["Aantal:", 2, None], *ANSWERS]
    table = read_table("a.xlsx", workbook(Blad1=rows))
    assert table.headers == tuple(ANSWERS[0])
    assert [unread.place for unread in table.unread] == ["sheet Blad1, row 1", "sheet Blad1, row 2"]


def test_the_sheet_that_looks_like_answers_is_taken_and_the_others_are_reported():
    legend = [["Code", "Betekenis"], *([n, f"betekenis {n}"] for n in range(30))]
    table = read_table("a.xlsx", workbook(Codeboek=legend, Uitkomsten=ANSWERS, Leeg=[]))
    assert table.sheet == "Uitkomsten"
    assert {unread.place for unread in table.unread} == {"sheet Codeboek", "sheet Leeg"}
    assert all(unread.reason for unread in table.unread)


def test_empty_rows_are_passed_over_and_places_keep_the_row_of_the_sheet():
    table = read_table("a.xlsx", workbook(Blad1=[ANSWERS[0], [], [], ANSWERS[1], [], ANSWERS[2]]))
    rows = list(table.rows)
    assert [row.number for row in rows] == [4, 6]
    assert table.place(rows[1], 2) == "sheet Blad1, row 6, column C"


def test_an_empty_column_between_does_not_shift_the_place():
    table = read_table(
        "a.xlsx", workbook(Blad1=[["Gemeente", None, "Belang"], ["Delft", None, 3], ["Urk", None, 1]])
    )
    assert table.headers == ("Gemeente", "Belang")
    assert table.place(next(iter(table.rows)), 1).endswith("column C")


def test_formulas_are_read_as_their_last_value_and_reported():
    content = workbook(
        Blad1=[["Gemeente", "Rol", "Som"], ["Delft", "raadslid", "=1+2"], ["Urk", "griffier", "=2+2"]]
    )
    with openpyxl_sheet(content) as sheet:
        cached = sheet.replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>").replace(
            b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>"
        )
        assert cached != sheet
    table = read_table("a.xlsx", repacked(content, {"xl/worksheets/sheet1.xml": cached}))
    assert cells(table) == [("Delft", "raadslid", "3"), ("Urk", "griffier", "")]
    assert sorted(unread.reason.split(":")[0] for unread in table.unread) == [
        "1 formulas",
        "1 formulas without a stored value",
    ]


class openpyxl_sheet:
    def __init__(self, content):
        self.content = content

    def __enter__(self):
        import io
        import zipfile

        return zipfile.ZipFile(io.BytesIO(self.content)).read("xl/worksheets/sheet1.xml")

    def __exit__(self, *_):
        return None


def test_error_values_are_read_as_empty_and_reported():
    table = read_table(
        "a.xlsx",
        workbook(Blad1=[["Gemeente", "Rol", "Belang"], ["Delft", "raadslid", "#N/A"], ["Urk", "x", 2]]),
    )
    assert cells(table)[0] == ("Delft", "raadslid", "")
    assert "#N/A" in table.unread[0].reason


def test_dates_and_tick_boxes_are_read_as_people_see_them():
    rows = [["Gemeente", "Datum", "Tijdstip", "Akkoord"],
            ["Delft", datetime.date(2026, 2, 6), datetime.datetime(2026, 2, 6, 14, 30), True]]  # fmt: skip
    assert cells(read_table("a.xlsx", workbook(Blad1=rows))) == [
        ("Delft", "2026-02-06", "2026-02-06 14:30", "ja")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_text_table_is_read_in_every_encoding_and_with_every_separator(encoding, separator):
    lines = [
        ["Gemeente", "Score", "Toelichting"],
        ["Súdwest-Fryslân", "3.5", '"één\nregel"'],
        ["Delft", "4", "geen"],
    ]
    text = "\r\n".join(separator.join(line) for line in lines)
    table = read_table("a.csv", text.encode(encoding))
    assert cells(table) == [("Súdwest-Fryslân", "3.5", "één\nregel"), ("Delft", "4", "geen")]


def test_dutch_decimals_do_not_split_a_cell():
    table = read_table("a.csv", b"Gemeente;Score;Belang\nUtrecht;3,5;2,5\nDelft;4,0;1,5\nUrk;1,25;3,5\n")
    assert cells(table)[0] == ("Utrecht", "3,5", "2,5")


def test_the_separator_excel_writes_in_the_first_line_is_believed():
    assert read_table("a.csv", b"sep=|\nGemeente|Rol\nDelft|raadslid\n").headers == ("Gemeente", "Rol")


def test_a_byte_order_mark_does_not_become_part_of_the_first_header():
    assert read_table("a.csv", "\ufeffGemeente;Rol\nDelft;raadslid\n".encode()).headers[0] == "Gemeente"


def test_cells_beyond_the_header_get_a_column_of_their_own():
    table = read_table("a.csv", b"Gemeente;Rol\nDelft;raadslid\nUrk;griffier;extra\n")
    assert table.headers == ("Gemeente", "Rol", "kolom C")


def test_two_columns_of_one_name_stay_two_columns():
    assert read_table("a.csv", b"Gemeente;Belang;Belang\nDelft;1;2\n").headers == (
        "Gemeente",
        "Belang",
        "Belang (2)",
    )


def test_an_opendocument_table_is_read_with_repeated_and_empty_rows():
    document = OpenDocumentSpreadsheet()
    sheet = OdfTable(name="Uitkomsten")
    for row in [["Gemeente", "Rol", "Belang"], ["Delft", "raadslid", 3.5], [], ["Urk", "griffier", 2]]:
        line = TableRow()
        for value in row:
            kind = (
                {"valuetype": "float", "value": value}
                if isinstance(value, int | float)
                else {"valuetype": "string"}
            )
            cell = TableCell(**kind)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        sheet.addElement(line)
    sheet.addElement(TableRow(numberrowsrepeated=1_048_000))
    document.spreadsheet.addElement(sheet)
    table = read_table("a.ods", saved_odf(document))
    assert cells(table) == [("Delft", "raadslid", "3,5"), ("Urk", "griffier", "2")]
    assert [row.number for row in table.rows] == [2, 4]


def saved_odf(document):
    import io

    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
                .map(str.strip).filter(lambda text: text and not text.startswith(("=", "#")) and "_x" not in text),
                st.integers(-(10**9), 10**9),
                st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3)),
                st.booleans(),
            ),
            min_size=3, max_size=3,
        ),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_a_workbook_is_read_as_another_reader_reads_it(rows):
    content = workbook(Blad1=[["Gemeente", "Rol", "Waarde"], *rows])
    import io

    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    ours = cells(read_table("a.xlsx", content))
    assert len(ours) == len(theirs)
    for our_row, their_row in zip(ours, theirs, strict=True):
        for our, their in zip(our_row, their_row, strict=True):
            if isinstance(their, bool):
                assert our == ("ja" if their else "nee")
            elif isinstance(their, int | float):
                assert number(our) == pytest.approx(their)
            else:
                assert our == their.strip()


@pytest.mark.parametrize(
    ("cell", "value"),
    [("3,5", 3.5), ("3.5", 3.5), ("1.234,5", 1234.5), ("1.234", 1234), ("80%", 0.8), ("-2", -2), ("1,234", 1.234),
     ("weet niet", None), ("", None), ("1,2,3", None), ("12-02-2019", None), ("1e3", 1000)],
)  # fmt: skip
def test_numbers_are_read_as_dutch_people_write_them(cell, value):
    assert number(cell) == (value if value is None else pytest.approx(value))


def test_column_letters_are_those_of_a_spreadsheet():
    from openpyxl.utils import get_column_letter

    for index in [0, 25, 26, 701, 702, *random.Random(1).sample(range(16_384), 50)]:
        assert column_letter(index) == get_column_letter(index + 1)

"""A file that cannot be read gets a named refusal that says what was expected, what came and what to do."""

import contextlib
import io
import random
import zipfile

import pytest
from django.utils import translation

from kennismakelaar.intake.reading import kinds, read_table, refusals
from rooms.intake.files import ANSWERS, package, repacked, workbook


def refused(name, content):
    with pytest.raises(refusals.UnreadableFile) as caught:
        read_table(name, content)
    refusal = caught.value
    assert refusal.expected
    assert refusal.hint
    assert name in refusal.came or isinstance(refusal, refusals.TookTooMuch)
    return type(refusal)


def test_an_empty_file_is_refused():
    assert refused("leeg.csv", b"") is refusals.EmptyFile
    assert refused("leeg.xlsx", b" \r\n\t ") is refusals.EmptyFile


def test_a_file_above_the_limit_is_refused_before_it_is_opened():
    assert refused("groot.csv", b"a;b\n" * (kinds.LARGEST_FILE // 4 + 1)) is refusals.FileTooLarge


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0", b"MZ\x90\0\x03", bytes(range(256)) * 10])
def test_a_file_of_an_unknown_kind_is_refused_whatever_its_name(content):
    assert refused("antwoorden.xlsx", content) is refusals.UnknownKind


def test_a_package_that_is_no_office_file_is_refused():
    assert refused("antwoorden.xlsx", package({"readme.txt": b"hallo"})) is refusals.ArchiveFile


def test_a_workbook_with_the_name_of_a_text_is_refused_with_the_right_name():
    with pytest.raises(refusals.WrongExtension) as caught:
        read_table("antwoorden.csv", workbook(Blad1=ANSWERS))
    assert ".xlsx" in caught.value.hint


def test_a_text_with_the_name_of_a_workbook_is_refused():
    assert refused("antwoorden.xlsx", b"Gemeente;Rol\nUtrecht;raadslid\n") is refusals.WrongExtension


def test_a_document_is_not_a_table():
    content = package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert refused("verslag.docx", content) is refusals.NotATable


def test_a_workbook_with_a_password_is_refused_with_how_to_remove_it():
    content = kinds.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with pytest.raises(refusals.ProtectedFile) as caught, translation.override("en"):
        read_table("geheim.xlsx", content)
    assert "Encrypt with password" in caught.value.hint


def test_an_old_workbook_is_refused_with_how_to_save_it():
    content = kinds.OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600
    assert refused("oud.xls", content) is refusals.OldOfficeFile


def test_an_encrypted_opendocument_is_refused():
    manifest = b'<manifest><file-entry><encryption-data checksum="x"/></file-entry></manifest>'
    members = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"\x01"}
    assert (
        refused("geheim.ods", package({**members, "META-INF/manifest.xml": manifest}))
        is refusals.ProtectedFile
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"xl/vbaProject.bin": b"\0"},
        {
            "[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
        },
    ],
)
def test_a_macro_workbook_is_refused_under_any_name(changed):
    content = repacked(workbook(Blad1=ANSWERS), changed)
    assert refused("macro.xlsm", content) is refusals.MacroFile
    assert refused("macro.xlsx", content) is refusals.MacroFile


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = repacked(workbook(Blad1=ANSWERS), {"xl/worksheets/sheet1.xml": b"0" * (60 * 1024 * 1024)})
    assert len(content) < 1024 * 1024
    assert refused("bom.xlsx", content) is refusals.ZipBomb


def test_a_package_with_thousands_of_parts_is_refused():
    parts = {f"xl/worksheets/sheet{n}.xml": b"<a/>" for n in range(kinds.MOST_MEMBERS + 1)}
    assert refused("delen.xlsx", repacked(workbook(Blad1=ANSWERS), parts)) is refusals.ZipBomb


def test_a_bomb_of_entities_does_not_grow():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    sheet = (
        bomb
        + b'<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    content = repacked(workbook(Blad1=ANSWERS), {"xl/worksheets/sheet1.xml": sheet})
    assert refused("entiteit.xlsx", content) is refusals.CorruptFile


def test_a_workbook_cut_off_halfway_is_refused_as_damaged():
    content = workbook(Blad1=ANSWERS * 50)
    assert refused("half.xlsx", content[: len(content) // 2]) is refusals.CorruptFile


@pytest.mark.parametrize("sheet", [b"<worksheet><sheetData><row r='1'><c>", b"geen xml", b""])
def test_a_workbook_with_a_broken_sheet_is_refused_as_damaged(sheet):
    content = repacked(workbook(Blad1=ANSWERS), {"xl/worksheets/sheet1.xml": sheet})
    assert refused("stuk.xlsx", content) is refusals.CorruptFile


def test_a_workbook_whose_bytes_were_flipped_never_gives_wrong_answers_without_a_word():
    content = workbook(Blad1=[*ANSWERS, *([f"Gemeente {n}", "raadslid", n] for n in range(200))])
    whole = [row.cells for row in read_table("heel.xlsx", content).rows]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        at = packed.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    hurt = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
    with contextlib.suppress(refusals.CorruptFile):
        assert [row.cells for row in read_table("heel.xlsx", hurt).rows] == whole


def test_a_workbook_without_a_header_is_refused():
    assert refused("getallen.xlsx", workbook(Blad1=[[1, 2, 3], [4, 5, 6]])) is refusals.NoTableFound


def test_a_header_without_answers_is_refused():
    assert refused("kop.csv", b"Gemeente;Rol;Belang\n") is refusals.NoTableFound


def test_a_table_with_sixteen_thousand_columns_is_refused_with_its_sheet_and_row():
    wide = [[f"kolom {n}" for n in range(16_000)], list(range(16_000))]
    with pytest.raises(refusals.TooManyColumns) as caught:
        read_table("breed.xlsx", workbook(Breed=wide))
    assert "Breed" in caught.value.came
    assert "16000" in caught.value.came


def test_a_file_that_needs_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setattr("kennismakelaar.intake.reading.isolation.MEGABYTES", 110)
    long = random.Random(3).randbytes(9_000_000).hex()
    assert refused("zwaar.csv", f"Gemeente;Tekst\nDelft;{long}\n".encode()) is refusals.CorruptFile
    sheet = f'<worksheet xmlns="x"><sheetData><row r="1">{cell("Tekst")}</row><row r="2">{cell(long)}</row></sheetData></worksheet>'
    content = repacked(workbook(Blad1=ANSWERS), {"xl/worksheets/sheet1.xml": sheet.encode()})
    assert refused("zwaar.xlsx", content) is refusals.TookTooMuch


def cell(text):
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("kennismakelaar.intake.reading.isolation.SECONDS", 0.05)
    assert refused("traag.xlsx", workbook(Blad1=ANSWERS)) is refusals.TookTooMuch

"""A damaged file is the sender's to mend, a fault in our own code is ours: the two are never mixed up."""

import io
import logging
import zipfile

import pytest
from django.utils import translation
from lxml import etree

from kennismakelaar.intake import api as intake
from kennismakelaar.intake.reading import isolation, read_words, refusals
from kennismakelaar.intake.reading.damaged import decimal, integer, is_damage
from kennismakelaar.intake.reading.xml_stream import whole

from .conftest import AT
from .files import package, repacked, workbook
from .gold.mails import mail

FAULTY = "rooms.intake.faulty_reader"
SHEET = "xl/worksheets/sheet1.xml"


def raised(work):
    with pytest.raises(Exception) as caught:
        work()
    return caught.value


def own_faults():
    return [
        lambda: len(None),
        lambda: None.text,
        lambda: {}["missing"],
        lambda: [][3],
        lambda: int("no number"),
    ]


def faults_of_files():
    return [
        lambda: zipfile.ZipFile(io.BytesIO(b"no package")),
        lambda: zipfile.ZipFile(io.BytesIO(package({"a": b"b"}))).open("missing.xml"),
        lambda: whole(io.BytesIO(b"<half")),
        lambda: whole(io.BytesIO(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")),
        lambda: etree.fromstring(b""),
        lambda: integer("three"),
        lambda: decimal("nan"),
    ]


@pytest.mark.parametrize("work", own_faults())
def test_an_error_of_our_own_code_is_never_called_a_damaged_file(work):
    assert not is_damage(raised(work))


@pytest.mark.parametrize("work", faults_of_files())
def test_an_error_of_the_libraries_about_the_file_is_damage(work):
    assert is_damage(raised(work))


def test_a_fault_of_ours_in_a_reader_comes_out_as_an_error_with_its_cause(monkeypatch):
    monkeypatch.setattr(isolation, "READER", FAULTY)
    with pytest.raises(RuntimeError, match="TypeError: object of type 'NoneType' has no len"):
        read_words("goed.txt", b"Wij missen de school.")


def test_a_fault_of_ours_is_told_as_ours_logged_and_keeps_the_file_so_that_it_can_be_read_again(
    client, ann, monkeypatch, caplog
):
    monkeypatch.setattr(isolation, "READER", FAULTY)
    client.force_login(ann, backend="django.contrib.auth.backends.ModelBackend")
    with caplog.at_level(logging.ERROR):
        shown = client.post("/werk/import", {"pasted": "Wij missen de school."}, follow=True)
    told = shown.content.decode()
    assert "Het lezen van het bestand is mislukt" in told
    assert "beschadigd" not in told
    delivery = intake.deliveries().get()
    assert delivery.status == intake.Import.Status.UPLOADED
    assert any("TypeError" in str(r.exc_info) or "TypeError" in r.getMessage() for r in caplog.records)
    monkeypatch.undo()
    assert intake.recognize(delivery, at=AT).status == intake.Import.Status.RECOGNIZED


def test_an_attachment_that_meets_a_fault_of_ours_is_not_called_damaged(monkeypatch):
    monkeypatch.setattr(isolation, "READER", FAULTY)
    message = mail("Notities", "Hierbij de lijst.")
    message.add_attachment("Wij missen de school.", filename="lijst.txt")
    with pytest.raises(RuntimeError, match="TypeError"):
        read_words("bijlage.eml", message.as_bytes())


BROKEN = {
    "a row number that is none": '<row r="een"><c r="A1" t="inlineStr"><is><t>Rol</t></is></c></row>',
    "a text that is not there": '<row r="1"><c r="A1" t="s"><v>900</v></c></row>',
    "a text number that is none": '<row r="1"><c r="A1" t="s"><v>nul</v></c></row>',
    "a number that is none": '<row r="1"><c r="A1"><v>veel</v></c></row>',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_value_its_kind_does_not_allow_is_damage_told_by_the_name_of_the_file(name):
    sheet = f'<worksheet xmlns="x"><sheetData>{BROKEN[name]}</sheetData></worksheet>'
    content = repacked(workbook(Blad=[["Rol"]]), {SHEET: sheet.encode()})
    with pytest.raises(refusals.CorruptFile) as caught, translation.override("nl"):
        read_words("hapert.xlsx", content)
    assert "hapert.xlsx" in caught.value.came
    assert caught.value.hint
    assert "Error" not in str(caught.value)

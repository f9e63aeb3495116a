"""Documents that cannot be read get words a person can act on; what can be read of them is read."""

import os
import stat
import sys

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kennismakelaar.intake.offsets import carried, replaced
from kennismakelaar.intake.reading import documents, isolation, kinds, read_words, refusals
from kennismakelaar.intake.reading.encodings import cleaned, decoded
from kennismakelaar.intake.reading.reports import words

from .files import package, repacked, workbook
from .gold.mails import attach, mail
from .gold.pages import column, pdf
from .test_reading_words import pdf_with

ODT = b"application/vnd.oasis.opendocument.text"
NAMED = {
    "wachtwoord.docx": (kinds.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), refusals.ProtectedFile),
    "wachtwoord.odt": (
        package({"mimetype": ODT, "content.xml": b"\1", "META-INF/manifest.xml": b"<m><encryption-data/></m>"}),
        refusals.ProtectedFile,
    ),
    "stuk.docx": (package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document"}), refusals.CorruptFile),
    "zonder inhoud.docx": (package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), refusals.CorruptFile),
    "stuk.odt": (package({"mimetype": ODT, "content.xml": b"<geen xml"}), refusals.CorruptFile),
    "macro.docx": (
        package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", "word/vbaProject.bin": b"\0"}),
        refusals.MacroFile,
    ),
    "mail.msg": (kinds.OLE + b"\0" * 600 + "__substg1.0_0037001F".encode("utf-16-le"), refusals.OutlookFile),
    "oud.doc": (kinds.OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), refusals.OldOfficeFile),
    "alles.zip": (package({"verslag.docx": b"x", "bijlage.zip": b"y"}), refusals.ArchiveFile),
    "alles.rar": (b"Rar!\x1a\x07\x01\0" + b"\0" * 50, refusals.ArchiveFile),
    "alles.7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, refusals.ArchiveFile),
    "dia.pptx": (package({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), refusals.OtherProgramFile),
    "brief.rtf": (b"{\\rtf1\\ansi Wij missen de school.}", refusals.OtherProgramFile),
    "pagina.html": (b"<!DOCTYPE html><html><p>Wij</p></html>", refusals.OtherProgramFile),
    "verslag.txt": (pdf(column(50, 700, ["Wij missen de school."])), refusals.WrongExtension),
    "verslag.pdf": (b"Wij missen de school.", refusals.WrongExtension),
    "scan.pdf": (pdf_with("", "", ""), refusals.OnlyScans),
    "stuk.pdf": (b"%PDF-1.7 niets", refusals.CorruptFile),
    "leeg.eml": (b"From: a@b.example\nTo: c@d.example\n\n\n", refusals.NoWordsFound),
    "leeg.txt": (b"", refusals.EmptyFile),
    "breed.xlsx": (workbook(Breed=[[f"kolom {n}" for n in range(16_000)], ["x"] * 16_000]), refusals.TooManyColumns),
}  # fmt: skip


@pytest.fixture
def _no_recognition(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.usefixtures("_no_recognition")
def test_a_bad_document_is_refused_by_name_with_what_to_do(name):
    content, refusal = NAMED[name]
    with pytest.raises(refusals.UnreadableFile) as caught, translation.override("nl"):
        read_words(name, content)
    assert type(caught.value) is refusal
    assert all((caught.value.expected, caught.value.came, caught.value.hint))
    assert "%(" not in str(caught.value)
    assert name in caught.value.came


def test_links_to_other_files_are_not_followed_and_are_told():
    content = repacked(
        workbook(Lijst=[["Rol", "Opmerking"], ["griffier", "Zie de cijfers in het andere bestand."]]),
        {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    )
    with translation.override("en"):
        read = read_words("koppeling.xlsx", content)
    assert [p.text for p in read.paragraphs] == ["Zie de cijfers in het andere bestand."]
    assert "Links to other files were not followed." in [u.reason for u in read.unread]


def test_a_mail_with_a_bad_attachment_is_read_and_the_attachment_is_told():
    message = mail("Notities", "Hierbij de lijst.")
    attach(message, "breed.xlsx", NAMED["breed.xlsx"][0])
    attach(message, "stuk.docx", NAMED["stuk.docx"][0])
    with translation.override("en"):
        read = read_words("bijlagen.eml", message.as_bytes())
    assert [p.text for p in read.paragraphs if p.labels.get("heading") != "1"] == ["Hierbij de lijst."]
    reasons = {u.place: u.reason for u in read.unread}
    assert "columns" in reasons["attachment “breed.xlsx”"]
    assert "damaged" in reasons["attachment “stuk.docx”"]


def test_mails_in_mails_are_read_to_a_depth_and_the_rest_is_told():
    inner = mail("Vijf", "Diep.")
    for subject in ("Vier", "Drie", "Twee", "Een"):
        outer = mail(subject, f"Tekst van {subject}.")
        outer.add_attachment(inner)
        inner = outer
    with translation.override("en"):
        read = read_words("diep.eml", inner.as_bytes())
    texts = [p.text for p in read.paragraphs if p.labels.get("heading") != "1"]
    assert texts == ["Tekst van Een.", "Tekst van Twee.", "Tekst van Drie."]
    assert any("lies deeper than 3 mails" in u.reason for u in read.unread)


def test_a_very_long_paragraph_is_kept_whole_in_parts_that_say_which_characters():
    sentence = "Wij missen de school als partner in de wijk. "
    text = sentence * 1_000
    with translation.override("en"):
        read = read_words("lang.txt", text.encode())
    assert len(read.paragraphs) == 3
    assert " ".join(p.text for p in read.paragraphs) == text.strip()
    assert all("characters" in p.place for p in read.paragraphs)
    assert read.unread == ()


STUB = """#!{python}
import sys
dots = sys.stdin.buffer.read()
assert dots.startswith(b"P5 "), dots[:20]
assert sys.argv[1:3] == ["stdin", "stdout"]
print({answer!r})
sys.exit({code})
"""


def program(folder, monkeypatch, answer="", code=0):
    """A program that stands in for Tesseract: it checks what it is given and answers what it was told to."""
    path = folder / "tesseract"
    path.write_text(STUB.format(python=sys.executable, answer=answer, code=code))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_scan_is_read_where_the_program_for_it_is_installed(tmp_path, monkeypatch):
    program(tmp_path, monkeypatch, "Wij missen de school.\n\nMeer tijd.\n\f")
    with translation.override("en"):
        read = read_words("scan.pdf", pdf_with(""))
    assert [(p.place, p.text) for p in read.paragraphs] == [
        ("page 1, paragraph 1", "Wij missen de school."),
        ("page 1, paragraph 2", "Meer tijd."),
    ]
    assert "recognized by a program" in read.unread[0].reason


@pytest.mark.parametrize(("answer", "code", "said"), [("", 0, "Scanned page"), ("half", 1, "failed")])
def test_a_program_that_finds_nothing_or_fails_is_told(tmp_path, monkeypatch, answer, code, said):
    program(tmp_path, monkeypatch, answer, code)
    with translation.override("en"):
        read = read_words("half.pdf", pdf(column(50, 700, ["Getypt."]), []))
    assert [p.text for p in read.paragraphs] == ["Getypt."]
    assert said in read.unread[0].reason


def test_a_file_that_breaks_the_reader_is_refused_and_not_half_read(monkeypatch):
    monkeypatch.setattr(isolation, "READER", "kennismakelaar.intake.reading.nothing")
    with pytest.raises(RuntimeError):
        read_words("a.txt", b"Wij missen de school.")


SIGNS = [
    "\u00e9",
    "e\u0301",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1f3\U0001f1f1",
    "\r\n",
    "\r",
    "\u202e",
    "\u0645\u0631",
    "\0",
    "\x1f",
]
sign = st.characters(exclude_categories=("Cs",)) | st.sampled_from(SIGNS)
anything = st.lists(sign, max_size=60).map("".join)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_what_is_stored_never_changes_again(text):
    once = cleaned(text)
    assert cleaned(once) == once
    assert decoded(once.encode()) == once.removeprefix("\ufeff")
    assert not any(sign < " " and sign not in "\n\t" for sign in once)


@given(anything, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12), anything), max_size=4), st.data())
@settings(max_examples=300, deadline=None)
def test_a_mark_keeps_to_its_words_whatever_stands_in_the_text(text, edits, data):
    text = cleaned(text) or "x"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span, marked, made = (start, end), text[start:end], []
    touched = False
    for at, length, replacement in edits:
        first = min(at, len(text))
        last = min(first + length, len(text))
        if first == last:
            continue
        low, high = carried(span, made)
        touched = touched or (first < high and last > low)
        text, edit = replaced(text, first, last, replacement or "-")
        made.append(edit)
    low, high = carried(span, made)
    assert 0 <= low < high <= len(text)
    if not touched:
        assert text[low:high] == marked


@given(st.lists(anything, max_size=8))
@settings(max_examples=200, deadline=None)
def test_no_piece_of_any_text_is_lost_between_reading_and_storing(texts):
    reports = documents._headings_kept(
        documents._stored(words(text, line=n) for n, text in enumerate(texts, start=1))
    )
    assert [report["text"] for report in reports] == [cleaned(text) for text in texts if cleaned(text)]

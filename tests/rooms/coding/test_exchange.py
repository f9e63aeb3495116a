"""Codebooks and projects go to other programs and come from them: nothing moves, nothing goes missing unsaid."""

import io
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.exporting import _plain
from kennismakelaar.coding.models import Code, Coding, Exchange
from kennismakelaar.coding.refi import reading
from kennismakelaar.coding.refi.project import FileCode, Mark, ProjectFile, Text
from kennismakelaar.coding.refi.reading import UnableToExchange, read_file
from kennismakelaar.coding.refi.rules import description_of, parts_of
from kennismakelaar.coding.refi.writing import codebook_file, project_file
from kennismakelaar.intake.models import Source, Statement
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT, TEXT

HERE = Path(__file__).parent / "refi"
SCHEMA = etree.XMLSchema(etree.parse(HERE / "Project.xsd"))
BREAKFAST = "\ufeffSommigen drinken 's ochtends.\r\nDe melk is altijd te koud 🥛.\r\n\r\nEn het brood is oud.".encode()


def packed(description, **texts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(zipfile.ZipInfo("project.qde"), description)
        for name, content in texts.items():
            file.writestr(f"sources/{name}.txt", content)
    return held.getvalue()


@pytest.fixture
def atlas():
    """A project with every kind of part, as ATLAS.ti writes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("Standaardproject.qde", (HERE / "atlas.qde").read_bytes())
        file.writestr("Sources/230B768E-5A3D-42B7-BE92-2A3721177944.txt", BREAKFAST)
        file.writestr("Sources/142EB46D-612E-4593-A385-D0E5D04D1288.txt", "Pot granola met melk")
    return held.getvalue()


def description_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("project.qde")


def conforms(description):
    SCHEMA.assertValid(etree.fromstring(description))
    return True


WORDS = st.text(st.sampled_from("ab é.👩‍🏳\n\u0301\ufe0f\u05d0&<\"'\x0b"), min_size=1, max_size=50)


@st.composite
def projects(draw):
    codes = [
        FileCode(UUID(int=n + 1), draw(WORDS), draw(WORDS).strip(), UUID(int=n) if n % 3 else None)
        for n in range(draw(st.integers(1, 5)))
    ]
    texts = []
    for number in range(draw(st.integers(1, 3))):
        text = draw(WORDS)
        marks = []
        for n in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            marks.append(
                Mark(
                    UUID(int=1000 + 10 * number + n),
                    start,
                    end,
                    draw(st.sampled_from(codes)).guid,
                    UUID(int=77),
                    AT,
                    draw(WORDS).strip(),
                )
            )
        texts.append(Text(UUID(int=500 + number), f"Bron {number}", text, tuple(marks)))
    return ProjectFile("Proef", codes=tuple(codes), texts=tuple(texts), users=(UUID(int=77),))  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_a_written_project_conforms_to_the_schema_and_is_read_back_with_every_mark_in_place(project):
    content = project_file(project)
    assert conforms(description_in(content))
    again = read_file(content)
    assert [t.text for t in again.texts] == [t.text for t in project.texts]
    places = [{(m.guid, m.start, m.end, m.code) for m in t.marks} for t in project.texts]
    assert [{(m.guid, m.start, m.end, m.code) for m in t.marks} for t in again.texts] == places
    assert {(c.guid, c.parent) for c in again.codes} == {(c.guid, c.parent) for c in project.codes}


def test_a_written_codebook_conforms_to_the_schema(codebook, ann):
    content = coding.exported_codebook(codebook, on=AT.date(), by=ann)
    in_project = content.replace(b"urn:QDA-XML:codebook:1.0", b"urn:QDA-XML:project:1.0")
    codes = etree.fromstring(in_project)
    project = etree.Element("{urn:QDA-XML:project:1.0}Project", name="x")
    del codes.attrib["origin"]
    project.append(codes)
    SCHEMA.assertValid(project)
    assert len(read_file(content).codes) == codebook.codes.count()


def test_the_example_of_the_standard_is_read_with_its_tree_and_descriptions():
    found = read_file((HERE / "standard.qdc").read_bytes())
    assert [code.name for code in found.codes] == [
        "Topics",
        "Economy",
        "Health care",
        "Values",
        "Conservatives",
        "Liberals",
    ]
    assert found.codes[1].description == "Anything about jobs or taxes or business"
    assert {row.what: row.count for row in found.left_out} == {"color": 4, "not_codable": 2}


def test_the_project_in_the_tests_is_one_the_schema_accepts():
    assert conforms((HERE / "atlas.qde").read_bytes())


def test_a_project_of_another_program_keeps_its_marks_on_their_words_and_lists_what_stays_behind(atlas):
    found = read_file(atlas)
    quotes = {(text.name, text.text[m.start : m.end]) for text in found.texts for m in text.marks}
    assert quotes == {("Ontbijt.docx", "De melk is altijd te koud 🥛."), ("Granola.pdf", "granola")}
    assert [c.name for c in found.codes if c.parent == UUID("C3C7D437-6932-4B14-A55D-30B7F811BBF3")] == [
        "oat milk"
    ]
    assert {m.memo for text in found.texts for m in text.marks} == {"", "Kern van het gesprek"}
    left = {row.what: (row.count, row.names) for row in found.left_out}
    assert left == {
        "color": (2, ("Feelings", "Coke::diet Coke")), "rich_text": (1, ("Ontbijt.docx",)), "note": (1, ("Plan",)),
        "mark_without_code": (1, ("Sommigen drinken 's ochtends…",)), "source:PictureSource": (1, ("cornflakes.jpg",)),
        "source:VideoSource": (1, ("reclame.mp4",)), "beside:PDFSelection": (1, ("Granola.pdf",)),
        "part:Links": (1, ("verband",)), "part:Sets": (1, ("Teksten",)), "part:Graphs": (1, ("Netwerk",)),
    }  # fmt: skip
    assert set(found.notes) == {"other_name", "other_counting"}
    assert "Fictief" not in repr(found)


def test_bringing_in_makes_codes_texts_and_judgements(atlas, codebook, ann, bob):
    exchange = coding.receive_exchange("ontbijt.qdpx", atlas, by=ann, at=AT)
    assert not Coding.objects.exists()
    coders = {UUID("C32A2BD5-537F-4838-8B17-DF9EFBAFDF4B"): bob}
    coding.bring_in(
        exchange, by=ann, at=AT, occasion=coding.Occasion(AT.date(), is_fictitious=True), coders=coders
    )
    rows = {(c.code.label, c.segment.quote, c.coder) for c in Coding.objects.all()}
    milk = "De melk is altijd te koud 🥛."
    assert rows == {("milk", milk, ann), ("Feelings", milk, bob), ("Coke::diet Coke", "granola", ann)}
    assert Code.objects.get(label="oat milk").parent.label == "milk"
    exchange.refresh_from_db()
    assert (exchange.status, bytes(exchange.content)) == ("done", b"")
    assert exchange.report["done"]["codings"] == 3
    with pytest.raises(UnableToExchange):
        coding.bring_in(exchange, by=ann, at=AT, occasion=coding.Occasion(AT.date()))


def test_the_same_codes_are_not_made_twice(codebook, ann):
    content = coding.exported_codebook(codebook, on=AT.date(), by=ann)
    before = Code.objects.count()
    done = coding.bring_in(coding.receive_exchange("a.qdc", content, by=ann, at=AT), by=ann, at=AT)
    assert Code.objects.count() == before
    assert done.report["done"]["known_codes"] == before
    for _turn in range(2):
        strange = coding.receive_exchange("b.qdc", (HERE / "standard.qdc").read_bytes(), by=ann, at=AT)
        coding.bring_in(strange, by=ann, at=AT)
    assert Code.objects.count() == before + 6


def test_an_exported_project_comes_back_with_every_quote_stance_and_memo(say, code, ann, bob, codebook):
    first, second = say(f"{TEXT}\r\nEn 👩‍🏫 voor de klas."), say("De politie is er wel.")
    coding.mark(first, 0, 33, code("inclusie"), by=ann, at=AT, stance="wish", memo="kern")
    coding.mark(first, 0, 33, code("polarisatie"), by=bob, at=AT)
    coding.mark(first, TEXT.index("Een"), len(first.text), code("inclusie"), by=bob, at=AT)
    coding.mark(second, 3, 10, code("polarisatie"), by=ann, at=AT, stance="praise")
    before = {
        (c.segment.quote.replace("\r", ""), c.code.slug, c.stance, c.memo, c.coder)
        for c in Coding.objects.all()
    }
    content, left_out = coding.exported_project(codebook, by=ann)
    assert conforms(description_in(content))
    assert not left_out
    Coding.objects.all().delete()
    users = {
        UUID(u.get("guid")): u.get("name") for u in etree.fromstring(description_in(content)).iter("{*}User")
    }
    assert set(users.values()) == {"Codeur 1", "Codeur 2"}
    coders = dict(zip(users, sorted((ann, bob), key=lambda user: user.pk), strict=True))
    exchange = coding.receive_exchange("p.qdpx", content, by=ann, at=AT)
    coding.bring_in(
        exchange, by=ann, at=AT, occasion=coding.Occasion(AT.date(), is_fictitious=True), coders=coders
    )
    assert {(c.segment.quote, c.code.slug, c.stance, c.memo, c.coder) for c in Coding.objects.all()} == before


def test_what_a_coder_must_not_see_yet_is_not_exported(statement, code, codebook, ann, bob, say):
    coding.assign([statement], ann, by=ann, at=AT)
    coding.assign([statement], bob, order=2, by=ann, at=AT)
    coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    say("Bel jan@voorbeeld.nl maar.")
    content, left_out = coding.exported_project(codebook, by=bob)
    assert not any(text.marks for text in read_file(content).texts)
    assert b"jan@voorbeeld" not in content
    assert {row.what: row.count for row in left_out} == {"blind": 1, "statement:held_back": 1}


def test_a_mark_over_paragraphs_stands_on_each_and_words_of_a_person_are_held_back(codebook, ann):
    text = "Eerste alinea.\n\nBel jan@voorbeeld.nl maar.\n\nDerde alinea."
    one = FileCode(UUID(int=5), "Nieuw")
    marks = (Mark(UUID(int=9), 0, len(text), one.guid, memo="zie piet@voorbeeld.nl"),)
    content = project_file(ProjectFile("p", codes=(one,), texts=(Text(UUID(int=6), "Verslag", text, marks),)))
    exchange = coding.receive_exchange("p.qdpx", content, by=ann, at=AT)
    told = coding.bring_in(exchange, by=ann, at=AT, occasion=coding.Occasion(AT.date())).report["done"]
    assert (told["statements"], told["held_back"], told["codings"], told["cut"], told["memos_left_out"]) == (
        3,
        1,
        3,
        1,
        1,
    )
    assert Statement.objects.filter(status="held_back").count() == 1
    assert Coding.objects.filter(memo="").count() == 3


NONSENSE = {
    "nothing": b"", "text": b"geen xml", "other xml": b"<html/>", "cut off": b"<CodeBook><Codes>",
    "entity": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><CodeBook><Codes><Code name="&a;"/></Codes></CodeBook>',
    "empty zip": b"PK\x05\x06" + b"\0" * 18,
    "deep": b"<CodeBook><Codes>" + b'<Code name="x">' * 60 + b"</Code>" * 60 + b"</Codes></CodeBook>",
    "very deep": b"<CodeBook><Codes>" + b'<Code name="x">' * 50_000 + b"</Code>" * 50_000 + b"</Codes></CodeBook>",
}  # fmt: skip


@pytest.mark.parametrize("content", NONSENSE.values(), ids=NONSENSE.keys())
def test_a_file_that_is_no_exchange_file_is_refused_in_plain_words_and_leaves_nothing(content, ann):
    with pytest.raises(UnableToExchange) as caught:
        coding.receive_exchange("x.qdpx", content, by=ann, at=AT)
    assert caught.value.hint
    assert not Exchange.objects.exists()


def test_a_damaged_a_protected_and_a_swollen_archive_are_refused(atlas, ann, monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 500_000)
    with pytest.raises(UnableToExchange):
        read_file(packed(b"<Project/>", groot=b" " * 600_000))
    damaged = bytearray(atlas)
    damaged[60:90] = b"\0" * 30
    with pytest.raises(UnableToExchange):
        read_file(bytes(damaged))
    locked = bytearray(atlas)
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(UnableToExchange):
        read_file(bytes(locked))


def test_parts_nobody_knows_are_listed_and_strange_names_kept_apart():
    content = b"""<CodeBook xmlns="urn:QDA-XML:codebook:0:4"><Codes><Code guid="a1" name="Thema"><Code guid="a2" name=""/></Code></Codes>
      <Nieuws naam="x"/></CodeBook>"""
    found = read_file(content)
    assert [(c.guid != found.codes[0].guid, c.parent == found.codes[0].guid) for c in found.codes[1:]] == [
        (True, True)
    ]
    assert {row.what for row in found.left_out} == {"part:Nieuws"}
    assert set(found.notes) == {"other_namespace", "other_guid"}


def nvivo(text, inside=""):
    """A project in the shape NVivo writes: nested codes, the text in a file beside, and marks that quote nothing."""
    description = f"""<Project xmlns="urn:QDA-XML:project:1.0" name="Untitled" origin="NVivo for Windows 12.6"><CodeBook><Codes>
      <Code guid="3c51efbb-071f-43a7-9f32-228b89668e8d" name="Steun" isCodable="true"/></Codes></CodeBook><Sources>
      <TextSource guid="56a79789-d535-4fb8-bedd-a915504c54ba" name="Gesprek" plainTextPath="internal://gesprek.txt">{inside}
        <PlainTextSelection guid="fd960901-8191-4db1-a3dd-a91626d56c4b" name="" startPosition="4" endPosition="10">
          <Coding guid="fd960901-8191-4db1-a3dd-a91626d56c4c"><CodeRef targetGUID="3c51efbb-071f-43a7-9f32-228b89668e8d"/></Coding>
        </PlainTextSelection></TextSource></Sources></Project>"""
    return packed(description, gesprek=text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Wij missen de school.", False),
        ("\ufeffWij missen\r\nde school.", True),
        ("Wij missen 🎉 de school.", True),
    ],
)
def test_marks_without_quotes_stand_as_the_standard_counts_and_a_doubt_is_told(text, told):
    found = read_file(nvivo(text))
    [held] = found.texts
    assert [held.text[m.start : m.end] for m in held.marks] == ["missen"]
    assert ("counting_unknown" in found.notes) is told


def test_unknown_parts_beside_a_text_are_listed_and_its_marks_stay():
    found = read_file(
        nvivo("Wij missen de school.", "<Description>memo</Description><Nieuws/><!-- niets -->")
    )
    assert {row.what: row.count for row in found.left_out} == {"beside:Description": 1, "beside:Nieuws": 1}
    assert [m.start for text in found.texts for m in text.marks] == [4]


def test_a_failure_half_way_brings_in_nothing(atlas, codebook, ann, monkeypatch):
    from kennismakelaar.coding.actions import exchanging

    exchange = coding.receive_exchange("ontbijt.qdpx", atlas, by=ann, at=AT)
    monkeypatch.setattr(exchanging, "_close", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        coding.bring_in(exchange, by=ann, at=AT, occasion=coding.Occasion(AT.date()))
    assert not Coding.objects.exists()
    assert not Source.objects.exists()
    assert not Code.objects.filter(label="milk").exists()


def test_a_file_set_aside_is_gone_and_only_advisers_exchange(atlas, ann, partner):
    exchange = coding.receive_exchange("ontbijt.qdpx", atlas, by=ann, at=AT)
    coding.set_aside(exchange, by=ann, at=AT)
    exchange.refresh_from_db()
    assert bytes(exchange.content) == b""
    with pytest.raises(NotAllowed):
        coding.receive_exchange("ontbijt.qdpx", atlas, by=partner, at=AT)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_plain_text_keeps_every_place(text):
    shown, places = _plain(text)
    assert "\r" not in shown
    assert places[len(text)] == len(shown)
    for at, sign in enumerate(text):
        if sign not in "\r\n\ufeff":
            assert shown[places[at]] == sign


def test_a_rule_survives_the_way_through_one_description():
    parts = {"use_when": "het over groepen gaat", "not_when": "ruzie\nthuis", "example": "zij: wij"}
    assert parts_of(description_of("Groepen", **parts)) == {"definition": "Groepen", **parts}
    assert codebook_file([FileCode(UUID(int=1), "a\x0bb")]).count(b"\x0b") == 0

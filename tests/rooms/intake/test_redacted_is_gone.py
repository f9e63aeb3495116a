"""What was redacted stands nowhere any more: the whole database is searched, every column of every table."""

import pytest
from django.db import connection

from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from kennismakelaar.intake.models import Finding, Import, Statement

from .conftest import AT, DAY
from .files import workbook

SECRET = "molenaarsvrouw"  # points at somebody in a small place; screening cannot know
TEXTS = ("text", "character varying", "json", "jsonb", "bytea", "ARRAY", "tsvector", "character")


def columns_that_hold(words):
    """Every table and column in which these words stand, in any way of writing letters."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c "
            "JOIN information_schema.tables t USING (table_schema, table_name) "
            "WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        )
        for table, column, kind in cursor.fetchall():
            if kind not in TEXTS:
                continue
            as_text = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {as_text} ILIKE %s', [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


NOTES = f"""Gesprek over de {SECRET}

De {SECRET} belde drie keer met het loket.

Volgens de {SECRET} is de school niet op de hoogte van het plan.

Wij willen weten wie dit kan oppakken in het weekend.

Er is behoefte aan een vast aanspreekpunt in de regio.
"""


def confirmed(name, content, by, **choices):
    delivery = intake.recognize(intake.receive(name, content, "notes", by=by, at=AT), at=AT)
    chosen = intake.NotesChoices(title=name, channel=intake.Channel.EVENT, held_on=DAY, **choices)
    intake.keep_choices(delivery, chosen, by=by, at=AT)
    return intake.confirm_notes(delivery, chosen, by=by, at=AT)


def decided(by):
    """This will leave out all that screening holds back."""
    while (finding := Finding.objects.filter(decision=Finding.Decision.PENDING).first()) is not None:
        intake.decide_finding(finding, Finding.Decision.REDACTED, by=by, at=AT)


@pytest.fixture
def document(ann):
    return confirmed(f"gesprek {SECRET}.txt", NOTES.encode(), ann)


def test_the_search_itself_finds_words_in_texts_lists_and_files(document, ann):
    where = {"statement.text", "import.filename", "import.content", "import.options", "source.title"}
    assert {f"intake_{column}" for column in where} <= set(columns_that_hold(SECRET))


def test_words_that_were_left_out_once_stand_nowhere_in_the_database(document, ann, bob):
    newer = NOTES.replace("drie keer", "vier keer") + f"\nLater kwam de {SECRET} zelf langs bij de balie.\n"
    confirmed("gesprek v2.txt", newer.encode(), ann, newer_than=document)
    code = a_code(ann)
    holding = Statement.objects.filter(text__contains=SECRET)
    assert len(holding) == 5
    marks = [coding.mark(statement, 0, 10, code, by=ann, at=AT) for statement in holding]
    standing = holding[1]
    start = standing.text.index(SECRET)
    intake.redact(standing, start, start + len(SECRET), reason="te herkennen", by=bob, at=AT)
    assert columns_that_hold(SECRET) == []
    for mark in marks:  # marks stand where they stood
        mark.segment.refresh_from_db()
        assert len(mark.segment.quote) >= 10


def a_code(by):
    book = coding.start_codebook_from_topics(by=by, at=AT)
    found = book.codes.first()
    return found or coding.add_code(book, slug="steun", label="Steun", by=by, at=AT)


def test_words_beside_other_words_go_too(ann, bob):
    rows = [
        ["Gemeente", "Plek", "Opmerking"],
        ["Delft", "het fonds Kwispelhof", "Het fonds Kwispelhof helpt ons met deze avonden."],
    ]
    source = confirmed("lijst.xlsx", workbook(Lijst=rows), ann)
    statement = source.statements.get()
    assert "Kwispelhof" in str(statement.labels)
    start = statement.text.index("Kwispelhof")
    intake.redact(statement, start, start + len("Kwispelhof"), reason="te herkennen", by=bob, at=AT)
    decided(bob)
    assert columns_that_hold("Kwispelhof") == []
    assert bytes(Import.objects.get().content) == b""


def test_a_person_named_beside_words_or_in_a_heading_is_never_stored(ann):
    rows = [["Gemeente", "Naam", "Toegevoegd door", "Opmerking"],
            ["Delft", "Jan Jansen", "mevrouw Pietersen", "Wij zoeken een training over desinformatie."]]  # fmt: skip
    confirmed("lijst.xlsx", workbook(Lijst=[["Gesprek met de heer Jansen", None, None, None], *rows]), ann)
    statement = Statement.objects.get()
    assert "Jansen" not in statement.place + str(statement.labels)
    assert "Pietersen" not in str(statement.labels)


def test_a_file_nobody_confirmed_goes_after_a_month(ann):
    from datetime import timedelta

    delivery = intake.recognize(intake.receive("los.txt", NOTES.encode(), "notes", by=ann, at=AT), at=AT)
    assert intake.forget_unfinished(at=AT + timedelta(days=29)) == 0
    assert intake.forget_unfinished(at=AT + timedelta(days=31)) == 1
    delivery.refresh_from_db()
    assert (bytes(delivery.content), delivery.recognized, delivery.status) == (b"", {}, Import.Status.UNDONE)

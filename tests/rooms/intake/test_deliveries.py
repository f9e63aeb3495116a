"""A delivery is imported as a whole or not at all, once, and can be taken back."""

import pytest
from django.db import connection

from kennismakelaar.intake import api as intake
from kennismakelaar.intake.actions import deliveries
from kennismakelaar.intake.models import Import, Source, Statement, UnreadPart
from kennismakelaar.intake.reading import refusals
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT, DAY

NOTES = (
    b"Gemeente;Functie;Uitspraak\n"
    b"Delft;wethouder;Wij missen de school als partner.\n"
    b"Utrecth;raadslid;Wij weten niet wie wij moeten bellen.\n"
    b"Verwegistan;griffier;Er is te weinig tijd.\n"
    b"Delft;burgemeester;Bel jan@voorbeeld.nl voor meer.\n"
)


@pytest.fixture
def choices():
    return intake.NotesChoices(
        title="Sessie 3", channel=intake.Channel.EVENT, held_on=DAY, municipality_column="Gemeente",
        role_column="Functie", is_fictitious=True,
    )  # fmt: skip


@pytest.fixture
def delivery(ann):
    return intake.recognize(intake.receive("sessie3.csv", NOTES, "notes", by=ann, at=AT), at=AT)


def test_what_was_recognized_is_told_before_anything_is_stored(delivery):
    assert delivery.status == Import.Status.RECOGNIZED
    assert delivery.recognized["paragraphs"] == 4
    assert delivery.recognized["columns"] == ["Gemeente", "Functie"]
    assert not Statement.objects.exists()


def test_the_preview_leaves_out_what_screening_suspects(delivery):
    assert "jan@voorbeeld.nl" not in str(delivery.recognized)
    assert "[e-mailadres]" in str(delivery.recognized)


def test_a_confirmed_delivery_becomes_statements_with_municipality_role_and_place(
    delivery, choices, ann, delft, utrecht
):
    source = intake.confirm_notes(delivery, choices, by=ann, at=AT)
    statements = list(source.statements.all())
    assert [s.municipality for s in statements] == [delft, utrecht, None, delft]
    assert [s.role for s in statements] == ["alderman", "council", "council", "mayor"]
    assert [s.place for s in statements] == [
        "rij 2, kolom C",
        "rij 3, kolom C",
        "rij 4, kolom C",
        "rij 5, kolom C",
    ]
    assert [s.status for s in statements] == ["open", "open", "open", "held_back"]


def test_an_unknown_municipality_is_reported_and_its_words_are_kept(delivery, choices, ann):
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    part = UnreadPart.objects.get()
    assert part.place == "rij 4, kolom C"
    assert "Verwegistan" in part.reason


def test_the_same_file_is_recognized_under_another_name(delivery, choices, ann):
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    with pytest.raises(intake.AlreadyImported) as caught:
        intake.receive("andere naam.csv", NOTES, "notes", by=ann, at=AT)
    assert "sessie3.csv" in caught.value.came


def test_a_delivery_that_was_left_halfway_is_gone_on_with(delivery, ann):
    assert intake.receive("sessie3.csv", NOTES, "notes", by=ann, at=AT) == delivery


def test_a_second_confirmation_changes_nothing(delivery, choices, ann):
    source = intake.confirm_notes(delivery, choices, by=ann, at=AT)
    assert intake.confirm_notes(delivery, choices, by=ann, at=AT) == source
    assert Statement.objects.count() == 4


def test_an_interrupted_confirmation_leaves_nothing_half_done_and_can_be_resumed(
    delivery, choices, ann, monkeypatch
):
    def breaks_off(*args, **kwargs):
        collected(*args, **kwargs)
        assert Statement.objects.exists()
        raise ConnectionError

    collected = deliveries.collect
    monkeypatch.setattr(deliveries, "collect", breaks_off)
    with pytest.raises(ConnectionError):
        intake.confirm_notes(delivery, choices, by=ann, at=AT)
    assert not Statement.objects.exists()
    assert not Source.objects.exists()
    assert Import.objects.get().status == Import.Status.RECOGNIZED
    monkeypatch.undo()
    assert intake.confirm_notes(delivery, choices, by=ann, at=AT).statements.count() == 4


def test_undo_takes_back_all_it_brought_and_the_file_can_come_again(delivery, choices, ann):
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    intake.undo(delivery, by=ann, at=AT)
    assert not Statement.objects.exists()
    assert Import.objects.get().status == Import.Status.UNDONE
    again = intake.receive("sessie3.csv", NOTES, "notes", by=ann, at=AT)
    assert again != delivery
    intake.confirm_notes(intake.recognize(again, at=AT), choices, by=ann, at=AT)
    assert Statement.objects.count() == 4


def test_the_file_itself_goes_when_words_in_it_are_redacted(delivery, choices, ann, bob):
    source = intake.confirm_notes(delivery, choices, by=ann, at=AT)
    assert bytes(Import.objects.get().content)
    finding = source.statements.get(status="held_back").findings.first()
    intake.decide_finding(finding, intake.Finding.Decision.REDACTED, by=bob, at=AT)
    assert bytes(Import.objects.get().content) == b""
    with pytest.raises(intake.AlreadyImported):
        intake.receive("sessie3.csv", NOTES, "notes", by=ann, at=AT)


def test_after_an_erasure_no_table_holds_the_words(delivery, choices, ann):
    source = intake.confirm_notes(delivery, choices, by=ann, at=AT)
    intake.erase_statement(source.statements.first(), reason="op verzoek", by=ann, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', ["%school als partner%"]
            )
            assert cursor.fetchone() == (0,), table


def test_a_file_that_turns_out_unreadable_is_refused_and_emptied(ann):
    delivery = intake.receive("scan.pdf", b"%PDF-1.7 geen pdf", "notes", by=ann, at=AT)
    refused = intake.recognize(delivery, at=AT)
    assert refused.status == Import.Status.REFUSED
    assert "scan.pdf" in refused.refusal
    assert bytes(refused.content) == b""


def test_a_refused_delivery_cannot_be_confirmed(choices, ann):
    delivery = intake.recognize(
        intake.receive("scan.pdf", b"%PDF-1.7 geen pdf", "notes", by=ann, at=AT), at=AT
    )
    with pytest.raises(intake.NotReadyToConfirm):
        intake.confirm_notes(delivery, choices, by=ann, at=AT)


def test_a_bad_file_is_refused_at_the_door_and_not_stored(ann):
    with pytest.raises(refusals.UnknownKind):
        intake.receive("foto.docx", b"\x89PNG\r\n\x1a\n\0\0", "notes", by=ann, at=AT)
    assert not Import.objects.exists()


def test_a_partner_brings_in_nothing(partner):
    with pytest.raises(NotAllowed):
        intake.receive("sessie3.csv", NOTES, "notes", by=partner, at=AT)

"""Who delivers the same layout again gets the same choices proposed; the original is checked and only downloaded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kennismakelaar.intake import api as intake
from kennismakelaar.intake.models import Import, Statement

from .conftest import AT, DAY
from .files import workbook

HEADER = ["Waar", "Wie", "Extra", "Opmerking"]
ROW = ["Delft", "wethouder", "kort punt", "Wij missen de school als partner."]


@pytest.fixture
def at_work(client, ann):
    client.force_login(ann)
    return client


def upload(client, rows, sender="GGD (fictief)", name="lijst.xlsx"):
    file = SimpleUploadedFile(name, workbook(Lijst=rows))
    return client.post(reverse("intake:imports"), {"file": file, "sender": sender})


def form_of(client, address):
    return client.get(address).context["form"]


def test_a_layout_of_a_sender_is_proposed_the_next_time(at_work):
    page = upload(at_work, [HEADER, ROW]).url
    assert not form_of(at_work, page)["municipality_column"].initial
    at_work.post(page, {
        "title": "Lijst", "channel": "event", "held_on": "2026-02-06", "municipality_column": "Waar", "role_column": "Wie",
        "text_columns": ["Extra"], "sender": "GGD (fictief)",
    })  # fmt: skip
    assert sorted(Statement.objects.values_list("text", flat=True)) == [
        "Wij missen de school als partner.",
        "kort punt",
    ]
    again = upload(
        at_work, [HEADER, ["Urk", "griffier", "ander punt", "Het rooster past niet bij de scholen."]]
    ).url
    initial = form_of(at_work, again).initial
    assert (initial["municipality_column"], initial["role_column"]) == ("Waar", "Wie")
    assert initial["text_columns"] == ["Extra"]


def test_the_layout_of_one_sender_goes_before_that_of_another():
    from kennismakelaar.intake.layouts import signature_of

    assert signature_of(["Waar", "Wie"], "A") != signature_of(["Waar", "Wie"], "B")
    assert signature_of(["wie ", "Waar"], " a") == signature_of(["Waar", "Wie"], "A")


def test_a_sender_is_an_organization_and_no_person(at_work):
    answer = upload(at_work, [HEADER, ROW], sender="mevrouw Pietersen")
    assert answer.status_code == 400
    assert not Import.objects.exists()


def test_pasted_words_go_the_same_way(at_work):
    page = at_work.post(reverse("intake:imports"), {"pasted": "Wij zoeken hulp.\n\nEn snel."}).url
    assert Import.objects.get().recognized["paragraphs"] == 2
    assert "Wij zoeken hulp." in at_work.get(page).content.decode()


@pytest.mark.parametrize("given", [{}, {"pasted": "   "}])
def test_nothing_delivered_is_said(at_work, given):
    answer = at_work.post(reverse("intake:imports"), given)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()


def delivered(by):
    return intake.recognize(intake.receive("a.txt", b"Wij zoeken hulp.", "notes", by=by, at=AT), at=AT)


def test_a_stored_file_that_was_changed_is_not_used(ann):
    delivery = delivered(ann)
    Import.objects.update(content=b"Wij zoeken niets.")
    with pytest.raises(intake.FileWasChanged) as caught:
        intake.confirm_notes(delivery, intake.NotesChoices("A", intake.Channel.EVENT, DAY), by=ann, at=AT)
    assert caught.value.hint
    assert not Statement.objects.exists()


def test_a_file_that_is_gone_is_no_link_and_says_why(at_work, ann):
    delivery = delivered(ann)
    page, file = (reverse(name, args=[delivery.pk]) for name in ("intake:import", "intake:original"))
    assert file in at_work.get(page).content.decode()
    Import.objects.update(content=b"")
    assert file not in at_work.get(page).content.decode()
    gone = at_work.get(file)
    assert gone.status_code == 410
    assert "<h1>" in gone.content.decode()

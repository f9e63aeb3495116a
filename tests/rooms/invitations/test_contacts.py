"""Contacts are work addresses; a list is stored as a whole after every row was judged, or not at all."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from kennismakelaar.intake import api as intake
from kennismakelaar.invitations import api as invitations
from kennismakelaar.invitations import presenters
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records.models import Tombstone
from kennismakelaar.shared.spreadsheet import write_csv

from .conftest import DELFT, NOW, UTRECHT

DAY = NOW.date()
HEADER = ["Gemeente", "Rol", "E-mailadres"]


def listed(*rows, header=HEADER):
    return invitations.read_contacts("lijst.csv", write_csv(header, rows).encode(), on=DAY)


@pytest.fixture
def signed_in(survey, adviser):
    client = Client()
    client.force_login(adviser)
    return client


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" OOV@Delft.example ", "oov@delft.example"),
        ("Jan Jansen <oov@delft.example>", "oov@delft.example"),
        ("mailto:oov@delft.example", "oov@delft.example"),
    ],
)
def test_an_address_is_kept_in_small_letters_and_without_a_name(written, address):
    assert invitations.work_address(written) == address


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "leeg"),
        ("oov.delft.example", "is dat niet"),
        ("oov@delft", "is dat niet"),
        ("oov @delft.example", "is dat niet"),
        ("a@delft.example; b@delft.example", "er meer"),
        ("jan@gmail.com", "privéadres"),
    ],
)
def test_what_is_no_work_address_is_refused_in_plain_words(written, words):
    with pytest.raises(invitations.NotAWorkAddress) as refusal:
        invitations.work_address(written)
    assert refusal.value.expected
    assert words in refusal.value.came


def test_every_wrong_row_is_named_with_its_place_and_the_right_ones_stay(register):
    found = listed(
        ["Delft", "Burgemeester", "burgemeester@delft.example"],
        ["Delft", "", "burgemeester@delft.example"],
        ["Delftt-Noord", "", "oov@delft.example"],
        ["", "", "oov@delft.example"],
        ["Utrecht", "", "geen adres"],
        ["Utrecht", "", ""],
        ["Utrecht", "Beleidsadviseur veiligheid", "oov@utrecht.example"],
    )
    first = found.rows[0]
    assert (first.code, first.role, first.email) == (DELFT, "mayor", "burgemeester@delft.example")
    assert [row.code for row in found.rows] == [DELFT, UTRECHT]
    assert len(found.wrong) == 5
    assert [row.place.split(", ")[-1] for row in found.wrong] == ["rij 3", "rij 4", "rij 5", "rij 6", "rij 7"]
    assert "staat al in" in found.wrong[0].reason
    assert "Bedoelde u" in found.wrong[1].reason
    assert "Delft" in found.wrong[1].reason


def test_a_list_with_400_municipalities_that_do_not_exist_says_so_per_row_and_stores_nothing(signed_in):
    rows = [
        [f"Gemeente Nergenshuizen {number}", "", f"postbus{number}@nergens.example"] for number in range(400)
    ]
    found = listed(*rows)
    assert (len(found.rows), len(found.wrong)) == (0, 400)
    answer = upload(signed_in, rows)
    assert "400 rijen kloppen niet" in answer.content.decode()
    assert "En nog 300" in answer.content.decode()
    assert not invitations.Contact.objects.exists()
    with pytest.raises(invitations.UnableToKeepContact):
        invitations.import_contacts(found.rows, by=answer.wsgi_request.user, at=NOW)


def upload(client, rows, header=HEADER):
    file = SimpleUploadedFile("lijst.csv", write_csv(header, rows).encode())
    return client.post("/werk/contacten/lijst", {"file": file})


def test_a_merged_municipality_is_read_as_the_one_it_went_on_in(register):
    found = listed(["Weesp", "", "oov@weesp.example"])
    names = [Municipality.objects.get(pk=row.code).name for row in found.rows]
    assert names == ["Amsterdam"] or "Amsterdam" in found.wrong[0].reason


def test_a_shared_service_may_stand_at_several_municipalities(register):
    found = listed(["Delft", "", "sociaal@samen.example"], ["Utrecht", "", "sociaal@samen.example"])
    assert len(found.rows) == 2
    assert found.at_several == ("sociaal@samen.example",)


def test_a_list_without_the_columns_is_refused_as_a_whole(register):
    with pytest.raises(invitations.MissingColumn) as refusal:
        listed(["Delft", "x"], header=["Plaats", "Telefoon"])
    assert "gemeente" in refusal.value.expected
    assert "Telefoon" in refusal.value.came


def test_an_empty_list_is_refused(register):
    with pytest.raises(intake.UnreadableFile):
        invitations.read_contacts("lijst.csv", b"", on=DAY)


def test_nothing_is_stored_before_somebody_confirms_what_was_shown(signed_in):
    answer = upload(signed_in, [["Delft", "Burgemeester", "oov@delft.example"]])
    assert "Er is nog niets bewaard" in answer.content.decode()
    assert not invitations.Contact.objects.exists()
    sealed = answer.context["confirm"].initial["rows"]
    signed_in.post("/werk/contacten/lijst/bevestig", {"rows": sealed})
    kept = invitations.Contact.objects.get()
    assert (kept.municipality_id, kept.role, kept.email) == (DELFT, "mayor", "oov@delft.example")


def test_what_is_confirmed_is_what_was_shown(signed_in):
    sealed = presenters.sealed([invitations.ContactRow(DELFT, "", "oov@delft.example", "rij 2")])
    answer = signed_in.post("/werk/contacten/lijst/bevestig", {"rows": sealed[:-2] + "xx"})
    assert answer.status_code == 400
    assert not invitations.Contact.objects.exists()


def test_importing_a_list_again_adds_nothing_double_and_renews_the_term(survey, adviser):
    rows = [invitations.ContactRow(DELFT, "", "oov@delft.example", "rij 2")]
    assert invitations.import_contacts(rows, by=adviser, at=NOW) == (1, 0)
    first = invitations.Contact.objects.get().retain_until
    with_role = [invitations.ContactRow(DELFT, "safety", "oov@delft.example", "rij 2")]
    assert invitations.import_contacts(with_role, by=adviser, at=NOW + timedelta(days=30)) == (0, 1)
    kept = invitations.Contact.objects.get()
    assert (kept.role, kept.retain_until) == ("safety", first + timedelta(days=30))


def _import_and_check(rows, adviser):
    """Foreign keys are checked at the end of a transaction, which in a test never comes."""
    invitations.import_contacts(rows, by=adviser, at=NOW)
    transaction.get_connection().check_constraints()


def test_an_import_that_fails_halfway_stores_nothing(survey, adviser):
    rows = [
        invitations.ContactRow(DELFT, "", "oov@delft.example", "rij 2"),
        invitations.ContactRow("GM9999", "", "oov@nergens.example", "rij 3"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        _import_and_check(rows, adviser)
    assert not invitations.Contact.objects.exists()


def test_the_database_refuses_the_same_address_twice_at_one_municipality(contact):
    first = contact()
    with pytest.raises(IntegrityError):
        invitations.Contact.objects.create(
            municipality=first.municipality, email="OOV@delft.example", added_on=DAY, retain_until=DAY
        )


def test_adding_by_hand_refuses_what_is_there_already(contact):
    contact()
    with pytest.raises(invitations.UnableToKeepContact):
        contact("OOV@Delft.example")


def test_another_address_has_not_bounced_yet(contact, adviser):
    made = contact()
    invitations.Contact.objects.filter(pk=made.pk).update(bounced_on=DAY, bounce_reason="5.1.1")
    changed = invitations.change_contact(made, email="nieuw@delft.example", role="safety", by=adviser, at=NOW)
    assert (changed.bounced_on, changed.bounce_reason) == (None, "")


def test_an_erased_contact_leaves_a_tombstone_and_no_address(contact, send, adviser):
    made = contact()
    send()
    invitations.erase_contact(made, reason="gevraagd", by=adviser, at=NOW)
    assert not invitations.Contact.objects.exists()
    assert not invitations.Mail.objects.exists()
    assert not invitations.PersonalLink.objects.exists()
    assert Tombstone.objects.get().reason == "gevraagd"


def test_contacts_go_when_nobody_renewed_them_for_a_year(contact):
    made = contact()
    assert invitations.erase_expired(made.retain_until) == 0
    assert invitations.erase_expired(made.retain_until + timedelta(days=1)) == 1
    assert not invitations.Contact.objects.exists()

"""A personal link opens one form for one municipality; looking at it changes nothing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kennismakelaar.invitations import api as invitations
from kennismakelaar.invitations.actions.links import MOST_FORWARDED
from kennismakelaar.surveys import api as surveys

from .conftest import CLOSES, DELFT, NOW, bring

FORM = "/peiling/invullen"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Pages ask the clock; here it stands at NOW until a test moves it."""
    moment = {"now": NOW}
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment["now"])
    return moment


@pytest.fixture
def link(contact, send, mailserver):
    contact()
    send()
    return f"/peiling/{mailserver.token_of('oov@delft.example')}"


def invitation() -> invitations.Invitation:
    return invitations.Invitation.objects.get(contact__email="oov@delft.example")


def writes(captured) -> list[str]:
    return [
        q["sql"]
        for q in captured
        if not q["sql"].lstrip("(").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("page", ["", "/doorgeven", "/afmelden"])
def test_opening_a_link_as_a_mail_scanner_does_changes_nothing(link, method, page):
    with CaptureQueriesContext(connection) as captured:
        for _time in range(3):
            getattr(Client(), method)(link + page)
    assert captured.captured_queries
    assert writes(captured.captured_queries) == []
    assert invitation().draft is None


def test_a_scanner_that_follows_every_link_on_the_page_begins_nothing(link):
    page = Client().get(link).content.decode()
    inside = {href for href in re.findall(r'href="(/peiling/[^"]+)"', page)}
    assert inside
    for href in inside:
        Client().get(href)
    assert Client().get(link + "/begin").status_code == 405
    assert not surveys.Draft.objects.exists()


def test_the_button_begins_the_form_of_this_municipality(link):
    client = Client()
    assert client.post(link + "/begin")["Location"] == FORM
    draft = invitation().draft
    assert (draft.municipality_id, draft.survey, draft.role) == (DELFT, invitation().survey, "")


def test_the_same_link_goes_on_with_the_same_form_on_another_device(link):
    Client().post(link + "/begin")
    first = invitation().draft
    other = Client()
    assert other.post(link + "/begin")["Location"] == FORM
    assert (invitation().draft, surveys.Draft.objects.count()) == (first, 1)
    assert "Ga verder waar u was" in other.get(link).content.decode()


def test_a_colleague_gets_a_form_of_their_own_for_the_same_municipality(link):
    Client().post(link + "/begin")
    shown = Client().post(link + "/link").content.decode()
    colleague = re.search(r"http://testserver(/peiling/[\w-]{22})", shown)[1]
    assert colleague != link
    Client().post(colleague + "/begin")
    assert list(surveys.Draft.objects.values_list("municipality_id", flat=True)) == [DELFT, DELFT]


def test_passing_on_sends_the_colleague_a_mail_with_a_link_of_its_own(link, mailserver):
    answer = Client().post(link + "/doorgeven", {"email": "Sociaal@Delft.example"})
    assert answer.status_code == 302
    bring()
    token = mailserver.token_of("sociaal@delft.example")
    assert f"/peiling/{token}" != link
    assert Client().get(f"/peiling/{token}").status_code == 200


def test_passing_on_the_same_mail_a_second_time_sends_nothing_double(link, mailserver):
    for _time in range(2):
        Client().post(link + "/doorgeven", {"email": "sociaal@delft.example"})
    bring()
    assert mailserver.addresses == ["oov@delft.example", "sociaal@delft.example"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("iemand@elders.example", "eigen organisatie"),
        ("iemand@gmail.com", "werkadres"),
        ("geen adres", "mailadres"),
    ],
)
def test_the_site_sends_no_mail_to_strangers(link, mailserver, address, words):
    answer = Client().post(link + "/doorgeven", {"email": address})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    bring()
    assert mailserver.addresses == ["oov@delft.example"]


def test_a_leaked_link_cannot_be_passed_on_without_end(link):
    for _time in range(MOST_FORWARDED):
        assert Client().post(link + "/link").status_code == 200
    assert Client().post(link + "/link").status_code == 400
    assert invitation().forwarded.count() == MOST_FORWARDED


def test_a_revoked_link_says_so_and_opens_no_form(link, adviser):
    Client().post(link + "/begin")
    invitations.revoke(invitation(), by=adviser, at=NOW)
    for answer in (Client().get(link), Client().post(link + "/begin")):
        assert answer.status_code == 410
        assert "ingetrokken" in answer.content.decode()
    assert surveys.Draft.objects.count() == 1


def test_a_link_after_closing_says_so_and_opens_no_form(link, clock):
    clock["now"] = NOW.replace(year=CLOSES.year, month=CLOSES.month, day=CLOSES.day) + timedelta(days=1)
    for answer in (Client().get(link), Client().post(link + "/begin")):
        assert answer.status_code == 410
        assert "gesloten" in answer.content.decode()
    assert not surveys.Draft.objects.exists()


def test_a_link_of_a_survey_that_was_closed_early_says_so(link, adviser):
    surveys.close(invitation().survey, by=adviser, at=NOW)
    assert Client().get(link).status_code == 410


def test_a_link_nobody_made_is_unknown(link):
    assert Client().get("/peiling/" + "A" * 22).status_code == 404
    assert Client().get(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404


def test_personal_links_stay_out_of_search_engines_and_caches(link):
    answer = Client().get(link)
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_one_click_of_a_mail_program_unsubscribes_without_a_page_or_cookie(link, contact, send, mailserver):
    answer = Client(enforce_csrf_checks=True).post(link + "/afmelden", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    mailserver.mails.clear()
    contact("ander@delft.example")
    send(at=NOW + timedelta(days=10))
    send("reminder", at=NOW + timedelta(days=20))
    assert set(mailserver.addresses) == {"ander@delft.example"}


def test_who_unsubscribed_is_not_mailed_when_a_list_adds_the_address_again(link, adviser, send, mailserver):
    Client().post(link + "/afmelden")
    invitations.erase_contact(invitation().contact, reason="gevraagd", by=adviser, at=NOW)
    rows = [
        invitations.ContactRow(DELFT, "safety", "oov@delft.example", "rij 2"),
        invitations.ContactRow(DELFT, "social", "sociaal@delft.example", "rij 3"),
    ]
    invitations.import_contacts(rows, by=adviser, at=NOW)
    mailserver.mails.clear()
    send()
    assert mailserver.addresses == ["sociaal@delft.example"]


def test_the_address_that_unsubscribed_is_kept_as_a_keyed_hash_only(link):
    Client().post(link + "/afmelden")
    kept = invitations.Unsubscription.objects.get()
    assert "delft" not in str([getattr(kept, field.name) for field in kept._meta.fields])
    assert invitations.work_address("oov@delft.example") not in kept.address_hash


def test_the_link_works_on_after_unsubscribing(link):
    Client().post(link + "/afmelden")
    assert Client().post(link + "/begin")["Location"] == FORM

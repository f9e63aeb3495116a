"""The workbench: list, edit, confirm, withdraw; a partner sees the own offers, a stranger nothing."""

import pytest

from kennismakelaar.catalog import api
from kennismakelaar.organizations.api import Organization, place

OWN, OTHER = "leernetwerk-lokale-polarisatie-en-vertrouwen", "quickscan-radicalisering"
FILLED = {
    "title": "Nieuwe les", "summary": "Een les over samenleven.", "providers": ["movisie"], "topics": ["polarisatie"],
    "evidence": "none", "language": "nl",
}  # fmt: skip


@pytest.fixture
def as_partner(client, movisie_partner):
    client.force_login(movisie_partner)
    return client


@pytest.mark.parametrize(
    "address", ["/werk/aanbod", "/werk/aanbod/nieuw", f"/werk/aanbod/{OWN}", "/werk/aanbod/gezocht"]
)
def test_without_an_account_the_workbench_asks_to_sign_in(menu, client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/account/login" in answer["Location"]


@pytest.mark.parametrize(
    "address", ["/werk/aanbod", "/werk/aanbod/nieuw", f"/werk/aanbod/{OWN}", "/werk/aanbod/gezocht"]
)
def test_an_official_of_a_municipality_is_refused_in_plain_words(menu, client, official, address):
    client.force_login(official)
    assert client.get(address).status_code == 403


def test_a_partner_sees_and_edits_the_own_offers_only(as_partner):
    shown = as_partner.get("/werk/aanbod").content.decode()
    assert OWN in shown
    assert OTHER not in shown
    assert as_partner.get(f"/werk/aanbod/{OTHER}").status_code == 404
    assert as_partner.post(f"/werk/aanbod/{OTHER}/intrekken").status_code == 404


def test_a_partner_makes_an_offer_and_confirms_it(as_partner):
    answer = as_partner.post("/werk/aanbod/nieuw", FILLED)
    assert answer["Location"] == "/werk/aanbod/nieuwe-les"
    as_partner.post("/werk/aanbod/nieuwe-les/bevestigen")
    assert api.offer_with("nieuwe-les").confirmed_by.slug == "movisie"


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_do(as_partner):
    answer = as_partner.post(
        "/werk/aanbod/nieuw", {**FILLED, "summary": "Bel mevrouw Annelies van der Velde."}
    )
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Verwacht: een tekst zonder gegevens van personen." in shown
    assert "Bel mevrouw Annelies" in shown
    missing = as_partner.post("/werk/aanbod/nieuw", {**FILLED, "title": ""}).content.decode()
    assert "utrecht-form-field--invalid" in missing


def test_an_edited_offer_keeps_every_fact_the_form_showed(as_partner):
    form = as_partner.get(f"/werk/aanbod/{OWN}").context["form"]
    before = api.offer_with(OWN)
    sent = {name: value for name, value in form.initial.items() if value not in (None, "", [], False)}
    as_partner.post(f"/werk/aanbod/{OWN}", {**sent, "title": "Andere naam"})
    after = api.offer_with(OWN)
    assert after.title == "Andere naam"
    for name in (
        "summary",
        "forms",
        "roles",
        "phases",
        "duration",
        "place",
        "year",
        "source_url",
        "for_municipalities",
    ):
        assert getattr(after, name) == getattr(before, name), name


def test_confirming_and_withdrawing_need_a_posted_form(as_partner):
    assert as_partner.get(f"/werk/aanbod/{OWN}/bevestigen").status_code == 405
    assert as_partner.get(f"/werk/aanbod/{OWN}/intrekken").status_code == 405
    as_partner.post(f"/werk/aanbod/{OWN}/intrekken")
    assert api.offer_with(OWN).withdrawn_on


def test_an_adviser_sees_all_offers_and_what_was_searched_in_vain(menu, client, adviser, chief, now, today):
    place(adviser, organization=Organization.objects.get(slug="ess"), by=chief, at=now)
    api.count_search_without_result("zwerfkatten opvangen", on=today)
    client.force_login(adviser)
    assert "36" in client.get("/werk/aanbod").content.decode()
    assert "zwerfkatten opvangen" in client.get("/werk/aanbod/gezocht").content.decode()
    client.post(f"/werk/aanbod/{OTHER}/bevestigen")
    assert client.get("/werk/aanbod?toon=bevestigen").context["page"].paginator.count == 35
    assert client.get("/werk/aanbod?q=quickscan").context["page"].paginator.count == 1

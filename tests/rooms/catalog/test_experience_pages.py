"""Saying how an offer was, and which offers belong together, on pages people use."""

import pytest

from kennismakelaar.catalog import api
from kennismakelaar.catalog.models import Experience
from kennismakelaar.organizations.api import Municipality, place

OWN, OTHER = "leernetwerk-lokale-polarisatie-en-vertrouwen", "quickscan-radicalisering"
PAGE = f"/menukaart/{OTHER}"


@pytest.fixture
def colleague(menu, official, chief, now):
    """Somebody who works at Delft."""
    place(official, municipality=Municipality.objects.get(pk="GM0503"), by=chief, at=now)
    return type(official).objects.get(pk=official.pk)


def test_somebody_of_a_municipality_says_how_an_offer_was_and_changes_it_later(client, colleague):
    client.force_login(colleague)
    assert f"{PAGE}/ervaring" in client.get(PAGE).content.decode()
    for answer, satisfied in (("no", False), ("yes", True)):
        client.post(f"{PAGE}/ervaring", {"satisfied": answer})
        kept = Experience.objects.get(offer__slug=OTHER)
        assert (kept.municipality_id, kept.satisfied) == ("GM0503", satisfied)


def test_nobody_chooses_for_another_municipality(client, colleague):
    client.force_login(colleague)
    client.post(f"{PAGE}/ervaring", {"satisfied": "yes", "municipality": "GM0344"})
    assert Experience.objects.get().municipality_id == "GM0503"


def test_an_adviser_notes_it_for_the_municipality_that_told(client, menu, adviser):
    client.force_login(adviser)
    assert client.post(f"{PAGE}/ervaring", {"satisfied": "yes"}).status_code == 200
    assert not Experience.objects.exists()
    client.post(f"{PAGE}/ervaring", {"satisfied": "no", "municipality": "GM0344"})
    assert Experience.objects.get().municipality_id == "GM0344"


def test_a_visitor_and_a_partner_do_not_judge(client, movisie_partner):
    assert client.get(f"{PAGE}/ervaring").status_code == 302
    assert "ervaring" not in client.get(PAGE).content.decode()
    client.force_login(movisie_partner)
    assert client.post(f"{PAGE}/ervaring", {"satisfied": "yes"}).status_code == 403
    assert not Experience.objects.exists()


@pytest.mark.parametrize("typed", [OTHER, f"http://127.0.0.1:8000/menukaart/{OTHER}", None])
def test_a_partner_says_what_comes_before_the_own_offer(client, movisie_partner, typed):
    client.force_login(movisie_partner)
    title = api.offer_with(OTHER).title
    client.post(f"/werk/aanbod/{OWN}/verband", {"kind": "requires", "other": typed or title.upper()})
    relation = api.relations_of(api.offer_with(OWN))[0]
    assert (relation.other.slug, relation.kind) == (OTHER, "requires")
    assert title in client.get(f"/werk/aanbod/{OWN}").content.decode()


@pytest.mark.parametrize("typed", ["bestaat niet", OWN, ""])
def test_an_offer_that_is_not_there_or_the_same_one_is_refused_with_a_hint(client, movisie_partner, typed):
    client.force_login(movisie_partner)
    answer = client.post(f"/werk/aanbod/{OWN}/verband", {"kind": "requires", "other": typed})
    assert answer.status_code == 200
    assert answer.context["relation"].errors["other"]
    assert not api.relations_of(api.offer_with(OWN))


def test_a_partner_does_not_relate_the_offers_of_others(client, movisie_partner):
    client.force_login(movisie_partner)
    answer = client.post(f"/werk/aanbod/{OTHER}/verband", {"kind": "requires", "other": OWN})
    assert answer.status_code == 404

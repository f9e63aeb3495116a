"""What an official sees of the own municipality, and nobody else."""

import pytest
from django.urls import reverse

from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import Municipality
from rooms.surveys.answering import ASKED, codes

POLARIZATION, RIGHT, LEFT, RACISM = ASKED
PAGE = reverse("website:town")


@pytest.fixture
def town(register):
    return Municipality.objects.get(pk=codes()[0])


@pytest.fixture
def signed_in(client, official_of, town):
    client.force_login(official_of(town.pk))
    return client


def test_an_official_sees_the_own_answers_and_what_exists_for_the_needs(asker, signed_in, town, new_offer):
    new_offer("Werkplaats polarisatie", topic=POLARIZATION)
    survey = asker.wave()
    asker.answer(survey, town.pk, {POLARIZATION: True, RIGHT: False}, role="mayor")
    page = signed_in.get(PAGE).content.decode()
    assert "Werkplaats polarisatie" in page
    assert needs.own_answers(town).needed[0].topic.pk == POLARIZATION


def test_answers_of_another_municipality_are_not_shown(asker, signed_in):
    asker.answer(asker.wave(), codes()[1], {POLARIZATION: True})
    page = signed_in.get(PAGE).content.decode()
    assert "Nog niemand van uw gemeente" in page


def test_several_colleagues_are_one_town_and_no_role_shows(asker, signed_in, town):
    survey = asker.wave()
    asker.answer(survey, town.pk, {POLARIZATION: True}, role="mayor")
    asker.answer(survey, town.pk, {POLARIZATION: True}, role="communication")
    found = needs.own_answers(town)
    assert found.colleagues == 2
    (polarization,) = [one for one in found.answers if one.topic.pk == POLARIZATION]
    assert len(polarization.importance) == 2
    assert "burgemeester" not in signed_in.get(PAGE).content.decode().split("<main")[1].split("</main")[0]


def test_a_town_is_not_compared_before_anything_went_through_the_gate(asker, signed_in, town):
    asker.answer(asker.wave(), town.pk, {POLARIZATION: True})
    page = signed_in.get(PAGE).content.decode()
    assert "%" not in page.split("<tbody>")[1].split("</tbody>")[0]


def test_who_works_elsewhere_has_no_own_municipality(client, adviser, register):
    client.force_login(adviser)
    page = client.get(PAGE).content.decode()
    assert "voor wie bij een gemeente werkt" in page
    assert "<table" not in page
    client.logout()
    assert client.get(PAGE).status_code == 302

"""Making, changing, confirming and withdrawing offers; who may, and what is refused."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kennismakelaar.accounts.api import User
from kennismakelaar.catalog import actions, api
from kennismakelaar.organizations.api import Municipality, Organization
from kennismakelaar.records.api import Act
from kennismakelaar.shared.errors import NotAllowed

from .conftest import SEEN

CONFLICTING = [
    {"title": " "}, {"summary": ""}, {"providers": ()}, {"providers": ("bestaat-niet",)}, {"topics": ("onbekend",)},
    {"forms": ("cursusje",)}, {"roles": ("koning",)}, {"phases": ("ooit",)}, {"learning_kind": "alles"},
    {"regions": ("PV99",)}, {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
]  # fmt: skip


def test_the_36_offers_are_loaded_once_and_none_is_confirmed(menu, rows, now):
    assert api.offers().count() == len(rows) == 36
    assert not api.offers().exclude(confirmed_on=None).exists()
    assert actions.load_offers(rows, at=now) == 0


def test_nothing_was_invented_for_the_36_offers(menu):
    for offer in api.offers():
        assert offer.source_url.startswith("https://"), offer.slug
        assert (offer.cost, offer.capacity, offer.dates, offer.contact, offer.evidence) == (
            "",
            None,
            "",
            "",
            "none",
        )


def test_a_loaded_offer_that_somebody_changed_is_not_overwritten(menu, rows, adviser, now):
    offer = api.offer_with("jep-advieslijn")
    api.edit_offer(offer, replace(SEEN, title="Nieuwe naam"), by=adviser, at=now)
    actions.load_offers(rows, at=now)
    assert api.offer_with("jep-advieslijn").title == "Nieuwe naam"


def test_a_new_offer_is_not_confirmed_and_says_who_made_it(make, adviser):
    offer = make()
    assert (offer.slug, offer.confirmed_on) == ("proefles-omgaan-met-spanning", None)
    act = Act.objects.latest("sequence")
    assert (act.verb, act.actor_id, act.subject_id) == ("create", adviser.pk, str(offer.pk))


def test_two_offers_with_one_title_get_two_addresses(make):
    assert [make().slug, make().slug] == ["proefles-omgaan-met-spanning", "proefles-omgaan-met-spanning-2"]


@pytest.mark.parametrize("wrong", CONFLICTING, ids=lambda wrong: next(iter(wrong)))
def test_facts_that_are_missing_or_not_in_the_lists_are_refused_whole(make, wrong):
    with pytest.raises(api.UnableToSaveOffer) as refusal:
        make(**wrong)
    assert refusal.value.hint
    assert api.offers().count() == 36


def test_a_name_of_a_person_is_refused_until_somebody_says_it_is_none(make):
    text = "Aanmelden bij mevrouw Annelies van der Velde, 06-12345678."
    with pytest.raises(api.UnableToSaveOffer) as refusal:
        make(summary=text)
    assert "Velde" in refusal.value.came
    assert make(summary=text, no_person=True).summary == text


def test_an_organization_may_give_the_number_of_its_contact_point(make):
    assert make(contact="advieslijn@movisie.example, 030 789 20 00").contact


def test_a_partner_changes_offers_of_the_own_organization_only(movisie_partner, now):
    own, other = (
        api.offer_with("leernetwerk-lokale-polarisatie-en-vertrouwen"),
        api.offer_with("quickscan-radicalisering"),
    )
    facts = replace(SEEN, providers=("movisie", "kis"))
    assert api.edit_offer(own, facts, by=movisie_partner, at=now).title == facts.title
    for act in (
        lambda: api.edit_offer(other, facts, by=movisie_partner, at=now),
        lambda: api.edit_offer(own, replace(facts, providers=("kis",)), by=movisie_partner, at=now),
        lambda: api.create_offer(replace(facts, providers=("kis",)), by=movisie_partner, at=now),
        lambda: api.confirm_offer(other, by=movisie_partner, at=now),
        lambda: api.withdraw_offer(other, by=movisie_partner, at=now),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert set(api.offers_of(movisie_partner)) == {own}


def test_a_partner_without_an_organization_changes_nothing(menu, partner, now):
    with pytest.raises(NotAllowed):
        api.withdraw_offer(api.offer_with("jep-advieslijn"), by=partner, at=now)
    assert not api.offers_of(partner).exists()


def test_an_official_of_a_municipality_changes_nothing(menu, official, now):
    with pytest.raises(NotAllowed):
        api.create_offer(SEEN, by=official, at=now)


def test_confirming_notes_who_and_when(movisie_partner, now, today):
    offer = api.offer_with("leernetwerk-lokale-polarisatie-en-vertrouwen")
    confirmed = api.confirm_offer(offer, by=movisie_partner, at=now)
    assert (confirmed.confirmed_by.slug, confirmed.confirmed_on) == ("movisie", today)
    assert Act.objects.latest("sequence").detail == {"organization": "movisie"}


def test_an_adviser_confirms_for_an_organization_and_not_for_nobody(menu, adviser, now):
    offer = api.offer_with("jep-advieslijn")
    with pytest.raises(api.UnableToConfirm):
        api.confirm_offer(offer, by=adviser, at=now)
    ess = Organization.objects.get(slug="ess")
    assert api.confirm_offer(offer, by=adviser, at=now, organization=ess).confirmed_by == ess


def test_a_withdrawn_offer_is_not_there_and_cannot_be_confirmed(menu, adviser, now, today):
    offer = api.withdraw_offer(api.offer_with("jep-advieslijn"), by=adviser, at=now)
    assert offer in api.offers_on(today - timedelta(days=1))
    assert offer not in api.offers_on(today)
    with pytest.raises(api.UnableToConfirm):
        api.confirm_offer(offer, by=adviser, at=now, organization=Organization.objects.get(slug="ess"))


def test_an_expired_offer_and_one_to_come_are_not_there(make, today):
    expired = make(valid_to=today - timedelta(days=1))
    to_come = make(valid_from=today + timedelta(days=1))
    last_day = make(valid_from=today, valid_to=today)
    there = api.offers_on(today)
    assert last_day in there
    assert expired not in there
    assert to_come not in there


def test_an_offer_counts_in_the_method_with_what_is_known_of_it(make, adviser, now, today):
    make(capacity=12, year=2024, evidence="good", regions=("PV27",), valid_to=today)
    rows = {row.key: row for row in api.offer_rows(today)}
    mine = rows["proefles-omgaan-met-spanning"]
    assert (mine.capacity, mine.evidence, mine.regions, mine.valid_until) == (
        12,
        "good_indications",
        ("PV27",),
        today,
    )
    assert mine.age_years == pytest.approx(2.34, abs=0.01)
    assert rows["jep-advieslijn"].capacity == math.inf
    assert rows["consultatie-en-advies-lse"].age_years is None


def test_confirming_an_offer_makes_it_young_again(movisie_partner, now, today):
    offer = api.offer_with("leernetwerk-lokale-polarisatie-en-vertrouwen")
    assert api.age_in_years(offer, today) > 3
    assert api.age_in_years(api.confirm_offer(offer, by=movisie_partner, at=now), today) == 0


def test_what_is_not_meant_for_municipalities_does_not_count_as_offer(menu, today):
    keys = {row.key for row in api.offer_rows(today)}
    assert len(keys) == 34
    assert "basistraining-radicalisering-gevangeniswezen" not in keys


def test_a_later_judgement_of_a_municipality_replaces_its_earlier_one(menu, adviser, now, today):
    offer = api.offer_with("jep-advieslijn")
    ede, gouda = Municipality.objects.get(name="Ede"), Municipality.objects.get(name="Gouda")
    api.rate_offer(offer, ede, satisfied=False, by=adviser, at=now)
    api.rate_offer(offer, ede, satisfied=True, by=adviser, at=now)
    api.rate_offer(offer, gouda, satisfied=False, by=adviser, at=now)
    row = next(row for row in api.offer_rows(today) if row.key == "jep-advieslijn")
    assert (row.satisfied, row.rated) == (1, 2)


def test_nobody_judges_for_a_municipality_where_they_do_not_work(menu, official, now):
    ede = Municipality.objects.get(name="Ede")
    with pytest.raises(NotAllowed):
        api.rate_offer(api.offer_with("jep-advieslijn"), ede, satisfied=True, by=official, at=now)


def test_who_may_edit_is_asked_before_anything_is_read(db, now):
    with pytest.raises(NotAllowed):
        api.create_offer(SEEN, by=User(username="nobody", is_active=False), at=now)

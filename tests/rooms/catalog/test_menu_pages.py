"""The public pages: list, facets, offer, linked data. No JavaScript is needed and nothing unknown is invented."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kennismakelaar.catalog import api


def page(client, query: str = "") -> str:
    answer = client.get(f"/menukaart{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_menu_card_shows_all_offers_and_a_question_to_enter_each_topic_by(menu, client):
    shown = page(client)
    assert "36 resultaten" in shown
    assert "Groepen komen tegenover elkaar te staan. Wat kunnen wij doen?" in shown
    assert shown.count('class="offer"') == 20
    assert page(client, "?pagina=2").count('class="offer"') == 16


def test_a_list_takes_the_same_few_queries_however_many_offers_there_are(
    menu, client, django_assert_max_num_queries
):
    page(client)
    with django_assert_max_num_queries(5):
        page(client)


def test_a_count_says_exactly_what_choosing_it_leaves(menu, client):
    for query in ("", "?rol=burgemeester", "?onderwerp=radicalisering&fase=acuut"):
        context = client.get(f"/menukaart{query}").context
        for group in context["groups"]:
            chosen = {option["value"] for option in group["options"] if option["checked"]}
            for option in group["options"]:
                if chosen:
                    continue  # within one facet choices add up
                extra = f"{query}{'&' if query else '?'}{group['name']}={option['value']}"
                assert client.get(f"/menukaart{extra}").context["found"].total == option["count"], extra


def test_choices_within_a_facet_add_up_and_between_facets_narrow(menu, client):
    def total(query):
        return client.get(f"/menukaart{query}").context["found"].total

    both = total("?vorm=training&vorm=handboek")
    assert both == total("?vorm=training") + total("?vorm=handboek")
    assert total("?vorm=training&fase=acuut") < total("?vorm=training")


def test_a_chosen_filter_can_be_removed_by_a_link(menu, client):
    chosen = client.get("/menukaart?q=onrust&rol=burgemeester&vorm=handboek").context["chosen"]
    assert {c["label"] for c in chosen} == {"Burgemeester", "Handboek"}
    left = client.get("/menukaart" + next(c["url"] for c in chosen if c["label"] == "Handboek"))
    assert [c["label"] for c in left.context["chosen"]] == ["Burgemeester"]
    assert left.context["wish"].text == "onrust"


def test_an_offer_for_everybody_fits_every_role_and_one_for_others_fits_none(menu, client):
    titles = {c.slug for c in client.get("/menukaart?rol=burgemeester").context["found"].cards}
    assert "handboek-maatschappelijke-onrust" in titles
    assert "basistraining-radicalisering-gevangeniswezen" not in titles


def test_a_regional_offer_is_found_in_its_region_and_a_national_one_everywhere(menu, client):
    limburg = {c.slug for c in client.get("/menukaart?regio=PV31").context["found"].cards}
    assert "driedaagse-training-radicalisering" not in limburg
    assert "jep-advieslijn" in limburg


def test_a_main_topic_opens_its_own_topics_and_says_where_to_be(menu, client):
    shown = page(client, "?onderwerp=weerbaar-bestuur")
    assert "Hier moet u zijn" in shown
    assert "Agressie en intimidatie" in shown
    narrowed = client.get("/menukaart?onderwerp=weerbaar-bestuur&deelonderwerp=agressie-en-intimidatie")
    assert [c.slug for c in narrowed.context["found"].cards] == ["ondersteuningsteam-weerbaar-bestuur"]


def test_orders_are_by_title_by_year_and_by_confirmation(menu, client, adviser, now):
    titles = [c.title.casefold() for c in client.get("/menukaart").context["found"].cards]
    years = [c.year or 0 for c in client.get("/menukaart?sorteer=nieuwste").context["found"].cards]
    assert titles == sorted(titles)
    assert years == sorted(years, reverse=True)
    from kennismakelaar.organizations.api import Organization

    ess = Organization.objects.get(slug="ess")
    api.confirm_offer(api.offer_with("quickscan-radicalisering"), by=adviser, at=now, organization=ess)
    first = client.get("/menukaart?sorteer=bevestigd").context["found"].cards[0]
    assert first.slug == "quickscan-radicalisering"


@pytest.mark.parametrize(
    "query",
    [
        "?rol=koning&vorm=x&pagina=abc&sorteer=y",
        "?pagina=-3",
        "?pagina=99999",
        "?onderwerp=",
        "?q=%00",
        "?q=" + "x" * 5000,
    ],
)
def test_an_address_that_makes_no_sense_gives_a_page_and_not_a_fault(menu, client, query):
    page(client, query)


def test_a_search_without_result_says_what_to_do_and_is_counted(menu, client):
    shown = page(client, "?q=zwerfkatten+opvangen")
    assert "/vraag?vraag=zwerfkatten+opvangen" in shown
    assert [search.words for search in api.searches_without_result()] == ["zwerfkatten opvangen"]
    page(client, "?q=polarisatie")
    assert len(api.searches_without_result()) == 1


def test_what_is_searched_is_shown_as_text_and_never_as_markup(menu, client):
    shown = page(client, "?q=%3Cscript%3Ealert(1)%3C/script%3E+polarisatie")
    assert "<script>alert" not in shown


def test_the_reason_of_a_result_stands_in_the_list(menu, client):
    assert "past bij: azc (onderwerp Opvang asielzoekers)" in page(client, "?q=azc")


def test_an_offer_shows_its_source_and_says_what_is_unknown(menu, client):
    shown = client.get("/menukaart/jep-advieslijn").content.decode()
    assert "nog niet bevestigd als actueel" in shown
    assert "actiz.nl" in shown
    assert shown.count("onbekend") >= 5
    assert 'href="/draad/aanbod/jep-advieslijn"' in shown
    assert "<script>" not in shown
    assert "style=" not in shown


def test_a_confirmed_offer_says_who_confirmed_it_and_when(menu, client, adviser, now):
    from kennismakelaar.organizations.api import Organization

    ess = Organization.objects.get(slug="ess")
    api.confirm_offer(api.offer_with("jep-advieslijn"), by=adviser, at=now, organization=ess)
    shown = client.get("/menukaart/jep-advieslijn").content.decode()
    assert "door ESS bevestigd als actueel op 2 november 2026" in shown
    assert "niet bevestigd" not in shown


def test_a_withdrawn_or_expired_offer_keeps_its_page_and_leaves_the_list(make, client, adviser, now):
    gone = api.withdraw_offer(make(title="Ingetrokken les"), by=adviser, at=now)
    old = make(title="Oude les", valid_to=timezone.localdate() - timedelta(days=1))
    listed = {c.slug for c in client.get("/menukaart").context["found"].cards}
    assert {gone.slug, old.slug}.isdisjoint(listed)
    assert "Dit aanbod is ingetrokken" in client.get(f"/menukaart/{gone.slug}").content.decode()
    assert "Dit aanbod is verlopen" in client.get(f"/menukaart/{old.slug}").content.decode()


def test_invented_offers_are_marked_in_the_list_and_on_their_page(make, client):
    offer = make(title="Aaa verzonnen les")
    assert "fictief" in page(client)
    assert "fictief" in client.get(f"/menukaart/{offer.slug}").content.decode()


def test_an_offer_that_does_not_exist_is_not_found(menu, client):
    assert client.get("/menukaart/bestaat-niet").status_code == 404
    assert client.get("/menukaart/bestaat-niet.jsonld").status_code == 404


def test_similar_offers_share_a_topic_and_never_are_the_offer_itself(menu, client):
    for slug in ("jep-advieslijn", "nazorg", "toolkit-nazorg-grof-en-extreem-geweld"):
        found = api.similar(slug, on=timezone.localdate())
        assert slug not in {card.slug for card in found}
    offer = api.offer_with("toolkit-nazorg-grof-en-extreem-geweld")
    topics = {topic.slug for topic in offer.topics.all()}
    assert all(set(card.topics) & topics for card in api.similar(offer.slug, on=timezone.localdate()))


def test_relations_lead_to_what_comes_before(menu, client, adviser, now):
    basic, deep = (
        api.offer_with(f"{name}-radicalisering-gevangeniswezen")
        for name in ("basistraining", "expertverdieping")
    )
    api.relate_offers(deep, basic, "continues", by=adviser, at=now)
    shown = client.get(f"/menukaart/{deep.slug}").content.decode()
    assert f'href="/menukaart/{basic.slug}"' in shown
    assert "Gaat verder op" in shown


def test_linked_data_says_only_what_is_known(menu, client):
    answer = client.get("/menukaart/training-rechts-extremisme.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    said = json.loads(answer.content)
    assert (said["@context"], said["@type"]) == ("https://schema.org", "Course")
    assert "offers" not in said
    assert "price" not in answer.content.decode()
    assert all(said.values())


def test_the_pages_are_complete_in_english_and_dutch_data_is_marked_as_dutch(menu, client):
    client.cookies["django_language"] = "en"
    shown = page(client)
    assert "36 offers" in shown
    assert "Groups come to stand against each other" in shown
    assert '<h3 lang="nl">' in shown

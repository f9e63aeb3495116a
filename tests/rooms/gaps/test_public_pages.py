"""What everybody can read shows the publication and nothing of what lies behind it."""

import re

import pytest
from django.utils.html import strip_tags

from kennismakelaar.gaps import api as gaps
from kennismakelaar.gaps.figures import with_silent
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.outreach import api as outreach
from kennismakelaar.records import api as records
from kennismakelaar.topics.api import NeedKind, Topic
from rooms.surveys.answering import ASKED, codes

POLARIZATION, RIGHT, *_rest = ASKED
PAGES = [
    "/witte-vlekken", "/witte-vlekken?per=rol", f"/witte-vlekken/{POLARIZATION}", "/witte-vlekken.csv",
    "/witte-vlekken.csv?per=rol", "/bereik",
]  # fmt: skip
HEARD = 177  # not a number that rounding to fives can give


@pytest.fixture
def assessment(asker, today, now, adviser):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, HEARD), dict(zip(ASKED, (0.5, 0.37, 0.21, 0.66), strict=True)))
    return gaps.assess(survey, on=today, by=adviser, at=now, draws=100)


@pytest.fixture
def published(assessment, today, now, adviser):
    gaps.publish(assessment, by=adviser, at=now)
    heard = outreach.heard_on(today, survey=assessment.needs.survey, event=None)
    outreach.publish_reach(heard, on=today, by=adviser, at=now)
    return assessment


@pytest.mark.parametrize("page", ["/witte-vlekken", "/bereik"])
def test_before_anything_is_published_a_page_shows_no_figure(client, assessment, page):
    answer = client.get(page)
    assert answer.status_code == 200
    assert "%" not in strip_tags(answer.content.decode())


@pytest.mark.parametrize("page", [f"/witte-vlekken/{POLARIZATION}", "/witte-vlekken.csv"])
def test_before_anything_is_published_there_is_no_such_page(client, assessment, page):
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_shows_no_exact_number_of_answers(client, published, page):
    text = strip_tags(client.get(page).content.decode())
    assert not re.search(rf"(?<!\d){HEARD}(?!\d)", text)
    inexact = {row.n for row in needs.rows_of(published.needs) if row.n % 5 and row.n > 20}
    assert inexact
    assert not inexact & {int(number) for number in re.findall(r"(?<![\d.,])\d{2,3}(?= gemeente)", text)}


@pytest.mark.parametrize("page", PAGES)
def test_every_percentage_on_a_public_page_is_rounded_to_five(client, published, page):
    text = strip_tags(client.get(page).content.decode())
    shown = [float(number.replace(",", ".")) for number in re.findall(r"(\d+(?:[.,]\d+)?)\s?%", text)]
    assert [number for number in shown if number % 5] == []
    if not page.endswith(".csv") and "rol" not in page:
        assert shown


@pytest.mark.parametrize("page", [page for page in PAGES if "witte-vlekken" in page])
def test_a_page_of_white_spots_names_no_municipality(client, published, page):
    text = strip_tags(client.get(page).content.decode())
    names = [name for name in Municipality.objects.values_list("name", flat=True) if len(name) > 5]
    named = [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]
    assert named == []


def test_the_map_of_the_reach_gives_every_municipality_the_look_of_its_province(client, published):
    """A tile has a name so that people find their own; whether that one was heard does not show."""
    from kennismakelaar.organizations.api import provinces
    from kennismakelaar.outreach.presenters import reach_of

    towns = list(Municipality.objects.all())
    found = reach_of(records.current("reach"), towns, list(provinces()))
    looks = {}
    for tile, town in zip(found.map.tiles, towns, strict=True):
        looks.setdefault(town.province_id, set()).add(tile.category)
    assert {len(look) for look in looks.values()} == {1}


def test_the_reach_is_published_per_group_only(published):
    columns = {cell["column"] for cell in records.current("reach").figures["cells"]}
    assert {column.partition(":")[0] for column in columns} == {"", "door", "size", "part", "province"}
    whole = str(records.current("reach").figures)
    assert not [code for code in codes() if code in whole]


def test_what_silence_may_change_follows_from_the_published_figure_alone(published):
    cells = records.current("needs").figures["cells"]
    truth = {row.topic: row.extra["silent"] for row in needs.rows_of(published.needs) if not row.segment}
    whole = [cell for cell in cells if not cell["column"] and not cell["withheld"]]
    assert whole
    for cell in whole:
        facts = with_silent(cell)["facts"]
        low, high = truth[cell["row"]]
        assert facts["silent_low"] <= 100 * low < 100 * high <= facts["silent_high"]
        assert not {"silent_low", "silent_high"} & set(cell["facts"])


def test_a_draft_of_a_need_is_not_public_and_an_agreed_one_is(client, published, adviser, now):
    figure = published.needs.figures.get(topic=POLARIZATION, segment="")
    draft = needs.Draft("Fictieve behoefte aan rust", Topic.objects.get(pk=POLARIZATION), NeedKind.values[0])
    need = needs.write_need(draft, figures=[figure], by=adviser, at=now)
    page = f"/witte-vlekken/{POLARIZATION}"
    assert draft.title not in client.get(page).content.decode()
    needs.set_status(need, needs.Need.Status.AGREED, by=adviser, at=now)
    assert draft.title in client.get(page).content.decode()


def test_a_page_goes_on_showing_the_publication_when_more_is_known_behind_it(
    client, asker, published, today, now, adviser
):
    before = client.get("/witte-vlekken.csv").content
    asker.answer_all(published.needs.survey, codes(200, 205), dict.fromkeys(ASKED, 1.0))
    later = gaps.assess(published.needs.survey, on=today, by=adviser, at=now, draws=100)
    with pytest.raises(records.UnableToPublish):
        gaps.publish(later, by=adviser, at=now)
    assert client.get("/witte-vlekken.csv").content == before


def main_of(client, address):
    """What stands between the frame; the frame holds a token of its own for every answer."""
    return client.get(address).content.decode().partition("<main")[2]


def test_the_map_shows_a_new_publication_at_once_although_it_is_drawn_once(
    client, asker, published, today, now, adviser
):
    before = main_of(client, "/witte-vlekken")
    assert main_of(client, "/witte-vlekken") == before
    survey = published.needs.survey
    asker.answer_all(survey, codes(HEARD, HEARD + 60), dict.fromkeys(ASKED, 0.95))
    gaps.publish(gaps.assess(survey, on=today, by=adviser, at=now, draws=100), by=adviser, at=now)
    assert main_of(client, "/witte-vlekken") != before


def test_the_map_shows_another_name_of_a_topic_at_once(client, published):
    assert "Heel andere naam" not in main_of(client, "/witte-vlekken")
    Topic.objects.filter(slug=POLARIZATION).update(label="Heel andere naam")
    assert "Heel andere naam" in main_of(client, "/witte-vlekken")


def test_the_map_is_drawn_for_each_language_and_each_choice_of_columns(client, published):
    shown = {main_of(client, address) for address in ("/witte-vlekken", "/witte-vlekken?per=rol")}
    client.post("/taal", {"language": "en", "next": "/witte-vlekken"})
    english = main_of(client, "/witte-vlekken")
    assert len(shown | {english}) == 3
    assert "White spots" in english

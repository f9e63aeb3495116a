"""Needs laid over the menu: which offer counts for which need, where and until when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kennismakelaar.catalog import api as catalog
from kennismakelaar.gaps import api as gaps
from kennismakelaar.gaps.analysis import with_known_shares
from kennismakelaar.gaps.models import Gap
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import Organization, frame_on
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import NeedKind, Topic
from rooms.surveys.answering import ASKED, codes

POLARIZATION, RIGHT, LEFT, RACISM = ASKED
EXTREMISM, GRONINGEN = "extremisme", "PV20"
FACTS = catalog.OfferFacts(
    title="Training (fictief)",
    summary="Een training voor gemeenten.",
    providers=("movisie",),
    topics=(RIGHT,),
    forms=("training",),
)


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def offer(register, adviser, now):
    """Puts an offer with these facts on the menu and confirms it, so that its age is known."""

    def offer(**facts):
        made = catalog.create_offer(replace(FACTS, **facts), by=adviser, at=now, is_fictitious=True)
        stands_for = Organization.objects.get(slug="movisie")
        catalog.confirm_offer(made, by=adviser, at=now, organization=stands_for)
        return made

    return offer


@pytest.fixture
def half(asker):
    """A survey in which half of 120 municipalities needs each topic."""
    survey = asker.wave(topics=[RIGHT, LEFT, EXTREMISM])
    asker.answer_all(survey, codes(0, None, 3), {RIGHT: 0.5, LEFT: 0.5, EXTREMISM: 0.5})
    return survey


@pytest.fixture
def spots(half, adviser, today, now):
    """Judges anew and gives {topic: judgement}."""

    def spots(survey=None, on=today):
        found = gaps.assess(survey or half, on=on, by=adviser, at=now, draws=100)
        return {gap.topic_id: gap for gap in gaps.gaps_of(found)}

    return spots


def test_without_any_offer_the_need_itself_is_the_white_spot(spots):
    found = spots()
    for topic in (RIGHT, LEFT, EXTREMISM):
        assert found[topic].joint == pytest.approx(0.5, abs=0.03)
        assert (found[topic].type, found[topic].decision) == ("none", "white")


def test_without_any_offer_need_and_white_spot_are_one_number_in_every_segment(asker, adviser, today, now):
    """Needs differ by size and part of the country, and some did not answer everything: no two estimates of one."""
    survey, frame = asker.wave(topics=[RIGHT, LEFT]), frame_on(today)
    for at, (code, size, part) in enumerate(zip(frame.code, frame.size, frame.part, strict=True)):
        if part == "north" or at % 3:
            asker.answer(survey, code, {RIGHT: part == "north" or at % 4 == 0, LEFT: size != "to20"})
    found = gaps.assess(survey, on=today, by=adviser, at=now, draws=100)
    need = {(row.topic, row.segment): row for row in needs.rows_of(found.needs)}
    rows = gaps.rows_of(found)
    assert {row.segment.partition(":")[0] for row in rows} >= {"", "size"}
    for row in rows:
        behind = need[row.topic, row.segment]
        assert row.joint == pytest.approx(behind.prevalence, abs=1e-9)
        assert (row.lower, row.upper) == pytest.approx((behind.lower, behind.upper), abs=1e-9)


def test_a_current_offer_counts(spots, offer):
    bare = spots()[RIGHT].best
    offer()
    assert spots()[RIGHT].best < bare


def test_an_expired_offer_does_not_count_as_coverage(spots, offer, today):
    offer(valid_to=today - timedelta(days=1))
    found = spots()[RIGHT]
    assert (found.type, found.best) == ("none", pytest.approx(0.5, abs=0.03))


def test_an_offer_counts_until_its_last_day(spots, offer, today):
    offer(valid_to=today)
    assert spots()[RIGHT].type != "none"


def test_a_withdrawn_offer_does_not_count(spots, offer, adviser, now):
    made = offer()
    catalog.withdraw_offer(made, by=adviser, at=now)
    assert spots()[RIGHT].type == "none"


def test_a_general_offer_counts_for_its_parts(spots, offer):
    offer(topics=(EXTREMISM,))
    found = spots()
    assert {found[topic].type == "none" for topic in (RIGHT, LEFT, EXTREMISM)} == {False}


def test_an_offer_on_a_part_counts_for_the_general_topic_but_not_for_the_part_beside_it(spots, offer):
    offer(topics=(RIGHT,))
    found = spots()
    assert found[EXTREMISM].type != "none"
    assert found[LEFT].type == "none"
    assert found[LEFT].best == pytest.approx(0.5, abs=0.03)


def test_families_hold_the_wider_topic_and_the_parts_and_not_the_one_beside(register, today):
    found = gaps.families(today)
    assert {RIGHT, EXTREMISM} == found[RIGHT]
    assert {EXTREMISM, RIGHT, LEFT} <= found[EXTREMISM]


def test_a_regional_offer_counts_only_in_its_province(spots, offer, today):
    bare = spots()[RIGHT].best
    frame = frame_on(today)
    inside = float((frame.province == GRONINGEN).mean())
    offer(title="Landelijk (fictief)", topics=(LEFT,))
    country = 1 - spots()[LEFT].best / bare
    offer(title="Regionaal (fictief)", regions=(GRONINGEN,))
    regional = 1 - spots()[RIGHT].best / bare
    assert 0 < regional < country
    assert regional == pytest.approx(country * inside, abs=0.02)


def test_the_threshold_is_that_of_the_survey(asker, spots):
    strict, lenient = asker.wave(topics=[RIGHT, LEFT], tau=0.1), asker.wave(topics=[RIGHT, LEFT], tau=0.8)
    for survey in (strict, lenient):
        asker.answer_all(survey, codes(0, None, 3), {RIGHT: 0.5, LEFT: 0.5})
    assert spots(strict)[RIGHT].decision == "white"
    assert spots(lenient)[RIGHT].decision == "not_white"
    assert (gaps.latest().tau, gaps.latest().parameters["tau"]) == (0.8, 0.8)


def test_needs_of_people_are_tied_to_the_white_spot_on_their_topic(spots, adviser, now):
    spots()
    figure = needs.latest_assessment().figures.get(topic=RIGHT, segment="")
    draft = needs.Draft("Training (fictief)", Topic.objects.get(pk=RIGHT), NeedKind.values[0])
    need = needs.write_need(draft, figures=[figure], by=adviser, at=now)
    found = spots()
    assert list(found[RIGHT].answers_to.all()) == [need]
    assert not found[LEFT].answers_to.exists()


def test_needs_written_after_the_computation_are_tied_on_request(spots, adviser, now):
    found = spots()
    figure = needs.latest_assessment().figures.get(topic=RIGHT, segment="")
    draft = needs.Draft("Training (fictief)", Topic.objects.get(pk=RIGHT), NeedKind.values[0])
    need = needs.write_need(draft, figures=[figure], by=adviser, at=now)
    assert not found[RIGHT].answers_to.exists()
    gaps.link_needs(gaps.latest(), by=adviser, at=now)
    assert list(found[RIGHT].answers_to.all()) == [need]


def test_the_same_answers_and_offers_give_the_same_digest_and_another_offer_another(spots, offer):
    spots()
    first = gaps.latest().input_digest
    spots()
    assert gaps.latest().input_digest == first
    offer()
    spots()
    assert gaps.latest().input_digest != first


def test_there_is_one_judgement_per_topic_and_segment(spots):
    gap = spots()[RIGHT]
    gap.pk = None
    with pytest.raises(IntegrityError, match="one_gap_per_segment"), transaction.atomic():
        gap.save(force_insert=True)
    assert Gap.objects.filter(assessment=gap.assessment, topic=RIGHT, segment="").count() == 1


def test_an_offer_that_begins_later_does_not_count_yet(spots, offer):
    offer(valid_from=date(2027, 1, 1))
    assert spots()[RIGHT].type == "none"


def asked_whether_known(survey, choices):
    """As the question "do you know of offers on this topic" stores it: {municipality: choice} on one topic."""
    for response in survey.responses.all():
        if response.municipality_id in choices:
            response.other_answers = {"themas": {RIGHT: {"known_offer": choices[response.municipality_id]}}}
            response.save(update_fields=["other_answers"])


def test_the_share_that_knows_an_offer_is_of_municipalities_and_of_ten_at_least(half):
    heard = codes(0, None, 3)
    asked_whether_known(half, dict.fromkeys(heard[:9], "used"))
    assert surveys.known_shares(half) == {}
    asked_whether_known(half, dict.fromkeys(heard[:3], "known") | dict.fromkeys(heard[3:12], "unknown"))
    assert surveys.known_shares(half) == {RIGHT: 3 / 12}


def test_enough_offer_that_nobody_knows_is_called_invisible(half, offer, spots):
    offer(topics=(RIGHT,))
    before = spots()[RIGHT]
    asked_whether_known(half, dict.fromkeys(codes(0, None, 3), "unknown"))
    unseen = spots()[RIGHT]
    assert before.type != "invisible"
    assert unseen.type == "invisible"


def test_an_offer_of_which_nobody_was_asked_keeps_its_share(half, offer, today):
    offer(topics=(RIGHT,)), offer(title="Ander aanbod", topics=(RIGHT, LEFT))
    rows = with_known_shares(catalog.offer_rows(today), {LEFT: 0.4})
    assert {row.topics: row.known for row in rows} == {(RIGHT,): None, tuple(sorted((RIGHT, LEFT))): 0.4}

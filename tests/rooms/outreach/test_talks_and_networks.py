"""What a talk is prepared with, what all talks together say, and networks that meet and learn."""

from datetime import time, timedelta

import icalendar
import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from kennismakelaar.invitations.models import ContactMoment
from kennismakelaar.organizations import api as organizations
from kennismakelaar.organizations.api import Municipality, Organization
from kennismakelaar.outreach import api as outreach
from kennismakelaar.outreach.differences import differences, stopping
from kennismakelaar.outreach.guide import guide_for
from kennismakelaar.outreach.presenters import DifferenceLine, difference_in_words, stopping_in_words
from kennismakelaar.records import api as records
from kennismakelaar.shared.errors import Refusal
from rooms.surveys.answering import codes

NOBODY = outreach.Heard(frozenset(), frozenset(), frozenset())


@pytest.fixture
def plan(register, adviser, now, today):
    def plan(code, **more):
        municipality = Municipality.objects.get(pk=code)
        return outreach.plan_conversation(municipality, on=today, by=adviser, at=now, **more)

    return plan


@pytest.fixture
def code_all(adviser, now):
    """Gives a function: the whole of each statement gets this code."""

    def code_all(statements, slug):
        book = coding.current_codebook() or coding.start_codebook_from_topics(by=adviser, at=now)
        for one in statements:
            coding.mark(one, 0, len(one.text), book.codes.get(slug=slug), by=adviser, at=now)

    return code_all


@pytest.fixture
def called(plan, code_all, adviser, now, today):
    """Gives a function: a talk with a municipality whose words get these codes, some days after the first."""

    def called(code, *slugs, days=0):
        words = [f"Hier speelt iets, nummer {number}." for number, _slug in enumerate(slugs)]
        talk = outreach.Talk(today + timedelta(days=days), "mayor", words, is_fictitious=True)
        held = outreach.hold_conversation(plan(code), talk, by=adviser, at=now)
        for statement, slug in zip(held.source.statements.order_by("position"), slugs, strict=True):
            code_all([statement], slug)

    return called


@pytest.fixture
def network(register, adviser, now):
    convener = Organization.objects.order_by("pk").first()
    return organizations.start_network(
        "opvang", name="Netwerk opvang (fictief)", convener=convener, by=adviser, at=now, is_fictitious=True
    )


def test_a_planned_talk_is_an_event_in_the_calendar_at_its_hour(plan, client, adviser, today):
    talk = plan(codes()[0], starts_at=time(14, 30))
    client.force_login(adviser)
    found = icalendar.Calendar.from_ical(client.get(reverse("outreach:calendar")).content)
    (event,) = found.walk("VEVENT")
    start = event.decoded("dtstart")
    assert (start.date(), start.hour, start.minute) == (today, 14, 30)
    assert str(talk.pk) in event["uid"]
    assert talk.municipality.name in event["summary"]


def test_a_talk_without_an_hour_fills_no_hours_of_the_day(plan, client, adviser, today):
    talk = plan(codes()[0])
    client.force_login(adviser)
    content = client.get(reverse("outreach:talk_calendar", args=[talk.pk])).content
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == today
    assert event["transp"] == "TRANSPARENT"


def test_the_guide_asks_about_published_white_spots_and_what_such_towns_need(register, adviser, now):
    def cell(row, column, share, **facts):
        return records.Figure(
            row=row, column=column, share=share, lower=None, upper=None, municipalities=100, respondents=200,
            facts=facts,
        )  # fmt: skip

    town = Municipality.objects.filter(size_class="to20").first()
    basis = records.Basis(responses=200, method_version="1", parameters={}, input_digest="x", answers="x")
    white = [cell("desinformatie", "", 0.5, decision="white"), cell("nazorg", "", 0.6, decision="not_white")]
    records.publish("white-spots", white, basis=basis, by=adviser, at=now)
    records.publish("needs", [cell("inclusie", "size:to20", 0.4)], basis=basis, by=adviser, at=now)
    found = guide_for(town)
    assert [topic.pk for topic in found.white] == ["desinformatie"]
    assert [topic.pk for topic in found.likely] == ["inclusie"]


def test_a_guide_before_anything_was_published_holds_nothing(register):
    found = guide_for(Municipality.objects.first())
    assert (found.white, found.likely) == ((), ())


def test_a_talk_stands_in_the_ledger_of_who_was_asked_what(called):
    called(codes()[0], "desinformatie")
    moment = ContactMoment.objects.get()
    assert (moment.municipality_id, moment.channel) == (codes()[0], "call")


def test_a_municipality_that_wants_no_talk_stays_on_the_list_with_its_reason(plan, client, adviser, today):
    talk = plan(codes()[0])
    client.force_login(adviser)
    client.post(reverse("outreach:decline", args=[talk.pk]), {"reason": "Geen tijd dit jaar."})
    row = next(r for r in outreach.absent_on(today, NOBODY) if r.municipality.pk == codes()[0])
    assert row.reason == "Geen tijd dit jaar."


def test_two_talks_are_too_few_to_say_that_the_absent_differ(called, say, code_all):
    called(codes()[0], "nazorg")
    called(codes()[1], "nazorg")
    code_all([say("Wij zien vals nieuws.", code) for code in codes()[10:12]], "desinformatie")
    found = differences(NOBODY)
    assert (found.called, found.came) == (2, 2)
    assert {DifferenceLine(row).verdict for row in found.topics} == {"te weinig gesprekken om iets te zeggen"}


def test_a_topic_that_only_the_called_bring_up_stands_out(called, say, code_all):
    for code in codes()[:8]:
        called(code, "nazorg")
    code_all([say("Wij zien vals nieuws.", code) for code in codes()[10:18]], "desinformatie")
    rows = {row.topic.pk: row for row in differences(NOBODY).topics}
    assert (rows["nazorg"].called, rows["nazorg"].came) == (1.0, 0.0)
    assert rows["nazorg"].found.p_value < 0.01
    assert DifferenceLine(rows["nazorg"]).verdict == "vaker bij de gebelde gemeenten"
    assert DifferenceLine(rows["desinformatie"]).verdict == "vaker bij wie zelf kwam"


def test_who_answered_the_survey_is_not_one_of_the_absent(called, say, code_all):
    called(codes()[0], "nazorg")
    code_all([say("Wij zien vals nieuws.", codes()[10])], "desinformatie")
    heard = outreach.Heard(frozenset({codes()[0]}), frozenset(), frozenset())
    assert differences(heard).called == 0


def test_without_words_of_both_nothing_is_compared(called):
    called(codes()[0], "nazorg")
    found = differences(NOBODY)
    assert found.topics == ()
    assert difference_in_words(found).startswith("Er zijn nog geen gecodeerde woorden")


def test_talks_that_bring_nothing_new_say_stop_and_talks_that_do_say_go_on(called, today):
    for day, code in enumerate(codes()[:8]):
        called(code, "nazorg", days=day - 20)
    stop = stopping(today)
    assert stop.new == (1, 0, 0, 0, 0, 0, 0, 0)
    assert "bijna niets nieuws" in stopping_in_words(stop)


def test_few_talks_give_no_advice_to_stop(called, today):
    called(codes()[0], "nazorg")
    assert stopping(today).found is None
    assert stopping_in_words(stopping(today)).startswith("Te weinig gesprekken")


def test_the_notes_of_a_network_meeting_come_in_as_all_words_do(network, adviser, now, today):
    made = outreach.plan_meeting(network, outreach.Meeting("Voorjaar", today), by=adviser, at=now)
    assert made.session.event.held_on == today
    source = intake.open_source(
        title="Verslag (fictief)", channel=intake.Channel.EVENT, held_on=today, processing="theme-day",
        session=made.session, by=adviser, at=now, is_fictitious=True,
    )  # fmt: skip
    (statement,) = intake.collect(
        source, [intake.Words("Wij leren van elkaar.", "regel 1")], by=adviser, at=now
    )
    assert statement.source.session == made.session


def test_what_was_learned_names_no_person(network, adviser, now, today):
    made = outreach.plan_meeting(network, outreach.Meeting("Voorjaar", today), by=adviser, at=now)
    with pytest.raises(Refusal):
        outreach.note_learned(made, "Mevrouw Fatima Yilmaz legde het uit.", by=adviser, at=now)
    outreach.note_learned(made, "Begin bij de buren van de opvang.", by=adviser, at=now)
    made.refresh_from_db()
    assert made.learned == "Begin bij de buren van de opvang."


def test_a_meeting_without_a_title_is_refused(network, adviser, now, today):
    with pytest.raises(outreach.UnableToMeet):
        outreach.plan_meeting(network, outreach.Meeting(" ", today), by=adviser, at=now)
    assert network.meetings.count() == 0


def test_an_adviser_starts_a_network_and_plans_its_meeting(register, client, adviser, today):
    client.force_login(adviser)
    convener = Organization.objects.order_by("pk").first()
    client.post(reverse("outreach:networks"), {"name": "Netwerk jongeren", "convener": convener.pk})
    page = reverse("outreach:network", args=["netwerk-jongeren"])
    client.post(page, {"title": "Eerste keer", "held_on": today, "agenda": "Kennismaken"})
    assert "Kennismaken" in client.get(page).content.decode()
    again = client.post(reverse("outreach:networks"), {"name": "Netwerk jongeren", "convener": convener.pk})
    assert "Kies een andere naam" in again.content.decode()


def test_the_page_of_all_talks_opens_before_there_are_any(register, client, adviser):
    client.force_login(adviser)
    assert client.get(reverse("outreach:judging")).status_code == 200

"""Who has not been heard, whom to call next, and what comes of a talk."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kennismakelaar.intake import api as intake
from kennismakelaar.organizations import api as organizations
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.outreach import api as outreach
from rooms.surveys.answering import ASKED, codes

NOBODY = outreach.Heard(frozenset(), frozenset(), frozenset())
MERGER = date(2027, 1, 1)
GONE, STAYS = "GM1696", "GM0402"


@pytest.fixture
def plan(register, adviser, now, today):
    def plan(code, **more):
        municipality = Municipality.objects.get(pk=code)
        return outreach.plan_conversation(municipality, on=today, by=adviser, at=now, **more)

    return plan


@pytest.fixture
def hold(adviser, now, today):
    def hold(conversation, *words, on=None):
        talk = outreach.Talk(on or today, "mayor", words, is_fictitious=True)
        return outreach.hold_conversation(conversation, talk, by=adviser, at=now)

    return hold


@pytest.fixture
def absent(today):
    def absent(heard, on=None):
        return {row.municipality.pk: row for row in outreach.absent_on(on or today, heard)}

    return absent


def test_absent_is_the_register_minus_who_was_present_responded_or_spoke(
    asker, plan, hold, absent, adviser, now, today
):
    present, responded, spoke, *silent = codes()
    survey = asker.wave()
    asker.answer(survey, responded, {ASKED[0]: True})
    event = intake.add_event(
        title="Themadag (fictief)", held_on=today, place="Utrecht", about="", by=adviser, at=now
    )
    town = Municipality.objects.get(pk=present)
    intake.record_attendance(event, town, role="mayor", people=2, by=adviser, at=now)
    hold(plan(spoke), "Wij zoeken een spreker.")
    heard = outreach.heard_on(today, survey=survey, event=event)
    assert (heard.event, heard.survey, heard.conversation) == ({present}, {responded}, {spoke})
    assert set(absent(heard)) == set(silent)


def test_a_planned_or_declined_talk_is_not_a_voice(plan, absent, adviser, now, today):
    planned, declined = plan(codes()[0]), plan(codes()[1])
    outreach.decline_conversation(declined, reason="geen tijd", by=adviser, at=now)
    heard = outreach.heard_on(today, survey=None, event=None)
    assert heard == NOBODY
    rows = absent(heard)
    assert rows[codes()[0]].planned_for == planned.planned_for
    assert (rows[codes()[1]].reason, rows[codes()[1]].planned_for) == ("geen tijd", None)


def test_who_declined_before_and_is_planned_again_stands_as_planned(plan, absent, adviser, now, today):
    code = codes()[0]
    outreach.decline_conversation(plan(code), reason="geen tijd", by=adviser, at=now)
    again = outreach.plan_conversation(
        Municipality.objects.get(pk=code), on=today + timedelta(days=9), by=adviser, at=now
    )
    assert absent(NOBODY)[code].planned_for == again.planned_for


def test_a_talk_held_after_the_day_asked_about_does_not_count_yet(plan, hold, today):
    hold(plan(codes()[0]), "Wij zoeken een spreker.", on=today + timedelta(days=1))
    assert outreach.heard_on(today, survey=None, event=None) == NOBODY


def test_a_merged_municipality_counts_as_its_successor_from_its_date(asker, absent):
    survey = asker.wave()
    asker.answer(survey, GONE, {ASKED[0]: True})
    before = outreach.heard_on(MERGER - timedelta(days=1), survey=survey, event=None)
    after = outreach.heard_on(MERGER, survey=survey, event=None)
    assert (before.survey, after.survey) == ({GONE}, {STAYS})
    assert STAYS in absent(before, MERGER - timedelta(days=1))
    silent = absent(after, MERGER)
    assert len(silent) == 340
    assert not {GONE, STAYS} & set(silent)


def test_a_held_talk_hands_its_words_to_intake(plan, hold):
    conversation = hold(
        plan(codes()[0]), "Wij zoeken een spreker.", "  ", "De training van vorig jaar hielp."
    )
    said = conversation.source.statements.order_by("position")
    assert [statement.text for statement in said] == [
        "Wij zoeken een spreker.",
        "De training van vorig jaar hielp.",
    ]
    assert {statement.municipality_id for statement in said} == {codes()[0]}
    assert {statement.status for statement in said} == {intake.Statement.Status.OPEN}
    assert conversation.source.channel == intake.Channel.CONVERSATION


def test_words_of_a_talk_that_may_point_at_somebody_are_held_back(plan, hold):
    conversation = hold(plan(codes()[0]), "Bel mevrouw Jansen op 06-12345678.", "Wij zoeken een spreker.")
    held, free = conversation.source.statements.order_by("position")
    assert held.status == intake.Statement.Status.HELD_BACK
    assert free.status == intake.Statement.Status.OPEN


def test_a_talk_without_words_is_refused_and_stays_planned(plan, hold):
    conversation = plan(codes()[0])
    with pytest.raises(outreach.UnableToHold):
        hold(conversation, "   ")
    conversation.refresh_from_db()
    assert (conversation.status, conversation.source) == ("planned", None)


def test_a_talk_is_logged_once(plan, hold):
    conversation = hold(plan(codes()[0]), "Wij zoeken een spreker.")
    with pytest.raises(outreach.UnableToHold):
        hold(conversation, "En nog iets.")
    assert conversation.source.statements.count() == 1


def test_a_held_talk_is_not_declined_afterwards(plan, hold, adviser, now):
    conversation = hold(plan(codes()[0]), "Wij zoeken een spreker.")
    with pytest.raises(outreach.UnableToHold):
        outreach.decline_conversation(conversation, reason="x", by=adviser, at=now)


def test_the_database_refuses_a_held_talk_without_its_words(plan):
    conversation = plan(codes()[0])
    conversation.status = outreach.Conversation.Status.HELD
    with pytest.raises(IntegrityError, match="a_held_talk_has_its_words"), transaction.atomic():
        conversation.save()


def test_next_calls_come_first_in_order_and_each_with_its_expected_gain(register, today):
    """All small municipalities were heard and no large one: the large ones are called first."""
    large = set(organizations.municipalities(today).filter(size_class="over100").values_list("pk", flat=True))
    heard = outreach.Heard(frozenset(set(codes()) - large), frozenset(), frozenset())
    rows = outreach.absent_on(today, heard)
    assert {row.municipality.pk for row in rows} == large
    called = [row for row in rows if row.place is not None]
    assert [row.place for row in called] == list(range(len(called)))
    assert called
    assert called[0].gain > 0


def test_the_first_calls_go_to_the_group_that_was_heard_least(register, today):
    large = set(organizations.municipalities(today).filter(size_class="over100").values_list("pk", flat=True))
    others = [code for code in codes() if code not in large]
    heard = outreach.Heard(frozenset(others[: len(others) // 2]), frozenset(), frozenset())
    first = outreach.absent_on(today, heard, calls=5)[:5]
    assert {row.municipality.size_class for row in first} == {"over100"}
    assert all(row.gain is not None for row in first)


def test_when_nobody_was_heard_everybody_is_absent_and_no_order_is_made_up(register, today, absent):
    rows = absent(NOBODY)
    assert len(rows) == 342
    assert outreach.indicator(today, NOBODY) is None


def test_the_page_plans_a_talk_with_the_gain_it_showed(client, asker, adviser, today):
    survey = asker.wave()
    for code in codes(0, 150):
        asker.answer(survey, code, {ASKED[0]: True})
    client.force_login(adviser, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/werk/niet-gehoord")
    first = page.context["rows"][0]
    client.post(f"/werk/niet-gehoord/{first.municipality.pk}/plan", {"on": "2026-12-01"})
    conversation = outreach.conversations().get(municipality=first.municipality)
    assert conversation.expected_gain == pytest.approx(first.gain)


def test_a_talk_is_logged_on_its_page(client, plan, adviser):
    conversation = plan(codes()[0])
    client.force_login(adviser, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/werk/gesprek/{conversation.pk}"
    assert client.get(page).status_code == 200
    words = {"occurs": "Onrust in twee wijken.", "needed": "Een training.", "works": ""}
    answer = client.post(page, {"held_on": "2026-11-01", "role": "mayor", **words})
    assert answer.status_code == 302
    conversation.refresh_from_db()
    assert (conversation.status, conversation.source.statements.count()) == ("held", 2)


def test_a_talk_that_does_not_exist_has_no_page(client, adviser, db):
    client.force_login(adviser, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/werk/gesprek/999999").status_code == 404

"""While a survey runs: how it is coming along, whom to remind, and what a reminder brought."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kennismakelaar.invitations import api as invitations
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.outreach import api as outreach
from kennismakelaar.outreach import fieldwork, fieldwork_page
from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Topic
from rooms.surveys.answering import ASKED, codes
from rooms.surveys.questioning import PLAN, published

LETTER = invitations.Letter(
    "Peiling voor {gemeente}", "Beste collega,\n\nInvullen kost {minuten} minuten.", 20
)


class NoPostman:
    """Takes every mail over and throws it away."""

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def offer(self, message):
        message.message()

    def hand_over(self):
        return "250 thrown away"


@pytest.fixture
def survey(register, adviser, now):
    """A survey that can be answered today."""
    wave = surveys.Wave("Peiling (fictief)", date(2026, 10, 1), date(2026, 11, 30), is_fictitious=True)
    found = surveys.open_survey(wave, topics=list(Topic.objects.all()[:2]), by=adviser, at=now)
    published(found, adviser, now, PLAN)
    return found


@pytest.fixture
def answer(survey, now):
    """Gives a function: these municipalities fill in an open form and send it."""

    def answer(*some, at=None):
        for code in some:
            draft = surveys.begin(survey, Municipality.objects.get(pk=code), at=at or now)
            surveys.say_role(draft, "safety", at=at or now)
            surveys.save_page(draft, {"plan": "ja"}, version=0, at=at or now)
            surveys.send(draft, at=at or now)

    return answer


@pytest.fixture
def invited(survey, adviser, now):
    """Everybody was invited a fortnight ago."""
    at = now - timedelta(days=14)
    rows = [invitations.ContactRow(code, "safety", f"oov@{code.lower()}.example", "") for code in codes()]
    invitations.import_contacts(rows, by=adviser, at=at, is_fictitious=True)
    mailing = invitations.write_mailing(survey, LETTER, kind="invitation", by=adviser, at=at)
    return send(invitations.plan_mailing(mailing, by=adviser, at=at), at)


def send(mailing, at):
    invitations.send_due(at=at)
    while invitations.send_batch(mailing.pk, most=500, clock=lambda: at, postman=NoPostman()):
        pass
    mailing.refresh_from_db()
    return mailing


def small_ones(number):
    towns = Municipality.objects.filter(size_class="to50", pk__in=codes()).order_by("code")
    return list(towns.values_list("pk", flat=True)[:number])


def test_a_sent_form_counts_before_the_survey_closes_and_an_open_one_does_not(survey, answer, now, today):
    answer(*codes(0, 3))
    surveys.begin(survey, Municipality.objects.get(pk=codes()[5]), at=now)
    standing = fieldwork.standing_of(survey, today)
    assert (standing.heard, standing.indicator.responded) == (3, 3)
    assert standing.days == dict.fromkeys(codes(0, 3), today)


def test_two_colleagues_of_a_municipality_are_one_answer_on_the_first_day(survey, answer, now, today):
    code = codes()[0]
    answer(code, at=now - timedelta(days=2))
    answer(code)
    assert fieldwork.per_day(fieldwork.standing_of(survey, today)) == [(today - timedelta(days=2), 1)]


def test_the_pace_counts_the_last_week_only(survey, answer, now, today):
    answer(*codes(0, 9), at=now - timedelta(days=8))
    answer(*codes(9, 16), at=now - timedelta(days=2))
    standing = fieldwork.standing_of(survey, today)
    assert fieldwork.pace_of(standing) == 1
    ahead = fieldwork.outlook_of(standing)
    assert (ahead.answered, ahead.answered_at_pace) == (16, 16 + 28)
    assert "44 gemeenten" in fieldwork_page.outlook_in_words(standing)


def test_before_the_first_answer_no_figure_is_made_up(survey, client, adviser, today):
    standing = fieldwork.standing_of(survey, today)
    assert (standing.indicator, fieldwork.outlook_of(standing), fieldwork.asks_of(standing)) == (
        None,
        None,
        [],
    )
    client.force_login(adviser)
    assert client.get(reverse("outreach:progress", args=[survey.pk])).status_code == 200


def test_a_group_that_answers_less_is_named(survey, answer, today):
    answer(*small_ones(60))
    size = fieldwork_page.variables_of(fieldwork.standing_of(survey, today))[0]
    verdicts = {group.label: group.verdict for group in size.groups}
    assert set(verdicts.values()) == {"meer dan de rest", "minder dan de rest"}
    assert sum(group.answered for group in size.groups) == 60


def test_a_steered_reminder_is_written_for_the_first_of_the_order_and_only_for_them(
    survey, invited, answer, adviser, now, today
):
    answer(*small_ones(60))
    mailing = outreach.remind_next(survey, 10, by=adviser, at=now)
    chosen = {one.contact.municipality_id for one in invitations.recipients(mailing, at=now)}
    standing = fieldwork.standing_of(survey, today)
    assert chosen == {standing.frame.code[ask.unit] for ask in fieldwork.asks_of(standing)[:10]}
    assert mailing.status == mailing.Status.DRAFT
    moment = outreach.reach_moments(survey).get(mailing=mailing)
    assert (moment.asked, moment.heard) == (10, 60)
    assert moment.expected_gain > 0


def test_who_is_left_out_of_a_steered_reminder_stays_out_when_it_is_planned(
    survey, invited, answer, adviser, now
):
    answer(*small_ones(60))
    mailing = outreach.remind_next(survey, 10, by=adviser, at=now)
    first = invitations.recipients(mailing, at=now)[0].contact.municipality_id
    planned = invitations.plan_mailing(mailing, left_out=[first], by=adviser, at=now)
    assert len(invitations.recipients(planned, at=now)) == 9


def test_nobody_is_reminded_twice_within_days(survey, invited, answer, adviser, now):
    answer(*small_ones(60))
    mailing = outreach.remind_next(survey, 300, by=adviser, at=now)
    send(invitations.plan_mailing(mailing, by=adviser, at=now), now)
    with pytest.raises(outreach.UnableToRemind):
        outreach.remind_next(survey, 10, by=adviser, at=now + timedelta(hours=1))


def test_a_reminder_that_nobody_would_get_is_refused_and_nothing_is_kept(survey, answer, adviser, now):
    answer(*small_ones(9))  # nobody was invited by mail
    with pytest.raises(outreach.UnableToRemind):
        outreach.remind_next(survey, 10, by=adviser, at=now)
    assert not outreach.reach_moments(survey).exists()
    assert not invitations.mailings_of(survey).exists()


def test_only_who_may_invite_steers_a_reminder(survey, invited, answer, partner, now):
    answer(*small_ones(9))
    with pytest.raises(NotAllowed):
        outreach.remind_next(survey, 10, by=partner, at=now)


def test_what_a_reminder_brought_stands_beside_what_was_expected(
    survey, invited, answer, adviser, now, today
):
    answer(*small_ones(60))
    mailing = outreach.remind_next(survey, 20, by=adviser, at=now)
    chosen = [one.contact.municipality_id for one in invitations.recipients(mailing, at=now)]
    send(invitations.plan_mailing(mailing, by=adviser, at=now), now)
    before = fieldwork.standing_of(survey, today).imbalance
    answer(*chosen[:8], at=now + timedelta(days=1))
    standing = fieldwork.standing_of(survey, today + timedelta(days=1))
    (row,) = fieldwork.brought_of(standing)
    assert (row.moment.asked, row.heard_since) == (20, 8)
    assert row.gain == pytest.approx(before - standing.imbalance)
    assert row.gain > 0


def test_a_mailing_is_measured_until_it_leaves_and_not_any_more_after(survey, invited, answer, adviser, now):
    answer(*small_ones(30))
    mailing = outreach.remind_next(survey, 20, by=adviser, at=now)
    answer(*small_ones(34)[30:])
    outreach.note_reach(survey, at=now + timedelta(hours=1))
    assert outreach.reach_moments(survey).get(mailing=mailing).heard == 34
    send(invitations.plan_mailing(mailing, by=adviser, at=now), now)
    answer(*small_ones(40)[34:])
    outreach.note_reach(survey, at=now + timedelta(hours=2))
    moment = outreach.reach_moments(survey).get(mailing=mailing)
    assert (moment.heard, moment.asked) == (34, 20)


def test_a_day_is_kept_once_however_often_the_task_runs(survey, answer, now):
    answer(*small_ones(9))
    for hours in (0, 1, 2):
        outreach.note_open_surveys(at=now + timedelta(hours=hours))
    outreach.note_open_surveys(at=now + timedelta(days=1))
    assert outreach.reach_moments(survey).filter(mailing=None).count() == 2


def test_a_survey_that_is_not_open_is_not_measured(survey, now):
    outreach.note_open_surveys(at=now + timedelta(days=60))
    assert not outreach.reach_moments(survey).exists()


def test_the_page_writes_the_reminder_and_shows_it(
    survey, invited, answer, adviser, client, now, monkeypatch
):
    answer(*small_ones(60))
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client.force_login(adviser)
    page = client.get(reverse("outreach:progress", args=[survey.pk]))
    assert len(page.context["asks"]) == 25
    assert page.context["asks"][0].expected >= page.context["asks"][-1].expected
    done = client.post(reverse("outreach:remind", args=[survey.pk]), {"number": 5})
    mailing = invitations.mailings_of(survey).get(kind="reminder")
    assert done.url == reverse("invitations:mailing", args=[mailing.pk])


def test_a_number_that_is_none_is_asked_again(survey, answer, adviser, client):
    client.force_login(adviser)
    page = client.post(reverse("outreach:remind", args=[survey.pk]), {"number": "veel"})
    assert page.status_code == 400
    assert page.context["form"].errors


def test_a_survey_that_does_not_exist_has_no_progress(adviser, client, db):
    client.force_login(adviser)
    assert client.get(reverse("outreach:progress", args=[999999])).status_code == 404


def test_a_partner_sees_no_progress_of_a_survey(survey, partner, client):
    client.force_login(partner)
    assert client.get(reverse("outreach:progress", args=[survey.pk])).status_code == 403


def test_talks_held_show_their_gain_beside_what_was_expected(asker, adviser, now, today):
    wave = asker.wave()
    for code in small_ones(60):
        asker.answer(wave, code, {ASKED[0]: True})
    heard = outreach.heard_on(today, survey=wave, event=None)
    row = outreach.absent_on(today, heard)[0]
    talk = outreach.plan_conversation(row.municipality, on=today, by=adviser, at=now, expected_gain=row.gain)
    outreach.hold_conversation(
        talk, outreach.Talk(today, "mayor", ["Wij zoeken een spreker."]), by=adviser, at=now
    )
    found = fieldwork.talks_brought(today, outreach.heard_on(today, survey=wave, event=None))
    assert found.realized == pytest.approx(found.expected)
    assert found.answered == 1

"""What the law asks for comes by itself: answers, addresses and accounts go when their time is over."""

from datetime import date, timedelta

from django.utils import timezone

from kennismakelaar.accounts.api import User, close_unused
from kennismakelaar.brokering import api as brokering
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records.api import Tombstone
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import topics


def wave(adviser, now):
    opened = surveys.Wave("Peiling (fictief)", date(2026, 10, 1), date(2026, 10, 31), is_fictitious=True)
    survey = surveys.open_survey(opened, topics=list(topics()[:1]), by=adviser, at=now)
    answers = {topics()[0].slug: {"importance": 4, "capability": 2}}
    utrecht = Municipality.objects.get(pk="GM0344")
    surveys.record_response(survey, utrecht, role="safety", answers=answers, by=adviser, at=now)
    return survey


def test_answers_go_when_the_retention_date_of_their_survey_has_passed(register, adviser, now):
    survey = wave(adviser, now)
    assert surveys.erase_expired(survey.retain_until, at=now) == 0
    assert surveys.erase_expired(survey.retain_until + timedelta(days=1), at=now) == 1
    assert not surveys.Response.objects.exists()
    assert surveys.Survey.objects.filter(pk=survey.pk).exists()
    assert Tombstone.objects.filter(subject_type="surveys.survey").exists()


def test_the_address_of_who_asked_goes_after_a_year_and_the_question_stays(register, now, today):
    question = brokering.Question("Hoe oefenen wij met onrust?", email="iemand@example.org")
    inquiry = brokering.ask(question, by=None, at=now).inquiry
    assert brokering.forget_askers(today + timedelta(days=300)) == 0
    assert brokering.forget_askers(today + timedelta(days=366)) == 1
    inquiry.refresh_from_db()
    assert inquiry.asker_email == ""
    assert inquiry.statement.text


def test_an_account_nobody_used_for_two_years_loses_its_name(adviser, official):
    day = timezone.localdate(adviser.date_joined)  # after midnight here it is still yesterday in UTC
    assert close_unused(day + timedelta(days=700)) == 0
    assert close_unused(day + timedelta(days=731)) == 2
    closed = User.objects.get(pk=adviser.pk)
    assert not closed.is_active
    assert "adviseur" not in closed.email
    assert closed.get_full_name() == ""

"""Every word comes in through one door: screened, with its place, its purpose and its end."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from kennismakelaar.accounts.api import User
from kennismakelaar.intake import api as intake
from kennismakelaar.intake.models import Attendance, Session
from kennismakelaar.intake.processings import entries
from kennismakelaar.intake.queries import NoProcessingRecord
from kennismakelaar.records.api import Act, Processing
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT, DAY

PLAIN = "Wij weten niet hoe wij een gesprek over polarisatie voeren."
WITH_MAIL = "Vraag het aan de projectleider via jan.devries@voorbeeld.nl, die weet alles."


def test_a_source_is_kept_as_long_as_its_entry_in_the_register_says(source):
    days = Processing.objects.get(slug="theme-day").retention_days
    assert source.retain_until == DAY + timedelta(days=days)


def test_a_source_without_an_entry_in_the_register_is_refused(ann):
    with pytest.raises(NoProcessingRecord):
        intake.open_source(title="x", channel="event", held_on=DAY, processing="none", by=ann, at=AT)


def test_the_register_can_be_loaded_twice(register, capsys):
    before = Processing.objects.count()
    call_command("load_processing")
    assert Processing.objects.count() == before == len(entries())


def test_words_are_kept_word_for_word_in_their_order(source, ann):
    words = [intake.Words(f"{PLAIN} {n}", f"regel {n}") for n in range(5)]
    first = intake.collect(source, words[:2], by=ann, at=AT)
    later = intake.collect(source, [*words[2:], intake.Words("  ", "regel 6")], by=ann, at=AT)
    assert [s.position for s in first + later] == [1, 2, 3, 4, 5]
    assert [s.text for s in first + later] == [w.text for w in words]
    assert all(s.status == intake.Statement.Status.OPEN for s in first + later)


def test_words_that_may_point_at_a_person_are_held_back(say):
    statement = say(WITH_MAIL)
    assert statement.status == intake.Statement.Status.HELD_BACK
    kinds = {
        finding.kind: statement.text[finding.start : finding.end] for finding in statement.findings.all()
    }
    assert kinds["email"] == "jan.devries@voorbeeld.nl"


def test_findings_count_code_points_also_behind_an_emoji(say):
    statement = say("👩‍👩‍👧 é́ mail naar piet@voorbeeld.nl graag")
    finding = statement.findings.get(kind="email")
    assert statement.text[finding.start : finding.end] == "piet@voorbeeld.nl"


def test_names_of_municipalities_and_networks_are_no_persons(say):
    assert say("In Delft en Utrecht missen wij de school als partner.").status == "open"


def test_a_partner_may_not_bring_in_words(partner, source):
    with pytest.raises(NotAllowed):
        intake.collect(source, [intake.Words(PLAIN, "regel 1")], by=partner, at=AT)


def test_somebody_without_an_account_may_speak_through_an_open_door_only(register):
    source = intake.open_source(
        title="Vraag", channel="inquiry", held_on=DAY, processing="question", by=None, at=AT
    )
    assert intake.collect(source, [intake.Words(PLAIN, "vraag")], by=None, at=AT)[0].status == "open"
    with pytest.raises(NotAllowed):
        intake.open_source(title="Dag", channel="event", held_on=DAY, processing="theme-day", by=None, at=AT)


def test_the_log_never_holds_the_words(say):
    say(WITH_MAIL)
    assert Act.objects.filter(verb="collect").exists()
    assert "voorbeeld" not in "".join(str(act.detail) for act in Act.objects.all())


def test_advisers_read_all_municipalities_their_own_and_partners_nothing(
    say, ann, partner, of_delft, delft, utrecht
):
    own, other, held = say(PLAIN, delft), say(PLAIN, utrecht), say(WITH_MAIL, delft)
    assert set(intake.readable_statements(ann)) == {own, other}
    assert set(intake.readable_statements(of_delft)) == {own}
    assert not intake.readable_statements(partner).exists()
    assert not intake.readable_statements(None).exists()
    assert held not in intake.readable_statements(ann)


def test_an_account_that_was_closed_reads_nothing(say, ann):
    say(PLAIN)
    ann.is_active = False
    assert not intake.readable_statements(ann).exists()


def test_attendance_is_numbers_and_a_later_count_replaces_the_first(ann, delft):
    event = intake.add_event(title="Themadag", held_on=DAY, by=ann, at=AT)
    intake.record_attendance(event, delft, role="mayor", people=1, by=ann, at=AT)
    intake.record_attendance(event, delft, role="mayor", people=3, by=ann, at=AT)
    assert Attendance.objects.get().people == 3
    names = {field.name for field in Attendance._meta.get_fields()}
    assert names == {"id", "event", "municipality", "role", "people"}


@pytest.mark.parametrize(("role", "people"), [("mayor", 0), ("mayor", 5000), ("inhabitant", 2)])
def test_impossible_attendance_is_refused(ann, delft, role, people):
    event = intake.add_event(title="Themadag", held_on=DAY, by=ann, at=AT)
    with pytest.raises(intake.UnableToRecordAttendance):
        intake.record_attendance(event, delft, role=role, people=people, by=ann, at=AT)


def test_a_source_of_a_session_belongs_to_the_event_of_that_session(ann):
    event = intake.add_event(title="Themadag", held_on=DAY, by=ann, at=AT)
    other = intake.add_event(title="Andere dag", held_on=DAY, by=ann, at=AT)
    session = intake.add_session(event, number=1, title="Polarisatie", by=ann, at=AT)
    common = {
        "title": "Verslag",
        "channel": "event",
        "held_on": DAY,
        "processing": "theme-day",
        "by": ann,
        "at": AT,
    }
    assert intake.open_source(**common, session=session).event == event
    with pytest.raises(intake.UnableToOpenSource):
        intake.open_source(**common, session=session, event=other)


def test_the_database_refuses_a_second_session_of_one_number(ann):
    event = intake.add_event(title="Themadag", held_on=DAY, by=ann, at=AT)
    intake.add_session(event, number=1, title="Polarisatie", by=ann, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(event=event, number=1, title="Nog een")


def test_a_survey_has_one_source_for_answers_online_and_one_per_delivery(register, ann):
    class Wave:
        title, opens_on, is_fictitious = "Peiling 2026", date(2026, 1, 5), True

    online = intake.source_for_survey(Wave, by=None, at=AT)
    assert intake.source_for_survey(Wave, by=ann, at=AT) == online
    delivery = intake.receive("a.csv", b"Gemeente;Rol\nDelft;raadslid\n", "responses", by=ann, at=AT)
    assert intake.source_for_survey(Wave, by=ann, at=AT, delivery=delivery) != online
    assert User.objects.filter(pk=ann.pk).exists()

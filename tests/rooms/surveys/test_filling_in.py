"""A form from begun to closed: saved, resumed, filled in by two at once, sent, changed, and made nobody's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.records.api import Act
from kennismakelaar.surveys import api as surveys
from rooms.surveys.answering import ASKED
from rooms.surveys.questioning import published

NOW = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)  # while the wave is open
FULL = {
    "plan": "ja",
    f"themas.{ASKED[0]}.importance": "5",
    f"themas.{ASKED[0]}.capability": "2",
    "nodig": "Meer oefenen.",
}


@pytest.fixture
def survey(asker, adviser):
    survey = asker.wave()
    published(survey, adviser, NOW)
    return survey


@pytest.fixture
def draft(survey):
    return surveys.begin(survey, Municipality.objects.get(pk="GM0344"), role="safety", at=NOW)


def test_a_form_begins_only_while_the_survey_is_open_and_published(asker, survey):
    town = Municipality.objects.get(pk="GM0344")
    with pytest.raises(surveys.UnableToFillIn):
        surveys.begin(asker.wave(), town, at=NOW)
    with pytest.raises(surveys.UnableToFillIn):
        surveys.begin(survey, town, at=NOW + timedelta(days=90))


def test_each_page_is_saved_word_for_word_also_what_cannot_be_read(draft):
    saved = surveys.save_page(draft, {"mensen": "twaalf", "plan": "ja"}, version=0, page=2, at=NOW)
    saved.draft.refresh_from_db()
    assert saved.draft.answers == {"mensen": "twaalf", "plan": "ja"}
    assert saved.draft.page == 2


def test_colleagues_may_fill_in_different_fields_at_the_same_time(draft):
    surveys.save_page(draft, {"plan": "ja", "mensen": ""}, version=0, at=NOW)
    second = surveys.save_page(draft, {"plan": "", "mensen": "3"}, version=0, at=NOW)
    # The second never saw the plan; an empty field is no answer against it.
    assert second.draft.answers == {"plan": "ja", "mensen": "3"}
    assert second.contested == ()


def test_where_colleagues_differ_both_answers_are_kept_until_somebody_chooses(draft):
    surveys.save_page(draft, {"plan": "ja"}, version=0, at=NOW)
    second = surveys.save_page(draft, {"plan": "nee"}, version=0, at=NOW)
    assert second.contested == ("plan",)
    assert second.draft.answers["plan"] == "ja"
    assert second.draft.contested == {"plan": ["nee"]}
    with pytest.raises(surveys.UnableToFillIn):
        surveys.send(second.draft, at=NOW)
    chosen = surveys.choose(second.draft, {"plan": "nee"}, at=NOW)
    assert (chosen.answers["plan"], chosen.contested) == ("nee", {})


def test_the_same_page_sent_twice_changes_nothing_and_contests_nothing(draft):
    first = surveys.save_page(draft, FULL, version=0, at=NOW)
    again = surveys.save_page(draft, FULL, version=0, at=NOW)
    assert again.contested == ()
    assert again.draft.answers == first.draft.answers


def test_who_saw_the_answer_of_a_colleague_may_change_it(draft):
    first = surveys.save_page(draft, {"plan": "ja"}, version=0, at=NOW)
    second = surveys.save_page(draft, {"plan": "nee"}, version=first.draft.version, at=NOW)
    assert (second.draft.answers["plan"], second.contested) == ("nee", ())


@pytest.mark.parametrize("answers", [{}, {"plan": "ja", "mensen": "twaalf"}, {"nodig": "Rust"}])
def test_a_form_that_is_not_complete_is_not_sent_and_stays(draft, answers):
    surveys.save_page(draft, answers, version=0, at=NOW)
    with pytest.raises(surveys.UnableToFillIn):
        surveys.send(draft, at=NOW)
    assert not surveys.Response.objects.exists()
    draft.refresh_from_db()
    assert draft.answers == answers


def test_a_sent_form_counts_and_can_be_changed_and_sent_again_until_closing(survey, draft):
    surveys.save_page(draft, FULL, version=0, at=NOW)
    response = surveys.send(draft, at=NOW)
    assert response.answers == {ASKED[0]: {"importance": 5, "capability": 2}}
    assert response.other_answers == {"plan": "ja"}
    assert surveys.send(draft, at=NOW).pk == response.pk
    draft.refresh_from_db()
    changed = surveys.save_page(draft, {"plan": "nee"}, version=draft.version, at=NOW).draft
    assert changed.differs_from_sent
    assert surveys.Response.objects.get().other_answers == {"plan": "ja"}
    surveys.send(draft, at=NOW)
    assert surveys.Response.objects.get().other_answers == {"plan": "nee"}
    assert len(surveys.answer_table(survey)) == 1


def sent(survey, code, words, role="safety"):
    draft = surveys.begin(survey, Municipality.objects.get(pk=code), role=role, at=NOW)
    surveys.save_page(draft, {**FULL, "nodig": words}, version=0, at=NOW)
    surveys.send(draft, at=NOW)
    return draft


def test_closing_makes_sent_forms_final_hands_over_words_and_forgets_who_sent_what(survey, draft, adviser):
    drafts = [sent(survey, "GM0344", f"Behoefte {at}") for at in range(8)]
    before = [one.response_id for one in surveys.Draft.objects.filter(pk__in=[d.pk for d in drafts])]
    assert not intake.Statement.objects.exists()
    assert surveys.close(survey, by=adviser, at=NOW) == 8
    assert not surveys.Draft.objects.exists()
    final = list(surveys.Response.objects.order_by("pk"))
    assert len(final) == 8
    assert not {one.pk for one in final} & set(before)
    assert {one.submitted_on for one in final} == {survey.closes_on}
    assert {one.statements.get().text for one in final} == {f"Behoefte {at}" for at in range(8)}
    survey.refresh_from_db()
    assert not surveys.is_open(survey, NOW.date())
    with pytest.raises(surveys.UnableToClose):
        surveys.close(survey, by=adviser, at=NOW)


def test_after_closing_nothing_in_the_database_names_the_number_of_an_open_form_or_an_earlier_response(
    survey, adviser
):
    sent(survey, "GM0344", "Behoefte")
    surveys.close(survey, by=adviser, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE %s",
            ["%draft%"],
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone() == (0,), table
    told = Act.objects.filter(subject_type__in=["surveys.draft", "surveys.response"])
    assert not told.exists()


def test_words_of_a_sent_form_are_those_that_were_sent(survey, adviser):
    draft = sent(survey, "GM0344", "Zoals verstuurd")
    draft.refresh_from_db()
    surveys.save_page(draft, {"nodig": "Niet meer verstuurd"}, version=draft.version, at=NOW)
    surveys.close(survey, by=adviser, at=NOW)
    assert intake.Statement.objects.get().text == "Zoals verstuurd"


def test_words_that_point_at_a_person_are_held_back_at_the_door(survey, adviser):
    sent(survey, "GM0344", "Bel mij op 06-12345678 als het weer misgaat.")
    surveys.close(survey, by=adviser, at=NOW)
    assert intake.Statement.objects.get().status == "held_back"


def test_a_survey_closes_by_itself_after_its_last_day(survey, draft):
    last = survey.closes_on
    assert surveys.close_ended(last, at=NOW) == 0
    assert surveys.close_ended(last + timedelta(days=1), at=NOW) == 1
    assert not surveys.Draft.objects.exists()
    with pytest.raises(surveys.UnableToFillIn):
        surveys.save_page(draft, {"plan": "ja"}, version=0, at=NOW)

"""Versions of a questionnaire: written, published, never changed, and comparable over waves."""

import pytest
from django.db import DatabaseError, transaction

from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.api import Item, Kind
from rooms.surveys.answering import ASKED
from rooms.surveys.questioning import ALL, PLAN, SINCE, definition, published, with_condition


@pytest.fixture
def survey(asker):
    return asker.wave()


@pytest.fixture
def made(survey, adviser, now):
    return surveys.write_questionnaire(survey, definition(), by=adviser, at=now)


def test_what_is_written_is_what_is_read(made):
    assert surveys.definition_of(made).digest == definition().digest


def test_a_published_version_never_changes(survey, made, adviser, now):
    surveys.publish_questionnaire(made, by=adviser, at=now)
    for change in (
        lambda: surveys.put_item(made, PLAN, replaces="plan", by=adviser, at=now),
        lambda: surveys.remove_item(made, "plan", by=adviser, at=now),
        lambda: surveys.move_item(made, "plan", 1, by=adviser, at=now),
        lambda: surveys.introduce(made, "Anders", by=adviser, at=now),
        lambda: surveys.publish_questionnaire(made, by=adviser, at=now),
    ):
        with pytest.raises(surveys.UnableToChangeQuestionnaire):
            change()
    assert surveys.definition_of(made).digest == definition().digest


@pytest.mark.parametrize(
    "change",
    [
        lambda q: surveys.Questionnaire.objects.filter(pk=q.pk).update(introduction_nl="Anders"),
        lambda q: surveys.Questionnaire.objects.filter(pk=q.pk).update(published_at=None),
        lambda q: surveys.Questionnaire.objects.filter(pk=q.pk).delete(),
        lambda q: q.items.filter(name="plan").update(text_nl="Anders"),
        lambda q: q.items.filter(name="plan").delete(),
        lambda q: q.items.create(name="erbij", kind="line", text_nl="Nog iets?", position=99),
        lambda q: surveys.QuestionnaireItem.objects.filter(questionnaire=q)[:1].get().delete(),
    ],
)
def test_the_database_itself_refuses_a_change_of_a_published_version(made, adviser, now, change):
    published_one = surveys.publish_questionnaire(made, by=adviser, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(published_one)


def test_items_cannot_be_moved_out_of_or_into_a_published_version(survey, made, adviser, now):
    surveys.publish_questionnaire(made, by=adviser, at=now)
    second = surveys.start_version(survey, by=adviser, at=now)
    for source, target in ((made, second), (second, made)):
        with pytest.raises(DatabaseError), transaction.atomic():
            surveys.QuestionnaireItem.objects.filter(questionnaire=source, name="plan").update(
                questionnaire=target, name="x"
            )


def test_a_new_version_begins_as_a_copy_and_the_old_one_stays(survey, made, adviser, now):
    surveys.publish_questionnaire(made, by=adviser, at=now)
    second = surveys.start_version(survey, by=adviser, at=now)
    assert (second.version, surveys.definition_of(second).digest) == (2, definition().digest)
    assert surveys.start_version(survey, by=adviser, at=now) == second
    surveys.put_item(second, Item("erbij", Kind.LINE, "Nog iets?"), by=adviser, at=now)
    assert [item.name for item in surveys.definition_of(second).items][-1] == "erbij"
    assert surveys.published_questionnaire(survey).version == 1
    assert surveys.definition_of(made).item("erbij") is None


def test_items_are_put_replaced_moved_and_taken_out(made, adviser, now):
    surveys.move_item(made, "plan", 1, by=adviser, at=now)
    surveys.put_item(made, Item("duur", Kind.LINE, "Hoe lang?"), replaces="sinds", by=adviser, at=now)
    surveys.remove_item(made, "mensen", by=adviser, at=now)
    assert [item.name for item in surveys.definition_of(made).items][:4] == [
        "over-u",
        "duur",
        "plan",
        "middelen",
    ]
    with pytest.raises(surveys.UnableToChangeQuestionnaire):
        surveys.put_item(made, Item("plan", Kind.LINE, "Nog een plan?"), by=adviser, at=now)


def test_a_questionnaire_with_a_circular_condition_is_not_published(survey, adviser, now):
    made = surveys.write_questionnaire(
        survey, definition(with_condition(PLAN, "${sinds} != ''"), SINCE), by=adviser, at=now
    )
    with pytest.raises(surveys.UnableToPublishQuestionnaire) as refusal:
        surveys.publish_questionnaire(made, by=adviser, at=now)
    assert "plan → sinds → plan" in refusal.value.came
    assert surveys.published_questionnaire(survey) is None


def test_publishing_makes_the_topics_the_questions_from_which_needs_are_computed(
    register, adviser, now, asker
):
    survey = asker.wave(topics=())
    published(survey, adviser, now)
    assert surveys.topics_of(survey) == list(ASKED)
    assert survey.questions.count() == 5 * len(ASKED)


def test_a_question_of_the_bank_stays_the_same_over_waves_until_its_words_change(asker, made, adviser, now):
    kept = surveys.keep_in_bank(made.items.get(name="plan"), by=adviser, at=now)
    assert surveys.keep_in_bank(made.items.get(name="plan"), by=adviser, at=now) == kept
    surveys.publish_questionnaire(made, by=adviser, at=now)
    surveys.keep_in_bank(made.items.get(name="mensen"), by=adviser, at=now)  # of a published version too
    later = surveys.start_version(asker.wave(), by=adviser, at=now)
    again = surveys.take_from_bank(later, kept, by=adviser, at=now)
    assert again.bank_question == made.items.get(name="plan").bank_question == kept
    other = Item("plan", Kind.ONE, "Heeft u een beleidsplan?", options=PLAN.options)
    assert surveys.put_item(later, other, replaces="plan", by=adviser, at=now).bank_question is None


def test_only_who_may_bring_in_surveys_writes_questionnaires(survey, official, now):
    with pytest.raises(NotAllowed):
        surveys.start_version(survey, by=official, at=now)
    with pytest.raises(NotAllowed):
        surveys.write_questionnaire(survey, definition(*ALL), by=official, at=now)

"""Most and least important: from what people chose on the pages to scores of the cellar."""

from datetime import UTC, datetime

import pytest

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.api import Kind
from kennismakelaar.surveys.questionnaire.fields import sets_for
from rooms.surveys.answering import codes
from rooms.surveys.questioning import ALL, published

NOW = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)
ITEM = next(item for item in ALL if item.kind == Kind.BEST_WORST)
NAMES = [topic.name for topic in ITEM.topics]


@pytest.fixture
def survey(asker, adviser):
    survey = asker.wave()
    published(survey, adviser, NOW)
    return survey


def choose(survey, code, order):
    """Somebody who always finds the first of `order` that is shown the most, the last the least important."""
    answers = {"plan": "ja"}
    for number, shown in enumerate(sets_for(ITEM), start=1):
        ranked = [name for name in order if name in shown]
        answers |= {f"{ITEM.name}.{number}.best": ranked[0], f"{ITEM.name}.{number}.worst": ranked[-1]}
    draft = surveys.begin(survey, Municipality.objects.get(pk=code), at=NOW)
    surveys.save_page(draft, answers, version=0, at=NOW)
    surveys.send(draft, at=NOW)


def test_the_topic_everybody_puts_first_scores_one_and_the_last_minus_one(survey):
    towns = codes(0, 3)
    for code in towns:
        choose(survey, code, NAMES)
    found = surveys.chosen_in(survey, ITEM)
    assert (found[0].topic.name, found[0].score) == (NAMES[0], 1.0)
    assert (found[-1].topic.name, found[-1].score) == (NAMES[-1], -1.0)
    assert {one.shown for one in found} == {3 * len(towns)}


def test_people_who_choose_opposite_things_cancel_out(survey):
    first, second = codes(0, 2)
    choose(survey, first, NAMES)
    choose(survey, second, NAMES[::-1])
    assert {one.score for one in surveys.chosen_in(survey, ITEM)} == {0.0}


def test_one_person_gives_no_score(survey):
    assert surveys.chosen_in(survey, ITEM) == []
    choose(survey, codes()[0], NAMES)
    assert surveys.chosen_in(survey, ITEM) == []

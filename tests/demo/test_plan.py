"""The plan of the demo year: the same seed gives the same year, of the promised size. Asks no database."""

import pytest

from demo.plan import NEEDS, SEED, plan_of

SEEDS = (SEED, 1, 7)


def said(plan):
    return [*plan.day, *(one for _code, all_said in plan.talks for one in all_said)]


def test_the_same_seed_gives_the_same_year(units):
    assert plan_of(units) == plan_of(units, seed=SEED)


def test_another_seed_gives_another_year(units):
    assert plan_of(units, seed=1) != plan_of(units, seed=2)


@pytest.mark.parametrize("seed", SEEDS)
def test_between_35_and_60_percent_of_the_municipalities_answer(units, seed):
    assert 0.35 <= len(plan_of(units, seed=seed).responded) / len(units) <= 0.60


@pytest.mark.parametrize("seed", SEEDS)
def test_larger_municipalities_answer_more_often(units, seed):
    size = {unit.code: unit.size for unit in units}
    answered = [size[code] for code in plan_of(units, seed=seed).responded]
    rate = {one: answered.count(one) / list(size.values()).count(one) for one in ("to20", "over100")}
    assert rate["to20"] < rate["over100"]


@pytest.mark.parametrize("seed", SEEDS)
def test_about_250_people_of_90_municipalities_come_to_the_theme_day(units, seed):
    plan = plan_of(units, seed=seed)
    assert len({code for code, _role, _people in plan.attendance}) == 90
    assert 210 <= sum(people for _code, _role, people in plan.attendance) <= 310


@pytest.mark.parametrize("seed", SEEDS)
def test_about_400_statements_are_made_and_40_hold_planted_personal_data(units, seed):
    statements = said(plan_of(units, seed=seed))
    assert 390 <= len(statements) <= 410
    assert sum(bool(one.planted) for one in statements) == 40


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_words_stand_in_the_text_they_were_planted_in(units, seed):
    planted = [(one.text, words) for one in said(plan_of(units, seed=seed)) for _kind, words in one.planted]
    assert all(words in text for text, words in planted)


def test_every_statement_has_a_gold_code(units):
    assert all(one.codes for one in said(plan_of(units)))


@pytest.mark.parametrize("seed", SEEDS)
def test_thirty_talks_are_held_with_who_did_not_answer_and_did_not_come(units, seed):
    plan = plan_of(units, seed=seed)
    spoken = [code for code, _said in plan.talks]
    assert len(set(spoken)) == len(spoken) == 30
    assert not set(spoken) & (plan.responded | {code for code, _role, _people in plan.attendance})


def test_sixty_questions_are_asked_and_to_some_there_is_no_answer(units):
    questions = plan_of(units).questions
    assert len(questions) == 60
    assert 0 < sum(not question.offers for question in questions) < 30


@pytest.mark.parametrize("seed", SEEDS)
def test_the_truth_lies_near_the_share_that_was_wanted(units, seed):
    needy = plan_of(units, seed=seed).needy
    far = {
        topic: len(needy[topic]) / len(units)
        for topic, share in NEEDS.items()
        if abs(len(needy[topic]) / len(units) - share) > 0.12
    }
    assert not far

"""An assessment says per topic what is lacking, how sure that is, and which topics could not be assessed."""

import numpy as np
import pytest

from method.frame import frame
from needs_assessment import errors, estimates, needs, priorities, weighting
from needs_assessment.reasons import Reason

TOPICS = tuple("abcdefghijkl")


def assessed(**changed):
    data = frame()
    given = {"topics": TOPICS, **data.design, "seed": 1, "draws": 300, **changed}
    importance = given.pop("importance", data.importance)
    return needs.assess(importance, given.pop("capability", data.capability), **given)


def test_topics_stand_in_order_of_prevalence_with_all_their_measures():
    data = frame()
    found = assessed()
    assert [topic.topic for topic in found.topics][:3] == ["d", "h", "a"]
    values = [topic.prevalence.value for topic in found.topics]
    assert values == sorted(values, reverse=True)
    first = found.topics[0]
    at = TOPICS.index(first.topic)
    borich = priorities.borich(data.importance, data.capability, weights=data.base)
    assert first.prevalence == priorities.prevalence(data.importance, data.capability, **data.design)[at]
    assert first.borich == pytest.approx(borich.values[at])
    assert (first.rank_lower, first.rank_upper, first.tier) == (1, 1, 1)
    assert first.opportunity is None
    assert sum(topic.probability_in_top for topic in found.topics) == pytest.approx(3)


def test_raking_reaches_every_measure():
    data = frame()
    raked = weighting.rake(data.base, margins=data.margins)
    found = assessed(margins=data.margins)
    by_topic = {topic.topic: topic for topic in found.topics}
    assert by_topic["a"].prevalence.se == pytest.approx(
        estimates.mean(data.need[:, 0], **data.design, weights=raked).se
    )
    borich = priorities.borich(data.importance, data.capability, weights=raked.weights)
    assert by_topic["a"].borich == pytest.approx(borich.values[0])


def test_a_leading_topic_is_robust_where_both_other_measures_agree():
    reasons = {topic.topic: topic.reasons for topic in assessed().topics}
    assert Reason.ROBUST in reasons["d"]
    assert Reason.ROBUST not in reasons["e"]


def test_a_leading_topic_that_no_other_measure_confirms_is_marked():
    """Topic a: half in need, half far above what they need; topics b and c: all a little short."""
    importance = np.array([[4, 3, 3]] * 10 + [[1, 3, 3]] * 10)
    capability = np.array([[3, 2, 2]] * 10 + [[5, 2, 2]] * 10)
    found = needs.assess(
        importance, capability, topics="abc", strata=[0] * 20, population={0: 30}, seed=1, draws=50, k=1
    )
    assert found.topics[0].topic == "a"
    assert Reason.MEASURES_DISAGREE in found.topics[0].reasons


def test_a_leading_topic_confirmed_by_one_of_two_measures_is_neither():
    """Topic a leads by prevalence and Borich; b falls short more often but by little."""
    importance = np.array([[5, 3]] * 12 + [[3, 3]] * 8)
    capability = np.array([[1, 2]] * 12 + [[3, 2]] * 8)
    found = needs.assess(
        importance, capability, topics="ab", strata=[0] * 20, population={0: 30}, seed=1, draws=50, k=1
    )
    assert found.topics[0].topic == "a"
    assert not {Reason.ROBUST, Reason.MEASURES_DISAGREE} & set(found.topics[0].reasons)


def test_a_topic_hardly_anybody_answered_is_set_aside_by_name():
    data = frame()
    importance = data.importance.copy()
    importance[1:, 4] = np.nan
    found = assessed(importance=importance)
    assert found.set_aside == ("e",)
    assert len(found.topics) == 11


def test_how_many_did_not_know_is_counted():
    data = frame()
    capability = data.capability.copy()
    capability[:7, 0] = np.nan
    found = {topic.topic: topic for topic in assessed(capability=capability).topics}
    assert (found["a"].unknown, found["b"].unknown) == (7, 0)


def test_opportunity_is_given_where_somebody_rated_the_offer():
    data = frame()
    satisfaction = data.capability.copy()
    satisfaction[:, 1] = np.nan
    found = {topic.topic: topic for topic in assessed(satisfaction=satisfaction).topics}
    expected = priorities.opportunity(data.importance[:, 0], satisfaction[:, 0], weights=data.base)
    assert found["a"].opportunity == pytest.approx(expected.values[0])
    assert found["b"].opportunity is None


def test_without_any_rating_there_is_no_opportunity_score():
    data = frame()
    found = assessed(satisfaction=np.full(data.importance.shape, np.nan))
    assert {topic.opportunity for topic in found.topics} == {None}


def test_nothing_answered_at_all_is_refused():
    data = frame()
    with pytest.raises(errors.EmptyDomain):
        assessed(importance=np.full(data.importance.shape, np.nan))


def test_every_column_has_a_topic():
    with pytest.raises(errors.LengthsDiffer):
        assessed(topics="abc")


def test_shares_leave_out_who_did_not_answer():
    found = needs.shares([[1, np.nan], [0, 1], [1, 0]], population=9)
    assert found[0].value == pytest.approx(2 / 3)
    assert (found[1].value, found[1].n) == (0.5, 2)


def test_wanted_forms_can_be_asked_of_those_with_a_need():
    found = needs.shares([1, 1, 0, 0], population=9, domain=np.array([True, True, True, False]))
    assert found[0].value == pytest.approx(2 / 3)


def test_shares_are_of_yes_and_no():
    with pytest.raises(errors.OutsideScale):
        needs.shares([1, 2], population=9)


def test_what_occurs_without_attention_stands_out():
    occurs = [[1, 1], [1, 0], [1, np.nan], [0, 1]]
    attention = [[0, 1], [0, 0], [1, 1], [0, 0]]
    found = needs.attention_gap(occurs, attention, population=8)
    assert [estimate.value for estimate in found] == pytest.approx([0.5, 1 / 3])
    assert found[1].n == 3


def test_the_attention_gap_needs_both_answers_of_everybody():
    with pytest.raises(errors.LengthsDiffer):
        needs.attention_gap([1, 0], [1, 0, 1])

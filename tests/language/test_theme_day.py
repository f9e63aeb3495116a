"""Rules of themes on what a theme day brings: 8 to 15 groups, only what survives is solid, and sides are told apart."""

from collections import Counter

import pytest

from dutch_text.group_agreement import SOLID, sensible_numbers
from dutch_text.grouping import group
from dutch_text.stance import AGREEMENT, DISAGREEMENT, stance
from language import coding_set, theme_day_set
from language.evaluation import vocabulary

SAID = theme_day_set.statements()


@pytest.fixture(scope="module")
def found():
    topics = coding_set.topic_rules(frozenset(topic.slug for topic in vocabulary().topics))
    return group([one.text for one in SAID], topics=tuple(topics.values()), seed=1, resamples=12)


def test_eight_to_fifteen_groups_are_sought_where_there_are_enough_statements():
    assert all(min(sensible_numbers(size)) >= 8 for size in (72, 100, 283, 300))
    assert min(sensible_numbers(40)) < 8


def test_a_theme_day_gives_eight_to_fifteen_groups_and_the_unsteady_ones_are_not_solid(found):
    assert 8 <= len(found.groups) <= 15
    assert all(one.solid == (one.stability >= SOLID) for one in found.groups)
    assert found.rest


def test_a_solid_theme_is_mostly_about_one_thing(found):
    shares = []
    for one in found.groups:
        themes = Counter(SAID[place].theme for place in one.members)
        shares.append(themes.most_common(1)[0][1] / len(one.members))
    solid = [share for share, one in zip(shares, found.groups, strict=True) if one.solid]
    assert sum(solid) / len(solid) >= 0.55


def test_who_says_to_be_for_or_against_is_told_apart():
    sides = {AGREEMENT: "for", DISAGREEMENT: "against", "": ""}
    pairs = Counter((one.side, sides[stance(one.text).position]) for one in SAID)
    assert pairs["for", "against"] <= 1
    assert pairs["against", "for"] <= 1
    clear = sum(count for (side, _found), count in pairs.items() if side)
    right = pairs["for", "for"] + pairs["against", "against"]
    assert right / clear >= 0.9

"""What rounded figures, their bases and their sums tell together, by sums small enough to do by hand."""

import pytest

from needs_assessment.disclosure import Published, Sum, attack

WHOLE, ONE, TWO = (("topic", "segment", name) for name in ("whole", "one", "two"))


def test_who_was_there_sharpens_what_a_rounded_base_tells():
    alone = Published({ONE: (0.3, 0.5)}, {ONE: (18, 22)})
    assert attack(alone)[ONE] == pytest.approx((5.4, 11))
    assert attack(alone, attendance={ONE: 20})[ONE] == pytest.approx((6, 10))


def test_whoever_knows_an_answer_guesses_about_the_others_only():
    """Of 20, at least 18 need it: with one own yes 17 to 19 others do, with one own no 18 to 19."""
    nearly = Published({ONE: (0.9, 1), TWO: (0.9, 1)}, {ONE: (20, 20), TWO: (20, 20)})
    found = attack(nearly, knows={ONE: (1, 0)})
    assert found[ONE] == pytest.approx((17, 19))
    assert found[TWO] == pytest.approx((18, 20))
    assert attack(nearly, knows={ONE: (0, 1)})[ONE] == pytest.approx((18, 19))


def halves(**slack):
    """Two groups of 10 of which 5 need it, and their whole of which only the sum is known."""
    shares = {WHOLE: (0, 1), ONE: (0.5, 0.5), TWO: (0.5, 0.5)}
    bases = {WHOLE: (0, 100), ONE: (10, 10), TWO: (10, 10)}
    return Published(shares, bases, (Sum(WHOLE, (ONE, TWO), **slack),))


def test_parts_give_their_whole_away_to_within_the_slack_of_the_sum():
    assert attack(halves())[WHOLE] == pytest.approx((10, 10))
    assert attack(halves(slack=2.0))[WHOLE] == pytest.approx((8, 12))


def test_the_bases_of_parts_give_that_of_their_whole_away_to_within_their_slack():
    """Half of the whole needs it; the parts say how large it is, and nothing of their own shares."""

    def found(**slack):
        shares = {WHOLE: (0.5, 0.5), ONE: (0, 1), TWO: (0, 1)}
        bases = {WHOLE: (0, 100), ONE: (10, 10), TWO: (10, 10)}
        return attack(Published(shares, bases, (Sum(WHOLE, (ONE, TWO), **slack),)))[WHOLE]

    assert found() == pytest.approx((10, 10))
    assert found(base_slack=4.0) == pytest.approx((8, 12))


def weighted(share_one, share_two, **slack):
    """Shares weighted by public sizes of 30 and 10; the whole has 10 to 20 answers."""
    shares = {WHOLE: (0, 1), ONE: (share_one,) * 2, TWO: (share_two,) * 2}
    bases = {WHOLE: (10, 20), ONE: (5, 10), TWO: (5, 10)}
    return Published(shares, bases, (Sum(WHOLE, (ONE, TWO), sizes=(30.0, 10.0), **slack),))


def test_weighted_shares_give_the_share_of_their_whole_away_and_so_its_count():
    assert attack(weighted(0.4, 0.8))[WHOLE] == pytest.approx((5, 10))
    assert attack(weighted(0.4, 0.8, slack=4.0))[WHOLE] == pytest.approx((0.4 * 10, 0.6 * 20))


def test_what_one_of_the_group_knows_is_taken_off_weighted_figures_too():
    found = attack(weighted(1.0, 1.0), knows={WHOLE: (1, 2)})
    assert found[WHOLE] == pytest.approx((9, 17))

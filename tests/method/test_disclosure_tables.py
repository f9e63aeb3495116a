"""Tables that belong together are published so that no attacker comes close to any municipality."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs_assessment import disclosure, errors
from needs_assessment.disclosure import Published, Sum, Table, attack, protect
from needs_assessment.disclosure import tables as gate
from needs_assessment.reasons import Reason


def survey(seed, *, topics=3, units=342, sizes=(0.15, 0.5, 0.25, 0.1), response=0.6):
    """Who answered and needs what, by size class and part of the country, with linked totals."""
    random = np.random.default_rng(seed)
    size, part = random.choice(len(sizes), units, p=sizes), random.choice(4, units)
    heard = random.random(units) < response
    need = random.random((topics, units)) < random.beta(1, 2, topics)[:, None]
    rows = tuple(f"topic {t}" for t in range(topics))

    def table(name, group, groups):
        inside = [heard & (group == g) for g in range(groups)] + [heard]
        bases = np.tile([m.sum() for m in inside], (topics, 1))
        counts = np.array([[(n & m).sum() for m in inside] for n in need])
        shares = counts / np.maximum(bases, 1)
        columns = (*(f"{name} {g}" for g in range(groups)), "all")
        return Table(name, rows, columns, shares, bases, total="all", link="overall"), counts

    return [table("size", size, len(sizes)), table("part", part, 4)]


def test_a_table_is_rounded_and_its_withheld_cells_are_counted_with_their_reasons():
    shares, bases = np.array([[0.363, 0.5, 0.2]]), np.array([[287, 8, 11]])
    found = protect(Table("roles", ("t",), ("mayor", "council", "clerk"), shares, bases))
    shown = found.table("roles")
    assert shown["t", "mayor"] == disclosure.publish_share(
        0.363, base=287, municipalities=287, respondents=287
    )
    assert shown["t", "council"].reasons == (Reason.TOO_FEW_MUNICIPALITIES, Reason.TOO_FEW_RESPONDENTS)
    assert shown["t", "clerk"].reasons == (Reason.TOO_NARROW,)
    assert found.withheld.figures == 2
    assert found.withheld.reasons == {
        Reason.TOO_FEW_MUNICIPALITIES: 1,
        Reason.TOO_FEW_RESPONDENTS: 1,
        Reason.TOO_NARROW: 1,
    }


def test_few_respondents_behind_many_municipalities_are_withheld():
    table = Table("t", ("t",), ("c",), np.array([[0.4]]), np.array([[60]]), respondents=np.array([[9]]))
    assert protect(table).table("t")["t", "c"].reasons == (Reason.TOO_FEW_RESPONDENTS,)


def test_intervals_pass_the_gate_with_their_figures():
    table = Table(
        "t", ("t",), ("c", "bare", "empty"), np.array([[0.4, 0.4, np.nan]]), np.array([[200, 200, 0]]),
        lower=np.array([[0.33, np.nan, np.nan]]), upper=np.array([[0.47, np.nan, np.nan]]),
    )  # fmt: skip
    shown = protect(table).table("t")
    assert (shown["t", "bare"].label, shown["t", "bare"].lower) == ("40%", None)
    assert (shown["t", "c"].lower, shown["t", "c"].upper) == (0.3, 0.5)
    assert shown["t", "empty"].withheld


def test_the_total_of_linked_tables_is_one_figure():
    found = protect([t for t, _ in survey(1)])
    for topic in ("topic 0", "topic 1", "topic 2"):
        assert (
            found.keys["size"][topic, "all"] == found.keys["part"][topic, "all"] == ("overall", topic, "all")
        )
    assert len(found.figures) == 3 * 9


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(40, 342), st.floats(0.2, 1))
def test_the_attackers_bounds_hold_the_truth_and_stay_wide(seed, units, response):
    """Also for an attacker who knows every base and one answer in the cell."""
    made = survey(seed, topics=2, units=units, response=response)
    found = protect([t for t, _ in made])
    truth, base = {}, {}
    for table, counts in made:
        for r, row in enumerate(table.rows):
            for c, column in enumerate(table.columns):
                truth[table.key(row, column)] = counts[r, c]
                base[table.key(row, column)] = int(table.bases[r, c])
    for attendance in (None, base):
        for key, (low, high) in attack(found.published, attendance=attendance).items():
            assert low - 1e-6 <= truth[key] <= high + 1e-6
            assert high - low >= min(5, base[key] - 2) - 1e-6
            if not found.figures[key].withheld:
                assert high - low >= 5 - 1e-6


def test_knowing_an_answer_leaves_five_municipalities_to_guess_among():
    made = survey(3, topics=1)
    found = protect([t for t, _ in made])
    for table, counts in made:
        for c, column in enumerate(table.columns):
            key, count, base = table.key("topic 0", column), counts[0, c], int(table.bases[0, c])
            for yes, no in ((1, 0), (0, 1)):
                if found.figures[key].withheld or (yes and count == 0) or (no and count == base):
                    continue
                low, high = attack(found.published, attendance={key: base}, knows={key: (yes, no)})[key]
                assert low - 1e-6 <= count - yes <= high + 1e-6
                assert high - low >= 5 - 1e-6


def test_parts_that_give_a_withheld_part_away_are_coarsened():
    """Two parts of 20 with public sizes, 12 in a third: the total would pin the third down."""
    bases = np.array([[60, 60, 11, 131]])
    counts = np.array([[0, 60, 0, 60]])
    table = Table("t", ("t",), ("a", "b", "c", "all"), counts / bases, bases, total="all")
    found = protect(table)
    attacked = attack(found.published, attendance=dict(zip(found.keys["t"].values(), bases[0], strict=True)))
    for key, (low, high) in attacked.items():
        assert high - low >= 5 - 1e-6, key
    assert found.narrowest >= 5


def test_a_figure_given_away_by_a_sharp_total_is_coarsened_or_withheld_until_the_attack_fails(monkeypatch):
    """With a gate that rounds too finely the attack alone must force the coarsening."""
    fine = gate.publish_share

    def too_fine(share, **given_):
        coarser = given_.pop("coarser")
        shown = fine(share, **given_, coarser=0)
        if shown.withheld or coarser == 0:
            return replace(shown, low=share, high=share) if not shown.withheld else shown
        return fine(share, **given_, coarser=coarser)

    monkeypatch.setattr(gate, "publish_share", too_fine)
    found = protect([t for t, _ in survey(5, topics=1)])
    assert found.rounds > 1
    assert found.narrowest >= 5
    reasons = found.withheld.reasons
    assert Reason.EXACT_BY_SUBTRACTION in reasons or all(
        s.step > 5 for s in found.figures.values() if not s.withheld
    )


def test_a_withheld_part_computed_from_the_others_makes_the_narrowest_of_them_coarser():
    figures = {
        ("t", "r", c): gate._Figure(0.5, b, b, None, False) for c, b in (("a", 300), ("b", 5), ("all", 305))
    }
    for figure in figures.values():
        figure.published = gate._publish(figure)
    keys = list(figures)
    bounds = {keys[0]: (140.0, 150.0), keys[1]: (2.0, 2.0), keys[2]: (140.0, 160.0)}
    rule = Sum(keys[2], (keys[0], keys[1]))
    assert gate._coarsen([keys[1]], figures, bounds, (rule,))
    assert [f.coarser for f in figures.values()] == [1, 0, 0]


def test_a_lone_withheld_figure_has_nothing_to_coarsen():
    figures = {("t", "r", "a"): gate._Figure(0.5, 5, 5, None, False)}
    figures["t", "r", "a"].published = gate._publish(figures["t", "r", "a"])
    assert not gate._coarsen(list(figures), figures, {("t", "r", "a"): (2.0, 2.0)}, ())


def test_a_figure_coarsened_away_says_that_others_would_give_it_away():
    figure = gate._Figure(0.5, 50, 50, None, False, coarser=9)
    assert gate._publish(figure) == disclosure.withhold(Reason.EXACT_BY_SUBTRACTION)
    assert gate._base_told(gate._publish(figure), 400) == (0, 400)


def test_weighted_shares_add_up_by_their_public_sizes():
    sizes = {"a": 100.0, "b": 50.0}
    shares = np.array([[0.3, 0.6, 0.4]])
    bases = np.array([[60, 40, 100]])
    found = protect(Table("w", ("t",), ("a", "b", "all"), shares, bases, total="all", sizes=sizes))
    assert found.published.sums[0].sizes == (100, 50)
    for (low, high), count in zip(attack(found.published).values(), (shares * bases)[0], strict=True):
        assert low - 1e-9 <= count <= high + 1e-9
        assert high - low >= 5


def test_a_weighted_total_narrows_its_parts():
    keys = [("w", "t", c) for c in ("a", "b", "all")]
    shares = {keys[0]: (0.2, 0.4), keys[1]: (0.5, 0.7), keys[2]: (0.3, 0.32)}
    bases = {keys[0]: (60, 60), keys[1]: (40, 40), keys[2]: (100, 100)}
    alone = attack(Published(shares, bases))
    linked = attack(Published(shares, bases, (Sum(keys[2], tuple(keys[:2]), (100.0, 50.0)),)))
    assert alone[keys[0]] == pytest.approx((12, 24))
    assert linked[keys[0]] == pytest.approx((12, 60 * (150 * 0.32 - 50 * 0.5) / 100))


def test_parts_that_only_nearly_add_up_are_linked_as_loosely_as_they_are_off():
    """Weighting and left-out answers: 12 + 50 is not 65, and 40 + 110 is not 155."""
    bases = np.array([[40, 110, 155]])
    table = Table(
        "t", ("t",), ("a", "b", "all"), np.array([[12 / 40, 50 / 110, 65 / 155]]), bases, total="all"
    )
    found = protect(table)
    rule = found.published.sums[0]
    assert (rule.slack, rule.base_slack) == pytest.approx((3, 5))
    for (low, high), count in zip(attack(found.published).values(), (12, 50, 65), strict=True):
        assert low - 1e-6 <= count <= high + 1e-6


def test_exact_sums_have_no_slack():
    for rule in protect([t for t, _ in survey(2)]).published.sums:
        assert (rule.slack, rule.base_slack) == (0, 0)


def test_public_bases_are_known_to_every_attacker():
    table = Table("reach", ("answered",), ("small",), np.array([[0.5]]), np.array([[229]]), public_bases=True)
    found = protect(table)
    assert found.published.bases["reach", "answered", "small"] == (229, 229)
    assert attack(found.published)["reach", "answered", "small"] == pytest.approx((0.475 * 229, 0.525 * 229))


def test_nothing_shown_has_no_narrowest_figure():
    assert protect(Table("t", ("t",), ("c",), np.array([[0.5]]), np.array([[4]]))).narrowest == float("inf")


ONE = Table("t", ("r",), ("a", "all"), np.array([[0.5, 0.5]]), np.array([[40, 40]]), total="all")


@pytest.mark.parametrize(
    ("error", "tables"),
    [
        (errors.WrongShape, replace(ONE, bases=np.array([[40]]))),
        (errors.WrongShape, replace(ONE, respondents=np.array([[40]]))),
        (errors.LengthsDiffer, replace(ONE, columns=("all", "all"))),
        (errors.LengthsDiffer, Table("t", ("r", "r"), ("a",), np.ones((2, 1)), np.ones((2, 1)))),
        (errors.NotANumber, replace(ONE, shares=np.array([[np.nan, 0.5]]))),
        (disclosure.UnableToProtect, replace(ONE, total="sum")),
        (disclosure.UnableToProtect, replace(ONE, sizes={})),
        (disclosure.UnableToProtect, [ONE, ONE]),
        (
            disclosure.UnableToProtect,
            [replace(ONE, link="x"), replace(ONE, name="u", link="x", shares=np.array([[0.5, 0.6]]))],
        ),
        (
            errors.InvalidParameter,
            [replace(ONE, link="x"), replace(ONE, name="u", link="x", sizes={"a": 40.0})],
        ),
        (errors.OutsideScale, replace(ONE, shares=np.array([[1.5, 0.5]]))),
    ],
)
def test_tables_that_contradict_themselves_are_refused(error, tables):
    with pytest.raises(error):
        protect(tables)


def test_a_known_answer_narrows_the_other_figures_of_its_sum():
    keys = [("t", "r", c) for c in ("a", "b", "all")]
    shares = {keys[0]: (0.0, 0.5), keys[1]: (0.0, 0.5), keys[2]: (0.2, 0.25)}
    bases = {keys[0]: (20, 20), keys[1]: (20, 20), keys[2]: (40, 40)}
    published = Published(shares, bases, (Sum(keys[2], tuple(keys[:2])),))
    assert attack(published, knows={keys[0]: (8, 0)})[keys[1]] == pytest.approx((0, 2))
    assert attack(published, knows={keys[1]: (0, 18)})[keys[0]] == pytest.approx((6, 10))


def test_a_small_group_is_too_narrow_when_fewer_than_all_others_are_possible():
    assert gate._too_narrow((1.0, 4.0), 8, 5, 1)
    assert not gate._too_narrow((0.0, 8.0), 8, 5, 1)


def test_the_narrowest_figure_is_told_as_whoever_knows_the_attendance_sees_it():
    """Of 229 the class 47.5-52.5% leaves 11.45 municipalities; the base rounded to 230 alone would leave more."""
    found = protect(Table("t", ("t",), ("c", "d"), np.array([[0.5, 0.5]]), np.array([[229, 300]])))
    assert found.narrowest == pytest.approx(0.05 * 229)
    assert found.rounds == 1


def sharp(monkeypatch):
    """A gate that shows the exact share first, and nothing when asked for a coarser one."""
    true = gate.publish_share

    def exact(share, **given_):
        shown = true(share, **{**given_, "coarser": 0})
        if shown.withheld:
            return shown
        return (
            disclosure.withhold(Reason.TOO_NARROW)
            if given_["coarser"]
            else replace(shown, low=share, high=share)
        )

    monkeypatch.setattr(gate, "publish_share", exact)


def test_an_exact_figure_is_withheld_and_tells_nothing_of_its_share_or_base(monkeypatch):
    sharp(monkeypatch)
    table = Table("t", ("t",), ("c",), np.array([[0.4]]), np.array([[200]]))
    key = ("t", "t", "c")
    for largest in (1000, 500):
        found = protect(table, largest_base=largest)
        assert found.figures[key] == disclosure.withhold(Reason.EXACT_BY_SUBTRACTION)
        assert found.published.shares[key] == (0, 1)
        assert found.published.bases[key] == (0, largest)
    assert found.rounds == 2


def test_a_withheld_part_that_exact_figures_give_away_is_open_again_in_the_end(monkeypatch):
    sharp(monkeypatch)
    bases = np.array([[300, 5, 305]])
    found = protect(
        Table("t", ("t",), ("a", "b", "all"), np.array([[150, 2, 152]]) / bases, bases, total="all")
    )
    low, high = attack(found.published, attendance={("t", "t", "b"): 5})["t", "t", "b"]
    assert (low, high) == pytest.approx((0, 5))


def test_the_narrowest_relative_is_coarsened_and_not_the_first_or_the_lowest():
    figures = {
        ("t", "r", c): gate._Figure(0.5, b, b, None, False) for c, b in (("a", 300), ("b", 5), ("all", 305))
    }
    for figure in figures.values():
        figure.published = gate._publish(figure)
    keys = list(figures)
    bounds = {keys[0]: (100.0, 160.0), keys[1]: (2.0, 2.0), keys[2]: (200.0, 210.0)}
    for _ in range(2):
        assert gate._coarsen([keys[1]], figures, bounds, (Sum(keys[2], (keys[0], keys[1])),))
    assert [f.coarser for f in figures.values()] == [0, 0, 2]


def test_a_table_whose_columns_do_not_add_up_does_not_unlink_the_next():
    roles = Table("roles", ("r",), ("mayor",), np.array([[0.5]]), np.array([[60]]))
    assert [rule.total for rule in protect([roles, ONE]).published.sums] == [("t", "r", "all")]


@pytest.mark.parametrize(
    ("shares", "bases", "sizes", "slack"),
    [
        ((0.3, 0.6, 0.4), (60, 40, 100), {"a": 100.0, "b": 50.0}, 0),
        ((0.3, np.nan, 0.2), (60, 0, 60), {"a": 100.0, "b": 50.0}, 0),
        ((0.3, np.nan, 15 / 40), (40, 0, 40), None, 3),
        ((0.3, 1, 13 / 41), (40, 1, 41), None, 0),
    ],
)
def test_a_sum_is_as_loose_as_its_figures_are_off_with_a_part_of_nobody_or_of_one(
    shares, bases, sizes, slack
):
    table = Table(
        "t", ("t",), ("a", "b", "all"), np.array([shares]), np.array([bases]), total="all", sizes=sizes
    )
    rule = protect(table).published.sums[0]
    assert (rule.slack, rule.base_slack) == pytest.approx((slack, 0))


def test_a_withheld_figure_tells_no_more_of_its_base_than_the_rule_that_withheld_it():
    """Fewer than ten, or ten to twelve: exactly the groups that are withheld for that reason."""
    told = {}
    for base in range(343):
        shown = disclosure.publish_share(0.5, base=base, municipalities=base, respondents=base)
        told.setdefault((shown.base, shown.reasons if shown.withheld else ()), []).append(base)
        low, high = gate._base_told(shown, 1000)
        assert low <= base <= high
    hidden = {reasons: (min(b), max(b)) for (_, reasons), b in told.items() if reasons}
    for reasons, (low, high) in hidden.items():
        assert gate._base_told(disclosure.withhold(*reasons), 1000) == (low, high)


def test_too_few_respondents_alone_tell_that_the_municipalities_are_enough():
    """60 municipalities with 9 respondents: who attacks may not start from fewer than ten of them."""
    shown = disclosure.withhold(Reason.TOO_FEW_RESPONDENTS)
    assert gate._base_told(shown, 400) == (gate.MINIMUM_CELL, 400)
    both = disclosure.withhold(Reason.TOO_FEW_MUNICIPALITIES, Reason.TOO_FEW_RESPONDENTS)
    assert gate._base_told(both, 400) == (0, gate.MINIMUM_CELL - 1)


@pytest.mark.parametrize(
    ("bound", "base", "insiders", "narrow"),
    [
        ((10, 15), 20, 1, False),
        ((10, 14.5), 20, 1, True),
        ((0, 5), 20, 1, True),
        ((15, 20), 20, 1, True),
        ((0, 6), 20, 1, False),
        ((14, 20), 20, 1, False),
        ((0, 3), 4, 1, False),
        ((0, 2), 4, 1, True),
        ((0, 6), 8, 2, False),
        ((0, 1), 1, 1, False),
        ((1, 1), 1, 1, True),
        ((0, 0), 1, 1, True),
    ],
)
def test_nobody_who_knows_the_own_answer_may_count_the_others_to_within_five(bound, base, insiders, narrow):
    """One who needs it takes one off the low end, one who does not takes one off the high end.

    Of a group too small for five, at most one may be known to need it and one not to, per insider.
    """
    assert gate._too_narrow(bound, base, 5, insiders) is narrow


def test_an_interval_counts_only_with_both_ends_and_where_anybody_answered():
    one = Table("t", ("t",), ("c",), np.array([[0.4]]), np.array([[200]]))
    shown = protect(replace(one, lower=np.array([[0.33]]))).table("t")["t", "c"]
    assert (shown.label, shown.lower, shown.upper) == ("40%", None, None)
    nobody = replace(one, bases=np.array([[0]]), lower=np.array([[0.2]]), upper=np.array([[0.5]]))
    assert protect(nobody).table("t")["t", "c"].withheld


SINGLE = replace(ONE, bases=np.array([[1, 1]]))


@pytest.mark.parametrize(
    ("error", "words", "tables"),
    [
        (errors.WrongShape, "shares of", replace(ONE, shares=np.array([[0.5]]))),
        (errors.WrongShape, "lower of", replace(ONE, lower=np.array([[0.5]]))),
        (errors.WrongShape, "upper of", replace(ONE, upper=np.array([[0.5]]))),
        (errors.NotANumber, "a share where", replace(SINGLE, shares=np.array([[np.nan, 0.5]]))),
        (
            errors.OutsideScale,
            "lower <= share",
            replace(SINGLE, lower=np.array([[0.6, 0.6]]), upper=np.array([[0.7, 0.7]])),
        ),
        (
            disclosure.UnableToProtect,
            "the same total",
            [
                replace(SINGLE, link="x", shares=np.array([[0.0, 0.0]])),
                replace(SINGLE, name="u", link="x", shares=np.array([[1.0, 1.0]])),
            ],
        ),
    ],
)
def test_a_fault_is_named_also_in_a_group_of_one(error, words, tables):
    with pytest.raises(error, match=words):
        protect(tables)

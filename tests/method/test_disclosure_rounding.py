"""One figure passes the gate rounded, with its base in fives, or not at all and with the reasons."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs_assessment import disclosure, errors, estimates
from needs_assessment.disclosure import rounding
from needs_assessment.reasons import Reason


def shown(share, base, **given_):
    return disclosure.publish_share(
        share, **{"base": base, "municipalities": base, "respondents": base, **given_}
    )


def test_a_large_group_is_rounded_to_five_points_with_its_base_in_fives():
    found = shown(0.363, 287, lower=0.31, upper=0.42)
    assert (found.label, found.value, found.base) == ("35%", 0.35, 285)
    assert (found.lower, found.upper) == (0.25, 0.45)
    assert (found.withheld, found.reasons) == (False, ())


@pytest.mark.parametrize(("share", "label"), [(0, "<5%"), (0.024, "<5%"), (0.976, ">95%"), (1, ">95%")])
def test_none_and_all_are_never_said(share, label):
    found = shown(share, 300)
    assert found.label == label
    assert 0 < found.value < 1


@pytest.mark.parametrize("few", ["municipalities", "respondents"])
def test_fewer_than_ten_municipalities_or_respondents_are_withheld_with_the_reason(few):
    found = shown(0.4, 40, **{few: 9})
    assert found == disclosure.withhold(Reason(f"too_few_{few}"))
    assert (found.value, found.base, found.label, found.withheld) == (None, None, "", True)


def test_both_reasons_are_given_when_both_are_too_few():
    assert len(shown(0.4, 9).reasons) == 2
    assert shown(0, 0).withheld


@pytest.mark.parametrize(
    ("base", "labels"),
    [
        (250, ["<5%", "15%", "35%", "65%", ">95%"]),
        (120, ["<10%", "15%", "35%", "65%", ">90%"]),
        (60, ["<20%", "<20%", "40%", "70%", ">80%"]),
        (30, ["<40%", "<40%", "40%", "60%", ">60%"]),
        (25, ["<50%", "<50%", "<50%", ">50%", ">50%"]),
        (15, ["<50%", "<50%", "<50%", "≥50%", "≥50%"]),
        (12, [""] * 5),
    ],
)
def test_the_smaller_the_group_the_coarser_the_percentage(base, labels):
    found = [shown(share, base) for share in (0.01, 0.14, 0.36, 0.66, 0.99)]
    assert [f.label for f in found] == labels
    assert all((Reason.COARSER_PERCENTAGE in f.reasons) == (base < 103 and not f.withheld) for f in found)


def test_a_group_too_small_to_blur_is_withheld_though_it_has_ten():
    assert shown(0.4, 12).reasons == (Reason.TOO_NARROW,)


def test_the_interval_never_tells_more_than_the_label():
    found = shown(0.36, 287, lower=0.3599, upper=0.3601)
    assert (found.lower, found.upper) == (0.3, 0.4)
    assert found.lower <= found.low <= found.high <= found.upper


def test_where_only_halves_are_told_the_interval_is_left_out():
    found = shown(0.36, 15, lower=0.2, upper=0.5)
    assert (found.lower, found.upper) == (None, None)
    assert Reason.INTERVAL_LEFT_OUT in found.reasons


def test_a_count_is_published_as_the_share_it_is():
    assert shown(None, 287, count=104) == shown(104 / 287, 287)


@settings(max_examples=300)
@given(st.integers(10, 342), st.data())
def test_every_label_hides_at_least_five_municipalities_even_from_one_of_them(base, data):
    """Whoever knows the exact base, and one of the answers, still has five municipalities to guess among."""
    count = data.draw(st.integers(0, base))
    found = shown(None, base, count=count)
    if found.withheld:
        assert base < 13
        return
    low, high = found.low * base, found.high * base
    assert low - 1e-6 <= count <= high + 1e-6
    assert high - low >= 5 - 1e-6
    own_yes, own_no = high - max(low, 1), min(high, base - 1) - low
    assert min(own_yes, own_no) >= 5 - 1e-6


@settings(max_examples=200)
@given(st.integers(13, 400), st.floats(0, 1), st.floats(0, 0.3), st.floats(0, 0.3))
def test_a_published_interval_holds_the_true_one_and_the_value(base, share, under, over):
    low, high = max(0.0, share - under), min(1.0, share + over)
    found = shown(share, base, lower=low, upper=high)
    if found.lower is not None:
        assert found.lower <= low + 1e-9
        assert found.upper >= high - 1e-9
        assert found.lower <= found.value <= found.upper


@pytest.mark.parametrize("base", [15, 25, 30, 60, 120, 250])
def test_the_classes_of_a_scale_cover_all_shares_once(base):
    scale = disclosure.scale_for(base)
    assert scale.edges[0] == 0
    assert scale.edges[-1] == 1
    assert list(scale.edges) == sorted(set(scale.edges))
    assert len(scale.labels) == len(scale.values) == len(scale.edges) - 1
    for place, value in enumerate(scale.values):
        assert scale.place(value) == place
        assert scale.edges[place] <= value <= scale.edges[place + 1]


@pytest.mark.parametrize("base", [15, 25, 30, 60, 120, 250])
def test_a_scale_is_alike_from_both_ends_and_is_drawn_in_the_middle_of_its_classes(base):
    scale = disclosure.scale_for(base)
    assert [1 - e for e in reversed(scale.edges)] == pytest.approx(scale.edges)
    middles = [(low + high) / 2 for low, high in zip(scale.edges, scale.edges[1:], strict=False)]
    assert scale.values == pytest.approx(middles)
    assert shown(0.4, base).step == scale.step


@pytest.mark.parametrize(
    ("rounded", "asked", "step", "first"),
    [
        (10, {"width": 2, "insiders": 0}, 20, "<40%"),
        (10, {"width": 1, "insiders": 0, "coarser": 1}, 20, "<20%"),
        (50, {"width": 12, "insiders": 6}, 25, "<50%"),
        (55, {"insiders": 6}, 20, "<40%"),
    ],
)
def test_a_class_that_hides_exactly_enough_is_enough_and_one_less_is_not(rounded, asked, step, first):
    """The smallest groups here are 10, 10, 48 and 53; the classes at the ends must hide the insiders too."""
    scale = disclosure.scale_for(rounded, **asked)
    assert (scale.step, scale.labels[0]) == (step, first)


def test_the_group_of_which_half_is_told_says_so_in_points():
    assert (shown(0.4, 15).step, shown(0.4, 15).value) == (50, 0.25)


@pytest.mark.parametrize(
    ("lower", "upper", "told"),
    [
        (0.3, 0.52, (0.25, 0.75)),
        (0.48, 0.7, (0.25, 0.75)),
        (0, 0.52, (0, 0.55)),
        (0.48, 1, (0.45, 1)),
        (0.48, 1 + 1e-9, (0.45, 1)),
    ],
)
def test_the_wider_half_of_an_interval_decides_and_a_bound_of_the_scale_is_no_half(lower, upper, told):
    """From the ends of the class .475-.525: the half width on the logit scale counts on both sides."""
    found = shown(0.5, 300, lower=lower, upper=upper)
    assert (found.lower, found.upper) == pytest.approx(told)


def test_at_both_ends_the_margin_is_two_standard_errors_of_the_smallest_group_the_base_allows():
    low, high = rounding._widest(0.01, 60, 0.0, 0.15, lower=0.0099, upper=0.0101)
    assert low == 0
    error = 1 / np.sqrt(58 * 0.15 * 0.85)
    assert np.log(high / (1 - high)) == pytest.approx(np.log(0.15 / 0.85) + 2 * error)


def test_a_count_of_an_empty_group_is_withheld_as_any_other():
    found = disclosure.publish_share(count=0, base=0, municipalities=0, respondents=0)
    assert found.withheld


def test_a_scale_can_be_made_coarser_until_nothing_is_left():
    steps = [disclosure.scale_for(300, coarser=c) for c in range(6)]
    assert [s.step for s in steps[:5]] == list(rounding.STEPS)
    assert steps[5] is None


@pytest.mark.parametrize(("base", "rounded"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (342, 340)])
def test_a_base_is_rounded_to_the_nearest_five_and_its_bounds_hold_it(base, rounded):
    assert disclosure.round_base(base) == rounded
    low, high = rounding.base_bounds(rounded)
    assert low <= base <= high


def test_figures_are_renewed_only_after_ten_new_responses():
    found = disclosure.may_refresh(100, now=109)
    assert (found.allowed, found.new, found.missing) == (False, 9, 1)
    assert found.reasons == (Reason.TOO_FEW_NEW_RESPONSES,)
    assert disclosure.may_refresh(100, now=110) == disclosure.Refresh(True, 10, 0, ())
    assert not disclosure.may_refresh(0, now=9).allowed


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (errors.OutsideScale, lambda: shown(1.2, 50)),
        (errors.OutsideScale, lambda: shown(float("nan"), 50)),
        (errors.OutsideScale, lambda: shown(None, 50, count=51)),
        (errors.OutsideScale, lambda: shown(0.5, -1)),
        (errors.OutsideScale, lambda: shown(0.5, 50, lower=0.6, upper=0.7)),
        (errors.OutsideScale, lambda: shown(0.5, 50, lower=0.4, upper=1.7)),
        (errors.InvalidParameter, lambda: shown(0.5, 50, lower=0.4)),
        (errors.InvalidParameter, lambda: shown(None, 50)),
        (errors.InvalidParameter, lambda: shown(0.5, 50, count=25)),
        (errors.OutsideScale, lambda: disclosure.may_refresh(10, now=9)),
        (errors.OutsideScale, lambda: disclosure.may_refresh(-1, now=9)),
    ],
)
def test_what_cannot_be_published_is_refused(error, call):
    with pytest.raises(error):
        call()


def test_ten_are_not_too_few_but_too_narrow():
    assert shown(0.4, 10).reasons == (Reason.TOO_NARROW,)


@pytest.mark.parametrize(
    ("population", "heard"), [(342, (20, 48, 110, 181, 300, 342)), (60, (20, 34, 55, 60))]
)
def test_a_published_margin_tells_nothing_that_the_label_does_not(population, heard):
    """Whoever knows how many answered and how margins are made finds every count of the class behind one interval."""
    for base in heard:
        seen = {}
        for count in range(base + 1):
            true = estimates.proportion(
                np.arange(base) < count, strata=np.zeros(base, int), population={0: population}
            )
            found = shown(None, base, count=count, lower=true.lower, upper=true.upper)
            seen.setdefault(found.label, set()).add((found.lower, found.upper))
        assert {len(intervals) for intervals in seen.values()} == {1}


def test_a_share_without_a_margin_has_the_interval_of_its_class():
    for share in (0.0, 0.36, 1.0):
        found = shown(share, 300, lower=share, upper=share)
        assert (found.lower, found.upper) == pytest.approx(
            (0.05 * int(20 * found.low + 1e-9), min(1, 0.05 * (int(20 * found.high - 1e-9) + 1)))
        )


@pytest.mark.parametrize(
    ("step", "merged", "edges", "labels", "values"),
    [
        (50, True, (0, 0.5, 1), ("<50%", "≥50%"), (0.25, 0.75)),
        (50, False, (0, 0.25, 0.75, 1), ("<50%", "50%", ">50%"), (0.125, 0.5, 0.875)),
        (25, True, (0, 0.375, 0.625, 1), ("<50%", "50%", ">50%"), (0.1875, 0.5, 0.8125)),
        (20, True, (0, 0.3, 0.5, 0.7, 1), ("<40%", "40%", "60%", ">60%"), (0.15, 0.4, 0.6, 0.85)),
    ],
)
def test_a_class_reaches_half_a_step_to_both_sides_of_its_label(step, merged, edges, labels, values):
    found = rounding._scale(step, merged=merged)
    assert found.step == step
    assert found.edges == pytest.approx(edges)
    assert found.labels == labels
    assert found.values == pytest.approx(values)


def test_two_of_one_are_refused_and_not_hidden():
    with pytest.raises(errors.OutsideScale):
        disclosure.publish_share(count=2, base=1, municipalities=1, respondents=1)

"""Agreement is that of the published examples, and no coefficient hides what it cannot tell."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from needs_assessment import agreement, errors
from needs_assessment.agreement import Verdict
from needs_assessment.reasons import Reason

X = np.nan
# Krippendorff (2011): four observers, twelve units, missing judgements.
FOUR = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
    ]
)


def table(counts):
    """Two coders from their square table of counts."""
    pairs = [(i, j) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    return np.array(pairs, float).T


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_alpha_is_that_of_krippendorffs_example(level, value):
    found = agreement.krippendorff_alpha(FOUR, level=level)
    assert found.value == pytest.approx(value, abs=5e-7)
    assert (found.units, found.coders, found.judgements) == (11, 4, 40)


def test_ac1_is_that_of_gwet_on_the_same_data():
    assert agreement.gwet_ac1(FOUR).value == pytest.approx(0.77544, abs=5e-6)


def test_one_prevailing_answer_lowers_kappa_and_not_ac1():
    coders = table([[80, 10], [5, 5]])
    assert agreement.cohen_kappa(coders).value == pytest.approx(0.318, abs=5e-4)
    assert agreement.gwet_ac1(coders).value == pytest.approx(0.808, abs=5e-4)
    assert agreement.raw_agreement(coders).value == pytest.approx(0.85)


def test_cohens_kappa_is_that_of_its_worked_tables():
    assert agreement.cohen_kappa(table([[45, 15], [25, 15]])).value == pytest.approx(0.1304, abs=5e-5)
    assert agreement.cohen_kappa(table([[25, 35], [5, 35]])).value == pytest.approx(0.2593, abs=5e-5)


def test_fleiss_kappa_is_that_of_its_worked_example():
    """Fleiss (1971): 14 raters, 10 subjects, 5 categories, as on Wikipedia: kappa .210."""
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    ratings = np.array([[v for v, n in enumerate(row) for _ in range(n)] for row in counts]).T
    assert agreement.fleiss_kappa(ratings).value == pytest.approx(0.210, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(
    arrays(float, st.tuples(st.integers(2, 4), st.integers(2, 9)), elements=st.sampled_from([1, 2, 3, 5, X])),
    st.sampled_from(agreement.LEVELS),
)
def test_alpha_equals_that_of_the_krippendorff_package(ratings, level):
    try:
        found = agreement.krippendorff_alpha(ratings, level=level).value
    except (agreement.NoVariation, errors.NobodyAnswered):
        return
    assert found == pytest.approx(krippendorff.alpha(ratings, level_of_measurement=level), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(
    arrays(float, st.tuples(st.integers(2, 4), st.integers(2, 9)), elements=st.sampled_from([0, 1, 2, X])),
    st.randoms(use_true_random=False),
)
def test_the_order_of_coders_and_units_changes_nothing(ratings, random):
    coders, units = list(range(len(ratings))), list(range(ratings.shape[1]))
    random.shuffle(coders)
    random.shuffle(units)
    shuffled = ratings[np.ix_(coders, units)]
    for measure in (agreement.krippendorff_alpha, agreement.fleiss_kappa, agreement.raw_agreement):
        try:
            found = measure(ratings)
        except errors.MethodError as problem:
            with pytest.raises(type(problem)):
                measure(shuffled)
        else:
            assert measure(shuffled).value == pytest.approx(found.value, abs=1e-12)
            assert found.value <= 1 + 1e-12


def test_full_agreement_is_one_by_every_measure():
    same = np.array([[1, 2, 3, 1], [1, 2, 3, 1.0]])
    for measure in (
        agreement.krippendorff_alpha,
        agreement.gwet_ac1,
        agreement.cohen_kappa,
        agreement.fleiss_kappa,
        agreement.raw_agreement,
    ):
        assert measure(same).value == pytest.approx(1)


def test_all_judgements_equal_is_no_evidence_of_agreement():
    same = np.ones((2, 5))
    for measure in (
        agreement.krippendorff_alpha,
        agreement.fleiss_kappa,
        agreement.cohen_kappa,
        agreement.gwet_ac1,
    ):
        with pytest.raises(agreement.NoVariation):
            measure(same)
    assert agreement.raw_agreement(same).value == 1
    assert agreement.gwet_ac1(same, categories=2).value == 1


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        (0.8, Verdict.PUBLISH),
        (0.799, Verdict.TENTATIVE),
        (0.667, Verdict.TENTATIVE),
        (0.66, Verdict.INSUFFICIENT),
    ],
)
def test_a_coefficient_allows_publishing_from_eighty_hundredths(value, allowed):
    assert agreement.verdict(value) is allowed


def test_the_interval_is_repeatable_and_holds_the_value():
    first = agreement.krippendorff_alpha(FOUR, draws=300, seed=4)
    assert first == agreement.krippendorff_alpha(FOUR, draws=300, seed=4)
    assert first.lower < first.value < first.upper
    assert first != agreement.krippendorff_alpha(FOUR, draws=300, seed=5)


def test_an_interval_that_reaches_below_the_bound_of_the_verdict_is_said():
    found = agreement.krippendorff_alpha(FOUR, level="ordinal", draws=300)
    assert found.verdict is Verdict.PUBLISH
    assert Reason.INTERVAL_BELOW_BOUND in found.reasons
    sure = agreement.raw_agreement(np.ones((2, 5)), draws=100)
    assert (sure.lower, sure.upper, sure.reasons) == (1, 1, ())


def test_bootstrap_draws_without_variation_are_left_out_and_it_is_said():
    rare = np.zeros((2, 12))
    rare[:, 0] = 1
    found = agreement.krippendorff_alpha(rare, draws=200)
    assert Reason.SOME_DRAWS_LEFT_OUT in found.reasons
    assert found.lower == found.upper == 1


def test_when_no_draw_varies_no_interval_is_given():
    single = np.array([[0.0, 1.0]] * 2)
    alone = agreement._with_interval(
        agreement.krippendorff_alpha(single), np.array([[2.0, 0.0]]), lambda _: None, 100, 0
    )
    assert (alone.lower, alone.reasons) == (None, (Reason.NO_VARIATION,))


def test_a_draw_without_a_unit_judged_twice_is_left_out():
    ratings = np.array([[1, 2, 2, X, X, X], [1, 1, X, 1, 2, 1]])
    assert Reason.SOME_DRAWS_LEFT_OUT in agreement.fleiss_kappa(ratings, draws=400).reasons


def test_each_code_is_judged_on_its_own_with_its_number_of_positives():
    marks = agreement.split_by_code(FOUR, codes={"one": 1, "never": 9})
    first, never = agreement.per_code(marks, draws=100)
    assert first.positives == 9
    assert first.alpha.value == pytest.approx(0.72043, abs=5e-6)
    assert (never.alpha, never.ac1.value, never.positives) == (None, 1, 0)
    assert set(never.reasons) == {Reason.FEW_POSITIVES, Reason.NO_VARIATION}


def test_high_raw_agreement_with_a_low_coefficient_is_named_a_paradox():
    coders = table([[80, 10], [5, 5]])
    found = agreement.per_code({"code": 1 - coders})[0]
    assert found.reasons == (Reason.KAPPA_PARADOX,)
    balanced = agreement.per_code({"code": table([[45, 3], [3, 45]])})[0]
    assert balanced.reasons == ()


MEASURES = {
    "alpha": agreement.krippendorff_alpha,
    "ac1": agreement.gwet_ac1,
    "fleiss": agreement.fleiss_kappa,
    "cohen": agreement.cohen_kappa,
    "raw": agreement.raw_agreement,
}


@pytest.mark.parametrize("name", MEASURES)
def test_a_coefficient_says_its_name_and_repeats_with_its_seed(name):
    coders = table([[30, 10], [5, 15]])
    found = MEASURES[name](coders, draws=100, seed=4)
    assert found.coefficient == name
    assert found == MEASURES[name](coders, draws=100, seed=4)
    assert found != MEASURES[name](coders, draws=100, seed=5)


@pytest.mark.parametrize("name", MEASURES)
def test_what_was_compared_is_counted_alike_by_every_coefficient(name):
    both = np.array([[1, 2, 1, 2, X, 1], [1, 2, 2, 2, 1, X]])
    found = MEASURES[name](both)
    assert (found.units, found.judgements, found.coders) == (4, 8, 2)


def test_a_coder_without_any_judgement_is_not_counted():
    silent = np.vstack([FOUR, np.full(FOUR.shape[1], X)])
    assert agreement.krippendorff_alpha(silent).coders == 4


def test_one_unit_judged_twice_is_enough_for_raw_agreement():
    assert agreement.raw_agreement(np.array([[1.0], [1]])).value == 1
    assert agreement.raw_agreement(np.array([[1.0], [2]])).value == 0


@pytest.mark.parametrize("level", ["interval", "ratio"])
def test_a_coefficient_does_not_hang_on_the_unit_of_measure(level):
    whole = agreement.krippendorff_alpha(FOUR, level=level).value
    for unit in (0.001, 0.5, 40):
        assert agreement.krippendorff_alpha(FOUR * unit, level=level).value == pytest.approx(whole)


def test_at_ratio_level_zero_is_a_value_and_equals_itself():
    """Distance ((a - b) / (a + b))^2: 0 and 0 do not differ, 0 and anything else differ wholly."""
    coders = table([[3, 1], [0, 2]]) / 2
    nominal = agreement.krippendorff_alpha(coders, level="nominal").value
    assert agreement.krippendorff_alpha(coders, level="ratio").value == pytest.approx(nominal)


def test_what_a_code_reports_is_what_its_coefficients_report():
    given_ = 1 - table([[80, 10], [5, 5]])
    given_[0, :3] = X
    found = agreement.per_code({"code": given_}, draws=150, seed=7)[0]
    assert found.alpha == agreement.krippendorff_alpha(given_, draws=150, seed=7)
    assert found.ac1 == agreement.gwet_ac1(given_, categories=2, draws=150, seed=7)
    assert found.units == found.alpha.units == 97


def test_a_code_that_nobody_gave_still_says_how_many_units_were_judged():
    never = agreement.per_code({"code": np.array([[0, 0, 0, X], [0, 0, X, 0]])})[0]
    assert (never.alpha, never.units) == (None, 2)


def test_five_positives_are_enough_and_four_are_few():
    five = np.zeros((2, 10))
    five[0, :3] = five[1, :2] = 1
    assert Reason.FEW_POSITIVES not in agreement.per_code({"code": five})[0].reasons
    five[1, 1] = 0
    assert Reason.FEW_POSITIVES in agreement.per_code({"code": five})[0].reasons


def test_raw_agreement_of_exactly_the_bound_to_publish_can_be_a_paradox():
    found = agreement.per_code({"code": 1 - table([[7, 1], [1, 1]])})[0]
    assert found.raw == agreement.PUBLISH
    assert Reason.KAPPA_PARADOX in found.reasons


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (errors.WrongShape, lambda: agreement.raw_agreement(np.ones(4))),
        (errors.WrongShape, lambda: agreement.raw_agreement(np.ones((1, 4)))),
        (errors.WrongShape, lambda: agreement.cohen_kappa(np.ones((3, 4)))),
        (errors.NotANumber, lambda: agreement.raw_agreement(np.array([[1, np.inf], [1, 2]]))),
        (errors.NobodyAnswered, lambda: agreement.raw_agreement(np.array([[1, X], [X, 2]]))),
        (errors.NobodyAnswered, lambda: agreement.cohen_kappa(np.array([[1, X], [X, 2]]))),
        (errors.InvalidParameter, lambda: agreement.krippendorff_alpha(FOUR, level="fuzzy")),
        (errors.InvalidParameter, lambda: agreement.krippendorff_alpha(-FOUR, level="ratio")),
        (errors.InvalidParameter, lambda: agreement.krippendorff_alpha(FOUR, draws=50)),
        (errors.InvalidParameter, lambda: agreement.per_code({"code": FOUR})),
        (agreement.NoVariation, lambda: agreement.gwet_ac1(FOUR, categories=3)),
    ],
)
def test_judgements_that_cannot_be_compared_are_refused(error, call):
    with pytest.raises(error):
        call()

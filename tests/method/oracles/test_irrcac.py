"""`irrCAC` (Gwet's own coefficients) says the same of agreement: values to ten digits, intervals within their noise.

It needs scipy 1.12, so it has an environment of its own: requirements/oracles_agreement.lock. Its ordinal weights are
not Krippendorff's, so the ordinal level is compared with the `krippendorff` package only (tests/method/test_agreement.py).
"""

import numpy as np
import pytest

from needs_assessment import agreement

pytestmark = pytest.mark.oracle

MEASURES = {
    "gwet": agreement.gwet_ac1,
    "fleiss": agreement.fleiss_kappa,
    "krippendorff": agreement.krippendorff_alpha,
}


def theirs(ratings, measure, weights="identity"):
    import pandas
    from irrCAC.raw import CAC

    return getattr(CAC(pandas.DataFrame(ratings.T), weights=weights, digits=12), measure)()["est"]


def judged(seed, units=40, coders=3, missing=0.15):
    """Makes coders who give the true one of four answers seven times of ten, and leave some units out."""
    rng = np.random.default_rng(seed)
    truth = rng.choice([1, 2, 3, 4], p=[0.5, 0.3, 0.1, 0.1], size=units)
    given = np.where(rng.random((coders, units)) < 0.7, truth, rng.integers(1, 5, (coders, units)))
    return np.where(rng.random((coders, units)) < missing, np.nan, given.astype(float))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("seed", range(10))
def test_every_coefficient_is_that_of_irrcac_also_with_missing_judgements(measure, seed):
    ratings = judged(seed)
    expected = theirs(ratings, measure)["coefficient_value"]
    assert MEASURES[measure](ratings).value == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(("level", "weights"), [("interval", "quadratic"), ("ratio", "ratio")])
@pytest.mark.parametrize("seed", range(5))
def test_alpha_of_scales_is_that_of_irrcac(level, weights, seed):
    ratings = judged(seed)
    expected = theirs(ratings, "krippendorff", weights)["coefficient_value"]
    assert agreement.krippendorff_alpha(ratings, level=level).value == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("counts", [[[80, 10], [5, 5]], [[45, 15], [25, 15]], [[25, 35], [5, 35]]])
def test_kappa_and_ac1_of_two_coders_are_those_of_irrcac(counts):
    import pandas
    from irrCAC.table import CAC

    pairs = [(i, j) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    ratings, table = np.array(pairs, float).T, CAC(pandas.DataFrame(counts), digits=12)
    kappa, ac1 = table.cohen()["est"]["coefficient_value"], table.gwet()["est"]["coefficient_value"]
    assert agreement.cohen_kappa(ratings).value == pytest.approx(kappa, abs=1e-10)
    assert agreement.gwet_ac1(ratings).value == pytest.approx(ac1, abs=1e-10)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_drawn_interval_is_gwets_to_within_the_noise_of_drawing(measure):
    """Ours draws units again, theirs linearizes: on 400 units their ends differ by less than a fiftieth."""
    ratings = judged(1, units=400)
    found = MEASURES[measure](ratings, draws=2000)
    low, high = theirs(ratings, measure)["confidence_interval"]
    assert (found.lower, found.upper) == pytest.approx((low, high), abs=0.02)

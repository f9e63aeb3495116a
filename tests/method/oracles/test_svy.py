"""Other people's statistics say the same: `svy`, in the environment of requirements/oracles.lock.

svy is never a dependency of the product: its replicate weights ignore the finite population correction.
"""

import numpy as np
import pytest

from method.frame import frame
from needs_assessment import estimates

pytestmark = pytest.mark.oracle


def same(ours, theirs):
    found = theirs.estimates[0] if not hasattr(theirs, "est") else theirs
    return [ours.value, ours.se, ours.lower, ours.upper] == pytest.approx(
        [found.est, found.se, found.lci, found.uci], rel=1e-9
    )


def fixture_sample():
    import polars
    import svy

    data = frame()
    table = {
        "y": data.gaps[:, 0],
        "need": data.need[:, 0].astype(int),
        "x": data.importance[:, 0],
        "size": data.size,
        "land": data.land,
        "w": data.base,
        "N": [data.sizes[label] for label in data.size],
    }
    design = svy.Design(stratum="size", wgt="w", pop_size="N")
    return data, svy.Sample(polars.DataFrame(table), design).estimation


def test_mean_total_and_ratio_are_those_of_svy():
    data, theirs = fixture_sample()
    y = data.gaps[:, 0]
    assert same(estimates.mean(y, **data.design), theirs.mean("y"))
    assert same(estimates.total(y, **data.design), theirs.total("y"))
    assert same(estimates.ratio(y, data.importance[:, 0], **data.design), theirs.ratio("y", "x"))


def test_a_proportion_with_its_logit_interval_is_that_of_svy():
    data, theirs = fixture_sample()
    yes = next(one for one in theirs.prop("need").estimates if str(one.y_level) == "1")
    assert same(estimates.proportion(data.need[:, 0], **data.design), yes)


def test_domains_are_those_of_svy():
    data, theirs = fixture_sample()
    for found in theirs.mean("need", by="land").estimates:
        inside = data.land == int(found.by_level[0])
        assert same(estimates.mean(data.need[:, 0], **data.design, domain=inside), found)


@pytest.mark.parametrize("seed", range(5))
def test_clusters_and_two_stages_are_those_of_svy(seed):
    import polars
    import svy

    rng = np.random.default_rng(seed)
    psu, strata = np.repeat(np.arange(6), 4), np.repeat([0, 1], 12)
    y = rng.normal(size=24) + psu
    clusters, units = {0: 5, 1: 9}, {at: 4 + int(rng.integers(0, 9)) for at in range(6)}
    table = polars.DataFrame(
        {
            "y": y,
            "stratum": strata,
            "psu": psu,
            "unit": np.arange(24),
            "w": [clusters[h] / 3 * units[at] / 4 for h, at in zip(strata, psu, strict=True)],
            "M": [clusters[h] for h in strata],
            "N": [units[at] for at in psu],
        }
    )
    outer = svy.Design(stratum="stratum", psu="psu", wgt="w", pop_size="M")
    both = svy.Design(
        stratum="stratum", psu="psu", ssu="unit", wgt="w", pop_size=svy.PopSize(psu="M", ssu="N")
    )
    setting = {"strata": strata, "psu": psu, "population": clusters}
    weights = table["w"].to_numpy()
    assert same(estimates.mean(y, **setting, weights=weights), svy.Sample(table, outer).estimation.mean("y"))
    assert same(
        estimates.two_stage_mean(y, **setting, psu_population=units),
        svy.Sample(table, both).estimation.mean("y"),
    )

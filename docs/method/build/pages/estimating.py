# ruff: noqa: E501  (prose and drawing lines are not broken)
"""What the figures are and how far they may be off."""

from .page import Page

PAGES = (
    Page(
        name="estimates",
        title="Estimates with a margin",
        question="If everybody had answered, what would the figure be, and how far may it be off?",
        plain="""\
Municipalities that answered stand for the like ones that did not: small for small, large for large. The margin counts the
silent only. If all answer, the margin is nought, because then nothing is left to guess. That is the finite population
correction; without it the margins would be much too wide (see [replicates](replicates.md)).

A margin says what chance did. It says nothing about the case that the neediest stayed silent: that is
[sensitivity](sensitivity.md), and it is printed with every public claim.""",
        example="""\
            from needs_assessment import estimates

            gap = data.importance[:, 0] - data.capability[:, 0]
            need = (data.importance[:, 0] >= 4) & (data.capability[:, 0] <= 3)
            found = {
                "mean gap": estimates.mean(gap, strata=data.size, population=data.sizes),
                "municipalities in need": estimates.total(need, strata=data.size, population=data.sizes),
                "share in need": estimates.proportion(need, strata=data.size, population=data.sizes),
                "share in need, north": estimates.proportion(
                    need, strata=data.size, population=data.sizes, domain=data.land == 0
                ),
            }
            for name, one in found.items():
                print(f"{name:24} {one.value:9.4f}  se {one.se:7.4f}  {one.lower:9.4f} to {one.upper:9.4f}  n = {one.n}")
        """,
        functions=tuple(
            f"estimates.{name}"
            for name in ("mean", "proportion", "total", "ratio", "means", "two_stage_mean")
        ),
        tests=("estimates", "estimates_clusters", "properties_estimates", "svy"),
        pictures=(("intervals", "Need prevalence of twelve topics with 95% intervals"),),
        not_when="Never use a library's standard error for independent draws here: it forgets that the population is finite.",
    ),
    Page(
        name="weighting",
        title="Weighting",
        question="How much does each answer count, so that sizes and regions are there in their true share?",
        plain="""\
If few small municipalities answered, each of them counts more. Raking does that for several divisions at once (size *and*
part of the country). Weights that become very large are cut back, because one municipality should not speak for many;
cells that are too small are joined first. Both are said with the figure. The effective number says how many equally
counting answers the unequal ones are worth.""",
        example="""\
            from needs_assessment import estimates, weighting

            raked = weighting.rake(data.base, margins=[(data.size, data.sizes), (data.land, data.lands)])
            print(f"settled after {raked.iterations} rounds, off by at most {raked.misfit:.0e}")
            print(f"weights {raked.weights.min():.2f} to {raked.weights.max():.2f}, at most {raked.cap:.2f} allowed")
            print(f"{len(raked.weights)} answers are worth {raked.n_eff:.1f}")
            gap = data.importance[:, 0] - data.capability[:, 0]
            found = estimates.mean(gap, strata=data.size, population=data.sizes, weights=raked)
            print(f"mean gap {found.value:.4f}, se {found.se:.4f}")
        """,
        functions=tuple(
            f"weighting.{name}" for name in ("rake", "post_stratify", "collapse", "effective_size")
        ),
        tests=("weighting", "properties_scores"),
        not_when="The silent differ from those who answered in what was asked, not only in size and place: weighting does "
        "not mend that.",
    ),
    Page(
        name="replicates",
        title="Replicates, and how often intervals hold",
        question="How would all figures together have come out had other municipalities answered?",
        plain="""\
The survey is repeated on paper some thousand times, each time with other municipalities answering. From these repeats come
the chance that a topic belongs to the top three, and margins of whatever is computed from the answers.

We tried ourselves what the margins are worth, on made-up censuses in which the truth is known. As long as response is
random within size classes they hold as often as they promise. When the neediest answer less, no method helps, and claims
about the top three promise far too much. That is why they are never printed without their
[tipping point](sensitivity.md).""",
        example="""\
            import json

            from method.simulation import RESULT

            simulated = json.loads(RESULT.read_text())
            print(f"{simulated['censuses']} made-up censuses, each asked {simulated['each']} times, 40 topics")
            for name, world in simulated["worlds"].items():
                print(f"\\n{name} (response {world['response']:.0%})")
                for method, share in world["coverage"].items():
                    print(f"  {method:20} 95% intervals held {share:6.1%}, mean width {world['width'][method]:.3f}")
                for row in world["claims"]:
                    claim = f"P(top 3) {row['from']:.0%} to {row['to']:.0%}"
                    print(f"  {claim:24} claimed {row['claims']:6} times, true {row['true']:6.1%}")
        """,
        functions=("replicates.means", "replicates.rao_wu", "replicates.polya", "replicates.rake_replicates"),
        tests=("replicates", "simulation"),
        pictures=(
            ("coverage", "How often 95% intervals held, per method, in three made-up worlds"),
            ("calibration", "How often claims about the top three came true, in three made-up worlds"),
        ),
    ),
)

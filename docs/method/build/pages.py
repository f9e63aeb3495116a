# ruff: noqa: E501  (prose and drawing lines are not broken)
"""What the manual says about each subject: the plain words on top and a worked example, run at build time.

No figure is typed here: figures come out of the examples and pictures when the manual is built.
"""

from dataclasses import dataclass

INTRODUCTION = """\
All municipalities are invited, so this is a **census with non-response**, not a sample: only the silent ones are
uncertain. Every page below starts with the question an adviser would ask and answers it in plain words; then comes an
example with its outcome, computed when this manual was built; below that are formula, assumptions, when *not* to use it,
and the source. In the examples `data` is a made-up frame of 342 municipalities of which some answered (sizes 0 to 4, four
parts of the country, twelve topics). It holds no real answers."""


@dataclass(frozen=True)
class Page:
    """One subject: plain words, pictures (name, words for who cannot see it), example, notes and functions."""

    name: str
    title: str
    question: str
    plain: str
    example: str
    functions: tuple[str, ...]
    tests: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    assumptions: str = ""
    not_when: str = ""
    source: str = ""


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
    Page(
        name="needs",
        title="Need scores",
        question="What is lacking, on which topics, and do different measures agree?",
        plain="""\
A municipality has a need on a topic when it finds it important (4 or 5) and cannot do it well enough itself (1 to 3). The
share of municipalities for which that holds is the first measure. Three others stand beside it, because each sees something
else; a topic is called *robust* only when two of them confirm it. "Don't know" is left out of that topic and never counts
as "no need". Where answers split into two camps, a mean would hide it, so it is said.""",
        example="""\
            from needs_assessment import needs

            topics = [f"topic {number}" for number in range(1, 13)]
            found = needs.assess(
                data.importance, data.capability, topics=topics, strata=data.size, population=data.sizes, seed=1
            )
            print("topic      need  95% interval   Borich  ranked   P(top 3)  positions  reasons")
            for one in found.topics:
                share = f"{one.prevalence.value:4.0%}   {one.prevalence.lower:4.0%} to {one.prevalence.upper:4.0%}"
                other = f"{one.borich:6.2f}  {one.ranked_discrepancy:6.1f}   {one.probability_in_top:7.0%}"
                print(f"{one.topic:9}  {share}   {other}   {one.rank_lower:3} to {one.rank_upper:2}  {', '.join(one.reasons)}")
        """,
        functions=(
            "needs.assess",
            "needs.shares",
            "needs.attention_gap",
            "priorities.prevalence",
            "priorities.flags",
            "priorities.borich",
            "priorities.ranked_discrepancy",
            "priorities.opportunity",
        ),
        tests=("needs", "priorities"),
        pictures=(("scores", "Need prevalence of twelve topics beside the net share that falls short"),),
    ),
    Page(
        name="ranks",
        title="How sure the order is",
        question="Is this topic really in the top three, or could it as well be another?",
        plain="""\
A list from 1 to 40 suggests more than anybody knows. We publish three things instead: the chance that a topic belongs to the
top three, the positions it may hold, and tiers: groups of topics whose order cannot be told. A line between two tiers is
drawn only where it is sure.""",
        example="""\
            from needs_assessment import estimates, ranks

            many = estimates.means(data.gaps, strata=data.size, population=data.sizes)
            sets = ranks.rank_sets(many.values, covariance=many.covariance)
            tiers = ranks.tiers(sets, values=many.values)
            for at in (-many.values).argsort():
                print(
                    f"topic {at + 1:2}  gap {many.values[at]:7.4f}  position {sets.lower[at]:2} to {sets.upper[at]:2}"
                    f"  tier {tiers.tier[at]}"
                )
            top = ranks.top_k(many.values, covariance=many.covariance, k=3)
            print("may be in the top 3: topics", ", ".join(str(at + 1) for at in top.members))
        """,
        functions=(
            "ranks.rank_sets",
            "ranks.top_k",
            "ranks.tiers",
            "ranks.near_ties",
            "ranks.probability_in_top",
        ),
        tests=("ranks",),
        pictures=(
            ("rank_sets", "The positions each of twelve topics may hold, in tiers"),
            ("in_top", "Chance of the leading topics to be among the top three"),
        ),
    ),
    Page(
        name="votes",
        title="Choices and votes beside the survey",
        question="What do people choose when they cannot have everything?",
        plain="""\
For the eight to twelve leading topics people may be asked to choose the most and the least important out of small sets
(MaxDiff), to vote between two ideas (All Our Ideas), or to agree with statements (Polis). Who votes is self-selected, so
these never count in the prevalence: they stand beside it.""",
        example="""\
            from needs_assessment import priorities

            found = priorities.polis_representativeness(agree=8, seen=10, agree_outside=3, seen_outside=15)
            print(f"chance to agree {found.agree:.2f}, {found.ratio:.4f} times as much as outside the group")
            print(f"z of agreeing {found.z_agree:.6f}, z of the difference {found.z_ratio:.6f}")
            print("All Our Ideas, 3 wins and no loss:", priorities.all_our_ideas([3], [0])[0])
            sets = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]
            chosen = priorities.maxdiff(
                sets, best=[0, 0, 0, 1], worst=[2, 3, 3, 3], items=4, respondents=["a", "a", "b", "b"]
            )
            print("MaxDiff of four items:", chosen.values.round(3).tolist(), "se", chosen.se.round(3).tolist())
        """,
        functions=(
            "votes.maxdiff",
            "votes.all_our_ideas",
            "votes.polis_representativeness",
            "votes.polis_consensus",
        ),
        tests=("votes",),
    ),
    Page(
        name="responses",
        title="From colleagues to municipalities",
        question="What does a municipality say when five of its people answered, and do they say the same?",
        plain="""\
Ten policy advisers do not outvote one mayor: colleagues are combined per role, then over roles. How far they differ stays
visible, because a difference inside a municipality is a finding too.""",
        example="""\
            import numpy as np

            from needs_assessment import responses

            answers = [[5, 4], [5, 3], [2, np.nan], [1, 3], [5, 3]]
            found = responses.combine(
                answers,
                municipalities=["A", "A", "A", "B", "B"],
                roles=["adviser", "adviser", "mayor", "adviser", "adviser"],
            )
            for at, name in enumerate(found.municipalities):
                differ = "differ" if found.differ[at].any() else "agree"
                print(name, found.values[at], f"{found.respondents[at]} colleagues,", differ)
            print("reasons:", *found.reasons)
        """,
        functions=("responses.combine",),
        tests=("responses",),
    ),
    Page(
        name="waves",
        title="What changed since last time",
        question="Did the need change, or did only other municipalities answer?",
        plain="""\
The questions come back every few years; meanwhile municipalities merge. Earlier answers are carried over to today's
municipalities. What cannot be followed (a municipality that was split, a topic asked once) is named, not left out in
silence. Municipalities that answered twice make the change surer.""",
        example="""\
            import numpy as np

            from needs_assessment import waves

            frame = {f"M{number:02}": number % 2 for number in range(30)}
            rng = np.random.default_rng(1)
            level = rng.normal(3, 1, 34)
            codes = list(frame)
            before = waves.wave(
                level[:24].reshape(24, 1), municipalities=[*codes[:20], "old1", "old2", "cut", "lost"], topics=["t"]
            )
            after = waves.wave(
                (level[:25] + rng.normal(0.4, 0.5, 25)).reshape(25, 1), municipalities=codes[5:], topics=["t"]
            )
            merged = {"old1": "M20", "old2": "M20", "cut": ["M21", "M22"]}
            found = waves.compare(before, after, strata=frame, successors=merged)
            for one in found.changes:
                print(f"{one.topic}: {one.before:.2f} -> {one.after:.2f}, change {one.change.value:.2f} "
                      f"({one.change.lower:.2f} to {one.change.upper:.2f}), {one.in_both} answered twice")
            print("merged:", found.merged)
            for one in found.not_comparable:
                print("not comparable:", one.subject, one.reason)
        """,
        functions=("waves.wave", "waves.rebase", "waves.compare"),
        tests=("waves",),
    ),
    Page(
        name="coverage",
        title="White spots",
        question="Which needs does today's offer not serve, and at which step does it fail?",
        plain="""\
The needs are laid over the menu. A white spot is a share of municipalities: those that have the need and are not
effectively served. The first step that fails says what to do: there is *no* offer, it is *full*, it is *unreachable* for
this role or region, it is *substandard*, or it is there but *invisible* (then the menu solves it and nothing new is needed).

An offer can serve several topics but each place only once, so three ways of dividing are printed: *best* for this topic
alone (white even then is white for sure), *joint* for all topics together, and *proportional*. An expired offer does not
count.""",
        example="""\
            from needs_assessment import coverage

            segments = {"small": 229, "large": 113}
            shares = {"a": (0.60, 0.70), "b": (0.50, 0.40), "c": (0.30, 0.35)}
            cells = [
                coverage.Cell(topic, segment, municipalities, shares[topic][at])
                for topic in shares
                for at, (segment, municipalities) in enumerate(segments.items())
            ]
            offers = [
                coverage.Offer("course", ("a", "c"), 120, 1, 0.7, satisfied=40, rated=50),
                coverage.Offer("webinar", ("b",), 60, 5, 0.5, satisfied=9, rated=20),
                coverage.Offer("masterclass", ("b",), 30, 0, 0.85, satisfied=3, rated=3, segments=("large",)),
                coverage.Offer("network", ("c",), 100, 2, 0.4),
            ]
            for aggregation in ("product", "geometric"):
                print(f"quality as {aggregation}:")
                for topic, spot in coverage.white_spots(cells, offers=offers, aggregation=aggregation).items():
                    print(
                        f"  {topic}: best {spot.best:.4f}, joint {spot.joint:.4f}, "
                        f"proportional {spot.proportional:.4f}; first failing step: {spot.type}"
                    )

            from dataclasses import replace

            from needs_assessment import gaps

            heard = [replace(cell, respondents=round(0.6 * cell.municipalities)) for cell in cells]
            print("judged over 2,000 draws, tau = 25%, when 60% answered:")
            for gap in gaps.find(heard, offers=offers, tau=0.25, draws=2000, seed=1):
                print(
                    f"  {gap.topic}: {gap.decision}, W {gap.value:.3f} ({gap.lower:.3f} to {gap.upper:.3f}), "
                    f"P(W > tau) {gap.probability:.0%}; {', '.join(gap.reasons)}"
                )
        """,
        functions=(
            "coverage.white_spots",
            "coverage.qualities",
            "gaps.find",
            "gaps.polya_draws",
            "benchmarking.to_whole",
            "signals.compare_signals",
            "signals.combined_index",
        ),
        tests=("coverage", "gaps", "benchmarking", "signals"),
        pictures=(("steps", "What is still unserved after each step of supply, per topic of the example"),),
        formula="W = prevalence x (1 - effective coverage). Quality of an offer = (currency x evidence x satisfaction)^(1/3), "
        "currency = 2^(-age / half-life), satisfaction = (positive + 2) / (n + 4). Joint: one concave program over all topics.",
        assumptions="Capacity counts municipalities a year; offers and needs use the same topics; half-life and evidence "
        "ladder are judgements and are varied in [sensitivity](sensitivity.md).",
        not_when="Fewer than ten effective answers on a topic (it says so), or tau was chosen after looking.",
        source="This method; concave allocation after Boyd & Vandenberghe (2004), Convex Optimization; rank acceptability: "
        "Lahdelma & Salminen (2001).",
    ),
    Page(
        name="sensitivity",
        title="What if the silent ones differ",
        question="How different must the silent be before our conclusion falls?",
        plain="""\
No calculation can know what the silent would have said. Two things can be said honestly: the widest bounds (none or all of
the silent have the need), and the tipping point: how much more or less needy they must be before the topic leaves the top
three. A small tipping point is a warning, whatever the margin says.""",
        example="""\
            from needs_assessment import sensitivity

            found = sensitivity.manski(0.6, n=210, population=342)
            print(f"60% of 210 answers: between {found.lower:.3f} and {found.upper:.3f} of all 342")
            shares = {"inclusion": 0.60, "polarization": 0.55, "tension": 0.52, "extremism": 0.40}
            for topic, point in sensitivity.tipping_point(shares, n=210, population=342, k=3).items():
                now = "in" if point.inside else "not in"
                print(
                    f"{topic}: {now} the top 3; changes when the silent need it {abs(point.delta):.0%} points "
                    f"{'more' if point.delta > 0 else 'less'} often ({point.silent:.0%})"
                )
        """,
        functions=(
            "sensitivity.manski",
            "sensitivity.tipping_point",
            "sensitivity.white_spot_tipping",
            "sensitivity.other_definitions",
            "sensitivity.by_inhabitants",
            "sensitivity.vary_supply",
            "sensitivity.acceptability",
        ),
        tests=("sensitivity",),
        pictures=(("bounds", "The widest bounds of a share of 60% at four response rates"),),
        assumptions="None about the silent: that is the point.",
        not_when="A narrow range is wanted at any price: the bounds are wide because little is known.",
        source="Manski (2003), Partial Identification of Probability Distributions; tipping points after Rubin (1977).",
    ),
    Page(
        name="reach",
        title="Who has not been heard, and whom to call next",
        question="Is the response balanced, and which call improves it most?",
        plain="""\
The R-indicator is 1 when all kinds of municipalities answered equally often. Partial indicators say which kind is missing.
The call list names the municipalities whose answer would improve the balance most. Calling the largest first feels natural
and makes it worse. Whether the absent think differently can be tested once some of them are reached.""",
        example="""\
            import csv

            import numpy as np

            from method.frame import DATA
            from needs_assessment import reach

            with (DATA / "fixture_frame342.csv").open() as file:
                rows = list(csv.DictReader(file))
            frame = {name: np.array([int(row[name]) for row in rows]) for name in ("size", "land")}
            answered = np.array([row["resp"] == "1" for row in rows])
            found = reach.r_indicator(frame, answered, variables=["size", "land"])
            print(f"R {found.value:.6f} (unadjusted {found.unadjusted:.6f}, se {found.se:.6f}), response {found.response_rate:.1%}")
            for name, partial in found.partial.items():
                print(f"{name}: unconditional {partial.unconditional:.6f}, conditional {partial.conditional:.6f}")
            for call in reach.next_calls(frame, answered, variables=["size", "land"], n=3):
                print(f"call municipality {call.unit}: the coefficient of variation falls by {call.gain:.5f}")
        """,
        functions=("reach.r_indicator", "reach.next_calls", "reach.verify_gain", "absent.absent_differ"),
        tests=("reach", "absent"),
        formula="R = 1 - 2 S(rho), rho from a logistic model of main effects, with bias adjustment. Next call: the absent "
        "unit with the smallest 2 rho + h (predicted response plus leverage).",
        assumptions="The variables of the frame are known of everybody.",
        not_when="R alone at low response: it rises by itself then. Steer on the coefficient of variation.",
        source="Schouten, Cobben & Bethlehem (2009); Shlomo, Skinner & Schouten (2012); CBS RISQ.",
    ),
    Page(
        name="agreement",
        title="Do coders agree?",
        question="Would two people give the same text the same code?",
        plain="""\
If not, the code says more about the coder than about the text. Two coefficients are always shown together, because each is
misleading in another case: one is low when nearly all answers are the same, although coders agree. Above .80 a code may be
published, between .667 and .80 it is tentative.""",
        example="""\
            import numpy as np

            from needs_assessment import agreement

            missing = np.nan
            ratings = np.array([
                [1, 2, 3, 3, 2, 1, 4, 1, 2, missing, missing, missing],
                [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, missing, 3],
                [missing, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, missing],
                [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, missing],
            ])
            for level in ("nominal", "ordinal", "interval", "ratio"):
                print(f"alpha {level:9} {agreement.krippendorff_alpha(ratings, level=level).value:.6f}")
            print(f"AC1 {agreement.gwet_ac1(ratings).value:.5f}")
        """,
        functions=(
            "agreement.krippendorff_alpha",
            "agreement.gwet_ac1",
            "agreement.cohen_kappa",
            "agreement.fleiss_kappa",
            "agreement.raw_agreement",
            "agreement.per_code",
        ),
        tests=("agreement", "irrcac"),
        formula="All are (observed - chance) / (1 - chance); they differ in what they call chance.",
        assumptions="Coders judged apart from each other.",
        not_when="A code was hardly used: then look at the positives one by one.",
        source="Krippendorff (2019), Content Analysis, ch. 12; Gwet (2008); Cohen (1960); Fleiss (1971).",
    ),
    Page(
        name="saturation",
        title="When enough conversations were held",
        question="Did the last conversations still bring anything new?",
        plain="""\
After some conversations the next ones repeat what is known. The ratio of new themes in the last conversations to those in
the first tells when. As the order of conversations is chance, it is tried in random orders too.""",
        example="""\
            from needs_assessment import saturation

            found = saturation.saturation([7, 4, 2, 1, 1, 0, 1, 0, 0, 0], base=4, run=2)
            print("saturated after conversation:", found.reached_at)
            for last, ratio in found.ratios:
                print(f"  after {last}: new information {ratio:.1%}")
        """,
        functions=("saturation.saturation", "saturation.in_random_order", "saturation.good_turing"),
        tests=("saturation",),
        formula="New themes in a run of 2 or 3 conversations divided by all themes of the first 4 to 6; saturated at 5% or "
        "less. Coverage after Good and Turing: 1 - (themes heard once) / (all mentions).",
        assumptions="Conversations are with comparable people about the same questions.",
        not_when="New kinds of people are still to be heard: saturation holds within a group only.",
        source="Guest, Namey & Chen (2020), PLOS ONE 15(5); Good (1953), Biometrika 40.",
    ),
    Page(
        name="disclosure",
        title="Nothing points at one municipality",
        question="Can anybody work out from what we publish what one municipality said?",
        plain="""\
What a municipality needs is told in confidence. Percentages are rounded, small groups are withheld, and then we attack our
own tables with everything that is published and with what an insider knows. Only what survives goes out. Adding more tables
can make hidden numbers computable, so they are attacked together.

Five points are not always enough: in a group of twenty one municipality *is* five points, and "<5%" would say that nobody
has the need. So the smaller the group the coarser the percentage, until every label leaves at least five municipalities to
guess among, also for somebody who knows its own answer and who took part. Below that, the figure is withheld.

A margin tells too: whoever knows how it is made could see from its rounded ends where in its class a percentage lies. So
the margin that is shown reaches from the low end of the class to the high end, and is the same for every share in it.""",
        example="""\
            import numpy as np

            from needs_assessment import disclosure

            counts = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]])
            secret = np.zeros((3, 3), bool)
            secret[1, 2] = True
            hidden = disclosure.suppress(counts, secret=secret, below=5, above=5)
            print("cheapest safe pattern costs", hidden.cost)
            for row in hidden.counts:
                print("  ", *(f"{value:4.0f}" if value >= 0 else "   x" for value in row))
            for cell, (low, high) in disclosure.attack(hidden).items():
                print(f"   hidden cell {cell}: between {low:.0f} and {high:.0f}")

            print("36% as it is shown in groups of several sizes:")
            for base in (300, 120, 60, 30, 20, 12, 8):
                shown = disclosure.publish_share(0.36, base=base, municipalities=base, respondents=base)
                print(f"   {base:3} municipalities: {shown.label or 'withheld':9} {', '.join(shown.reasons)}")

            bases = np.array([[40, 110, 60, 210]])
            answered = np.array([[12, 50, 33, 95]])
            table = disclosure.Table("size", ("topic",), ("small", "middle", "large", "all"), answered / bases, bases, total="all")
            safe = disclosure.protect(table)
            reached = disclosure.attack(safe.published)
            for (_, column), figure in safe.table("size").items():
                low, high = reached["size", "topic", column]
                print(f"   {column:6} shown as {figure.label:5} of {figure.base}: attacker gets {low:5.1f} to {high:5.1f} municipalities")
        """,
        functions=(
            "disclosure.publish_share",
            "disclosure.protect",
            "disclosure.suppress",
            "disclosure.attack",
            "disclosure.may_refresh",
        ),
        tests=("disclosure_*",),
        formula="Rounding: the smallest step of 5, 10, 20, 25 or 50 points with step x n >= 5 for the smallest n the rounded base "
        "allows; the two lowest and the two highest classes are joined where half a step x n < 6. Interval: logit(low) - k / sqrt(low (1 - low)) to logit(high) + k / sqrt(high (1 - high)), rounded "
        "outward to 5 points, with k the half width of the true interval on the logit scale times sqrt(p (1 - p)), and at least "
        "2 / sqrt(n) in the classes at both ends. Suppression: one mixed-integer program for the cheapest pattern; attack: smallest and largest value of every "
        "hidden or rounded number given everything published, by linear programming.",
        assumptions="The attacker knows all published figures, who took part, and the answers of some municipalities.",
        not_when="Free filters over small groups are wanted: they cannot be made safe one by one.",
        source="Fischetti & Salazar (2001), Management Science 47; Hundepool et al. (2012), Statistical Disclosure Control.",
    ),
    Page(
        name="provenance",
        title="Computing a figure again",
        question="Where does this figure come from, and does it come out the same again?",
        plain="""\
Each published figure keeps the name of the calculation, the version of the method, its settings and a fingerprint of the
answers it was computed from. Whoever may see the answers can compute it again and must get the same. With other answers or
another version the program refuses and says which of the two it is.""",
        example="""\
            from needs_assessment import provenance

            gap = data.importance[:, 0] - data.capability[:, 0]
            made = provenance.compute("estimates.mean", gap, strata=data.size, population=data.sizes, level=0.9)
            print(made.provenance.as_text())
            again = provenance.recompute(made.provenance, gap, strata=data.size, population=data.sizes)
            print("the same:", again == made.result)
        """,
        functions=("provenance.compute", "provenance.recompute", "provenance.digest"),
        tests=("provenance",),
    ),
)

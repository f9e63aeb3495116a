# ruff: noqa: E501  (prose and drawing lines are not broken)
"""Whether coders agree, when enough was said, and that nobody is pointed at."""

from .page import Page

PAGES = (
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

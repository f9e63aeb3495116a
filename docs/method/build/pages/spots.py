# ruff: noqa: E501  (prose and drawing lines are not broken)
"""What the offer does not serve, what if the silent differ, and who they are."""

from .page import Page

PAGES = (
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
        name="fieldwork",
        title="While the survey runs",
        question="How sure will the figures be at closing, and what does asking again bring?",
        plain="""\
A survey that is open already tells how large its margins will be. The look ahead is a range, not a promise: from *nobody
answers any more* to *the pace of the last days stays*. Asking again helps most where a kind of municipality is missing *and*
is likely to answer; the list puts these first. A municipality that opted out or cannot be reached is left out.""",
        example="""\
            import csv

            import numpy as np

            from method.frame import DATA
            from needs_assessment import fieldwork

            with (DATA / "fixture_frame342.csv").open() as file:
                rows = list(csv.DictReader(file))
            frame = {name: np.array([int(row[name]) for row in rows]) for name in ("size", "land")}
            answered = np.array([row["resp"] == "1" for row in rows])
            found = fieldwork.outlook(frame, answered, variables=["size", "land"], pace=4, days=10)
            print(f"now {found.answered} of {found.units}: a share may be off by {found.margin:.1%}")
            print(f"at this pace {found.answered_at_pace}: by {found.margin_at_pace:.1%}")
            for ask in fieldwork.ask_next(frame, answered, variables=["size", "land"])[:3]:
                print(
                    f"ask municipality {ask.unit}: if it answers the imbalance falls by {ask.gain:.5f}, "
                    f"chance {ask.chance:.0%}, so {ask.expected:.5f} expected"
                )
        """,
        functions=("fieldwork.outlook", "fieldwork.chances", "fieldwork.ask_next"),
        tests=("fieldwork",),
        formula="margin = 1.96 sqrt(1/4 / n_eff x (1 - n/N)), the widest case of a share; n_eff after Kish from one over the "
        "response propensities. Chance of an answer: half the propensity of its own group, half the share of all that answered.",
        assumptions="The silent answer a reminder about as often as others answered the first time.",
        not_when="As a forecast: response slows down in nearly every survey, so the truth lies between both ends.",
        source="Kish (1965), Survey Sampling, sections 2.4 and 11.7; Schouten, Shlomo & Skinner (2011).",
    ),
)

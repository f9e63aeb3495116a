# ruff: noqa: E501  (prose and drawing lines are not broken)
"""What is lacking, in which order, and what changed."""

from .page import Page

PAGES = (
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
)

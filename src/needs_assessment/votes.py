"""Votes beside the survey: best-worst choices, pairwise votes and agreement across groups.

They come from self-selected voters, without a known denominator: never mixed into prevalence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from needs_assessment import inputs
from needs_assessment.design import Labels
from needs_assessment.errors import EmptyDomain, LengthsDiffer, OutsideScale
from needs_assessment.estimates import ratio
from needs_assessment.inputs import FloatArray, IntArray


@dataclass(frozen=True)
class MaxDiff:
    """Per item: score (-1 always worst, +1 always best), its error, and how often shown, best and worst."""

    values: FloatArray
    se: FloatArray
    shown: IntArray
    best: IntArray
    worst: IntArray


@dataclass(frozen=True)
class GroupAgreement:
    """How a group agrees compared with all others (Polis): chance, ratio, and two z values."""

    agree: float
    ratio: float
    z_agree: float
    z_ratio: float


def maxdiff(
    sets: npt.ArrayLike, *, best: npt.ArrayLike, worst: npt.ArrayLike, items: int, respondents: Labels
) -> MaxDiff:
    """This will score items by how often they were chosen best and worst out of small sets.

    What it answers: of the 8 to 12 leading topics, which matter most and least when people have to choose?
    Formula: (times best - times worst) / times shown; standard error of that ratio over respondents as
    clusters. `sets` (choices x items per set) holds item numbers from 0; `best`, `worst` the chosen item of
    each set; `respondents` who chose (labels). Assumptions: sets are balanced: every item is shown about
    equally often together with every other. Not when: fewer than two respondents, or an item was never
    shown (`EmptyDomain`).
    Source: Louviere, Flynn & Marley (2015), Best-Worst Scaling, ch. 2.
    """
    shown = _item_numbers(sets, items, "sets", dimensions=2)
    top = _item_numbers(best, items, "best", dimensions=1)
    bottom = _item_numbers(worst, items, "worst", dimensions=1)
    if not len(top) == len(bottom) == len(shown):
        raise LengthsDiffer(
            f"{len(shown)} choices", f"{len(top)} best, {len(bottom)} worst", "one of each per set"
        )
    chosen = (shown == top[:, None]).any(axis=1) & (shown == bottom[:, None]).any(axis=1) & (top != bottom)
    if not chosen.all():
        raise OutsideScale(
            "best and worst two different items of the set",
            f"{int((~chosen).sum())} that are not",
            "check the rows",
        )
    at = np.arange(items)
    seen = (shown[:, :, None] == at).any(axis=1)
    if not seen.any(axis=0).all():
        raise EmptyDomain(
            "every item shown", f"item {int(np.argmin(seen.any(axis=0)))} never", "leave it out"
        )
    votes = (top[:, None] == at).astype(np.float64) - (bottom[:, None] == at)
    scores = [ratio(votes[:, item], seen[:, item], psu=respondents) for item in range(items)]
    return MaxDiff(
        np.array([score.value for score in scores]),
        np.array([score.se for score in scores]),
        seen.sum(axis=0),
        np.bincount(top, minlength=items),
        np.bincount(bottom, minlength=items),
    )


def all_our_ideas(wins: npt.ArrayLike, losses: npt.ArrayLike) -> FloatArray:
    """This will score ideas by pairwise votes, 0 to 100.

    What it answers: how likely is this idea to win from a random other one?
    Formula: 100 (w + 1) / (w + l + 2), the posterior mean with a uniform prior.
    Assumptions: pairs are drawn at random. Not when: ideas meet only some of the others.
    Raises `NegativeWeight`, `LengthsDiffer`. Source: Salganik & Levy (2015), PLOS ONE 10(5).
    """
    won = inputs.sizes(wins, name="wins", length=len(np.atleast_1d(wins)))
    lost = inputs.sizes(losses, name="losses", length=len(won))
    return np.asarray(100 * (won + 1) / (won + lost + 2))


def polis_representativeness(
    *, agree: int, seen: int, agree_outside: int, seen_outside: int
) -> GroupAgreement:
    """This will tell how far agreeing with a statement marks one group from all others.

    What it answers: is this statement typical of this group?
    Formula: p = (a + 1)/(s + 2) inside and outside; ratio = p_in / p_out; z of p against one half, and the
    two-proportion z of inside against outside, both on the counts with one added.
    Assumptions: votes are independent. Not when: groups were made from the same votes and a test is wanted.
    Raises `OutsideScale` when more agree than have seen it. Source: Small et al. (2021), Recerca 26(2)
    (Polis).
    """
    _refuse_more(agree, seen, "inside")
    _refuse_more(agree_outside, seen_outside, "outside")
    a, s, b, t = agree + 1, seen + 2, agree_outside + 1, seen_outside + 2
    # The z values use one more vote, not two, as Polis itself does: (a + 1) out of (s + 1).
    s1, t1 = seen + 1, seen_outside + 1
    pooled = (a + b) / (s1 + t1)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / s1 + 1 / t1))
    z_ratio = 0.0 if spread == 0 else float((a / s1 - b / t1) / spread)
    return GroupAgreement(a / s, (a / s) / (b / t), float(2 * np.sqrt(s1) * (a / s1 - 0.5)), z_ratio)


def polis_consensus(agree: npt.ArrayLike, seen: npt.ArrayLike) -> FloatArray:
    """This will score statements by how far all groups agree with them (group-informed consensus).

    What it answers: with which statements do all groups agree, not only the largest?
    Formula: product over groups of (a + 1)/(s + 2); `agree` and `seen` are groups x statements.
    Assumptions: the groups are of interest each for themselves. Not when: groups are many or tiny.
    Source: Small et al. (2021), Recerca 26(2) (Polis).
    """
    yes = inputs.numbers(agree, name="agree", dimensions=2)
    all_ = inputs.numbers(seen, name="seen", dimensions=2)
    if yes.shape != all_.shape:
        raise LengthsDiffer(f"seen of shape {yes.shape}", f"{all_.shape}", "groups x statements, both")
    if (yes < 0).any() or (yes > all_).any():
        raise OutsideScale(
            "at most as many who agree as have seen it", "more, or below 0", "check the counts"
        )
    return np.asarray(((yes + 1) / (all_ + 2)).prod(axis=0))


def _item_numbers(values: npt.ArrayLike, items: int, name: str, *, dimensions: int) -> IntArray:
    known = inputs.count(items, name="items", least=2)
    numbers = inputs.numbers(values, name=name, dimensions=dimensions)
    if (numbers != np.round(numbers)).any() or (numbers < 0).any() or (numbers >= known).any():
        raise OutsideScale(f"item numbers 0 to {known - 1} in {name}", "others", "number the items from 0")
    return numbers.astype(np.int64)


def _refuse_more(agree: int, seen: int, where: str) -> None:
    if not 0 <= agree <= seen:
        raise OutsideScale(
            f"between 0 and {seen} who agree {where}",
            f"{agree}",
            "count those who agree among those who have seen it",
        )

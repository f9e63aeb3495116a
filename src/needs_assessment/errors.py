"""Expected failures of the method, each with a name and a stable code.

An error says what was expected, what came and what to do about it, so that a page, a command line and a
log can show the same three lines. Nothing here ever quotes a respondent: only sizes, labels and figures.
"""

from __future__ import annotations


class MethodError(ValueError):
    """A figure could not be computed honestly: what was expected, what came, and a hint.

    `code` is stable across versions, so rooms may translate it; the English text is for statisticians.
    """

    code = "method_error"

    def __init__(self, expected: str, came: str, hint: str) -> None:
        super().__init__(f"expected {expected}; came {came}; hint: {hint}")
        self.expected = expected
        self.came = came
        self.hint = hint

    def __reduce__(self) -> tuple[type[MethodError], tuple[str, str, str]]:
        """This will let the error travel between worker processes unchanged."""
        return type(self), (self.expected, self.came, self.hint)


class LengthsDiffer(MethodError):
    """Two arrays that describe the same units have different lengths."""

    code = "lengths_differ"


class WrongShape(MethodError):
    """An array has another number of dimensions, rows or columns than the method needs."""

    code = "wrong_shape"


class NotANumber(MethodError):
    """A value is missing (NaN) or infinite where every unit must have one."""

    code = "not_a_number"


class OutsideScale(MethodError):
    """A value lies outside the scale it was asked on."""

    code = "outside_scale"


class NegativeWeight(MethodError):
    """A weight, count or size is negative."""

    code = "negative_weight"


class NobodyAnswered(MethodError):
    """There is no unit at all to estimate from."""

    code = "nobody_answered"


class EmptyDomain(MethodError):
    """The domain holds no responding unit."""

    code = "empty_domain"


class ZeroDenominator(MethodError):
    """A ratio, weighted mean or share has a denominator that adds up to nothing."""

    code = "zero_denominator"


class SingletonStratum(MethodError):
    """One unit (or one cluster) answered in a stratum that has more: its spread cannot be known."""

    code = "singleton_stratum"


class PopulationTooSmall(MethodError):
    """More units answered than the population is said to hold."""

    code = "population_too_small"


class PopulationMissing(MethodError):
    """A stratum has no population size."""

    code = "population_missing"


class ClusterMisplaced(MethodError):
    """One cluster (psu) appears in more than one stratum."""

    code = "cluster_misplaced"


class MarginsDisagree(MethodError):
    """The totals of two margins do not add up to the same population."""

    code = "margins_disagree"


class MarginIncomplete(MethodError):
    """A margin misses a category that occurs among respondents, or has one that nobody answers for."""

    code = "margin_incomplete"


class RakingDidNotConverge(MethodError):
    """Raking did not settle; `margin` is the place (from 0) of the margin that is farthest off."""

    code = "raking_did_not_converge"

    def __init__(self, expected: str, came: str, hint: str, margin: int = -1) -> None:
        super().__init__(expected, came, hint)
        self.margin = margin

    def __reduce__(self) -> tuple[type[MethodError], tuple[str, str, str, int]]:  # type: ignore[override]
        """This will keep the margin when the error travels between processes."""
        return type(self), (self.expected, self.came, self.hint, self.margin)


class InvalidParameter(MethodError):
    """A setting of the method (level, number of draws, k, seed) has an impossible value."""

    code = "invalid_parameter"


class WavesNotComparable(MethodError):
    """Two waves share no municipality or no topic, so that nothing can be compared."""

    code = "waves_not_comparable"


class InputsChanged(MethodError):
    """The inputs are not the ones the published figure was computed from."""

    code = "inputs_changed"


class MethodChanged(MethodError):
    """The figure was computed by another version of the method."""

    code = "method_changed"


class SingletonDomain(MethodError):
    """One unit of the domain answered, while others stayed silent: its spread cannot be known."""

    code = "singleton_domain"


class SuccessionBroken(MethodError):
    """The successor table of municipalities goes round in a circle."""

    code = "succession_broken"

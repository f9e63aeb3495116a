"""Writes docs/language/decision.md: how "we do not know" is decided, with its error curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

MEANT = {
    "topic": "the best item covers the topics that the question names",
    "elsewhere_share": "words that name what others answer (parking, passports)",
    "uncovered": "topics named for which there is no item",
    "spelling": "runs of characters that the question shares with the best item",
    "field_words": "the words speak for a question of the field",
    "nearness": "the meaning is near the best items",
    "field_meaning": "the meaning speaks for a question of the field",
}
HEAD = """<!-- Written by `python tests/benchmarks/language_calibration.py`; change that instead. -->

# When we say "we do not know"

Every search ends in a probability that anything fits. Below the threshold the site says that it does not know, offers to
ask a person, and shows what comes nearest as "perhaps". Two errors are possible: a **false answer** (we offer something
although nothing fits) and **false silence** (we say nothing although something fits).

The decision is a logistic model over a few signals. Each signal can only push one way: the fit is bounded, so that a
topic covered better never makes an answer less likely. What speaks for the field is learned from questions and words, so
that "toolkit", "training" or "municipality" decide nothing. Nothing in it is set by hand; one command learns it again from
the files in `tests/language/data`: `python tests/benchmarks/language_calibration.py`.
"""
TAIL = """
The figures above are cross-validated in ten parts, three times: each question is judged by models that saw neither it nor its part,
in both steps. Part of the questions were written to be hard: nearly ours, but not. The figures of questions that were
left untouched until the end come from `python tests/benchmarks/language_search.py final`; they stand in
[what was measured](search.md).
"""


def page(found: Mapping[str, Mapping]) -> str:
    """This will write the page from what the calibration found."""
    names = {"with_meaning": "With the search by meaning", "without_meaning": "By words only"}
    return HEAD + "".join(_part(names[name], found[name]) for name in names) + TAIL


def _part(name: str, stored: Mapping) -> str:
    asked = stored["questions"]
    weights = "".join(
        f"| {MEANT[signal]} | {weight:+.2f} |\n" for signal, weight in stored["weights"].items()
    )
    return (
        f"\n## {name}\n\nLearned from {asked['that something fits']} questions that something fits and"
        f" {asked['that nothing fits']} that nothing fits. Threshold: {stored['threshold']:.2f}.\n\n"
        f"| Signal | Weight |\n|---|---|\n{weights}\n"
        f"| Threshold | False answers | False silence |\n|---|---|---|\n"
        f"{_curve(stored['curve'], stored['threshold'])}"
    )


def _curve(points: Sequence[Sequence[float]], threshold: float) -> str:
    shown = [point for place, point in enumerate(points) if place % 4 == 0 or point[0] == threshold]
    return "".join(
        f"| {'**' * (at == threshold)}{at:.2f}{'**' * (at == threshold)} | {answers:.1%} | {silence:.1%} |\n"
        for at, answers, silence in shown
    )

"""What people put first when they had to choose: scores from 0 to 100, each through the publication gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kennismakelaar.shared.charts import Bar, Bars
from kennismakelaar.surveys import api as surveys
from needs_assessment import disclosure

from .exports.building import definitions_of
from .wording import reason_in_words

SURE = 1.96  # standard errors to each side of a score
TOLD = 3  # topics named in the sentence


@dataclass(frozen=True)
class TopicChoice:
    """One topic: what may be shown of its score, or why nothing is."""

    topic: str
    shown: disclosure.PublishedShare

    @property
    def score(self) -> str:
        return "" if self.shown.value is None else str(round(100 * self.shown.value))

    @property
    def margin(self) -> str:
        if self.shown.lower is None or self.shown.upper is None:
            return ""
        low, high = round(100 * self.shown.lower), round(100 * self.shown.upper)
        return _("%(low)d to %(high)d") % {"low": low, "high": high}

    @property
    def why(self) -> str:
        return " ".join(reason_in_words(reason.value) for reason in self.shown.reasons)

    @property
    def bar(self) -> Bar:
        return Bar(
            self.topic, *(_points(end) for end in (self.shown.value, self.shown.lower, self.shown.upper))
        )


@dataclass(frozen=True)
class Choices:
    """What one question about most and least important gave, the topic put first most often on top."""

    question: str
    rows: Sequence[TopicChoice]

    @property
    def chart(self) -> Bars:
        return Bars(
            title=self.question,
            bars=[row.bar for row in self.rows],
            unit="",
            maximum=100,
            value_header=_("Score"),
        )

    @property
    def in_words(self) -> str:
        known = [row.topic for row in self.rows if not row.shown.withheld]
        if not known:
            return _("Too few people answered this question to show its scores.")
        return _("Put first most often: %s.") % ", ".join(known[:TOLD])


def choices_of(survey: surveys.Survey) -> list[Choices]:
    """This will score every question about most and least important that a survey asked."""
    language = get_language() or "nl"
    asked = {
        item.name: item
        for _version, definition in definitions_of(survey)
        for item in definition.items
        if item.kind == surveys.Kind.BEST_WORST
    }
    return [
        Choices(item.text(language), [_shown(one, language) for one in surveys.chosen_in(survey, item)])
        for item in asked.values()
    ]


def _shown(one: surveys.Chosen, language: str) -> TopicChoice:
    """A score of -1 to +1 becomes a share of 0 to 1: what the gate rounds and withholds."""
    low, high = one.score - SURE * one.error, one.score + SURE * one.error
    share, lower, upper = ((min(1.0, max(-1.0, at)) + 1) / 2 for at in (one.score, low, high))
    published = disclosure.publish_share(
        share,
        base=one.municipalities,
        municipalities=one.municipalities,
        respondents=one.respondents,
        lower=lower,
        upper=upper,
    )
    return TopicChoice(one.topic.told(language), published)


def _points(share: float | None) -> int | None:
    return None if share is None else round(100 * share)

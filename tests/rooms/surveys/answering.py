"""A wave of the needs survey and answers to it of which the need is known, all through the actions of the room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kennismakelaar.accounts.api import User
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Topic

ASKED = ("horizontale-polarisatie", "rechtsextremisme", "linksextremisme", "discriminatie-en-racisme")
ASPECTS = ("importance", "capability")
IN_NEED, WITHOUT_NEED = {"importance": 5, "capability": 2}, {"importance": 2, "capability": 4}


@dataclass(frozen=True)
class Asker:
    """Who opens a wave and when."""

    by: User
    at: datetime

    def wave(
        self, *, topics: Iterable[str] = ASKED, tau: float = 0.25, fictitious: bool = True
    ) -> surveys.Survey:
        wave = surveys.Wave("Peiling (fictief)", date(2026, 9, 1), date(2026, 10, 31), tau, fictitious)
        asked = [Topic.objects.get(pk=slug) for slug in topics]
        return surveys.open_survey(wave, topics=asked, by=self.by, at=self.at, aspects=ASPECTS)

    def answer(
        self, survey: surveys.Survey, code: str, needs: Mapping[str, bool | None], *, role: str = "mayor"
    ) -> surveys.Response:
        """One form: in need, not in need, or None for "don't know"."""
        return surveys.record_response(
            survey,
            Municipality.objects.get(pk=code),
            role=role,
            answers={topic: _scores(need) for topic, need in needs.items()},
            by=self.by,
            at=self.at,
        )

    def answer_all(
        self,
        survey: surveys.Survey,
        codes: Iterable[str],
        shares: Mapping[str, float],
        *,
        role: str = "mayor",
    ) -> None:
        """Of every topic this share of the municipalities is in need, spread evenly over the codes."""
        for at, code in enumerate(codes):
            needs = {topic: int((at + 1) * share) > int(at * share) for topic, share in shares.items()}
            self.answer(survey, code, needs, role=role)


def _scores(need: bool | None) -> dict[str, int | None]:
    if need is None:
        return {"importance": None, "capability": None}
    return dict(IN_NEED if need else WITHOUT_NEED)


def codes(start: int = 0, stop: int | None = None, step: int = 1) -> list[str]:
    return list(Municipality.objects.order_by("code").values_list("pk", flat=True))[start:stop:step]

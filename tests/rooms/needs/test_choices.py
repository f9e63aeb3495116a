"""What comes first when people must choose: scores through the gate, small groups withheld with the reason."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from kennismakelaar.needs import api as needs
from kennismakelaar.needs.choices import choices_of
from rooms.surveys.answering import codes
from rooms.surveys.test_choosing import NAMES, choose, survey  # noqa: F401

NOW = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("register")


def test_what_twenty_towns_put_first_is_on_top_with_a_rounded_score(survey):  # noqa: F811
    for code in codes(0, 20):
        choose(survey, code, NAMES)
    (found,) = choices_of(survey)
    assert [row.shown.withheld for row in found.rows] == [False] * len(NAMES)
    scores = [int(row.score) for row in found.rows]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] < 100, "nobody may conclude that all said the same"
    assert found.rows[0].topic in found.in_words


def test_nine_towns_show_nothing_but_the_reason(survey):  # noqa: F811
    for code in codes(0, 9):
        choose(survey, code, NAMES)
    (found,) = choices_of(survey)
    with translation.override("nl"):
        assert {(row.score, row.margin) for row in found.rows} == {("", "")}
        assert all("gemeenten" in row.why for row in found.rows)
        assert {bar.value for bar in found.chart.bars} == {None}


def test_the_results_page_shows_the_choices_in_dutch(survey, asker, client, adviser, today, now):  # noqa: F811
    from rooms.surveys.answering import ASKED

    asker.answer_all(survey, codes(20, 60), {ASKED[0]: 0.4, ASKED[1]: 0.2})
    for code in codes(0, 20):
        choose(survey, code, NAMES)
    needs.assess(survey, on=today, by=adviser, at=now, parameters=needs.Parameters(draws=200))
    client.force_login(adviser)
    page = client.get(reverse("needs:results")).content.decode()
    assert "Wat voorgaat als mensen moeten kiezen" in page
    assert "Het vaakst vooropgezet" in page

"""What a survey tells beside the need: two sides of a town hall, what is overlooked, and what changed."""

from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse

from kennismakelaar.needs import api as needs
from kennismakelaar.needs import results
from kennismakelaar.surveys import api as surveys
from rooms.surveys.answering import ASKED, codes

POLARIZATION, RIGHT, LEFT, RACISM = ASKED
QUICK = needs.Parameters(draws=200)
pytestmark = pytest.mark.usefixtures("register")


def table_of(rows, topics=(POLARIZATION, RIGHT)):
    """Answers of (municipality, role, {topic: importance})."""
    return surveys.table_from_rows(
        [(code, role, {t: {"importance": v} for t, v in scores.items()}) for code, role, scores in rows],
        topics=topics,
    )


def test_two_sides_are_compared_within_the_same_town_hall_only():
    rows = [(code, "safety", {POLARIZATION: 5}) for code in codes(0, 20)]
    rows += [(code, "social", {POLARIZATION: 2}) for code in codes(0, 12)]
    (found,) = results.two_sides(table_of(rows))
    assert (found.topic, found.both, found.difference) == (POLARIZATION, 12, 3.0)
    assert (found.safety_more, found.social_more) == (1.0, 0.0)


def test_too_few_town_halls_with_both_sides_are_not_compared():
    rows = [(code, role, {POLARIZATION: 4}) for code in codes(0, 9) for role in ("safety", "social")]
    assert results.two_sides(table_of(rows)) == []


def test_sides_that_agree_differ_by_nothing():
    rows = [(code, role, {RIGHT: 3}) for code in codes(0, 15) for role in ("safety", "social")]
    (found,) = results.two_sides(table_of(rows))
    assert (found.difference, found.safety_more, found.social_more) == (0.0, 0.0, 0.0)


def year_before(survey, years=1):
    """Moves a wave some years back."""
    away = timedelta(days=365 * years)
    moved = {name: getattr(survey, name) - away for name in ("opens_on", "closes_on")}
    surveys.Survey.objects.filter(pk=survey.pk).update(**moved)


@pytest.fixture
def two_waves(asker):
    """In the first wave 30% needs a topic, in the second 60%; the same towns answered."""
    first, second = asker.wave(), asker.wave()
    year_before(first)
    asker.answer_all(first, codes(0, 120), {POLARIZATION: 0.3, RIGHT: 0.2})
    asker.answer_all(second, codes(0, 120), {POLARIZATION: 0.6, RIGHT: 0.2})
    return surveys.Survey.objects.get(pk=first.pk), second


def test_a_rise_between_waves_is_found_and_what_stayed_is_not(two_waves, today):
    found = results.since_before(two_waves[1], on=today)
    assert found.before == two_waves[0]
    changes = {change.topic: change for change in found.comparison.changes}
    assert changes[POLARIZATION].change.value == pytest.approx(0.3, abs=0.1)
    assert changes[POLARIZATION].change.lower > 0
    assert changes[RIGHT].change.lower <= 0 <= changes[RIGHT].change.upper
    assert changes[RIGHT].in_both == 120


def test_the_first_wave_has_nothing_before_it(two_waves, today):
    assert results.since_before(two_waves[0], on=today) is None


def test_a_wave_without_answers_is_named_and_not_compared(asker, two_waves, today):
    empty = asker.wave()
    year_before(empty, years=2)
    found = results.since_before(two_waves[0], on=today)
    assert (found.before.pk, found.comparison) == (empty.pk, None)


def test_the_page_shows_each_measure_and_the_wave_before(two_waves, client, adviser, today, now):
    needs.assess(two_waves[1], on=today, by=adviser, at=now, parameters=QUICK)
    client.force_login(adviser)
    page = client.get(reverse("needs:results"))
    assert page.status_code == 200
    for words in ("Borich", "Rangverschil", "Sinds de vorige peiling", "Twee keer geantwoord"):
        assert words in page.content.decode()
    csv = client.get(reverse("needs:results_csv"))
    assert csv["Content-Type"].startswith("text/csv")


def test_the_page_opens_before_anything_was_computed_and_knows_no_other_survey(client, adviser, register):
    client.force_login(adviser)
    assert client.get(reverse("needs:results")).status_code == 200
    assert client.get(reverse("needs:results"), {"peiling": "99999"}).status_code == 404


def test_nobody_outside_the_unit_sees_exact_figures(client, official, register):
    client.force_login(official)
    assert client.get(reverse("needs:results")).status_code == 403
    assert client.get(reverse("needs:results_csv")).status_code == 403


def test_the_answers_of_a_town_become_one_before_waves_are_compared():
    given = {RIGHT: {"importance": 5, "capability": 1}}
    rows = [(codes()[0], role, given) for role in ("safety", "social")]
    found = results._wave(surveys.table_from_rows(rows, topics=(RIGHT, LEFT)))
    assert (found.municipalities, found.topics) == ((codes()[0],), (RIGHT,))
    assert np.array_equal(found.values, [[1.0]])

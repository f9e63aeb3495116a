"""The need computed from answers, and needs that people write: each shown by a quote or a figure."""

import pytest
from django.db import IntegrityError, transaction

from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs
from kennismakelaar.needs.models import Evidence, NeedFigure
from kennismakelaar.topics.api import NeedKind, Topic
from rooms.surveys.answering import ASKED, codes

POLARIZATION, RIGHT, LEFT, RACISM = ASKED
QUICK = needs.Parameters(draws=200)


@pytest.fixture
def assess(adviser, today, now):
    def assess(survey):
        needs.assess(survey, on=today, by=adviser, at=now, parameters=QUICK)
        return {figure.topic_id: figure for figure in needs.figures_of(needs.latest_assessment())}

    return assess


@pytest.fixture
def draft(register):
    return needs.Draft(
        "Training omgaan met polarisatie", Topic.objects.get(pk=POLARIZATION), NeedKind.values[0]
    )


@pytest.fixture
def quote(register, adviser, now):
    """A coded sentence of a session."""
    words = "Wij missen een training over polarisatie."
    source = intake.open_source(
        title="Sessie (fictief)", channel=intake.Channel.EVENT, held_on=now.date(), processing="theme-day",
        by=adviser, at=now, is_fictitious=True,
    )  # fmt: skip
    statement = intake.collect(source, [intake.Words(words, "regel 1")], by=adviser, at=now)[0]
    code = coding.start_codebook_from_topics(by=adviser, at=now).codes.get(slug=POLARIZATION)
    return coding.mark(statement, 0, 20, code, by=adviser, at=now)


def test_known_answers_give_the_known_need(asker, assess):
    survey = asker.wave()
    asker.answer_all(survey, codes(), {POLARIZATION: 0.6, RIGHT: 0.25, LEFT: 0.0, RACISM: 1.0})
    figures = assess(survey)
    found = {topic: round(figure.prevalence, 2) for topic, figure in figures.items()}
    assert found == {POLARIZATION: 0.6, RIGHT: 0.25, LEFT: 0.0, RACISM: 1.0}
    assert {figure.n for figure in figures.values()} == {342}
    # All were heard, so there is nothing left to be unsure of.
    assert figures[POLARIZATION].lower == pytest.approx(figures[POLARIZATION].upper, abs=0.01)


def test_a_sample_has_a_margin_that_holds_the_truth_and_grows_when_fewer_answer(asker, assess):
    many, few = asker.wave(), asker.wave()
    asker.answer_all(many, codes(0, None, 2), {POLARIZATION: 0.5})
    asker.answer_all(few, codes(0, None, 6), {POLARIZATION: 0.5})
    large, small = assess(many)[POLARIZATION], assess(few)[POLARIZATION]
    assert large.lower < 0.5 < large.upper
    assert small.upper - small.lower > large.upper - large.lower


def test_several_colleagues_count_as_one_municipality(asker, assess):
    survey = asker.wave(topics=[POLARIZATION, RIGHT])
    asker.answer_all(survey, codes(0, 40), {POLARIZATION: 0.0, RIGHT: 0.5})
    for role in ("safety", "social", "communication"):
        asker.answer(survey, codes()[40], {POLARIZATION: True, RIGHT: False}, role=role)
    figure = assess(survey)[POLARIZATION]
    assert (figure.n, figure.respondents) == (41, 43)
    assert figure.prevalence < 0.1


def test_who_does_not_know_is_not_counted_as_without_need(asker, assess):
    survey = asker.wave(topics=[POLARIZATION, RIGHT])
    for at, code in enumerate(codes(0, 60)):
        asker.answer(survey, code, {POLARIZATION: True if at < 30 else None, RIGHT: False})
    figures = assess(survey)
    assert figures[POLARIZATION].n == 30
    assert figures[POLARIZATION].prevalence == pytest.approx(1.0)
    assert figures[RIGHT].n == 60


def test_an_assessment_keeps_what_it_takes_to_compute_it_again(asker, assess, today):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, 60), {POLARIZATION: 0.5, RIGHT: 0.2})
    first = assess(survey)
    earlier = needs.latest_assessment()
    again = assess(survey)
    later = needs.latest_assessment()
    assert later.pk != earlier.pk
    assert (later.input_digest, later.parameters, later.method_version) == (
        earlier.input_digest, earlier.parameters, earlier.method_version,
    )  # fmt: skip
    assert [(f.topic_id, f.prevalence, f.lower, f.upper) for f in again.values()] == [
        (f.topic_id, f.prevalence, f.lower, f.upper) for f in first.values()
    ]


def test_one_answer_more_changes_the_digest(asker, assess):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, 60), {POLARIZATION: 0.5})
    assess(survey)
    before = needs.latest_assessment().input_digest
    asker.answer(survey, codes()[60], {POLARIZATION: True})
    assess(survey)
    assert needs.latest_assessment().input_digest != before


def test_a_survey_without_answers_cannot_be_assessed(asker, assess):
    with pytest.raises(needs.UnableToAssess):
        assess(asker.wave())
    assert needs.latest_assessment() is None


def test_answers_too_few_to_compute_from_are_refused_in_words(asker, assess):
    survey = asker.wave()
    asker.answer(survey, codes()[0], {POLARIZATION: True})
    with pytest.raises(needs.UnableToAssess):
        assess(survey)


def test_a_need_that_nothing_shows_is_refused(draft, adviser, now):
    with pytest.raises(needs.UnableToWriteNeed):
        needs.write_need(draft, by=adviser, at=now)
    assert not needs.needs().exists()


def test_a_need_is_shown_by_quotes_and_figures(draft, quote, asker, assess, adviser, now):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, 60), {POLARIZATION: 0.5})
    figure = assess(survey)[POLARIZATION]
    made = needs.write_need(draft, codings=[quote], figures=[figure], by=adviser, at=now)
    found = needs.needs().get(pk=made.pk)
    assert (found.quotes, found.measured, found.status) == (1, 1, "draft")


def test_a_draft_is_not_shown_to_everybody_and_an_agreed_need_is(draft, quote, adviser, now):
    made = needs.write_need(draft, codings=[quote], by=adviser, at=now)
    assert not needs.agreed_needs_for(POLARIZATION).exists()
    needs.set_status(made, needs.Need.Status.AGREED, by=adviser, at=now)
    assert list(needs.agreed_needs_for(POLARIZATION)) == [made]
    needs.set_status(made, needs.Need.Status.CLOSED, by=adviser, at=now)
    assert not needs.agreed_needs_for(POLARIZATION).exists()


def test_evidence_is_a_quote_or_a_figure_and_never_both_or_neither(draft, quote, asker, assess, adviser, now):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, 60), {POLARIZATION: 0.5})
    figure = assess(survey)[POLARIZATION]
    need = needs.write_need(draft, codings=[quote], by=adviser, at=now)
    for wrong in ({}, {"coding": quote, "figure": figure}):
        with pytest.raises(IntegrityError, match="evidence_is_a_quote_or_a_figure"), transaction.atomic():
            Evidence.objects.create(need=need, **wrong)


def test_a_quote_or_figure_counts_once_per_need(draft, quote, asker, assess, adviser, now):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, 60), {POLARIZATION: 0.5})
    figure = assess(survey)[POLARIZATION]
    made = needs.write_need(draft, codings=[quote, quote], figures=[figure, figure], by=adviser, at=now)
    assert made.evidence.count() == 2
    for name, twice in (("a_quote", {"coding": quote}), ("a_figure", {"figure": figure})):
        with pytest.raises(IntegrityError, match=f"{name}_counts_once_per_need"), transaction.atomic():
            Evidence.objects.create(need=made, **twice)


def test_the_database_refuses_a_priority_outside_1_to_3(draft, quote, adviser, now):
    made = needs.write_need(draft, codings=[quote], by=adviser, at=now)
    made.priority = 4
    with pytest.raises(IntegrityError, match="priority_is_1_to_3"), transaction.atomic():
        made.save()


def test_there_is_one_figure_per_topic_and_segment(asker, assess):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, 60), {POLARIZATION: 0.5})
    figure = assess(survey)[POLARIZATION]
    figure.pk = None
    with pytest.raises(IntegrityError, match="one_figure_per_segment"), transaction.atomic():
        figure.save(force_insert=True)
    assert (
        NeedFigure.objects.filter(assessment=figure.assessment, topic=POLARIZATION, segment="").count() == 1
    )

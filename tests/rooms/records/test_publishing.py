"""What the gate stores: rounded, withheld when small, and renewed only after ten new responses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kennismakelaar.records import api as records
from kennismakelaar.records.api import Basis, Count, Figure, Publication

BASIS = Basis(120, "1", {"draws": 100}, "a" * 64, answers="one")


def figure(row="topic", column="", share=0.337, municipalities=123, respondents=None, **more) -> Figure:
    return Figure(
        row=row,
        column=column,
        share=share,
        lower=share - 0.071,
        upper=share + 0.071,
        municipalities=municipalities,
        respondents=municipalities if respondents is None else respondents,
        facts={"decision": "white"},
        **more,
    )


@pytest.fixture
def publish(adviser, now):
    def publish(basis=BASIS, figures=None, at=now):
        return records.publish(
            "needs", figures if figures is not None else [figure()], basis=basis, by=adviser, at=at
        )

    return publish


def cell_of(publication):
    publication.refresh_from_db()
    return publication.figures["cells"][0]


def test_a_share_is_stored_in_steps_of_five_points_and_its_base_in_fives(publish):
    cell = cell_of(publish())
    assert (cell["label"], cell["value"], cell["base"]) == ("35%", 0.35, 125)
    assert (cell["lower"], cell["upper"]) == (0.25, 0.5)


@pytest.mark.parametrize(("municipalities", "respondents"), [(9, 40), (9, 9), (40, 9), (0, 0)])
def test_fewer_than_ten_municipalities_or_respondents_store_nothing_but_why(
    publish, municipalities, respondents
):
    cell = cell_of(publish(figures=[figure(municipalities=municipalities, respondents=respondents)]))
    told = {key: value for key, value in cell.items() if value not in (None, "", {})}
    assert set(told) == {"row", "withheld", "reasons"}


@pytest.mark.parametrize("share", [0.0, 0.004, 0.996, 1.0])
def test_nobody_is_ever_shown_to_be_all_or_none(publish, share):
    whole = Figure("topic", "", share, None, None, 200, 200)
    cell = cell_of(publish(figures=[whole]))
    assert cell["label"] == ("<10%" if share < 0.5 else ">90%")
    assert 0 < cell["value"] < 1


def test_no_exact_figure_stands_anywhere_in_what_is_stored(publish):
    cell = cell_of(publish())
    assert not {0.337, 123, 0.266, 0.408} & {
        value for value in cell.values() if isinstance(value, int | float)
    }


@pytest.mark.parametrize("new", [1, 9])
def test_figures_are_not_renewed_after_fewer_than_ten_new_responses(publish, new):
    before = publish()
    with pytest.raises(records.UnableToPublish, match=str(10 - new)):
        publish(replace(BASIS, responses=120 + new, input_digest="b" * 64, answers="two"))
    assert records.current("needs") == before


def test_figures_are_renewed_after_ten_new_responses_and_the_old_ones_are_kept(publish):
    before = publish()
    after = publish(replace(BASIS, responses=130, input_digest="b" * 64, answers="two"))
    assert records.current("needs") == after
    assert Publication.objects.get(pk=before.pk).is_current is False


def test_other_answers_of_as_many_municipalities_are_not_published_anew(publish):
    """A colleague who answers later changes the figures without a new municipality."""
    publish()
    with pytest.raises(records.UnableToPublish):
        publish(replace(BASIS, input_digest="b" * 64, answers="two"))


def test_figures_without_a_word_on_their_answers_are_taken_for_other_answers(publish):
    publish(replace(BASIS, answers=""))
    with pytest.raises(records.UnableToPublish):
        publish(replace(BASIS, input_digest="b" * 64, answers=""))


def test_the_same_answers_over_another_offer_are_published_anew(publish):
    before = publish()
    after = publish(replace(BASIS, input_digest="b" * 64))
    assert after != before
    assert records.current("needs") == after


ERASED = replace(BASIS, responses=119, input_digest="b" * 64, answers="two")


def test_after_an_erasure_figures_are_not_renewed_at_once(publish):
    """Two versions around an erasure differ by the answers that were erased."""
    before = publish()
    with pytest.raises(records.UnableToPublish, match="01-01-2027"):
        publish(ERASED)
    assert records.current("needs") == before


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 1, 7), date(2027, 4, 3)])
def test_after_an_erasure_the_old_figures_do_not_stay_longer_than_the_next_fixed_day(publish, day):
    publish()
    after = publish(ERASED, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert records.current("needs") == after


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (date(2026, 12, 31), date(2027, 1, 1)), (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 7), date(2027, 1, 7)), (date(2027, 1, 8), date(2027, 4, 1)),
        (date(2027, 9, 30), date(2027, 10, 1)),
    ],
)  # fmt: skip
def test_figures_are_renewed_in_the_first_week_of_a_quarter(on, day):
    assert records.publication_day(on) == day


def test_figures_outlive_answers_when_something_was_erased_after_they_were_published(publish, adviser, now):
    publish()
    assert not records.figures_outlive_answers()
    records.bury(adviser, reason="verzoek", by=adviser, at=now + timedelta(days=1))
    assert records.figures_outlive_answers()
    publish(ERASED, at=datetime(2027, 1, 2, 12, tzinfo=UTC))
    assert not records.figures_outlive_answers()


def test_the_same_digest_gives_the_same_publication_and_no_second_act(publish):
    first = publish()
    assert publish() == first
    assert records.Act.objects.filter(verb="publish").count() == 1


def test_real_figures_replace_fictitious_ones_at_once(publish):
    publish(replace(BASIS, is_fictitious=True))
    assert publish(replace(BASIS, responses=121, input_digest="b" * 64)).is_fictitious is False


def test_there_is_one_current_publication_per_kind(publish, now):
    first = publish()
    with pytest.raises(IntegrityError, match="one_current_publication_per_kind"), transaction.atomic():
        Publication.objects.create(
            kind="needs",
            published_at=now,
            figures={},
            base=1,
            method_version="1",
            input_digest=first.input_digest,
        )


def test_numbers_of_statements_are_stored_in_tens_and_small_ones_withheld(publish):
    counts = [Count("a", "b", 47, 20), Count("a", "c", 9, 9), Count("a", "d", 60, 9)]
    cells = publish(figures=counts).figures["cells"]
    assert [(cell["withheld"], cell["value"]) for cell in cells] == [(False, 50), (True, None), (True, None)]

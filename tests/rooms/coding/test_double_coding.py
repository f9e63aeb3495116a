"""Two coders judge blind; where they differ they decide together, and what counts is counted once."""

import pytest
from django.db import IntegrityError, transaction

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.agreeing import disagreements
from kennismakelaar.coding.models import Assignment, Coding
from kennismakelaar.coding.queries import open_suggestions
from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.topics.api import Topic

from .conftest import AT


def test_neither_coder_sees_the_other_until_both_have_finished(statement, code, ann, bob):
    coding.assign([statement], ann, by=ann, at=AT)
    coding.assign([statement], bob, order=2, by=ann, at=AT)
    firsts = coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    seconds = coding.mark(statement, 34, 60, code("polarisatie"), by=bob, at=AT)
    assert set(coding.visible_codings(statement, bob)) == {seconds}
    assert set(coding.visible_codings(statement, ann)) == {firsts}
    coding.finish(statement, by=ann, at=AT)
    assert set(coding.visible_codings(statement, bob)) == {seconds}
    assert set(coding.visible_codings(statement, ann)) == {firsts}
    coding.finish(statement, by=bob, at=AT)
    assert set(coding.visible_codings(statement, bob)) == {firsts, seconds}


def test_nothing_is_changed_after_both_have_finished(doubly, code, ann):
    [statement] = doubly([(["inclusie"], ["inclusie"])])
    with pytest.raises(coding.UnableToMark):
        coding.mark(statement, 0, 10, code("polarisatie"), by=ann, at=AT)
    with pytest.raises(coding.NotAssigned):
        coding.reopen(statement, by=ann, at=AT)


def test_a_coder_may_reopen_while_the_other_is_still_at_work(statement, code, ann, bob):
    coding.assign([statement], ann, by=ann, at=AT)
    coding.assign([statement], bob, order=2, by=ann, at=AT)
    coding.finish(statement, by=ann, at=AT)
    coding.reopen(statement, by=ann, at=AT)
    assert coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)


def test_somebody_is_not_their_own_second_coder(statement, ann):
    coding.assign([statement], ann, by=ann, at=AT)
    with pytest.raises(coding.UnableToAssign):
        coding.assign([statement], ann, order=2, by=ann, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(statement=statement, coder=ann, order=2)


def test_somebody_who_may_not_code_is_not_asked_to(statement, ann, partner):
    with pytest.raises(coding.UnableToAssign):
        coding.assign([statement], partner, by=ann, at=AT)


def test_nobody_finishes_what_was_not_theirs(statement, bob):
    with pytest.raises(coding.NotAssigned):
        coding.finish(statement, by=bob, at=AT)


def test_a_sample_for_the_second_coder_is_the_same_for_the_same_seed(say, ann, bob):
    statements = [say(f"Uitspraak {n} over polarisatie in de wijk.") for n in range(20)]
    coding.assign(statements, ann, by=ann, at=AT)
    chosen = {a.statement_id for a in coding.assign_sample(0.25, bob, by=ann, at=AT, seed=7)}
    assert len(chosen) == 5
    Assignment.objects.filter(order=2).delete()
    assert {a.statement_id for a in coding.assign_sample(0.25, bob, by=ann, at=AT, seed=7)} == chosen


def test_agreement_is_that_of_the_method_on_the_same_judgements(doubly, codebook):
    doubly(
        [(["inclusie"], ["inclusie"])] * 3
        + [(["inclusie"], [])]
        + [([], [])] * 4
        + [(["polarisatie"], ["polarisatie"])] * 2
    )
    report = coding.agreement(codebook, draws=200)
    assert report.statements == 10
    by_code = {row.code.slug: row.measured for row in report.codes}
    assert set(by_code) == {"inclusie", "polarisatie"}
    inclusion = by_code["inclusie"]
    assert (inclusion.raw, inclusion.positives, inclusion.units) == (pytest.approx(0.9), 7, 10)
    # Krippendorff by hand: 20 judgements, 7 given; 2 of 20 values differ within units.
    assert inclusion.alpha.value == pytest.approx(1 - 19 * 2 / (2 * 7 * 13))
    assert by_code["polarisatie"].alpha.value == pytest.approx(1)


def test_without_double_coding_there_is_no_agreement_to_report(codebook):
    report = coding.agreement(codebook)
    assert (report.statements, report.codes, report.overall) == (0, (), None)


def test_the_board_shows_only_where_coders_differ_and_nothing_was_decided(doubly, ann):
    same, differs = doubly([(["inclusie"], ["inclusie"]), (["inclusie"], ["polarisatie"])])
    [row] = disagreements()
    assert row.statement == differs
    assert [c.code.slug for c in row.first] == ["inclusie"]
    assert [c.code.slug for c in row.second] == ["polarisatie"]
    coding.adjudicate(differs, row.second, reason="het gaat over groepen tegenover elkaar", by=ann, at=AT)
    assert disagreements() == []
    assert same.segments.exists()


def test_a_joint_decision_counts_instead_of_both_readings(doubly, ann):
    [statement] = doubly([(["inclusie"], ["polarisatie"])])
    inclusion, polarization = Topic.objects.get(slug="inclusie"), Topic.objects.get(slug="polarisatie")
    assert coding.codings_of(inclusion).count() == 1
    assert coding.codings_of(polarization).count() == 0
    [row] = disagreements()
    coding.adjudicate(statement, row.second, reason="het gaat over groepen", by=ann, at=AT)
    assert coding.codings_of(inclusion).count() == 0
    assert [c.is_adjudicated for c in coding.codings_of(polarization)] == [True]


def test_a_decision_may_be_that_no_code_fits_and_may_be_taken_again(doubly, ann):
    [statement] = doubly([(["inclusie"], ["polarisatie"])])
    [row] = disagreements()
    coding.adjudicate(statement, [], reason="geen van beide past", by=ann, at=AT)
    assert not coding.counting_codings().exists()
    coding.adjudicate(statement, row.first, reason="toch de eerste lezing", by=ann, at=AT)
    assert coding.counting_codings().count() == 1
    assert Coding.objects.filter(is_adjudicated=True).count() == 1


def test_a_decision_needs_a_reason_two_finished_readings_and_the_right(doubly, statement, ann, partner):
    [done] = doubly([(["inclusie"], ["polarisatie"])])
    with pytest.raises(coding.UnableToAdjudicate):
        coding.adjudicate(done, [], reason=" ", by=ann, at=AT)
    with pytest.raises(coding.UnableToAdjudicate):
        coding.adjudicate(statement, [], reason="te vroeg", by=ann, at=AT)
    with pytest.raises(NotAllowed):
        coding.adjudicate(done, [], reason="niet mijn werk", by=partner, at=AT)


def test_judgements_of_another_statement_cannot_be_kept(doubly, ann):
    one, other = doubly([(["inclusie"], ["polarisatie"]), (["inclusie"], [])])
    strange = Coding.objects.filter(segment__statement=other).first()
    with pytest.raises(coding.UnableToAdjudicate):
        coding.adjudicate(one, [strange], reason="vergissing", by=ann, at=AT)


def test_a_topic_counts_the_judgements_on_the_topics_below_it(doubly, codebook):
    child = codebook.codes.exclude(parent=None).first()
    doubly([([child.slug], [child.slug])])
    assert coding.codings_of(child.topic).count() == 1
    assert coding.codings_of(child.topic.parent).count() == 1


def test_an_unfinished_judgement_does_not_count(statement, code, ann):
    coding.assign([statement], ann, by=ann, at=AT)
    coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    assert not coding.counting_codings().exists()
    coding.finish(statement, by=ann, at=AT)
    assert coding.counting_codings().count() == 1


def test_the_machine_proposes_apart_from_people_and_on_words_that_are_there(say, codebook, code, ann):
    polar, safe = code("polarisatie"), code("inclusie")
    for n in range(12):
        for text, chosen in (
            ("Groepen staan tegenover elkaar, polarisatie groeit", polar),
            ("Iedereen hoort erbij, inclusie werkt", safe),
        ):
            said = say(f"{text} in ronde {n}.")
            coding.assign([said], ann, by=ann, at=AT)
            coding.mark(said, 0, len(said.text), chosen, by=ann, at=AT)
            coding.finish(said, by=ann, at=AT)
    fresh = say("Dat is goed. De polarisatie tussen groepen groeit, zij staan tegenover elkaar.")
    before = Coding.objects.count()
    assert coding.suggest(codebook, at=AT) >= 1
    assert Coding.objects.count() == before
    proposal = open_suggestions(fresh, ann).first()
    assert proposal.code == polar
    assert proposal.quote == "De polarisatie tussen groepen groeit, zij staan tegenover elkaar."
    assert proposal.words
    accepted = coding.accept_suggestion(proposal, by=ann, at=AT)
    assert (accepted.coder, accepted.code, accepted.segment.quote) == (ann, polar, proposal.quote)
    assert not open_suggestions(fresh, ann).exists()
    with pytest.raises(coding.UnableToJudge):
        coding.reject_suggestion(proposal, by=ann, at=AT)


def test_with_too_few_judgements_the_machine_says_so(statement, codebook):
    with pytest.raises(coding.NotEnoughCodings):
        coding.suggest(codebook, at=AT)


def test_blind_coders_see_no_proposals(statement, codebook, code, ann, bob):
    from kennismakelaar.coding.models import Suggestion

    Suggestion.objects.create(
        statement=statement, code=code("inclusie"), start=0, end=5, confidence=0.9, model_version="x"
    )
    coding.assign([statement], ann, by=ann, at=AT)
    assert open_suggestions(statement, ann).count() == 1
    coding.assign([statement], bob, order=2, by=ann, at=AT)
    assert not open_suggestions(statement, ann).exists()

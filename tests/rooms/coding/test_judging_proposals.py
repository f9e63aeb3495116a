"""Rules of judging what the machine proposes: right, other words, another code or wrong, each kept as such."""

import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.models import Coding, MachineRun, Suggestion
from kennismakelaar.coding.quality import quality_of

from .conftest import AT, TEXT

V = Suggestion.Verdict


@pytest.fixture
def run(codebook):
    measured = [{"code": "polarisatie", "positives": 9, "precision": 0.9, "recall": 0.8, "silent": False}]
    return MachineRun.objects.create(
        codebook=codebook, kind=MachineRun.Kind.LEARNED, at=AT, codings=9, measured=measured,
        refused={"altered_quote": 2},
    )  # fmt: skip


@pytest.fixture
def proposal(statement, code, run):
    return Suggestion.objects.create(
        statement=statement,
        code=code("polarisatie"),
        start=0,
        end=33,
        confidence=0.8,
        model_version="1",
        run=run,
    )


def verdict(proposal):
    proposal.refresh_from_db()
    return proposal.verdict


def test_another_code_is_kept_as_a_correction_and_counts_against_the_machine(proposal, codebook, code, ann):
    made = coding.correct_suggestion(proposal, codes=[code("inclusie")], by=ann, at=AT)
    assert (made.code.slug, made.segment.place, made.coder) == ("inclusie", (0, 33), ann)
    assert verdict(proposal) == V.OTHER_CODE
    [measured] = quality_of(codebook).codes
    assert (measured.people.right, measured.people.all) == (0, 1)
    assert measured.people.instead == ((code("inclusie").label, 1),)


def test_other_words_are_kept_as_such_and_the_code_was_right(proposal, codebook, ann):
    made = coding.correct_suggestion(proposal, place=(34, len(TEXT)), by=ann, at=AT)
    assert made.segment.quote == "Een training over polarisatie helpt ons verder."
    assert verdict(proposal) == V.OTHER_WORDS
    [measured] = quality_of(codebook).codes
    assert (measured.people.right, measured.people.other_words, measured.people.all) == (1, 1, 1)


def test_a_code_beside_the_one_proposed_is_no_correction_of_it(proposal, code, ann):
    coding.correct_suggestion(proposal, codes=[code("polarisatie"), code("inclusie")], by=ann, at=AT)
    assert verdict(proposal) == V.ACCEPTED
    assert Coding.objects.count() == 2


def test_a_correction_that_corrects_nothing_is_asked_again(proposal, code, ann):
    with pytest.raises(coding.UnableToJudge):
        coding.correct_suggestion(proposal, place=(0, 34), codes=[code("polarisatie")], by=ann, at=AT)
    assert verdict(proposal) == V.OPEN
    assert not Coding.objects.exists()


def test_what_a_colleague_judged_first_is_not_judged_again(proposal, code, ann, bob):
    coding.reject_suggestion(proposal, by=bob, at=AT)
    with pytest.raises(coding.UnableToJudge):
        coding.correct_suggestion(proposal, codes=[code("inclusie")], by=ann, at=AT)


def test_a_correction_to_words_that_are_not_there_changes_nothing(proposal, ann):
    with pytest.raises(coding.UnableToMark):
        coding.correct_suggestion(proposal, place=(0, 9999), by=ann, at=AT)
    assert verdict(proposal) == V.OPEN


def test_the_page_of_proposals_judges_without_javascript(client, proposal, ann):
    client.force_login(ann)
    page = client.get(reverse("coding:proposals")).content.decode()
    assert "<mark>Wij missen de school als partner.</mark> Een training" in page
    answer = client.post(
        reverse("coding:judge_proposal", args=[proposal.pk]),
        {"verdict": "correct", "code": "inclusie", "sentence": "2"},
    )
    assert answer.status_code == 302
    made = Coding.objects.get()
    assert (made.code.slug, made.segment.quote) == (
        "inclusie",
        "Een training over polarisatie helpt ons verder.",
    )


def test_after_a_judgement_the_next_proposal_is_the_one_that_is_judged(client, proposal, code, run, say, ann):
    following = Suggestion.objects.create(
        statement=say("Nog een uitspraak."), code=code("polarisatie"), start=0, end=3, confidence=0.7,
        model_version="1", run=run,
    )  # fmt: skip
    client.force_login(ann)
    answer = client.post(reverse("coding:judge_proposal", args=[proposal.pk]), {"verdict": "accept"})
    assert answer.url.endswith(f"#voorstel-{following.pk}")


def test_on_the_page_of_a_text_a_proposal_is_corrected_with_what_is_chosen(client, proposal, ann):
    client.force_login(ann)
    where = reverse("coding:judge", args=[proposal.statement_id, proposal.pk])
    client.post(where, {"verdict": "correct"})
    assert verdict(proposal) == V.OPEN
    client.post(where, {"verdict": "correct", "first": "0", "last": "1"})
    assert (verdict(proposal), Coding.objects.get().segment.quote) == (V.OTHER_WORDS, "Wij missen")


def test_who_codes_a_text_blind_or_finished_it_judges_no_proposal_on_it(client, proposal, ann, bob):
    coding.assign([proposal.statement], ann, order=1, by=ann, at=AT)
    coding.assign([proposal.statement], bob, order=2, by=ann, at=AT)
    assert not coding.proposals_for(ann).exists()
    client.force_login(ann)
    assert (
        client.post(reverse("coding:judge_proposal", args=[proposal.pk]), {"verdict": "accept"}).status_code
        == 404
    )
    coding.finish(proposal.statement, by=bob, at=AT)
    assert not coding.proposals_for(ann).exists()
    assert not coding.proposals_for(bob).exists()


def test_what_was_refused_is_counted_on_the_page_of_quality(client, proposal, ann):
    client.force_login(ann)
    page = client.get(reverse("coding:quality")).content.decode()
    assert "Geweigerd in de laatste ronde: 2." in page
    assert "Het citaat staat niet woord voor woord in de tekst: 2" in page

"""A change answers something, and is carried out only when every department agrees."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from kennismakelaar.curriculum import api as curriculum

DEPARTMENTS = ("szw", "bzk", "nctv")


def agree(asked, tokens, now, *slugs):
    for slug in slugs:
        curriculum.judge(asked(slug), "agreed", token=tokens(slug), at=now)


def test_a_change_that_answers_nothing_is_refused(current, adviser, now):
    with pytest.raises(curriculum.UnableToPropose):
        curriculum.propose_change(
            current, curriculum.Change("Iets", "Anders.", "Zomaar."), by=adviser, at=now
        )
    assert not curriculum.proposals().exists()


def test_every_department_that_signs_off_is_asked(links, proposal):
    assert {sign.organization.slug for sign in proposal.sign_offs.all()} == set(DEPARTMENTS)
    assert len(set(links.values())) == len(DEPARTMENTS)


def test_of_a_link_only_the_hash_is_kept(asked, tokens):
    assert tokens("szw") not in asked("szw").token_hash


def test_with_the_last_agreement_the_change_is_agreed(proposal, asked, tokens, now):
    agree(asked, tokens, now, "szw", "bzk")
    proposal.refresh_from_db()
    assert proposal.status == "submitted"
    agree(asked, tokens, now, "nctv")
    proposal.refresh_from_db()
    assert proposal.status == "agreed"


def test_one_refusal_with_a_reason_refuses_the_change(proposal, asked, tokens, now):
    agree(asked, tokens, now, "szw")
    curriculum.judge(asked("bzk"), "refused", reason="Eerst afstemmen.", token=tokens("bzk"), at=now)
    proposal.refresh_from_db()
    assert proposal.status == "refused"


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_a_refusal_without_a_reason_does_not_count(asked, tokens, now, reason):
    with pytest.raises(curriculum.UnableToJudge):
        curriculum.judge(asked("szw"), "refused", reason=reason, token=tokens("szw"), at=now)
    assert asked("szw").judgement == "asked"


@pytest.mark.parametrize("judgement", ["asked", "misschien", ""])
def test_a_judgement_is_agreed_or_refused_and_nothing_else(asked, tokens, now, judgement):
    with pytest.raises(curriculum.UnableToJudge):
        curriculum.judge(asked("szw"), judgement, token=tokens("szw"), at=now)


def test_a_refused_change_asks_nothing_more_of_the_other_departments(asked, tokens, partner_of, now):
    other = partner_of("nctv")
    assert curriculum.asked_of(other).count() == 1
    curriculum.judge(asked("bzk"), "refused", reason="Eerst afstemmen.", token=tokens("bzk"), at=now)
    assert not curriculum.asked_of(other).exists()
    with pytest.raises(curriculum.UnableToJudge):
        curriculum.judge(asked("nctv"), "agreed", by=other, at=now)


def test_submitted_anew_it_asks_who_refused_again_and_keeps_who_agreed(proposal, asked, tokens, adviser, now):
    agree(asked, tokens, now, "szw")
    curriculum.judge(asked("bzk"), "refused", reason="Eerst afstemmen.", token=tokens("bzk"), at=now)
    curriculum.submit(proposal, by=adviser, at=now + timedelta(days=1))
    assert [asked(slug).judgement for slug in DEPARTMENTS] == ["agreed", "asked", "asked"]
    assert asked("bzk").reason == ""
    agree(asked, tokens, now, "bzk", "nctv")
    proposal.refresh_from_db()
    assert proposal.status == "agreed"


def test_what_lies_with_the_departments_is_not_laid_before_them_again(proposal, links, adviser, now):
    with pytest.raises(curriculum.UnableToSubmit):
        curriculum.submit(proposal, by=adviser, at=now)


def test_what_was_carried_out_is_not_laid_before_the_departments_again(proposal, asked, tokens, adviser, now):
    agree(asked, tokens, now, *DEPARTMENTS)
    proposal.refresh_from_db()
    curriculum.carry_out(proposal, by=adviser, at=now)
    with pytest.raises(curriculum.UnableToSubmit):
        curriculum.submit(proposal, by=adviser, at=now)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.done_on) == ("done", now.date())


def test_a_change_is_carried_out_only_when_all_agreed(proposal, asked, tokens, adviser, now):
    for step in DEPARTMENTS:
        proposal.refresh_from_db()
        with pytest.raises(curriculum.UnableToCarryOut):
            curriculum.carry_out(proposal, by=adviser, at=now)
        agree(asked, tokens, now, step)
    proposal.refresh_from_db()
    assert curriculum.carry_out(proposal, by=adviser, at=now).status == "done"


def test_a_department_judges_by_its_link_without_an_account(asked, tokens):
    address = f"/akkoord/{tokens('szw')}"
    assert Client().get(address).status_code == 200
    assert asked("szw").judgement == "asked"
    assert Client().post(address, {"judgement": "agreed", "reason": ""}).status_code == 302
    assert asked("szw").judgement == "agreed"
    assert asked("szw").judged_by_id is None


def test_a_link_that_was_never_sent_leads_nowhere(links):
    assert Client().get("/akkoord/verzonnen").status_code == 404


def test_a_change_in_draft_is_not_public(proposal):
    assert Client().get(f"/curriculum/wijziging/{proposal.pk}").status_code == 404
    assert Client().get(f"/draad/wijziging/{proposal.pk}").status_code == 404


def test_a_learning_objective_is_tied_to_the_need_it_answers(module, need, adviser, now):
    objective = module.objectives.get()
    curriculum.tie_objective(objective, [need], by=adviser, at=now)
    assert "Onjuiste berichten beantwoorden" in Client().get("/curriculum").content.decode()


def test_practice_is_at_most_the_whole_of_a_module(current, adviser, now):
    with pytest.raises(IntegrityError, match="practice_is_a_percentage"):
        curriculum.add_module(
            current,
            curriculum.ModuleDraft("Te veel", "training", [], practical_share=101),
            by=adviser,
            at=now,
        )


def test_a_department_is_asked_once_per_change(asked):
    sign = asked("szw")
    sign.pk = None
    with pytest.raises(IntegrityError, match="one_sign_off_per_department"):
        sign.save()


def test_the_database_keeps_no_refusal_without_a_reason(asked):
    sign = asked("szw")
    sign.judgement = "refused"
    with pytest.raises(IntegrityError, match="a_refusal_has_a_reason"):
        sign.save()

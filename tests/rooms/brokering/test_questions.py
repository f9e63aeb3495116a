"""A question is taken in, referred and answered; what nobody knows becomes a knowledge gap that can be filled."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from kennismakelaar.brokering import api as brokering
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality, Organization

NOBODY_KNOWS = "Niemand weet dit nog"
PERSONAL = "Mag ik het antwoord op jan.pietersen@voorbeeld.nl over desinformatie?"


@pytest.mark.parametrize("text", ["", "   \n", "x" * 5001])
def test_a_question_without_words_or_too_long_is_refused(ask, text):
    with pytest.raises(brokering.UnableToAsk):
        ask(text)


def test_a_question_with_personal_data_is_held_back(ask):
    assert ask(PERSONAL).inquiry.statement.status == "held_back"
    assert ask().inquiry.statement.status == "open"


def test_the_receipt_of_a_held_back_question_shows_none_of_its_words(ask, new_offer):
    new_offer("Voorbeeld desinformatie", summary="Voor wie met onjuiste berichten te maken krijgt.")
    words = Client().get(f"/vraag/{ask(PERSONAL).token}").content.decode()
    assert "pietersen" not in words.lower()
    assert "Mag ik het antwoord" not in words


def test_reasons_are_left_out_while_words_are_held_back(ask, new_offer, today):
    from kennismakelaar.brokering.queries import suggestions_of

    new_offer("Voorbeeld desinformatie", summary="Voor wie met onjuiste berichten te maken krijgt.")
    held, plain = ask(PERSONAL).inquiry, ask("Wat is er over desinformatie?").inquiry
    assert suggestions_of(held, on=today).items
    assert not any(item.why for item in suggestions_of(held, on=today).items)
    assert any(item.why for item in suggestions_of(plain, on=today).items)


def test_opening_the_receipt_changes_nothing(ask):
    asked = ask()
    before = brokering.Inquiry.objects.values().get()
    pages = [Client().get(f"/vraag/{asked.token}").status_code for _again in range(3)]
    assert pages == [200, 200, 200]
    assert brokering.Inquiry.objects.values().get() == before


def test_a_receipt_that_was_never_given_leads_nowhere(ask):
    ask()
    assert Client().get("/vraag/verzonnen").status_code == 404


def test_of_a_receipt_only_the_hash_is_kept(ask):
    asked = ask()
    assert asked.token not in asked.inquiry.receipt_hash


def test_an_erased_question_shows_nowhere(ask, adviser, now):
    asked = ask("Wij hebben een bijzondere vraag over ooievaars.")
    intake.erase_statement(asked.inquiry.statement, reason="Op verzoek.", by=adviser, at=now)
    client = Client()
    client.force_login(adviser)
    pages = [f"/vraag/{asked.token}", f"/werk/vragen/{asked.inquiry.pk}", "/werk/vragen"]
    answers = [client.get(address) for address in pages]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert not any("ooievaars" in answer.content.decode() for answer in answers)


def test_suggestions_come_with_a_reason_by_words_alone(ask, new_offer, today):
    offer = new_offer()
    found = brokering.suggestions_for("Wat is er over desinformatie?", on=today)
    assert offer.slug in [item.key for item in found.items]
    assert all(item.why for item in found.items)


def test_a_public_answer_is_found_whatever_role_and_phase_somebody_has(ask, adviser, now, today):
    made = brokering.answer(
        ask().inquiry, "Leg een bijenkaart aan voor de wijk.", is_public=True, by=adviser, at=now
    )
    for role, phase in (("", ""), ("mayor", ""), ("social", "acute")):
        found = brokering.suggestions_for("bijenkaart", role=role, phase=phase, on=today)
        assert ("answer", str(made.pk)) in [(item.kind, item.key) for item in found.items]
    assert Client().get(f"/vraag/antwoord/{made.pk}").status_code == 200


def test_an_answer_that_is_not_public_is_found_by_nobody(ask, adviser, now, today):
    made = brokering.answer(ask().inquiry, "Leg een bijenkaart aan voor de wijk.", by=adviser, at=now)
    assert not [i for i in brokering.suggestions_for("bijenkaart", on=today).items if i.kind == "answer"]
    assert Client().get(f"/vraag/antwoord/{made.pk}").status_code == 404


@pytest.mark.parametrize(
    "where", [{"text": "Bel 06-12345678."}, {"text": "Zo.", "sources": "Bel 06-12345678."}]
)
def test_a_public_answer_that_points_at_somebody_is_refused(ask, adviser, now, where):
    inquiry = ask().inquiry
    with pytest.raises(intake.PointsAtSomebody):
        brokering.answer(inquiry, is_public=True, by=adviser, at=now, **where)
    assert not inquiry.answers.exists()


def test_an_answer_without_words_is_refused(ask, adviser, now):
    with pytest.raises(brokering.UnableToAnswer):
        brokering.answer(ask().inquiry, "  ", by=adviser, at=now)


def test_the_answer_stands_on_the_receipt(ask, adviser, now):
    asked = ask()
    brokering.answer(asked.inquiry, "Begin met een rondje langs de scholen.", by=adviser, at=now)
    assert "rondje langs de scholen" in Client().get(f"/vraag/{asked.token}").content.decode()


@pytest.mark.parametrize(("days", "since"), [(-1, -60), (60, 1)])
def test_somebody_whose_consent_has_expired_or_has_not_begun_is_not_referred_to(
    ask, expertise, adviser, now, days, since
):
    inquiry = ask().inquiry
    with pytest.raises(brokering.UnableToRefer):
        brokering.refer(inquiry, expertise=expertise(days, since), reason="Past.", by=adviser, at=now)
    assert not inquiry.referrals.exists()


def test_on_the_last_day_of_the_consent_somebody_may_still_be_asked(ask, expertise, adviser, now, today):
    found = expertise(0)
    assert list(brokering.expertise_on(["desinformatie"], on=today)) == [found]
    assert not brokering.expertise_on(["desinformatie"], on=today + timedelta(days=1)).exists()
    brokering.refer(ask().inquiry, expertise=found, reason="Past.", by=adviser, at=now)


def test_a_question_goes_to_one_offer_or_one_expert(ask, expertise, new_offer, adviser, now):
    inquiry = ask().inquiry
    for both_or_none in ({}, {"offer": new_offer(), "expertise": expertise()}):
        with pytest.raises(brokering.UnableToRefer):
            brokering.refer(inquiry, reason="Past.", by=adviser, at=now, **both_or_none)


def test_a_withdrawn_offer_is_not_referred_to(ask, new_offer, adviser, now, today):
    offer = new_offer()
    offer.withdrawn_on = today
    with pytest.raises(brokering.UnableToRefer):
        brokering.refer(ask().inquiry, offer=offer, reason="Past.", by=adviser, at=now)


def test_a_filled_knowledge_gap_is_shown_to_who_asked(ask, topic, new_offer, adviser, now):
    asked, offer = ask(), new_offer()
    gap = brokering.declare_knowledge_gap(
        "Wat werkt?", topic=topic, inquiries=[asked.inquiry], by=adviser, at=now
    )
    before = Client().get(f"/vraag/{asked.token}").content.decode()
    assert NOBODY_KNOWS in before
    brokering.fill_knowledge_gap(gap, offer, by=adviser, at=now)
    after = Client().get(f"/vraag/{asked.token}").content.decode()
    assert f"/menukaart/{offer.slug}" in after
    assert NOBODY_KNOWS not in after


def test_a_filled_knowledge_gap_is_not_taken_up_again(topic, new_offer, adviser, now):
    gap = brokering.declare_knowledge_gap("Wat werkt?", topic=topic, inquiries=[], by=adviser, at=now)
    brokering.fill_knowledge_gap(gap, new_offer(), by=adviser, at=now)
    with pytest.raises(brokering.UnableToTakeUp):
        brokering.take_up_knowledge_gap(gap, Organization.objects.get(slug="kis"), by=adviser, at=now)


def test_a_knowledge_gap_that_points_at_somebody_is_refused(topic, adviser, now):
    with pytest.raises(intake.PointsAtSomebody):
        brokering.declare_knowledge_gap("Bel 06-12345678", topic=topic, inquiries=[], by=adviser, at=now)


def test_expertise_is_of_exactly_one(topic, adviser, now, today):
    both = {
        "organization": Organization.objects.get(slug="kis"),
        "municipality": Municipality.objects.get(pk="GM0503"),
    }
    with pytest.raises(IntegrityError, match="expertise_is_of_exactly_one"):
        brokering.add_expertise(topic, consented_on=today, expires_on=today, by=adviser, at=now, **both)


def test_the_database_keeps_no_referral_to_two_places(ask, expertise, new_offer, adviser, now):
    referral = brokering.refer(ask().inquiry, offer=new_offer(), reason="Past.", by=adviser, at=now)
    referral.expertise = expertise()
    with pytest.raises(IntegrityError, match="a_referral_goes_to_one_place"):
        referral.save()


def test_the_words_of_one_statement_are_one_question(ask):
    double = ask().inquiry
    double.pk = None
    with pytest.raises(IntegrityError, match="statement_id"):
        double.save()

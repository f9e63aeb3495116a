"""Who may not broker. The right is asked first: before anything is looked up."""

import pytest
from django.test import Client

from kennismakelaar.brokering import api as brokering
from kennismakelaar.organizations.api import Organization
from kennismakelaar.shared.errors import NotAllowed
from rooms.rights import EVERYBODY_BUT_AN_ADVISER, somebody

FOR_ADVISERS = {
    "declare_knowledge_gap": lambda who: brokering.declare_knowledge_gap("", topic=None, inquiries=[], **who),
    "fill_knowledge_gap": lambda who: brokering.fill_knowledge_gap(None, None, **who),
    "add_expertise": lambda who: brokering.add_expertise(None, consented_on=None, expires_on=None, **who),
}
FOR_BROKERS = {
    "refer": lambda inquiry, who: brokering.refer(inquiry, reason="", **who),
    "answer": lambda inquiry, who: brokering.answer(inquiry, "Zo.", **who),
    "set_topic": lambda inquiry, who: brokering.set_topic(inquiry, None, **who),
}


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
@pytest.mark.parametrize("action", FOR_ADVISERS)
def test_only_an_adviser_decides_what_nobody_knows_and_who_may_be_asked(db, now, action, who):
    with pytest.raises(NotAllowed):
        FOR_ADVISERS[action]({"by": somebody(who), "at": now})


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
def test_a_question_is_handled_by_an_adviser_or_by_who_it_was_referred_to(ask, now, who):
    inquiry, user = ask().inquiry, somebody(who)
    for action in FOR_BROKERS.values():
        with pytest.raises(NotAllowed):
            action(inquiry, {"by": user, "at": now})
    assert not inquiry.answers.exists()


def test_a_partner_answers_what_was_referred_to_the_own_organization(
    ask, expertise, partner_of, adviser, now
):
    inquiry = ask().inquiry
    brokering.refer(inquiry, expertise=expertise(), reason="Weet hier veel van.", by=adviser, at=now)
    with pytest.raises(NotAllowed):
        brokering.answer(inquiry, "Zo.", by=partner_of("movisie"), at=now)
    assert brokering.answer(inquiry, "Zo.", by=partner_of("kis"), at=now).organization.slug == "kis"


def test_a_partner_sees_the_questions_referred_to_the_own_organization_only(
    ask, expertise, partner_of, adviser, now
):
    ours, _other = ask().inquiry, ask("Een heel andere vraag over nazorg.").inquiry
    brokering.refer(ours, expertise=expertise(), reason="Weet hier veel van.", by=adviser, at=now)
    assert list(brokering.inquiries_for(partner_of("kis"))) == [ours]
    assert not brokering.inquiries_for(partner_of("movisie")).exists()


def test_a_partner_does_not_see_a_held_back_question_that_was_referred(
    ask, expertise, partner_of, adviser, now
):
    inquiry = ask("Mail het antwoord naar jan@voorbeeld.nl.").inquiry
    brokering.refer(inquiry, expertise=expertise(), reason="Weet hier veel van.", by=adviser, at=now)
    assert not brokering.inquiries_for(partner_of("kis")).exists()


def test_a_partner_does_not_make_an_answer_public(ask, expertise, partner_of, adviser, now):
    inquiry = ask().inquiry
    brokering.refer(inquiry, expertise=expertise(), reason="Weet hier veel van.", by=adviser, at=now)
    with pytest.raises(NotAllowed):
        brokering.answer(inquiry, "Zo.", is_public=True, by=partner_of("kis"), at=now)


def test_somebody_of_a_municipality_sees_the_own_questions_only(ask, official_of):
    delft, utrecht = official_of("GM0503"), official_of("GM0344")
    own = ask(by=delft).inquiry
    theirs = ask("Een heel andere vraag over nazorg.", by=utrecht).inquiry
    assert list(brokering.inquiries_for(delft)) == [own]
    client = Client()
    client.force_login(delft)
    assert client.get(f"/werk/vragen/{own.pk}").status_code == 200
    assert client.get(f"/werk/vragen/{theirs.pk}").status_code == 404


@pytest.mark.parametrize("who", ["municipality", "nobody", "anonymous", "inactive adviser"])
def test_nobody_else_takes_up_a_knowledge_gap(db, now, who):
    with pytest.raises(NotAllowed):
        brokering.take_up_knowledge_gap(None, None, by=somebody(who), at=now)


def test_a_partner_takes_up_a_knowledge_gap_for_the_own_organization_only(topic, partner_of, adviser, now):
    gap = brokering.declare_knowledge_gap("Wat werkt?", topic=topic, inquiries=[], by=adviser, at=now)
    kis = Organization.objects.get(slug="kis")
    with pytest.raises(NotAllowed):
        brokering.take_up_knowledge_gap(gap, kis, by=partner_of("movisie"), at=now)
    assert brokering.take_up_knowledge_gap(gap, kis, by=partner_of("kis"), at=now).taken_up_by == kis

"""Everybody who spoke hears once what became of it, and can say something to that."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake

TOLD = follow_up.Reply("U vroeg om oefening", "Er komt een werkplaats.", "under_way", is_fictitious=True)
SPOKE = ("GM0503", "GM0344", "GM0503", None)  # Delft twice, Utrecht once, and somebody unknown


@pytest.fixture
def statements(say):
    return [
        say(f"Wij willen oefenen, zei iemand in ronde {number}.", code) for number, code in enumerate(SPOKE)
    ]


@pytest.fixture
def reply(statements, adviser, now):
    return follow_up.write(TOLD, statements=statements, by=adviser, at=now)


@pytest.fixture
def token(reply, adviser, now):
    return follow_up.send(reply, by=adviser, at=now)["GM0503"]


def test_every_municipality_that_spoke_is_reached_exactly_once(reply, adviser, now):
    assert set(follow_up.send(reply, by=adviser, at=now)) == {"GM0503", "GM0344"}
    assert sorted(reply.deliveries.values_list("municipality_id", flat=True)) == ["GM0344", "GM0503"]


def test_sending_twice_sends_nothing_double(reply, adviser, now):
    follow_up.send(reply, by=adviser, at=now)
    assert follow_up.send(reply, by=adviser, at=now + timedelta(days=1)) == {}
    assert reply.deliveries.count() == 2
    reply.refresh_from_db()
    assert reply.sent_on == now.date()


def test_who_spoke_later_is_reached_by_sending_again(reply, say, adviser, now):
    follow_up.send(reply, by=adviser, at=now)
    reply.statements.add(say("Wij ook, in ronde 9.", "GM0363"))
    assert set(follow_up.send(reply, by=adviser, at=now)) == {"GM0363"}


def test_a_reply_without_statements_is_refused(register, adviser, now):
    with pytest.raises(follow_up.UnableToFollowUp):
        follow_up.write(TOLD, statements=[], by=adviser, at=now)


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_reply_that_points_at_somebody_is_refused(statements, adviser, now, field):
    facts = {"title": "U vroeg om oefening", "text": "Er komt een werkplaats.", "outcome": "under_way"}
    with pytest.raises(intake.PointsAtSomebody):
        follow_up.write(
            follow_up.Reply(**{**facts, field: "Bel 06-12345678."}), statements=statements, by=adviser, at=now
        )


def test_a_reply_is_public_only_after_it_was_sent(reply, adviser, now):
    assert "U vroeg om oefening" not in Client().get("/terugkoppeling").content.decode()
    assert Client().get(f"/draad/terugkoppeling/{reply.pk}").status_code == 404
    follow_up.send(reply, by=adviser, at=now)
    assert "U vroeg om oefening" in Client().get("/terugkoppeling").content.decode()


def test_those_whose_words_show_a_need_hear_of_it_but_nobody_hears_of_erased_words(
    statements, need_of, adviser, now
):
    need = need_of(*statements[:3])
    intake.erase_statement(statements[0], reason="Op verzoek.", by=adviser, at=now)
    assert {one.pk for one in follow_up.statements_behind(need)} == {statements[1].pk, statements[2].pk}


def test_a_reaction_comes_in_as_a_new_statement_of_that_municipality(token, now):
    made = follow_up.react(token, "Kan dit ook in de regio?", at=now)
    assert (made.municipality_id, made.source.channel, made.status) == ("GM0503", "reaction", "open")
    assert made.source.is_fictitious
    assert made in follow_up.unanswered_statements()


def test_a_reaction_with_personal_data_is_held_back(token, now):
    assert follow_up.react(token, "Mail mij op jan@voorbeeld.nl.", at=now).status == "held_back"


def test_one_link_takes_one_reaction(token, now):
    follow_up.react(token, "Fijn.", at=now)
    with pytest.raises(follow_up.UnableToReact):
        follow_up.react(token, "Nog iets.", at=now)


@pytest.mark.parametrize(("link", "text"), [("verzonnen", "Fijn."), (None, "   ")])
def test_an_unknown_link_or_an_empty_reaction_is_refused(token, now, link, text):
    with pytest.raises(follow_up.UnableToReact):
        follow_up.react(link or token, text, at=now)


def test_opening_the_link_changes_nothing_and_reacting_needs_no_account(token):
    address = f"/terugkoppeling/{token}"
    before = list(follow_up.Delivery.objects.order_by("pk").values())
    assert Client().get(address).status_code == 200
    assert list(follow_up.Delivery.objects.order_by("pk").values()) == before
    assert Client().post(address, {"text": "Fijn."}).status_code == 302
    assert follow_up.Delivery.objects.exclude(reaction=None).count() == 1


def test_links_are_shown_once_and_lead_to_the_reply(reply, adviser):
    client = Client()
    client.force_login(adviser)
    shown = client.post(f"/werk/terugkoppeling/{reply.pk}/verstuur").content.decode()
    links = re.findall(r"http://testserver(/terugkoppeling/[\w-]+)", shown)
    assert len(links) == 2
    assert all(Client().get(link).status_code == 200 for link in links)
    again = client.post(f"/werk/terugkoppeling/{reply.pk}/verstuur").content.decode()
    assert "http://testserver/terugkoppeling/" not in again


def test_the_database_keeps_one_delivery_per_municipality(token, reply):
    double = reply.deliveries.get(municipality_id="GM0503")
    double.pk, double.token_hash = None, "0" * 64
    with pytest.raises(IntegrityError, match="a_follow_up_is_sent_once_per_municipality"):
        double.save()


def test_the_database_keeps_no_link_twice(token, reply):
    one, other = reply.deliveries.order_by("municipality_id")
    other.token_hash = one.token_hash
    with pytest.raises(IntegrityError, match="token_hash"):
        other.save()


def test_the_database_ties_a_reaction_to_one_reply_only(token, reply, now):
    made = follow_up.react(token, "Fijn.", at=now)
    other = reply.deliveries.get(municipality_id="GM0344")
    other.reaction = made
    with pytest.raises(IntegrityError, match="reaction_id"):
        other.save()

"""The thread: words are shown to who may read them, others see about how many there are."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from kennismakelaar.accounts.api import Position
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.website.thread import publish_streams, thread_from
from kennismakelaar.website.worklist import rooms_for, waiting_for
from rooms.rights import EVERYBODY_BUT_AN_ADVISER, somebody

WORDS = "Wij zien onjuiste berichten over ooievaars."


@pytest.fixture
def statement(say):
    return say(WORDS, "GM0503")


@pytest.fixture
def need(statement, need_of):
    return need_of(statement)


@pytest.fixture
def reply(need, adviser, now):
    told = follow_up.Reply(
        "U vroeg om oefening", "Er komt een werkplaats.", "under_way", need=need, is_fictitious=True
    )
    return follow_up.write(told, statements=follow_up.statements_behind(need), by=adviser, at=now)


def titles(thread):
    return [item.title for station in thread.stations for item in station.items]


def test_an_adviser_reads_the_words_behind_a_need(need, adviser):
    assert WORDS in titles(thread_from("behoefte", str(need.pk), user=adviser))


def test_nobody_else_reads_the_words_behind_a_need(need, partner, official):
    for user in (AnonymousUser(), partner, official):
        shown = titles(thread_from("behoefte", str(need.pk), user=user))
        assert WORDS not in shown
        assert [title for title in shown if "10" in title]


def test_somebody_of_the_municipality_that_spoke_reads_the_own_words(need, official_of):
    assert WORDS in titles(thread_from("behoefte", str(need.pk), user=official_of("GM0503")))
    assert WORDS not in titles(thread_from("behoefte", str(need.pk), user=official_of("GM0344")))


@pytest.mark.parametrize(("number", "told"), [(9, "10"), (12, "10"), (13, "15")])
def test_how_many_words_stand_behind_it_is_never_told_exactly(say, need_of, number, told):
    spoken = [say(f"Wij zien onjuiste berichten, in ronde {one}.") for one in range(number)]
    shown = titles(thread_from("behoefte", str(need_of(*spoken).pk), user=AnonymousUser()))
    counts = [title for title in shown if any(letter.isdigit() for letter in title)]
    assert len(counts) == 1
    assert told in counts[0]


def test_words_are_a_point_to_start_from_only_for_who_may_read_them(statement, adviser, partner, official_of):
    assert thread_from("uitspraak", str(statement.pk), user=adviser)
    assert thread_from("uitspraak", str(statement.pk), user=official_of("GM0503"))
    for user in (AnonymousUser(), partner, official_of("GM0344")):
        assert thread_from("uitspraak", str(statement.pk), user=user) is None


def test_an_erased_statement_shows_nowhere(need, reply, statement, adviser, now):
    follow_up.send(reply, by=adviser, at=now)
    intake.erase_statement(statement, reason="Op verzoek.", by=adviser, at=now)
    client = Client()
    client.force_login(adviser)
    pages = [
        f"/draad/behoefte/{need.pk}", f"/draad/terugkoppeling/{reply.pk}", f"/werk/behoeften/{need.pk}",
        "/werk/uitspraken", f"/werk/uitspraken/{statement.pk}", "/werk", "/werk/terugkoppeling",
    ]  # fmt: skip
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "ooievaars" not in answer.content.decode(), address
    assert client.get(f"/draad/uitspraak/{statement.pk}").status_code == 404


def test_a_need_in_draft_is_met_by_advisers_only(statement, need_of, adviser):
    need = need_of(statement, status="draft")
    assert thread_from("behoefte", str(need.pk), user=adviser)
    assert thread_from("behoefte", str(need.pk), user=AnonymousUser()) is None


def test_a_reply_that_was_not_sent_yet_is_met_by_advisers_only(reply, statement, adviser, official_of, now):
    own = official_of("GM0503")
    seen = {user: titles(thread_from("uitspraak", str(statement.pk), user=user)) for user in (adviser, own)}
    assert "U vroeg om oefening" in seen[adviser]
    assert "U vroeg om oefening" not in seen[own]
    follow_up.send(reply, by=adviser, at=now)
    assert "U vroeg om oefening" in titles(thread_from("uitspraak", str(statement.pk), user=own))


@pytest.mark.parametrize(
    "address", ["/draad/zomaar/1", "/draad/behoefte/999999", "/draad/behoefte/x", "/draad/witte-vlek/x"]
)
def test_a_thread_from_nothing_leads_nowhere(register, address):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
def test_only_an_adviser_makes_the_streams_public(db, now, who):
    with pytest.raises(NotAllowed):
        publish_streams(by=somebody(who), at=now)


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
def test_the_work_list_tells_nobody_of_what_they_may_not_do(reply, say, today, who):
    say("Mail naar jan@voorbeeld.nl.")
    user = somebody(who) or AnonymousUser()
    addresses = {url for _what, _number, url in waiting_for(user, on=today)} | {
        room.url for room in rooms_for(user)
    }
    partners = {"/werk/aanbod", "/werk/vragen", "/werk/curriculum", "/werk/belasting"}
    assert addresses <= (
        partners if getattr(user, "position", "") == Position.PARTNER and user.is_active else set()
    )


def test_the_work_list_of_an_adviser_tells_of_held_back_and_unanswered_words(statement, say, adviser, today):
    say("Mail naar jan@voorbeeld.nl.")
    waiting = {url: number for _what, number, url in waiting_for(adviser, on=today)}
    assert waiting == {"/werk/tegengehouden": 1, "/werk/terugkoppeling": 1}


def test_the_work_list_leaves_out_what_is_empty(register, adviser, today):
    assert waiting_for(adviser, on=today) == []


def test_the_workbench_is_for_who_signed_in(db):
    assert Client().get("/werk").status_code == 302

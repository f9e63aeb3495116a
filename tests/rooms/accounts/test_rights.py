"""Every writing action asks for a right first; who lacks it, or has not signed in, is refused."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from kennismakelaar.accounts.api import Position, Right, add_account, may, require, service_account
from kennismakelaar.accounts.rights import RIGHTS
from kennismakelaar.gaps import api as gaps
from kennismakelaar.needs import api as needs
from kennismakelaar.outreach import api as outreach
from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.surveys import api as surveys

DAY = date(2026, 11, 2)
# The right is asked for before anything is looked at, so an empty subject shows that it comes first.
NOTHING: Any = SimpleNamespace()
HEARD = outreach.Heard(frozenset(), frozenset(), frozenset())

ACTIONS: dict[str, tuple[Right, Callable[..., object]]] = {
    "open a survey": (
        Right.IMPORT,
        lambda **who: surveys.open_survey(surveys.Wave("Peiling", DAY, DAY), topics=[], **who),
    ),
    "store a form": (
        Right.IMPORT,
        lambda **who: surveys.record_response(NOTHING, NOTHING, role="", answers={}, **who),
    ),
    "read an export": (Right.IMPORT, lambda **who: surveys.recognize(NOTHING, on=DAY, **who)),
    "confirm an export": (Right.IMPORT, lambda **who: surveys.confirm(NOTHING, NOTHING, on=DAY, **who)),
    "undo an export": (Right.IMPORT, lambda **who: surveys.undo_import(NOTHING, **who)),
    "assess needs": (Right.ASSESS, lambda **who: needs.assess(NOTHING, on=DAY, **who)),
    "write a need": (Right.WRITE_NEED, lambda **who: needs.write_need(NOTHING, **who)),
    "decide on a need": (Right.WRITE_NEED, lambda **who: needs.set_status(NOTHING, "agreed", **who)),
    "assess white spots": (Right.ASSESS, lambda **who: gaps.assess(NOTHING, on=DAY, **who)),
    "tie needs to white spots": (Right.ASSESS, lambda **who: gaps.link_needs(NOTHING, **who)),
    "publish white spots": (Right.PUBLISH, lambda **who: gaps.publish(NOTHING, **who)),
    "plan a talk": (Right.CONVERSE, lambda **who: outreach.plan_conversation(NOTHING, on=DAY, **who)),
    "log a talk": (Right.CONVERSE, lambda **who: outreach.hold_conversation(NOTHING, NOTHING, **who)),
    "decline a talk": (
        Right.CONVERSE,
        lambda **who: outreach.decline_conversation(NOTHING, reason="", **who),
    ),
    "publish the reach": (Right.PUBLISH, lambda **who: outreach.publish_reach(HEARD, on=DAY, **who)),
}
LACKING = [
    (action, position)
    for action, (right, _do) in ACTIONS.items()
    for position in Position.values
    if right not in RIGHTS[position]
]


@pytest.mark.parametrize(("action", "position"), LACKING)
def test_an_action_refuses_a_position_that_lacks_its_right(db, now, action, position):
    _right, do = ACTIONS[action]
    somebody = add_account("iemand@example.org", name="Fictief Iemand", position=position)
    with pytest.raises(NotAllowed):
        do(by=somebody, at=now)


@pytest.mark.parametrize("nobody", [None, AnonymousUser()], ids=["nobody", "anonymous"])
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_refuses_who_has_not_signed_in(db, now, action, nobody):
    _right, do = ACTIONS[action]
    with pytest.raises(NotAllowed):
        do(by=nobody, at=now)


@pytest.mark.parametrize("action", ACTIONS)
def test_an_account_that_was_switched_off_may_nothing(adviser, now, action):
    adviser.is_active = False
    with pytest.raises(NotAllowed):
        ACTIONS[action][1](by=adviser, at=now)


def test_an_adviser_does_everything_but_sign_off(adviser):
    assert {right for right in Right if not may(adviser, right)} == {Right.SIGN_OFF}


def test_a_partner_cannot_read_words_of_municipalities(partner):
    assert not may(partner, Right.READ_STATEMENTS)
    assert may(partner, Right.SIGN_OFF)


def test_somebody_of_a_municipality_holds_no_right(official):
    assert not any(may(official, right) for right in Right)


def test_a_refusal_names_the_right_and_who_is_signed_in(official):
    with pytest.raises(NotAllowed, match="publish") as refused:
        require(official, Right.PUBLISH)
    assert "Fictieve Ambtenaar" in str(refused.value)


def test_the_account_of_the_machine_is_made_once_and_nobody_signs_in_with_it(db):
    account = service_account()
    assert service_account().pk == account.pk
    assert not account.has_usable_password()
    assert may(account, Right.ASSESS)


def test_an_account_without_a_password_cannot_be_signed_in_to_with_one(client, adviser):
    assert not adviser.has_usable_password()
    assert not client.login(username=adviser.username, password="")


WORK_PAGES = [
    "/werk/peilingen", "/werk/behoeften", "/werk/behoeften/nieuw", "/werk/witte-vlekken", "/werk/niet-gehoord",
]  # fmt: skip


@pytest.mark.parametrize("page", WORK_PAGES)
def test_a_work_page_asks_to_sign_in_and_refuses_who_lacks_the_right(
    client, official, partner, adviser, page
):
    assert client.get(page).status_code == 302
    for somebody, status in ((official, 403), (partner, 403), (adviser, 200)):
        client.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(page).status_code == status

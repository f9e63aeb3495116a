"""Who may not invite. The right is asked first: before anything is looked up."""

import pytest
from django.test import Client

from kennismakelaar.invitations import api as invitations
from kennismakelaar.shared.errors import NotAllowed
from rooms.rights import EVERYBODY_BUT_AN_ADVISER, somebody

from .conftest import NOW

WRITING = {
    "add a contact": lambda who: invitations.add_contact(None, email="", role="", **who),
    "change a contact": lambda who: invitations.change_contact(None, email="", role="", **who),
    "erase a contact": lambda who: invitations.erase_contact(None, reason="", **who),
    "import contacts": lambda who: invitations.import_contacts([], **who),
    "write a mailing": lambda who: invitations.write_mailing(None, None, kind="invitation", **who),
    "change a mailing": lambda who: invitations.change_mailing(None, None, **who),
    "plan a mailing": lambda who: invitations.plan_mailing(None, **who),
    "stop a mailing": lambda who: invitations.stop_mailing(None, **who),
    "throw a mailing away": lambda who: invitations.discard_mailing(None, **who),
    "settle a mail": lambda who: invitations.decide_doubtful(None, arrived=True, **who),
    "send a test": lambda who: invitations.send_test(None, **who),
    "revoke": lambda who: invitations.revoke(None, **who),
    "take in bounces": lambda who: invitations.take_in_bounces([], **who),
}
PAGES = ["contacten", "uitnodigen", "contacten/teruggekomen", "belasting"]


@pytest.mark.parametrize("who", EVERYBODY_BUT_AN_ADVISER)
@pytest.mark.parametrize("action", WRITING)
def test_only_an_adviser_invites(db, action, who):
    with pytest.raises(NotAllowed):
        WRITING[action]({"by": somebody(who), "at": NOW})


@pytest.mark.parametrize("who", ["municipality", "nobody", "anonymous", "inactive adviser"])
@pytest.mark.parametrize("action", [invitations.note_contact, invitations.import_contact_moments])
def test_advisers_and_partners_note_contact_moments_and_nobody_else(db, action, who):
    with pytest.raises(NotAllowed):
        action(None, *([None] if action is invitations.note_contact else []), by=somebody(who), at=NOW)


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_closed_to_municipalities(official, page):
    client = Client()
    client.force_login(official)
    assert client.get(f"/werk/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_partner_sees_the_burden_and_no_contacts(register, partner, page):
    client = Client()
    client.force_login(partner)
    assert client.get(f"/werk/{page}").status_code == (200 if page == "belasting" else 403)

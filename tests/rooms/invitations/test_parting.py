"""When a survey has ended nothing in the database tells which of the invited colleagues gave which answer.

The proof does not look for a way from an answer to an address: it shows that there can be none. The same campaign is run
twice, with two colleagues changing places. If the whole database ends up the same, nothing in it can tell them apart.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from kennismakelaar.invitations import api as invitations
from kennismakelaar.surveys import api as surveys

from .conftest import CLOSES, NOW, UTRECHT, answer, bring, invitation_of

OOV, SOCIAL = "oov@delft.example", "sociaal@delft.example"
AFTER = NOW.replace(month=CLOSES.month, day=CLOSES.day) + timedelta(days=1)
# Made by chance, and the same for everybody who was invited; what of them stays is told below.
BY_CHANCE = {"token_hash", "session_key", "session_data", "hash", "previous_hash", "message_id"}
NOT_OURS = {"django_migrations"}


class Stop(Exception):
    """Ends a world: everything in it is taken back."""


class NoChance:
    """A draw that always falls the same: what must not differ between two worlds is not chance."""

    def shuffle(self, things: list[Any]) -> None:
        things.sort(key=lambda draft: draft.pk)


@pytest.fixture
def clock(monkeypatch) -> dict[str, datetime]:
    moment = {"now": NOW}
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment["now"])
    monkeypatch.setattr("kennismakelaar.surveys.actions.closing.SystemRandom", NoChance)
    return moment


@pytest.fixture
def world(survey, contact, adviser, mailserver, clock) -> Callable[..., dict[str, list]]:
    """Gives a function: runs a campaign in which these people answer, one a week, and returns all that is kept."""
    contact(OOV, role="safety")
    contact(SOCIAL, role="social")
    contact("oov@utrecht.example", UTRECHT)
    numbers = sequences()

    def run(*answering: str, ends: bool = True) -> dict[str, list]:
        kept: dict[str, list] = {}
        set_back(numbers)
        mailserver.mails.clear()
        try:
            with transaction.atomic():
                campaign(answering)
                if ends:
                    end(AFTER)
                kept |= everything()
                raise Stop
        except Stop:
            return kept

    def campaign(answering: tuple[str, ...]) -> None:
        mail("invitation", NOW)
        for week, email in enumerate(answering, 1):
            clock["now"] = at = NOW + timedelta(days=8 * week)
            Client().post(f"/peiling/{mailserver.token_of(email)}/begin")
            # The answers belong to the moment, not to the person: first "ja" from safety, then "nee" from social.
            plan, role = [("ja", "safety"), ("nee", "social")][week - 1]
            answer(invitation_of(email), plan=plan, role=role, at=at)
            mail("reminder", at)

    def mail(kind: str, at: datetime) -> None:
        mailing = invitations.write_mailing(
            survey, invitations.Letter("Peiling", "Beste collega,", 20), kind=kind, by=adviser, at=at
        )
        invitations.plan_mailing(mailing, by=adviser, at=at)
        bring(at)

    def end(at: datetime) -> None:
        clock["now"] = at
        surveys.close_ended(at.date(), at=at)
        assert invitations.part_ended(on=at.date(), at=at) == 1

    return run


def sequences() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname || '.' || sequencename, COALESCE(last_value, 0) FROM pg_sequences")
        return dict(cursor.fetchall())


def set_back(numbers: dict[str, int]) -> None:
    """Lets rows of the next world get the same numbers: numbers, too, are compared."""
    with connection.cursor() as cursor:
        for name, last in numbers.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [name, max(last, 1), last > 0])


def everything() -> dict[str, list]:
    """Every row of every table, and what sessions hold."""
    kept: dict[str, list] = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_OURS):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column.name for column in cursor.description]
            rows = [
                {name: value for name, value in zip(names, row, strict=True) if name not in BY_CHANCE}
                for row in cursor.fetchall()
            ]
            kept[table] = sorted(rows, key=repr)
    kept["sessions"] = sorted((session.get_decoded() for session in Session.objects.all()), key=repr)
    return kept


def differing(one: dict[str, list], other: dict[str, list]) -> list[str]:
    return [table for table in one if one[table] != other[table]]


def test_nothing_kept_tells_which_of_two_colleagues_gave_which_answer(world):
    assert differing(world(OOV, SOCIAL), world(SOCIAL, OOV)) == []


def test_nothing_kept_tells_which_of_two_colleagues_answered_at_all(world):
    assert differing(world(OOV), world(SOCIAL)) == []


def test_while_the_survey_is_open_the_difference_is_there(world):
    """The comparison can fail: before the end it sees exactly what the adviser sees."""
    seen = differing(world(OOV, ends=False), world(SOCIAL, ends=False))
    assert {"invitations_invitation", "invitations_mail"} <= set(seen)


def test_other_answers_are_seen_by_the_comparison(world):
    assert "surveys_response" in differing(world(OOV, SOCIAL), world(OOV))


def test_the_answers_themselves_stay(world):
    kept = world(OOV, SOCIAL)
    assert len(kept["surveys_response"]) == 2
    assert len(kept["invitations_contact"]) == 3


def test_of_the_mails_only_their_number_stays(world):
    kept = world(OOV)
    assert kept["invitations_mail"] == []
    assert [row["counts"] for row in kept["invitations_mailing"]] != [{}, {}]


def test_no_foreign_key_leads_from_an_answer_to_a_contact_without_passing_what_all_share():
    """Rules out a way in the design, besides the rows of one campaign."""
    shared_by_all = {"survey", "municipality", "organization", "questionnaire", "processing", "user", "topic"}
    assert way(surveys.Response, invitations.Contact, around=shared_by_all | {"draft"}) is None
    # The form that is open is the only bridge; it goes when the survey closes.
    assert "draft" in (way(surveys.Response, invitations.Contact, around=shared_by_all) or [])


def way(start, goal, *, around: set[str]) -> list[str] | None:
    """The tables on a way from one to another along foreign keys, in both directions."""
    paths = [[start]]
    seen = {start}
    while paths:
        path = paths.pop(0)
        for field in path[-1]._meta.get_fields(include_hidden=True):
            model = field.related_model
            if not isinstance(model, type) or model in seen or model._meta.model_name in around:
                continue
            seen.add(model)
            if model is goal:
                return [one._meta.model_name for one in path[1:]]
            paths.append([*path, model])
    return None


def test_a_link_opened_after_the_end_says_so(contact, send, mailserver, clock):
    contact(OOV)
    send()
    token = mailserver.token_of(OOV)
    clock["now"] = AFTER
    invitations.part_ended(on=AFTER.date(), at=AFTER)
    shown = Client().get(f"/peiling/{token}")
    assert shown.status_code == 410
    assert "gesloten" in shown.content.decode()


def test_the_status_page_names_nobody_after_the_end(contact, send, clock, adviser, survey):
    contact(OOV)
    send()
    clock["now"] = AFTER
    client = Client()
    client.force_login(adviser)
    shown = client.get(f"/werk/uitnodigen/{survey.pk}").content.decode()
    assert OOV not in shown
    assert "gescheiden" in shown


def test_what_never_left_does_not_leave_after_the_end(contact, write, mailserver):
    contact(OOV)
    write()
    invitations.send_due(at=NOW)
    bring(AFTER)
    assert mailserver.mails == []


def test_a_mailing_that_was_cut_short_by_the_end_still_stands_in_the_ledger(contact, write, mailserver):
    contact(OOV)
    mailing = write()
    invitations.send_due(at=NOW)
    assert invitations.send_batch(mailing.pk, most=1, clock=lambda: NOW) is True
    assert not invitations.ContactMoment.objects.exists()
    invitations.part_ended(on=AFTER.date(), at=AFTER)
    mailing.refresh_from_db()
    assert (mailing.status, mailing.counts["sent"]) == ("sent", 1)
    assert invitations.ContactMoment.objects.get().mailing == mailing

"""Mails leave once each, whatever the server says, and only to who should get them."""

from datetime import timedelta

import pytest

from kennismakelaar.invitations import api as invitations
from kennismakelaar.invitations.models import Mail

from .conftest import AMSTERDAM, DELFT, LETTER, NOW, UTRECHT, answer, bring, invitation_of
from .mailserver import text_of


def statuses(mailing):
    return sorted(mailing.mails.values_list("status", flat=True))


def test_every_contact_gets_one_mail_with_a_link_of_its_own(contact, send, mailserver):
    contact("oov@delft.example")
    contact("sociaal@delft.example", role="social")
    contact("oov@utrecht.example", UTRECHT)
    mailing = send()
    assert mailserver.addresses == ["oov@delft.example", "oov@utrecht.example", "sociaal@delft.example"]
    assert len({mailserver.token_of(address) for address in mailserver.addresses}) == 3
    assert (mailing.status, statuses(mailing)) == ("sent", ["sent"] * 3)


def test_the_mail_is_dutch_text_and_html_with_one_click_unsubscription(contact, send, mailserver):
    contact()
    send()
    mail = mailserver.to("oov@delft.example")
    assert mail["Subject"] == "Peiling voor Delft"
    for kind in ("plain", "html"):
        words = text_of(mail, kind)
        assert "Invullen kost 20 minuten." in words
        assert f"/peiling/{mailserver.token_of('oov@delft.example')}" in words
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].endswith("/afmelden>")


def test_only_the_hash_of_a_link_is_kept(contact, send, mailserver):
    contact()
    send()
    token = mailserver.token_of("oov@delft.example")
    kept = [str(value) for row in invitations.PersonalLink.objects.values() for value in row.values()]
    kept += [str(value) for row in Mail.objects.values() for value in row.values()]
    assert not any(token in value for value in kept)
    assert invitations.invitation_with(token).municipality_id == DELFT


def test_a_second_invitation_reaches_only_who_was_not_reached(contact, send, mailserver):
    contact()
    send()
    contact("oov@utrecht.example", UTRECHT)
    send()
    assert mailserver.addresses == ["oov@delft.example", "oov@utrecht.example"]


def test_planning_for_later_sends_nothing_before(contact, survey, adviser, mailserver):
    contact()
    mailing = invitations.write_mailing(survey, LETTER, kind="invitation", by=adviser, at=NOW)
    invitations.plan_mailing(mailing, send_at=NOW + timedelta(hours=2), by=adviser, at=NOW)
    bring(NOW + timedelta(hours=1))
    assert mailserver.mails == []
    bring(NOW + timedelta(hours=2))
    assert mailserver.addresses == ["oov@delft.example"]


def test_who_is_left_out_gets_nothing(contact, send, mailserver):
    contact()
    contact("oov@utrecht.example", UTRECHT)
    send(left_out=(DELFT,))
    assert mailserver.addresses == ["oov@utrecht.example"]


def test_a_reminder_reaches_who_has_not_answered_and_was_asked_a_week_ago(contact, send, mailserver):
    contact()
    contact("oov@utrecht.example", UTRECHT)
    send()
    contact("oov@amsterdam.example", AMSTERDAM)
    send(at=NOW + timedelta(days=3))
    answer(invitation_of("oov@utrecht.example"))
    mailserver.mails.clear()
    send("reminder", at=NOW + timedelta(days=8))
    assert mailserver.addresses == ["oov@delft.example"]


def test_who_answers_between_planning_and_sending_is_not_reminded(contact, send, write, mailserver):
    contact()
    contact("oov@utrecht.example", UTRECHT)
    send()
    later = NOW + timedelta(days=8)
    mailing = write("reminder", later)
    invitations.send_due(at=later)
    answer(invitation_of("oov@utrecht.example"))
    mailserver.mails.clear()
    bring(later)
    assert mailserver.addresses == ["oov@delft.example"]
    assert statuses(mailing) == ["sent", "skipped"]


def test_nobody_left_to_write_to_is_said_and_nothing_is_planned(contact, send, survey, adviser):
    contact()
    send()
    mailing = invitations.write_mailing(survey, LETTER, kind="reminder", by=adviser, at=NOW)
    with pytest.raises(invitations.UnableToSend):
        invitations.plan_mailing(mailing, by=adviser, at=NOW)
    mailing.refresh_from_db()
    assert mailing.status == "draft"


def test_an_address_the_server_does_not_know_is_refused_and_the_others_go(contact, send, mailserver):
    contact("weg@delft.example")
    contact("oov@utrecht.example", UTRECHT)
    mailserver.answers["weg@delft.example"] = "550 5.1.1 no such user"
    mailing = send()
    assert mailserver.addresses == ["oov@utrecht.example"]
    assert "no such user" in mailing.mails.get(status="refused").reply


def test_a_server_that_says_not_now_is_asked_again_later(contact, send, mailserver):
    contact()
    mailserver.answers["oov@delft.example"] = "450 4.2.0 greylisted"
    mailing = send()
    assert (mailing.status, statuses(mailing), mailserver.mails) == ("sending", ["waiting"], [])
    mailserver.answers.clear()
    bring(NOW + timedelta(minutes=2))
    assert mailserver.mails == []
    bring(NOW + timedelta(minutes=6))
    assert mailserver.addresses == ["oov@delft.example"]


def test_a_server_out_of_reach_loses_nothing_and_says_why(contact, write, settings):
    contact()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mailing = write()
    for minute in range(3):
        bring(NOW + timedelta(minutes=minute))
    mailing.refresh_from_db()
    assert mailing.trouble
    assert mailing.mails.get().status == "waiting"
    assert mailing.mails.get().attempts == 0


def test_stopping_keeps_back_what_has_not_left(contact, write, adviser, mailserver):
    contact()
    mailing = write()
    invitations.send_due(at=NOW)
    invitations.stop_mailing(mailing, by=adviser, at=NOW)
    bring()
    assert mailserver.mails == []
    assert statuses(mailing) == ["skipped"]


def test_what_was_stopped_can_be_invited_again(contact, write, send, adviser, mailserver):
    contact()
    mailing = write()
    invitations.send_due(at=NOW)
    invitations.stop_mailing(mailing, by=adviser, at=NOW)
    send()
    assert mailserver.addresses == ["oov@delft.example"]


def test_two_municipalities_with_one_shared_address_get_a_mail_each(contact, send, mailserver):
    contact("sociaal@shared.example", DELFT)
    contact("sociaal@shared.example", UTRECHT)
    send()
    assert sorted(str(mail["Subject"]) for mail in mailserver.mails) == [
        "Peiling voor Delft",
        "Peiling voor Utrecht",
    ]


def test_a_line_with_only_a_full_stop_arrives_as_it_was_written(contact, survey, adviser, mailserver):
    contact()
    letter = invitations.Letter("Peiling", "Een regel.\n.\n..twee punten\nEinde.", 5)
    mailing = invitations.write_mailing(survey, letter, kind="invitation", by=adviser, at=NOW)
    invitations.plan_mailing(mailing, by=adviser, at=NOW)
    bring()
    assert "Een regel.\n.\n..twee punten\nEinde." in text_of(mailserver.mails[0]).replace("\r\n", "\n")


@pytest.mark.parametrize("text", ["Beste {naam},", "Tot {datum}."])
def test_a_place_that_cannot_be_filled_in_is_refused(survey, adviser, text):
    with pytest.raises(invitations.UnknownPlace) as refusal:
        invitations.write_mailing(
            survey, invitations.Letter("Peiling", text, 5), kind="invitation", by=adviser, at=NOW
        )
    assert "{gemeente}" in refusal.value.expected
    assert not invitations.Mailing.objects.exists()


def test_a_survey_that_has_ended_cannot_be_invited_to(contact, survey, adviser):
    contact()
    with pytest.raises(invitations.UnableToSend):
        invitations.write_mailing(survey, LETTER, kind="invitation", by=adviser, at=NOW + timedelta(days=60))

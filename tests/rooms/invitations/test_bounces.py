"""Mail that came back is matched by its number, else by its address; what is only late changes nothing."""

from email.message import EmailMessage

import pytest

from kennismakelaar.invitations import api as invitations

from .conftest import NOW, UTRECHT

REPORT = """From: MAILER-DAEMON@mx.example
To: kennismakelaar@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address rejected:
    User unknown
{tail}
--B--
"""
WHOLE = "\n--B\nContent-Type: message/rfc822\n\nMessage-ID: {number}\nSubject: Peiling\nTo: x@y.example\n\nBeste collega,\n"
HEADERS = "\n--B\nContent-Type: text/rfc822-headers\n\nMessage-ID: {number}\nSubject: Peiling\n"


def report(address="oov@delft.example", *, action="failed", status="5.1.1", number="", tail=WHOLE) -> bytes:
    end = tail.format(number=number) if number else ""
    return REPORT.format(address=address, action=action, status=status, tail=end).encode()


def take_in(content, adviser, filename="terug.eml"):
    read = invitations.read_bounces(filename, content)
    return invitations.take_in_bounces(read.bounces, by=adviser, at=NOW), read


@pytest.mark.parametrize("tail", [WHOLE, HEADERS])
def test_a_mail_is_found_by_its_number_even_when_it_was_passed_on_to_another_address(
    contact, send, mailserver, adviser, tail
):
    made = contact()
    mailing = send()
    number = mailing.mails.get().message_id
    done, _read = take_in(report("intern@delft-mail.example", number=number, tail=tail), adviser)
    assert done == invitations.BouncesRead(noted=1, temporary=0, unknown=0)
    made.refresh_from_db()
    assert made.bounced_on == NOW.date()
    assert "User unknown" in made.bounce_reason
    assert mailing.mails.get().bounced_on == NOW.date()


def test_without_a_number_the_address_tells(contact, adviser):
    made = contact()
    take_in(report(), adviser)
    made.refresh_from_db()
    assert made.bounced_on == NOW.date()


def test_an_address_that_bounced_gets_no_more_mail(contact, adviser, send, mailserver):
    contact()
    contact("oov@utrecht.example", UTRECHT)
    take_in(report(), adviser)
    send()
    assert mailserver.addresses == ["oov@utrecht.example"]


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("delivered", "2.0.0")]
)
def test_what_is_late_or_arrived_is_no_reason_to_stop(contact, adviser, action, status):
    made = contact()
    done, _read = take_in(report(action=action, status=status), adviser)
    made.refresh_from_db()
    assert (made.bounced_on, done.temporary) == (None, 1)


def test_an_address_we_do_not_have_is_counted_and_nothing_more(contact, adviser):
    contact()
    done, _read = take_in(report("vreemd@elders.example"), adviser)
    assert done == invitations.BouncesRead(noted=0, temporary=0, unknown=1)


def test_an_absence_is_no_report(contact, adviser):
    absence = EmailMessage()
    absence["From"], absence["Subject"] = "oov@delft.example", "Afwezig"
    absence.set_content("Ik ben er maandag weer. Mail die faalt: Action: failed")
    done, read = take_in(absence.as_bytes(), adviser)
    assert (done.noted, read.others) == (0, 1)


def test_a_mailbox_holds_many_mails(contact, adviser):
    contact()
    contact("oov@utrecht.example", UTRECHT)
    line = b"From MAILER-DAEMON Mon Nov  2 10:00:00 2026\n"
    box = (
        line
        + report()
        + b"\n"
        + line
        + report("oov@utrecht.example")
        + b"\n"
        + line
        + b"From: a@b.example\nSubject: Dank\n\n>From Utrecht\n"
    )
    done, read = take_in(box, adviser, "postbus.mbox")
    assert (done.noted, read.others) == (2, 1)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"gewone tekst zonder kop"])
def test_a_file_that_holds_no_mail_is_refused(content):
    with pytest.raises(invitations.NoMail):
        invitations.read_bounces("foto.eml", content)


def test_the_same_report_twice_changes_nothing_more(contact, adviser):
    made = contact()
    for _time in range(2):
        take_in(report(), adviser)
    made.refresh_from_db()
    assert made.bounced_on == NOW.date()

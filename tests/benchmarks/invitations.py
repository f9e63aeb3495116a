"""How fast a mailing leaves, each mail noted before and after it goes. Run: python3 start.py benchmark invitations

A mail server on loopback takes every mail over at once, so what is measured is our own work. The alternative beside it
is what a site does that keeps no outbox: Django's own `send_messages` with the same mails over one connection. Our way
costs two commits per mail and three per group of 25 more, on a server that waits for the disk; that is the price of
"exactly once".
"""

import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (100, 1_000)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def main() -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT)]
    from setup import temporary

    with temporary.server(durable=True) as server:
        _set_up(server)
        try:
            _measure_all()
        finally:
            from django.db import connections

            connections.close_all()


def _set_up(server) -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
    os.environ["KENNISMAKELAAR_SMTP_HOST"] = "127.0.0.1"
    import django
    from django.conf import settings

    settings.DATABASES["default"].update(
        NAME="kennismakelaar", USER="kennismakelaar", HOST=str(server.socket), PORT="", PASSWORD=""
    )
    django.setup()
    from django.core.management import call_command

    for command in ("migrate", "load_register", "load_topics", "load_processing"):
        call_command(command, verbosity=0)


def _measure_all() -> None:
    from django.conf import settings

    from rooms.invitations.mailserver import Received, serving

    print(
        "Seconds on the clock, and seconds of the processor in this process (sender and mail server together)."
    )
    print(
        f"{'mails':>6} {'clock':>8} {'mails/s':>8} {'processor':>10} {'without outbox':>15} {'processor':>10} {'ratio':>6}"
    )
    for number, size in enumerate(SIZES):
        with serving(Received()) as received:
            settings.EMAIL_PORT = received.port
            mailing = _mailing(size, f"ronde{number}")
            took = _send(mailing)
            assert len(received.times) == size, "a mail is missing"
            assert set(received.times.values()) == {1}, "a mail came twice"
            plain = _send_plainly(mailing)
        clock, processor = took
        print(
            f"{size:>6} {clock:>7.2f}s {size / clock:>8.0f} {processor:>9.2f}s"
            f" {plain[0]:>14.2f}s {plain[1]:>9.2f}s {clock / plain[0]:>6.2f}",
            flush=True,
        )


def _mailing(size: int, name: str):
    """A survey with so many fictitious contacts, and an invitation to it that is due."""
    from kennismakelaar.accounts.api import Position, add_account
    from kennismakelaar.invitations import api as invitations
    from kennismakelaar.organizations.api import municipalities
    from kennismakelaar.surveys import api as surveys
    from kennismakelaar.topics.api import Topic

    by = add_account("meting@example.org", name="Fictieve Adviseur", position=Position.ADVISER)
    wave = surveys.Wave(f"Peiling {name}", date(2026, 10, 1), date(2026, 11, 30), is_fictitious=True)
    survey = surveys.open_survey(wave, topics=list(Topic.objects.all()[:2]), by=by, at=NOW)
    places = list(municipalities(NOW.date()).order_by("code").values_list("pk", flat=True))
    invitations.Contact.objects.all().delete()
    rows = [
        invitations.ContactRow(places[at % len(places)], "safety", f"{name}-{at}@gemeente.example", "")
        for at in range(size)
    ]
    invitations.import_contacts(rows, by=by, at=NOW, is_fictitious=True)
    letter = invitations.standard_letter("invitation")
    mailing = invitations.write_mailing(survey, letter, kind="invitation", by=by, at=NOW)
    return invitations.plan_mailing(mailing, by=by, at=NOW)


def _since(start: tuple[float, float]) -> tuple[float, float]:
    return time.perf_counter() - start[0], time.process_time() - start[1]


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _send(mailing) -> tuple[float, float]:
    from kennismakelaar.invitations import api as invitations

    start = _now()
    invitations.send_due(at=NOW)
    while invitations.send_batch(mailing.pk, most=200, clock=lambda: NOW):
        pass
    return _since(start)


def _send_plainly(mailing) -> tuple[float, float]:
    """The same mails, made and sent by Django alone."""
    from django.core.mail import get_connection

    from kennismakelaar.invitations import letters

    rows = mailing.mails.select_related(
        "mailing__survey", "mailing__organization", "invitation__municipality", "invitation__contact"
    )
    start = _now()
    with get_connection() as connection:
        for mail in rows:
            letter = letters.message_of(mail, address=mail.invitation.contact.email, token="A" * 22)
            connection.send_messages([letter])
    return _since(start)


if __name__ == "__main__":
    main()

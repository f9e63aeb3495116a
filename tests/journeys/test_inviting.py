"""From a list of addresses to an answer: an adviser invites, a colleague opens the mail and answers on a telephone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journeys.browser import check_page
from kennismakelaar.accounts.api import Position, User, add_account
from kennismakelaar.invitations import api as invitations
from kennismakelaar.shared.spreadsheet import write_csv
from kennismakelaar.surveys import api as surveys
from kennismakelaar.topics.api import Topic
from rooms.invitations.mailserver import Received, serving
from rooms.surveys.questioning import PLAN, published

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ROWS = [
    ["Delft", "Burgemeester", "oov@delft.example"],
    ["Utrecht", "", "sociaal@utrecht.example"],
    ["Nergenshuizen", "", "postbus@nergens.example"],
]


@pytest.fixture
def adviser(database_with_register, transactional_db) -> User:
    return add_account("ann@example.org", name="Fictieve Ann", position=Position.ADVISER)


@pytest.fixture
def survey(adviser) -> surveys.Survey:
    now = timezone.now()
    wave = surveys.Wave(
        "Peiling (fictief)",
        now.date() - timedelta(days=2),
        now.date() + timedelta(days=20),
        is_fictitious=True,
    )
    made = surveys.open_survey(wave, topics=list(Topic.objects.all()[:2]), by=adviser, at=now)
    published(made, adviser, now, PLAN)
    return made


@pytest.fixture
def mailserver(settings, live_server):
    settings.SITE_URL = live_server.url
    with serving(Received()) as received:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", received.port
        yield received


def work() -> None:
    """Does what the task worker does every minute."""
    for mailing in invitations.send_due(at=timezone.now()):
        invitations.send_batch(mailing, most=100, clock=timezone.now)


def test_an_invitation_from_the_list_of_addresses_to_the_answer(
    page_of, telephone, live_server, adviser, survey, mailserver, tmp_path
):
    page, site = page_of(adviser), live_server.url
    delivered = tmp_path / "contacten.csv"
    delivered.write_text(write_csv(["Gemeente", "Rol", "E-mail"], ROWS), encoding="utf-8")

    check_page(page, f"{site}/werk/contacten")
    page.set_input_files("input[type=file]", delivered)
    page.get_by_role("button", name="Lees de lijst").click()
    assert "Nergenshuizen" in page.locator("table").inner_text()
    page.get_by_role("button", name="Bewaar de 2 goede rijen").click()
    assert "2 contacten zijn toegevoegd." in page.locator("main").inner_text()

    page.goto(f"{site}/werk/uitnodigen/{survey.pk}/schrijven")
    page.get_by_role("button", name="Bekijk de mail").click()
    check_page(page, page.url, name="verzending")
    page.get_by_role("button", name="Stuur een proefmail").click()
    assert mailserver.addresses == ["ann@example.org"]
    page.get_by_role("button", name="Verstuur", exact=True).click()
    work()
    assert mailserver.addresses == ["ann@example.org", "oov@delft.example", "sociaal@utrecht.example"]

    link = f"{site}/peiling/{mailserver.token_of('oov@delft.example')}"
    check_page(telephone, link, name="persoonlijke-link")
    check_page(telephone, f"{link}/doorgeven", name="doorgeven")
    check_page(telephone, f"{link}/afmelden", name="afmelden")
    telephone.goto(link)
    telephone.get_by_role("button", name="Begin").click()
    assert "/peiling/invullen" in telephone.url
    invitation = invitations.Invitation.objects.get(contact__email="oov@delft.example")
    now = timezone.now()
    surveys.save_page(invitation.draft, {"plan": "ja"}, version=0, at=now)
    surveys.send(invitation.draft, at=now)

    check_page(page, f"{site}/werk/uitnodigen/{survey.pk}", name="wie-is-uitgenodigd")
    row = page.locator("tr", has_text="oov@delft.example").inner_text()
    assert "ja" in row.split()
    check_page(telephone, link, name="persoonlijke-link-beantwoord")
    check_page(page, f"{site}/werk/belasting/GM0503", name="belasting-van-een-gemeente")

    surveys.close(survey, by=adviser, at=timezone.now())
    invitations.part_ended(on=timezone.localdate(), at=timezone.now())
    check_page(telephone, link, status=410, name="peiling-gesloten")
    check_page(page, f"{site}/werk/uitnodigen/{survey.pk}", name="antwoorden-en-contacten-gescheiden")
    assert "oov@delft.example" not in page.content()


def test_a_mail_in_doubt_is_settled_on_the_page(page_of, live_server, adviser, survey, mailserver):
    contact = invitations.import_contacts(
        [invitations.ContactRow("GM0503", "safety", "oov@delft.example", "rij 2")],
        by=adviser,
        at=timezone.now(),
    )
    assert contact == (1, 0)
    mailing = invitations.write_mailing(
        survey, invitations.standard_letter("invitation"), kind="invitation", by=adviser, at=timezone.now()
    )
    invitations.plan_mailing(mailing, by=adviser, at=timezone.now())
    invitations.send_due(at=timezone.now())
    invitations.Mail.objects.update(status=invitations.Mail.Status.DOUBTFUL)
    page = page_of(adviser)
    check_page(page, f"{live_server.url}/werk/uitnodigen", name="mail-in-twijfel")
    page.get_by_role("button", name="Opnieuw versturen").click()
    work()
    assert mailserver.addresses == ["oov@delft.example"]
    page.goto(f"{live_server.url}/werk/uitnodigen")
    assert "Twijfelachtige mails" not in page.locator("main").inner_text()

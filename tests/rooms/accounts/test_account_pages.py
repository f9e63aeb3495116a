"""Every page around an account is in our look, in Dutch and says "u"; what an administrator does is not there."""

import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.test import Client
from django.urls import URLResolver, get_resolver

from kennismakelaar.accounts.api import Position, User, add_account
from rooms.walking import english_in, read

PASSWORD = "een-lang-wachtwoord-1"
FAMILIAR = re.compile(r"\b(je|jij|jouw|jou|jezelf)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(authenticator|sign|password|two-factor|email|token|MFA|TOTP)\b")
NOT_HERE = ["signup/", "email/", "confirm-email/", "confirm-email/abc/", "3rdparty/", "3rdparty/signup/"]


def patterns(resolver: URLResolver, before: str = ""):
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, address)
        elif address.startswith("account/") and "<" not in address:
            yield "/" + address


ADDRESSES = sorted(set(patterns(get_resolver())))


@pytest.fixture
def colleague(db) -> User:
    return add_account(
        "collega@example.org", name="Fictieve Collega", position=Position.ADVISER, password=PASSWORD
    )


@pytest.fixture
def signed_in(colleague) -> Client:
    client = Client()
    answer = client.post("/account/login/", {"login": colleague.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def faults_of(client: Client, address: str) -> list[str]:
    answer = client.get(address, follow=True)
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code in {404, 405} or not kind.startswith("text/html"):
        return []
    html = answer.content.decode()
    words, _links = read(html)
    # A sign-in elsewhere that failed says so with 401.
    faults = [f"status {answer.status_code}"] if answer.status_code not in {200, 401} else []
    faults += [f"says {found!r}" for found in FAMILIAR.findall(words)]
    faults += [f"English: {found!r}" for found in [*english_in(words), *ENGLISH.findall(words)]]
    if 'class="frame-head"' not in html or len(re.findall(r"<h1\b", html)) != 1 or 'lang="nl"' not in html:
        faults.append("not in our look")
    return [f"{address}: {fault}" for fault in faults]


@pytest.mark.parametrize("somebody", ["nobody", "colleague"])
def test_every_account_page_is_ours_in_dutch_and_polite(somebody, signed_in):
    client = signed_in if somebody == "colleague" else Client()
    assert len(ADDRESSES) > 20
    addresses = [address for address in ADDRESSES if "logout" not in address]
    assert [fault for address in addresses for fault in faults_of(client, address)] == []


def test_signing_out_is_asked_in_our_look(signed_in):
    assert faults_of(signed_in, "/account/logout/") == []


@pytest.mark.parametrize("page", NOT_HERE)
def test_nobody_signs_up_changes_the_own_address_or_ties_other_accounts(signed_in, page):
    assert signed_in.get(f"/account/{page}").status_code == 404
    assert signed_in.post(f"/account/{page}", {"email": "ander@example.org"}).status_code == 404


def test_a_mistake_in_the_login_form_is_told_politely(colleague, client):
    words = read(
        client.post("/account/login/", {"login": colleague.email, "password": "fout"}).content.decode()
    )[0]
    assert "horen niet bij elkaar" in words
    assert not FAMILIAR.search(words)


def test_a_password_is_changed_and_the_mail_about_it_is_polite(signed_in, colleague):
    new = "een-ander-wachtwoord-2"
    answer = signed_in.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        follow=True,
    )
    assert "Uw wachtwoord is gewijzigd" in read(answer.content.decode())[0]
    colleague.refresh_from_db()
    assert colleague.check_password(new)
    assert not [one.body for one in mail.outbox if FAMILIAR.search(one.body)]


def test_a_forgotten_password_is_renewed_by_a_link_in_a_polite_mail(colleague, client):
    client.post("/account/password/reset/", {"email": colleague.email})
    assert not FAMILIAR.search(mail.outbox[0].body)
    address = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    answer = client.get(address, follow=True)
    assert faults_of(client, answer.redirect_chain[-1][0]) == []
    assert default_token_generator.make_token(colleague)


def test_a_link_that_was_used_is_explained_politely(client, db):
    assert faults_of(client, "/account/password/reset/key/1-abc/") == []

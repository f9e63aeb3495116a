"""Signing in with the account of one's own organization, against a real provider: who somebody is, never what one may."""

from copy import deepcopy
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from kennismakelaar.accounts.api import User
from kennismakelaar.config.single_sign_on import apps_from, origin_of

LOGIN = "/account/oidc/organisatie/login/"


@pytest.fixture
def provider(identity_provider, settings):
    environ = {
        "KENNISMAKELAAR_OIDC_SERVER": identity_provider,
        "KENNISMAKELAAR_OIDC_CLIENT": "kennismakelaar",
        "KENNISMAKELAAR_OIDC_SECRET": "geheim",
        "KENNISMAKELAAR_OIDC_NAME": "Mijn organisatie",
    }
    settings.SOCIALACCOUNT_PROVIDERS = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = apps_from(environ)
    return identity_provider


def signed_in_as(client, somebody, *, at=LOGIN):
    """Goes the whole way as a browser would: to the provider, says there who one is, and comes back."""
    sent = client.post(at)
    assert sent.status_code == 302, sent.content.decode()
    back = requests.post(sent.url, data={"sub": somebody}, allow_redirects=False, timeout=10)
    assert back.status_code == 302, back.text
    address = urlsplit(back.headers["Location"])
    return client.get(f"{address.path}?{address.query}")


def test_the_login_page_offers_the_provider_by_its_name(client, db, provider):
    assert "Mijn organisatie" in client.get("/account/login/").content.decode()


def test_without_a_provider_the_login_page_offers_none(client, db):
    assert "/oidc/" not in client.get("/account/login/").content.decode()


def test_somebody_with_an_account_lands_on_the_work_list(client, provider, adviser):
    answer = signed_in_as(client, "bekend")
    assert (answer.status_code, answer.url) == (302, "/werk")
    assert client.get("/werk").status_code == 200
    assert client.session["_auth_user_id"] == str(adviser.pk)


def test_the_second_time_the_same_account_is_used(client, provider, adviser):
    signed_in_as(client, "bekend")
    signed_in_as(Client(), "bekend")
    assert SocialAccount.objects.get().user_id == adviser.pk
    assert User.objects.filter(email="adviseur@example.org").count() == 1


def test_what_the_provider_says_about_roles_gives_no_rights_and_is_not_kept(client, provider, adviser):
    signed_in_as(client, "bekend")
    adviser.refresh_from_db()
    assert not adviser.is_superuser
    assert not adviser.is_staff
    assert adviser.position == "adviser"
    assert SocialAccount.objects.get().extra_data == {}
    assert client.get("/beheer/").status_code == 302


@pytest.mark.parametrize("somebody", ["onbekend", "ongecontroleerd"])
def test_somebody_without_an_account_or_with_an_unverified_address_is_refused(
    client, provider, adviser, somebody
):
    before = User.objects.count()
    page = signed_in_as(client, somebody)
    while page.status_code == 302:
        page = client.get(page.url)
    words = page.content.decode()
    assert "beheerder" in words
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_closed_account_does_not_come_in(client, provider, adviser):
    User.objects.filter(pk=adviser.pk).update(is_active=False)
    signed_in_as(client, "bekend")
    assert "_auth_user_id" not in client.session


def test_the_way_back_lets_nobody_in_without_the_way_there(client, provider, adviser):
    sent = Client().post(LOGIN)
    back = requests.post(sent.url, data={"sub": "bekend"}, allow_redirects=False, timeout=10)
    address = urlsplit(back.headers["Location"])
    client.get(f"{address.path}?{address.query}")
    assert "_auth_user_id" not in client.session


def test_a_code_is_asked_for_with_pkce_and_without_it_the_provider_gives_none(client, provider, adviser):
    asked = urlsplit(client.post(LOGIN).url)
    query = parse_qs(asked.query)
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    bare = "&".join(part for part in asked.query.split("&") if not part.startswith("code_challenge"))
    refused = requests.post(asked._replace(query=bare).geturl(), data={"sub": "bekend"}, timeout=10)
    assert refused.status_code == 400


def test_a_provider_without_a_client_is_refused_at_the_start():
    with pytest.raises(ImproperlyConfigured, match="KENNISMAKELAAR_OIDC_CLIENT"):
        apps_from({"KENNISMAKELAAR_OIDC_SERVER": "https://login.example.org"})
    assert apps_from({}) == []


def test_the_sign_in_form_may_lead_to_the_provider_and_nowhere_else():
    assert origin_of({"KENNISMAKELAAR_OIDC_SERVER": "https://login.example.org/realms/x"}) == [
        "https://login.example.org"
    ]
    assert origin_of({}) == []

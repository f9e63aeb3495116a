"""Signing in with the account of one's own organization (OpenID Connect), when an installation names a provider."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROVIDER = "organisatie"


def apps_from(environ: Mapping[str, str]) -> list[dict[str, Any]]:
    """The one provider named in the environment, as allauth wants it; none when none is named."""
    server = environ.get("KENNISMAKELAAR_OIDC_SERVER", "")
    if not server:
        return []
    client, secret = (
        environ.get("KENNISMAKELAAR_OIDC_CLIENT", ""),
        environ.get("KENNISMAKELAAR_OIDC_SECRET", ""),
    )
    if not (client and secret):
        raise ImproperlyConfigured(
            "KENNISMAKELAAR_OIDC_SERVER: KENNISMAKELAAR_OIDC_CLIENT and KENNISMAKELAAR_OIDC_SECRET were expected too."
        )
    app = {
        "provider_id": PROVIDER,
        "name": environ.get("KENNISMAKELAAR_OIDC_NAME", urlsplit(server).hostname),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server},
    }
    return [app]


def origin_of(environ: Mapping[str, str]) -> list[str]:
    """Where the sign-in form may lead, besides this site itself."""
    parts = urlsplit(environ.get("KENNISMAKELAAR_OIDC_SERVER", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []

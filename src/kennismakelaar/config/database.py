"""Where the database is: a PostgreSQL address, or the embedded one in the data folder."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def database_from(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Django's settings for `url`, also for a unix socket in `?host=`.

    Without an address, those of the embedded server: a socket in the data folder, as start.py starts it.
    """
    if not url:
        return _settings(name="kennismakelaar", host=str(data_dir / "postgres"), user="kennismakelaar")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL: expected postgresql://user:password@host:port/name, came {parts.scheme}://…"
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return _settings(
        name=unquote(parts.path.lstrip("/")) or "postgres",
        host=query.pop("host", unquote(parts.hostname or "")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        port=str(parts.port or ""),
    )


def _settings(*, name: str, host: str, user: str, password: str = "", port: str = "") -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name, "HOST": host, "USER": user, "PASSWORD": password, "PORT": port,
        "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True,
    }  # fmt: skip

"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Names and switches every template uses."""
    return {"site_name": "Kennismakelaar", "has_theme": bool(settings.THEME_DIR)}

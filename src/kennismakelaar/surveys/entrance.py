"""How somebody comes to their form: the session holds which one it is, the form itself holds a signed key."""

from typing import Any

from .models import Draft

KEY = "survey_form"


def enter(session: Any, draft: Draft) -> None:
    """Puts a form in the session of a visitor; its pages are under /peiling."""
    session[KEY] = draft.pk

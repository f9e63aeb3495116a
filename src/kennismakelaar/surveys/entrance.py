"""How somebody comes to their form: the session holds which one it is, every page of it holds a signed key.

The key brings what was typed to its form also when the session is over meanwhile.
"""

from typing import Any

from django.core import signing

from .models import Draft

KEY = "survey_form"
_SALT = "surveys.form"


def enter(session: Any, draft: Draft) -> None:
    """Puts a form in the session of a visitor; its pages are under /peiling."""
    if session.get(KEY) != draft.pk:
        session[KEY] = draft.pk


def entered(session: Any) -> int | None:
    """The number of the form a visitor is filling in."""
    return session.get(KEY)


def key_of(draft: Draft) -> str:
    """What a page of a form carries along: which form and which version of the questionnaire."""
    return signing.dumps([draft.pk, draft.questionnaire_id], salt=_SALT)


def read_key(text: str) -> tuple[int, int] | None:
    """The numbers of form and questionnaire; None for a key that was not made here."""
    try:
        form, questionnaire = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return form, questionnaire

"""From what a column says to a role of the list: by its name in either language, else no role."""

from django.utils import translation

from kennismakelaar.topics.api import Role, facet_terms


def role_named(text: str) -> str:
    """The role a text names, "" when it names none for sure."""
    wanted = " ".join(text.lower().split())
    if not wanted:
        return ""
    for language in ("nl", "en"):
        with translation.override(language):
            for role in Role:
                if wanted in {role.value, str(role.label).lower()}:
                    return role.value
    return _by_term(wanted)


def _by_term(wanted: str) -> str:
    found = {
        row["value"] for row in facet_terms() if row["facet"] == "role" and row["term"].lower() == wanted
    }
    return found.pop() if len(found) == 1 else ""

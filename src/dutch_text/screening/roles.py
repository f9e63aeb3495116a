"""What stands in the place of a name: the function somebody has, where the text told it before."""

from dutch_text.screening.chains import word_before
from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded
from dutch_text.screening.tables import person_words

_FUNCTIONS = person_words("function")


def with_roles(folded: Folded, hits: list[Hit]) -> list[Hit]:
    """This will replace a later mention of somebody by the function that stood before an earlier one."""
    roles: dict[str, str] = {}
    settled = []
    for hit in hits:
        before = word_before(folded.lower, hit.start)
        surname = folded.lower[hit.start : hit.end].split(" ")[-1]
        if before in _FUNCTIONS:
            roles.setdefault(surname, before)
        elif surname in roles:
            hit = Hit(hit.kind, hit.start, hit.end, hit.certainty, f"[{roles[surname]}]")
        settled.append(hit)
    return settled

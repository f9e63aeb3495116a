"""Which organization a text means."""

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from .models import Organization
from .spelling import folded

SAME = 92  # one typing error in a name of a dozen letters


def organization_named(text: str) -> Organization | None:
    """This will find an organization by short name, abbreviation or name, never one of two that are alike."""
    wanted = folded(text)
    if not wanted:
        return None
    names: dict[str, Organization] = {}
    for organization in Organization.objects.all():
        for name in (organization.slug, organization.abbreviation, organization.name):
            if name:
                names.setdefault(folded(name), organization)
    if wanted in names:
        return names[wanted]
    near = process.extract(wanted, list(names), scorer=ratio, score_cutoff=SAME, limit=2)
    found = {names[name].pk: names[name] for name, _, _ in near}
    return next(iter(found.values())) if len(found) == 1 else None

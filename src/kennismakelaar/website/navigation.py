"""The ways through the site, in the order of the header and the footer."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    label: str | Promise
    path: str


MAIN = (
    Way(_("Menu card"), "/menukaart"),
    Way(_("Something is going on"), "/er-speelt-iets"),
    Way(_("White spots"), "/witte-vlekken"),
    Way(_("Reach"), "/bereik"),
    Way(_("What became of your input"), "/terugkoppeling"),
    Way(_("Ask your question"), "/vraag"),
)
WORK = Way(_("Workbench"), "/werk")
FOOT = (
    Way(_("How we calculate"), "/hoe-wij-rekenen"),
    Way(_("Privacy"), "/privacy"),
    Way(_("Accessibility"), "/toegankelijkheid"),
    Way(_("Contact"), "/contact"),
    Way(_("About Kennismakelaar"), "/over"),
)


def is_here(way: Way, *, path: str) -> bool:
    """This will tell whether a page lies under this way, so that the navigation can mark it."""
    return path == way.path or path.startswith(way.path + "/")

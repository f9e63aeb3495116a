"""What was made of the theme day afterwards: a session on one page, and a network that met on it."""

from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import KnowledgeNetwork
from kennismakelaar.outreach import api as outreach

from .clock import at, later
from .people import People
from .plan import THEME_DAY

SHARED, DRAFTED = 5, 6  # numbers of sessions


def make_pages(people: People) -> None:
    """This will put two sessions on one page each: one is shared with who took part, one is still a draft."""
    adviser, day = people.advisers[0], later(THEME_DAY, 130)
    made = {
        session.number: follow_up.draft_product(session, by=adviser, at=at(day))
        for session in intake.sessions().filter(number__in=(SHARED, DRAFTED))
    }
    follow_up.share_product(made[SHARED], by=adviser, at=at(day, 15))


def meet(people: People) -> None:
    """This will let the first network meet and note what it learned."""
    adviser, day = people.advisers[1], later(THEME_DAY, 140)
    network = KnowledgeNetwork.objects.order_by("slug").first()
    meeting = outreach.Meeting(
        "Zomerbijeenkomst (fictief)",
        day,
        agenda="1. Wat speelt er nu?\n2. Wat werkte dit voorjaar?\n3. Wat vragen wij aan elkaar?",
        is_fictitious=True,
    )
    planned = outreach.plan_meeting(network, meeting, by=adviser, at=at(later(day, -30)))
    outreach.note_learned(
        planned,
        "Begin het gesprek voordat er iets gebeurt, met wie u al kent. (fictief)",
        by=adviser,
        at=at(day, 16),
    )

"""What waits for somebody on the first page of the workbench, by what they may do."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kennismakelaar.accounts.api import Right, User, may
from kennismakelaar.brokering import api as brokering
from kennismakelaar.catalog import api as catalog
from kennismakelaar.coding import api as coding
from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.invitations import api as invitations
from kennismakelaar.outreach import api as outreach

Waiting = tuple[str, int, str]  # what, how many, where


@dataclass(frozen=True)
class Room:
    """A room of the workbench this person may enter."""

    title: str
    about: str
    url: str


def waiting_for(user: User, *, on: date) -> list[Waiting]:
    """What waits for this person; nothing that is empty."""
    rows: list[Waiting] = []
    if may(user, Right.RELEASE):
        held = intake.Statement.objects.filter(status=intake.Statement.Status.HELD_BACK).count()
        rows.append((_("words held back, to be decided"), held, "/werk/tegengehouden"))
    if may(user, Right.INVITE):
        rows.append((_("mails in doubt"), invitations.doubtful_mails().count(), "/werk/uitnodigen"))
    if may(user, Right.CODE):
        mine = coding.assignments_of(user).filter(done_at=None).count()
        rows.append((_("statements to code"), mine, "/werk/coderen"))
    if may(user, Right.BROKER):
        rows.append(
            (_("questions without an answer"), brokering.open_inquiries(user).count(), "/werk/vragen")
        )
    if may(user, Right.CONVERSE):
        planned = outreach.conversations().filter(status="planned", planned_for__lte=on).count()
        rows.append((_("talks that should have been held"), planned, "/werk/niet-gehoord"))
    if may(user, Right.FOLLOW_UP):
        unheard = follow_up.unanswered_statements().count()
        rows.append((_("statements without a reply"), unheard, "/werk/terugkoppeling"))
    if may(user, Right.SIGN_OFF):
        rows.append(
            (
                _("changes your department is asked about"),
                curriculum.asked_of(user).count(),
                "/werk/curriculum",
            )
        )
    if may(user, Right.CONFIRM_OFFER):
        rows.append(
            (_("offers not confirmed as current"), catalog.unconfirmed_for(user).count(), "/werk/aanbod")
        )
    return [row for row in rows if row[1]]


def rooms_for(user: User) -> list[Room]:
    """The rooms of the workbench, in the order in which a sentence travels."""
    every = [
        (Right.IMPORT, Room(_("Import"), _("Bring in notes and documents."), "/werk/import")),
        (Right.IMPORT, Room(_("Events"), _("Theme days, sessions and who came."), "/werk/bijeenkomsten")),
        (
            Right.READ_STATEMENTS,
            Room(_("Statements"), _("What was said, word for word."), "/werk/uitspraken"),
        ),
        (Right.IMPORT, Room(_("Needs surveys"), _("Waves and their answers."), "/werk/peilingen")),
        (
            Right.INVITE,
            Room(_("Invite"), _("Contacts, mails and who has answered."), "/werk/uitnodigen"),
        ),
        (
            Right.NOTE_CONTACT,
            Room(_("Burden of municipalities"), _("Who asked which municipality what."), "/werk/belasting"),
        ),
        (Right.CODE, Room(_("Coding"), _("Mark words and give them a code."), "/werk/coderen")),
        (Right.CODE, Room(_("Agreement"), _("Where coders agree and where not."), "/werk/overeenstemming")),
        (Right.WRITE_NEED, Room(_("Needs"), _("What is lacking, and what shows it."), "/werk/behoeften")),
        (Right.CONVERSE, Room(_("Not heard yet"), _("Whom to call next."), "/werk/niet-gehoord")),
        (
            Right.CONVERSE,
            Room(_("Knowledge networks"), _("Who is in them, and what they learn."), "/werk/kennisnetwerken"),
        ),
        (Right.ASSESS, Room(_("White spots"), _("Compute and publish."), "/werk/witte-vlekken")),
        (Right.EDIT_OFFER, Room(_("Offers"), _("Keep the menu card up to date."), "/werk/aanbod")),
        (
            Right.EDIT_GUIDANCE,
            Room(_("Action cards"), _("Check and edit advice."), "/werk/handelingskaarten"),
        ),
        (Right.BROKER, Room(_("Questions"), _("Refer, answer, or say that nobody knows."), "/werk/vragen")),
        (Right.SIGN_OFF, Room(_("Curriculum"), _("Judge changes."), "/werk/curriculum")),
        (
            Right.EDIT_CURRICULUM,
            Room(_("Curriculum"), _("Propose changes and ask departments."), "/werk/curriculum"),
        ),
        (Right.FOLLOW_UP, Room(_("Replies"), _("Tell who spoke what became of it."), "/werk/terugkoppeling")),
        (
            Right.FOLLOW_UP,
            Room(_("Knowledge products"), _("A session on one page."), "/werk/kennisproducten"),
        ),
    ]
    return [room for right, room in every if may(user, right)]

"""Notes typed while a session goes on, by several people at once: every note is a statement of its own."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kennismakelaar.accounts.api import Right, User, require
from kennismakelaar.intake.models import Channel, Session, Source, Statement
from kennismakelaar.intake.processings import SLUGS
from kennismakelaar.intake.queries import live_source
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.shared.errors import Refusal

from .deliveries import STORED_LANGUAGE
from .sources import Words, collect, open_source

LONGEST_NOTE = 2_000


class UnableToNote(Refusal):
    """A note has words, not too many, and is of a session that takes place."""


@transaction.atomic
def take_note(
    session: Session,
    text: str,
    *,
    by: User,
    at: datetime,
    municipality: Municipality | None = None,
    role: str = "",
) -> Statement:
    """This will keep one note of a session. What may point at a person is held back, as with every delivery."""
    require(by, Right.IMPORT)
    text = text.replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST_NOTE:
        raise UnableToNote(
            _("A note of 1 to %(most)s characters.") % {"most": LONGEST_NOTE},
            came=_("%(count)s characters.") % {"count": len(text)},
            hint=_("Write one thought per note; split long ones."),
        )
    # Two first notes at the same moment open one source, and each gets a position of its own.
    session = Session.objects.select_for_update().select_related("event").get(pk=session.pk)
    with override(STORED_LANGUAGE):
        source = live_source(session) or _opened(session, by, at)
        place = _("note of %(time)s") % {"time": f"{timezone.localtime(at):%H:%M}"}
        (statement,) = collect(source, [Words(text, place, municipality, role)], by=by, at=at)
    return statement


def _opened(session: Session, by: User, at: datetime) -> Source:
    return open_source(
        title=_("Notes of session %(session)s") % {"session": session},
        channel=Channel.EVENT,
        held_on=session.event.held_on,
        processing=SLUGS[Channel.EVENT],
        session=session,
        is_live=True,
        is_fictitious=session.event.is_fictitious,
        by=by,
        at=at,
    )

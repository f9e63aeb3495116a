"""What a mail says: the words of the adviser, the personal link, and how to get no more mail."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import Refusal

from .models import Mail, Mailing

LANGUAGE = "nl"  # municipalities are written to in Dutch, whoever sends
PLACES = ("gemeente", "peiling", "sluit_op", "minuten")
_PLACE = re.compile(r"\{([^{}\n]*)\}")
EXAMPLE_MUNICIPALITY = "Voorbeeldgemeente"
EXAMPLE = "voorbeeld"  # stands where the token of a personal link stands


class UnknownPlace(Refusal):
    """A text with a place to fill in that does not exist."""


@dataclass(frozen=True)
class Written:
    """A mail as it goes out."""

    subject: str
    text: str
    html: str
    body: str  # the inside of the html, to show on a page of our own
    link: str
    unsubscribe: str


def check_places(text: str) -> None:
    """This will raise UnknownPlace when a text holds a place that cannot be filled in."""
    wrong = [name for name in _PLACE.findall(text) if name not in PLACES]
    if wrong:
        raise UnknownPlace(
            _("Only these places can be filled in: %s.") % ", ".join(f"{{{name}}}" for name in PLACES),
            came="{" + wrong[0][:40] + "}",
            hint=_("Write the words out, or use one of the places."),
        )


def written(mailing: Mailing, *, municipality: str, token: str = EXAMPLE) -> Written:
    """The mail of a mailing to one municipality, with its personal link."""
    with translation.override(LANGUAGE):
        survey = mailing.survey
        values = {
            "gemeente": municipality,
            "peiling": survey.title,
            "sluit_op": formats.date_format(survey.closes_on, "j F Y"),
            "minuten": str(mailing.minutes),
        }
        link = f"{settings.SITE_URL}/peiling/{token}"
        context = {
            "paragraphs": _filled(mailing.text, values).split("\n\n"),
            "municipality": municipality,
            "survey": survey,
            "sender": mailing.organization.name,
            "link": link,
            "unsubscribe": f"{link}/afmelden",
        }
        return Written(
            subject=" ".join(_filled(mailing.subject, values).split()),
            text=render_to_string("invitations/mail.txt", context),
            html=render_to_string("invitations/mail.html", context),
            body=render_to_string("invitations/mail_body.html", context),
            link=link,
            unsubscribe=context["unsubscribe"],
        )


def message_of(mail: Mail, *, address: str, token: str) -> EmailMultiAlternatives:
    """A mail ready to be handed over, with one-click unsubscription (RFC 8058)."""
    letter = written(mail.mailing, municipality=mail.invitation.municipality.name, token=token)
    return as_message(letter, address=address, message_id=mail.message_id)


def as_message(letter: Written, *, address: str, message_id: str) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        headers={
            "Message-ID": message_id,
            "List-Unsubscribe": f"<{letter.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _filled(text: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text.replace("\r\n", "\n").strip())

"""What somebody fills in beside an offer: what it goes with, and how a municipality found it."""

from datetime import date
from typing import Any

from django import forms as f
from django.utils.translation import gettext_lazy as _

from kennismakelaar.accounts.api import Right, User, may
from kennismakelaar.organizations.api import Municipality, municipalities

from .api import Offer, offers_on


class RelationForm(f.Form):
    """Which other offer comes before this one, or does this one go on from."""

    kind = f.ChoiceField(
        label=_("How they belong together"),
        choices=[("requires", _("First follow")), ("continues", _("Goes on from"))],
    )
    other = f.CharField(
        label=_("The other offer"), max_length=300, help_text=_("Its title, or the address of its page.")
    )

    def __init__(self, *args: Any, offer: Offer, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.on = offer, on

    def clean_other(self) -> Offer:
        typed = self.cleaned_data["other"].strip()
        there = offers_on(self.on).exclude(pk=self.offer.pk)
        slug = typed.rstrip("/").rpartition("/")[2]
        found = there.filter(slug=slug).first() or there.filter(title__iexact=typed).first()
        if found is None:
            raise f.ValidationError(
                _("There is no other offer with this title or address. Copy the address from the menu card.")
            )
        return found


class ExperienceForm(f.Form):
    """Whether a municipality that used an offer was satisfied."""

    municipality = f.ModelChoiceField(
        label=_("Municipality"), queryset=None, empty_label=_("Choose a municipality")
    )
    satisfied = f.ChoiceField(
        label=_("Was it of use?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=f.RadioSelect
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = own_municipality(user)
        self.fields["municipality"].queryset = municipalities(on).order_by("name")
        if mine is not None and not may(user, Right.CONVERSE):
            del self.fields["municipality"]
            self.own = mine

    @property
    def about(self) -> Municipality:
        """The municipality that judges: chosen by an adviser, else one's own."""
        return self.cleaned_data.get("municipality") or self.own


def own_municipality(user: User) -> Municipality | None:
    """The municipality somebody works at, if any."""
    membership = getattr(user, "membership", None)
    return membership.municipality if membership else None


def may_judge(user: User) -> bool:
    """Whether somebody can say how a municipality found an offer."""
    return user.is_authenticated and (own_municipality(user) is not None or may(user, Right.CONVERSE))

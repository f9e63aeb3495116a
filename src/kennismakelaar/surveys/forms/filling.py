"""What somebody says about themselves before a form begins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.topics.api import Role


class RoleForm(forms.Form):
    """From which position somebody answers."""

    role = forms.ChoiceField(
        label=_("From which position do you answer?"),
        choices=[("", _("Choose")), *Role.choices],
        required=False,
        help_text=_("We ask for your position, never for your name."),
    )


class FillInForForm(RoleForm):
    """For whom an adviser fills in, on the telephone or from paper."""

    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.order_by("name"), empty_label=_("Choose")
    )
    field_order = ("municipality", "role")

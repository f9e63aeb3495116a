"""What an adviser fills in about surveys and their files."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from kennismakelaar.surveys.models import Aspect, Survey
from kennismakelaar.topics.api import topics


class SurveyForm(forms.Form):
    """A new wave."""

    title = forms.CharField(label=_("Title"), max_length=200)
    opens_on = forms.DateField(
        label=_("Opens on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    closes_on = forms.DateField(
        label=_("Closes on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    tau = forms.IntegerField(
        label=_("Threshold for a white spot, in percent"),
        min_value=1,
        max_value=99,
        initial=25,
        help_text=_("Fixed now, before anybody has seen an answer."),
    )
    topics = forms.ModelMultipleChoiceField(label=_("Topics asked about"), queryset=None)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = topics()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("A survey closes after it opens."))
        return data


class UploadForm(forms.Form):
    """A survey export to read."""

    file = forms.FileField(
        label=_("Survey export"),
        help_text=_("Excel (xlsx), OpenDocument (ods) or CSV, one row per colleague. At most 25 MB."),
    )


class ConfirmForm(forms.Form):
    """In which wave the answers belong."""

    survey = forms.ModelChoiceField(label=_("Needs survey"), queryset=Survey.objects.all(), empty_label=None)


def column_choices() -> list[tuple[str, object]]:
    """Every meaning a column may have, grouped for a select."""
    columns: list[tuple[str, object]] = [
        ("ignored", _("not used")),
        ("municipality", _("municipality: name")),
        ("code", _("municipality: code")),
        ("role", _("role or function")),
        ("respondent", _("number of the colleague")),
        ("date", _("date")),
        ("open", _("open answer")),
    ]
    for topic in topics():
        group = [(f"score:{topic.slug}:{aspect}", f"{topic} – {label}") for aspect, label in Aspect.choices]
        columns.append((str(topic), group))
    return columns


class MappingForm(forms.Form):
    """Which column means what: one select per column, named c0, c1, ..."""

    def __init__(
        self, headers: Iterable[str], mapping: dict[str, str], *args: object, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headers = list(headers)
        choices = column_choices()
        for at, header in enumerate(self.headers):
            self.fields[f"c{at}"] = forms.ChoiceField(
                label=header or _("(column without a header)"),
                choices=choices,
                initial=mapping.get(header, "ignored"),
            )

    @property
    def mapping(self) -> dict[str, str]:
        """{header: meaning} as chosen."""
        return {header: self.cleaned_data[f"c{at}"] for at, header in enumerate(self.headers)}


class XlsFormForm(forms.Form):
    """A questionnaire that was written in a spreadsheet."""

    file = forms.FileField(
        label=_("Spreadsheet (XLSForm, xlsx)"),
        help_text=_("Replaces all items of the version in the making. What is published stays."),
    )


class PaperFormForm(forms.Form):
    """A Word form that somebody filled in."""

    file = forms.FileField(label=_("Filled-in form (Word, docx)"))

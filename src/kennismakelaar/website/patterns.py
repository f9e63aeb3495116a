"""Example values for the pattern library: invented, and marked so on the page."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from .pattern_charts import BARS, HEXAGONS, LINE, MATRIX, SANKEY, TIERS


class ExampleForm(forms.Form):
    municipality = forms.CharField(label="Gemeente", help_text="De naam zoals die in het register staat.")
    role = forms.ChoiceField(
        label="Uw rol", choices=[("", "Kies een rol"), ("b", "burgemeester"), ("a", "adviseur")]
    )
    phase = forms.ChoiceField(
        label="Fase",
        widget=forms.RadioSelect,
        choices=[("s", "sluimerend"), ("o", "oplopend"), ("a", "acuut")],
    )
    topics = forms.MultipleChoiceField(
        label="Onderwerpen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("p", "polarisatie"), ("i", "inclusie"), ("e", "extremisme")],
    )
    when = forms.DateField(
        label="Datum", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    file = forms.FileField(label="Bestand", required=False, help_text="xlsx of csv, hoogstens 20 MB.")
    question = forms.CharField(label="Uw vraag", widget=forms.Textarea)
    agreed = forms.BooleanField(label="Houd mij op de hoogte", required=False)


THREAD = [
    {
        "kind": "uitspraak",
        "title": "“Wij weten niet wie er bij ons aan tafel hoort.”",
        "url": "#",
        "note": "Bijeenkomst, sessie 4",
    },
    {
        "kind": "behoefte",
        "title": "Netwerken en sleutelpersonen vinden",
        "url": "#",
        "note": "45% van de gemeenten (35–55%)",
    },
    {"kind": "witte vlek", "title": "Geen aanbod voor kleine gemeenten", "url": "#", "here": True},
    {
        "kind": "wijziging",
        "title": "Module ‘Wie zit er aan tafel’",
        "url": "#",
        "note": "akkoord van twee van drie departementen",
    },
    {"kind": "terugkoppeling", "title": ""},
]
FACETS = [
    {
        "name": "onderwerp",
        "label": "Onderwerp",
        "open": True,
        "options": [
            {"value": "p", "label": "Polarisatie", "count": 12, "checked": True},
            {"value": "i", "label": "Inclusie", "count": 7, "checked": False},
        ],
    },
    {
        "name": "vorm",
        "label": "Vorm",
        "open": False,
        "options": [{"value": "t", "label": "Training", "count": 9, "checked": False}],
    },
]
CHOSEN = [{"label": "Polarisatie", "url": "/patronen"}]


def examples(request: HttpRequest) -> dict[str, Any]:
    """This will give the page one value for each piece."""
    return {
        "form": ExampleForm(),
        "wrong_form": ExampleForm({"municipality": "Voorbeeld"}, prefix="wrong"),
        "pictures": [BARS, TIERS, LINE, HEXAGONS, MATRIX, SANKEY],
        "bars": BARS,
        "thread_example": THREAD,
        "facet_groups": FACETS,
        "chosen": CHOSEN,
        "step_labels": ["Wie bent u?", "Wat speelt er?", "Welke fase?"],
        "list_page": Paginator(range(240), 20).get_page(request.GET.get("page", 4)),
        "figure_rows": [
            ("Gemeenten gehoord", "188", "van 342"),
            ("Behoefte", "65%", "55–70%"),
            ("Witte vlekken", "7", "van 27 onderwerpen"),
        ],
        "fact_rows": [
            ("Aanbieder", "Voorbeeldinstituut"),
            ("Duur", "3 dagdelen"),
            ("Kosten", ""),
            ("Plaats", "bij u in huis"),
        ],
        "example_date": date(2026, 3, 12),
    }

"""Rules for the furniture: what each piece does with what it is given."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from defusedxml import ElementTree
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kennismakelaar.shared import charts

PACKAGE = Path(settings.PACKAGE_DIR)
STATIC = PACKAGE / "website" / "static" / "website"
# A report carries its own styles; these are handles for scripts or names without rules of their own.
TEMPLATES = [path for path in sorted(PACKAGE.glob("*/templates/**/*.html")) if path.name != "report.html"]
WITHOUT_DRESS = {"offer", "badge--plain", "coding__text", "coding__sentence--marked", "coding__go"}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def render(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


class Question(forms.Form):
    role = forms.CharField(help_text="As in your contract.")
    phase = forms.ChoiceField(choices=[("a", "a"), ("b", "b")], widget=forms.RadioSelect)
    remark = forms.CharField(required=False)
    agreed = forms.BooleanField(required=False)


def test_text_in_a_piece_is_escaped():
    nasty = "<b>bold</b>"
    for source in (
        "{% badge nasty %}",
        "{% source_line name=nasty note=nasty %}",
        "{% alert title=nasty %}{{ nasty }}{% endalert %}",
        "{% card title=nasty href='/x' %}{{ nasty }}{% endcard %}",
        "{% quote source=nasty %}{{ nasty }}{% endquote %}",
        "{% breadcrumb nasty '/x' nasty %}",
        "{% empty_state title=nasty %}{{ nasty }}{% endempty_state %}",
    ):
        html = render(source, nasty=nasty)
        assert "<b>" not in html, source
        assert "&lt;b&gt;" in html, source


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//elsewhere"])
def test_a_source_with_an_address_that_is_no_web_page_is_not_linked(url):
    assert "href" not in render("{% source_line name='Bron' url=url %}", url=url)


def test_a_source_shows_its_date_for_people_and_for_machines():
    html = render("{% source_line name='CBS' date=day %}", day=date(2026, 3, 1))
    assert '<time datetime="2026-03-01">1 March 2026</time>' in html


def test_an_error_is_announced_and_a_notice_is_polite():
    assert 'role="alert"' in render("{% alert kind='error' %}x{% endalert %}")
    assert 'role="status"' in render("{% alert kind='info' %}x{% endalert %}")


def test_the_last_crumb_is_the_page_itself():
    html = render("{% breadcrumb 'Menukaart' '/menukaart' 'Training' %}")
    assert 'href="/menukaart"' in html
    assert re.search(r'aria-current="page">Training<', html)


def test_other_pages_of_a_list_keep_what_the_reader_chose():
    request = RequestFactory().get("/menukaart?q=rust&vorm=training&vorm=webinar&page=2")
    page = Paginator(range(100), 10).get_page(2)
    html = Template("{% load look %}{% pagination page %}").render(
        Context({"page": page, "request": request})
    )
    assert "?q=rust&amp;vorm=training&amp;vorm=webinar&amp;page=3" in html
    assert 'aria-current="page"' in html


def test_a_list_on_one_page_shows_no_pages():
    assert render("{% pagination page %}", page=Paginator([1], 10).get_page(1)).strip() == ""


def test_a_field_points_at_its_help_and_at_its_error():
    form = Question({})
    html = str(form["role"].as_field_group())
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html).group(1).split()
    assert set(described) == {"id_role_helptext", "id_role_error"}
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = str(Question()["phase"].as_field_group())
    assert html.index("<fieldset") < html.index("<legend>")
    assert '<label for="id_phase"' not in html


def test_no_identifier_occurs_twice_in_a_form():
    found = re.findall(r'\sid="([^"]+)"', render("{% fields form %}", form=Question({})))
    assert len(found) == len(set(found))


def test_each_line_of_the_error_summary_leads_to_a_place_in_the_form():
    html = render("{% fields form %}", form=Question({}))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_role", "id_phase_0"]
    assert all(f'id="{target}"' in html for target in targets)


def test_a_field_that_may_stay_empty_says_so():
    assert "optional" in str(Question()["remark"].as_field_group())
    assert "optional" not in str(Question()["role"].as_field_group())


def test_facts_without_a_value_are_left_out_and_a_zero_is_not():
    html = render("{% facts rows %}", rows=[("Kosten", ""), ("Plaatsen", 0)])
    assert "Kosten" not in html
    assert "Plaatsen" in html


def test_a_thread_says_what_is_not_there_yet():
    html = render(
        "{% thread knots %}",
        knots=[{"kind": "reply", "title": ""}, {"kind": "gap", "title": "x", "here": True}],
    )
    assert "not there yet" in html
    assert 'aria-current="true"' in html


def test_a_choice_that_narrows_keeps_the_words_searched_for():
    groups = [
        {
            "name": "vorm",
            "label": "Vorm",
            "open": True,
            "options": [{"value": "t", "label": "T", "count": 0, "checked": True}],
        }
    ]
    request = RequestFactory().get("/menukaart?q=onrust")
    html = Template("{% load look %}{% facets groups results='results' %}").render(
        Context({"groups": groups, "request": request})
    )
    assert '<input type="hidden" name="q" value="onrust">' in html
    assert 'hx-target="#results"' in html
    assert '<span class="count">0</span>' in html


def test_a_chart_on_a_page_has_picture_sentence_and_table():
    chart = charts.Bars(title="Behoefte", bars=[charts.Bar("Polarisatie", 65, 55, 70)])
    html = render("{% chart chart csv_url='/x.csv' %}", chart=chart)
    assert chart.sentence in html
    assert "<svg" in html
    assert '<th scope="row">Polarisatie</th>' in html
    assert 'href="/x.csv"' in html
    ElementTree.fromstring(f"<x>{html}</x>")


def test_somebody_with_an_account_sees_the_way_to_the_workbench():
    def navigation(user):
        request = SimpleNamespace(path="/werk/vragen", user=user, GET={})
        return Template("{% load look %}{% main_navigation 'Main' %}").render(Context({"request": request}))

    assert 'href="/werk" aria-current="page"' in navigation(SimpleNamespace(is_authenticated=True))
    assert "/werk" not in navigation(SimpleNamespace(is_authenticated=False))


def test_every_class_a_template_uses_is_dressed():
    sheets = [
        STATIC / "site.css",
        *(path for path in PACKAGE.glob("*/static/**/*.css") if path.name != "site.css"),
    ]
    styles = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(path.read_text() for path in sheets)))
    used = {
        (name, path.name)
        for path in TEMPLATES
        for value in re.findall(r'class="([^"]*)"', re.sub(r"{[{%].*?[%}]}", " ", path.read_text()))
        for name in value.split()
        if re.fullmatch(r"[a-zA-Z][\w-]*\w", name)
    }
    assert {name for name, _path in used} > {"lead", "card__meta"}
    assert sorted((name, path) for name, path in used if name not in styles | WITHOUT_DRESS) == []

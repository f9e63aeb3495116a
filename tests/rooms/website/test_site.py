"""Rules for the pages that belong to no other room."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone
from django.utils.translation import override

from kennismakelaar.website.machine_views import SECURITY_EXPIRES
from kennismakelaar.website.pages import FOLDER, text_page
from kennismakelaar.website.urls import TEXTS

STATIC = Path(settings.PACKAGE_DIR) / "website" / "static" / "website"
# A report is a file of its own, opened from a folder: it carries its styles and never meets the policy.
REPORTS = {"report.html"}
TEMPLATES = [
    path
    for path in sorted(Path(settings.PACKAGE_DIR).glob("*/templates/**/*.html"))
    if path.name not in REPORTS
]


def test_the_stylesheet_weighs_less_than_25_kilobytes_compressed():
    assert len(gzip.compress((STATIC / "site.css").read_bytes(), 9)) < 25_000


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/hoe-wij-rekenen"])
def test_the_first_view_weighs_less_than_60_kilobytes_compressed(client, path):
    page = client.get(path)
    files = [STATIC.parent / name for name in re.findall(r'/static/(website/[^"]+)"', page.text)]
    assert STATIC / "site.css" in files
    assert (
        sum(len(gzip.compress(content)) for content in [page.content, *(f.read_bytes() for f in files)])
        < 60_000
    )


def test_the_stylesheet_loads_nothing_from_elsewhere():
    assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", (STATIC / "site.css").read_text())


def test_no_template_has_an_inline_style_or_script():
    pages = [path for path in TEMPLATES if path.name != "mail.html"]  # programs for mail read no stylesheet
    assert pages
    inline = re.compile(
        r"\sstyle=|<style|<script(?![^>]*(\ssrc=|application/))|\son[a-z]+=\"|javascript:", re.IGNORECASE
    )
    assert [str(path) for path in pages if inline.search(path.read_text())] == []


@pytest.mark.django_db
def test_the_policy_allows_nothing_inline(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_a_page_is_dutch_also_for_a_browser_set_to_english(client):
    response = client.get("/", headers={"accept-language": "en-US"})
    assert response.headers["Content-Language"] == "nl"
    assert "Ik zoek aanbod" in response.text


@pytest.mark.django_db
def test_the_switch_turns_the_site_english_and_back(client):
    client.post("/taal", {"language": "en", "next": "/"})
    assert "I am looking for an offer" in client.get("/").text
    client.post("/taal", {"language": "nl", "next": "/"})
    assert "Ik zoek aanbod" in client.get("/").text


@pytest.mark.django_db
def test_the_first_page_opens_three_doors(client):
    doors = re.findall(r'class="door[^"]*" href="([^"]+)"', client.get("/").text)
    assert doors == ["/menukaart", "/er-speelt-iets", "/vraag"]


@pytest.mark.django_db
def test_the_navigation_marks_where_the_reader_is(client):
    assert 'href="/privacy"' in client.get("/privacy").text
    assert client.get("/privacy").text.count('<li><a href="/menukaart" aria-current') == 0


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_text_exists_in_both_languages(name, language):
    assert (FOLDER / language / f"{name}.md").exists()
    page = text_page(name, language=language)
    assert page.title
    assert page.headings


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_has_the_same_number_of_headings_and_the_same_date_in_both_languages(name):
    dutch, english = text_page(name, language="nl"), text_page(name, language="en")
    assert len(dutch.headings) == len(english.headings)
    assert dutch.updated == english.updated


def test_security_txt_is_valid_for_the_coming_month_and_no_longer_than_a_year():
    left = SECURITY_EXPIRES - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=366), "renew SECURITY_EXPIRES in machine_views.py"


@pytest.mark.django_db
@override_settings(SECURITY_CONTACT="mailto:veilig@example.org")
def test_security_txt_names_a_contact_and_an_expiry(client):
    lines = client.get("/.well-known/security.txt").text.splitlines()
    assert "Contact: mailto:veilig@example.org" in lines
    assert any(line.startswith("Expires: 20") and line.endswith("Z") for line in lines)


@pytest.mark.django_db
def test_an_organization_can_bring_its_own_look(client, settings):
    assert "theme.css" not in client.get("/").text
    settings.THEME_DIR = "/somewhere"
    page = client.get("/").text
    assert page.index("/static/website/site.css") < page.index("/static/theme/theme.css")


@pytest.mark.django_db
def test_robots_are_asked_to_stay_out_of_the_workbench(client):
    assert "Disallow: /werk" in client.get("/robots.txt").text


@pytest.mark.django_db
def test_the_site_is_ready_when_all_tables_are_there(client):
    assert client.get("/_health/live").json() == {"status": "live"}
    assert client.get("/_health/ready").json() == {"status": "ready"}


@pytest.mark.django_db
def test_the_site_is_not_ready_while_a_migration_waits(client, monkeypatch):
    plan = "kennismakelaar.website.machine_views.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *_arguments: ["one"])
    response = client.get("/_health/ready")
    assert response.status_code == 503
    assert response.json()["waiting"] == 1


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_dutch_with_a_way_on(client):
    response = client.get("/bestaat-niet")
    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.text
    assert 'href="/"' in response.text


def test_each_failure_page_renders_without_a_request():
    from django.template.loader import render_to_string

    with override("nl"):
        assert "Fout 400" in render_to_string("400.html")
        assert "Fout 403" in render_to_string("403.html")
        assert "Fout 500" in render_to_string("500.html")

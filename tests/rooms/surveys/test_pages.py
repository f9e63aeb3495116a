"""The pages of a questionnaire and of a form, without a browser: who may, what is kept, what is refused in words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.entrance import key_of, read_key
from kennismakelaar.topics.api import Topic
from rooms.surveys.answering import ASKED
from rooms.surveys.questioning import definition, published

FORM, OVERVIEW = "/peiling/invullen", "/peiling/overzicht"


@pytest.fixture
def survey(register, adviser):
    from datetime import timedelta

    now = timezone.now()
    wave = surveys.Wave(
        "Peiling (fictief)",
        now.date() - timedelta(days=2),
        now.date() + timedelta(days=9),
        is_fictitious=True,
    )
    return surveys.open_survey(
        wave, topics=[Topic.objects.get(pk=slug) for slug in ASKED], by=adviser, at=now
    )


@pytest.fixture
def draft(survey, adviser):
    published(survey, adviser, timezone.now())
    return surveys.begin(survey, Municipality.objects.get(pk="GM0344"), at=timezone.now())


@pytest.fixture
def page(client, adviser):
    client.force_login(adviser, backend="django.contrib.auth.backends.ModelBackend")
    return client


def enter(client, draft):
    session = client.session
    surveys.enter(session, draft)
    session.save()


def save(client, draft, number, **fields):
    told = {"formulier": key_of(draft), "versie": draft.version, "pagina": number, "naar": "verder"}
    return client.post(f"{FORM}?pagina={number}", {**told, **fields})


def test_without_a_form_one_is_told_where_to_find_it(client, db):
    for address in (FORM, OVERVIEW, "/peiling/papier"):
        assert client.get(address).status_code == 404


def test_a_page_lands_without_any_session_and_brings_one_back(client, draft):
    answer = save(client, draft, 1, plan="ja")
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {"plan": "ja"}
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("key", ["", "verzonnen", "WzEsMV0:1abc:vals"])
def test_a_key_that_was_not_made_here_opens_no_form(client, draft, key):
    answer = client.post(FORM, {"formulier": key, "versie": 0, "pagina": 1, "plan": "ja"})
    assert answer.status_code == 400
    draft.refresh_from_db()
    assert draft.answers == {}
    assert read_key(key) is None


@pytest.mark.parametrize(("field", "value"), [("pagina", "99"), ("pagina", "x"), ("versie", "x")])
def test_a_page_that_was_tampered_with_is_refused_and_changes_nothing(client, draft, field, value):
    told = {"formulier": key_of(draft), "versie": 0, "pagina": 1, "plan": "ja", field: value}
    assert client.post(FORM, told).status_code == 400
    draft.refresh_from_db()
    assert draft.answers == {}


def test_only_fields_of_the_page_are_taken(client, draft):
    save(client, draft, 1, plan="ja", mensen="5", onbekend="x")
    draft.refresh_from_db()
    assert draft.answers == {"plan": "ja"}


def test_a_conflict_shows_both_answers(client, draft):
    save(client, draft, 1, plan="ja")
    answer = save(client, draft, 1, plan="nee")  # still with the version of before
    assert answer.status_code == 409
    assert "Ja" in answer.content.decode()
    assert len(answer.context["differences"][0].answers) == 2
    client.post("/peiling/keuze", {"formulier": key_of(draft), "keuze.plan": "1"})
    draft.refresh_from_db()
    assert (draft.answers["plan"], draft.contested) == ("nee", {})


def test_the_overview_says_what_is_missing_and_where(client, draft):
    enter(client, draft)
    answer = client.post(OVERVIEW)
    assert answer.status_code == 400
    assert [remark.page for remark in answer.context["overview"].missing] == [1]
    assert not surveys.Response.objects.exists()


def test_a_closed_survey_shows_what_was_typed_so_that_it_is_not_lost(client, draft, survey, adviser):
    last = surveys.definition_of(draft.questionnaire)
    surveys.close(survey, by=adviser, at=timezone.now())
    from kennismakelaar.surveys.questionnaire.pages import pages_of

    answer = save(client, draft, pages_of(last)[-1].number, nodig="Een lange wens die niet weg mag raken.")
    assert answer.status_code == 400
    assert "Een lange wens die niet weg mag raken." in answer.content.decode()


def test_pages_of_the_questionnaire_are_for_who_may_bring_in_surveys(client, official, draft):
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    number = draft.questionnaire_id
    for address in (f"/werk/peilingen/{draft.survey_id}", f"/werk/vragenlijsten/{number}", f"/werk/vragenlijsten/{number}/formulier.docx",
                    f"/werk/vragenlijsten/{number}/vragenlijst.xlsx"):  # fmt: skip
        assert client.get(address).status_code == 403
    client.logout()
    assert client.get(f"/werk/vragenlijsten/{number}").status_code == 302


def test_an_unknown_type_in_a_spreadsheet_is_said_on_the_page_with_its_row(page, survey):
    from rooms.surveys.test_xlsform import spreadsheet

    file = SimpleUploadedFile("vragen.xlsx", spreadsheet(("geopoint", "plek", "Waar?", "")))
    answer = page.post(f"/werk/peilingen/{survey.pk}/xlsform", {"file": file})
    assert answer.status_code == 400
    assert "Rij 2: de soort “geopoint”" in answer.content.decode()
    assert not surveys.Questionnaire.objects.exists()


def test_a_spreadsheet_becomes_the_version_in_the_making(page, draft):
    content = page.get(f"/werk/vragenlijsten/{draft.questionnaire_id}/vragenlijst.xlsx").content
    file = SimpleUploadedFile("vragen.xlsx", content)
    page.post(f"/werk/peilingen/{draft.survey_id}/xlsform", {"file": file})
    made = surveys.Questionnaire.objects.get(survey=draft.survey_id, published_at=None)
    assert surveys.definition_of(made).digest == definition().digest


def test_a_word_form_goes_out_and_comes_back_to_be_looked_at(page, draft):
    content = page.get(f"/werk/vragenlijsten/{draft.questionnaire_id}/formulier.docx").content
    document = Document(io.BytesIO(content))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for control in document.element.body.iter(f"{space}sdt"):
        tag = control.find(f"{space}sdtPr/{space}tag").get(f"{space}val")
        if tag in ("town", "k.0.0"):
            next(control.iter(f"{space}t")).text = "Utrecht" if tag == "town" else "x"
    filled = io.BytesIO()
    document.save(filled)
    file = SimpleUploadedFile("formulier.docx", filled.getvalue())
    answer = page.post(f"/werk/peilingen/{draft.survey_id}/papier", {"file": file}, follow=True)
    assert answer.redirect_chain[-1][0] == OVERVIEW
    assert answer.context["draft"].answers == {"plan": "ja"}


def test_closing_is_asked_first_and_says_what_goes(page, draft):
    answer = page.get(f"/werk/peilingen/{draft.survey_id}/sluiten")
    assert (answer.context["sent"], answer.context["not_sent"]) == (0, 1)
    page.post(f"/werk/peilingen/{draft.survey_id}/sluiten")
    assert not surveys.Draft.objects.exists()


def test_an_item_keeps_the_names_of_its_choices_when_their_words_change(page, draft, adviser):
    survey = draft.survey
    made = surveys.start_version(survey, by=adviser, at=timezone.now())
    words = {
        "text_nl": "Heeft u een plan?",
        "name": "plan",
        "choices": "Jazeker | Yes\nNee | No",
        "when_sign": "=",
    }
    page.post(f"/werk/vragenlijsten/{made.pk}/onderdeel?naam=plan", words)
    choices = surveys.definition_of(made).item("plan").choices
    assert [(option.name, option.nl) for option in choices] == [("ja", "Jazeker"), ("nee", "Nee")]

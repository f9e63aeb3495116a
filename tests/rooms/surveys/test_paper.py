"""The Word form and the PDF: of the same version, filled in, and brought into the same record."""

import io
from datetime import UTC, datetime

import pypdfium2
import pytest
from docx import Document

from kennismakelaar.organizations.api import Municipality
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.api import Item, Kind, definition_of
from kennismakelaar.surveys.paper import UnreadablePaperForm, pdf_of, read_word, word_of
from kennismakelaar.surveys.paper.word import code_of
from kennismakelaar.surveys.paper.words import condition_in_words
from kennismakelaar.surveys.questionnaire.conditions import DONT_KNOW
from rooms.surveys.answering import ASKED
from rooms.surveys.questioning import definition, published

NOW = datetime(2026, 9, 15, 9, 30, tzinfo=UTC)
WHOLE = definition()
CODE = code_of(WHOLE, survey=7, version=2)
ANSWERS = {
    "plan": "ja", "sinds": "31-12-2025", "mensen": DONT_KNOW, "middelen": ["tijd", "kennis"], "gerust": "6",
    f"themas.{ASKED[0]}.importance": "5", f"themas.{ASKED[0]}.capability": DONT_KNOW, f"themas.{ASKED[1]}.wanted_form": "training",
    "woord": "Druk", "nodig": "Meer oefenen.\nEn rust.",
}  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word(answers=ANSWERS, **facts):
    told = {"title": "Peiling (fictief)", "code": CODE, "municipality": "Utrecht", "role": "safety", **facts}
    return word_of(WHOLE, answers=answers, **told)


def filled_by_hand(content, texts):
    """As somebody does who types over what stands there, without the tools of Word."""
    document = Document(io.BytesIO(content))
    for control in document.element.body.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        if tag in texts:
            next(control.iter(f"{W}t")).text = texts[tag]
    found = io.BytesIO()
    document.save(found)
    return found.getvalue()


def test_a_filled_in_word_form_is_read_back_word_for_word():
    found = read_word(word(), WHOLE, code=CODE)
    assert {key: value for key, value in found.answers.items() if value} == ANSWERS
    assert (found.municipality, found.role) == ("Utrecht", "safety")


def test_an_empty_form_has_no_answers():
    found = read_word(word({}, municipality="", role=""), WHOLE, code=CODE)
    assert not any(found.answers.values())
    assert (found.municipality, found.role) == ("", "")


def test_a_cross_typed_over_a_box_counts_as_a_mark():
    found = read_word(filled_by_hand(word({}), {"k.0.1": "x", "town": "Delft"}), WHOLE, code=CODE)
    assert found.answers["plan"] == "nee"
    assert found.municipality == "Delft"


def test_two_marks_where_one_was_asked_are_kept_and_shown_not_guessed():
    found = read_word(filled_by_hand(word({}), {"k.0.0": "x", "k.0.1": "x"}), WHOLE, code=CODE)
    assert found.answers["plan"] == "ja + nee"


def test_a_form_of_an_older_version_is_recognized_and_said():
    other = definition(Item("anders", Kind.LINE, "Iets anders?"))
    with pytest.raises(UnreadablePaperForm) as refusal:
        read_word(word(), other, code=code_of(other, survey=7, version=3))
    assert "2" in refusal.value.came
    assert "3" in refusal.value.expected


def test_a_form_of_another_survey_or_any_other_file_is_refused():
    with pytest.raises(UnreadablePaperForm):
        read_word(word(), WHOLE, code=code_of(WHOLE, survey=8, version=2))
    empty = io.BytesIO()
    Document().save(empty)
    for content in (empty.getvalue(), b"PK\x03\x04 kapot"):
        with pytest.raises(UnreadablePaperForm):
            read_word(content, WHOLE, code=CODE)


def test_the_pdf_is_tagged_and_names_its_version():
    content = pdf_of(WHOLE, title="Peiling (fictief)", code=CODE)
    assert b"/StructTreeRoot" in content
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert CODE in text
    for item in WHOLE.items:
        assert item.text_nl.split()[0] in text


def test_signs_that_mean_something_to_the_typesetter_are_only_signs():
    strange = definition(Item("a", Kind.ONE, 'Wat #kost [dit] $5 \\ "of" *meer*?', options={"choices": [
        {"name": "a", "nl": "#let x = 1"}, {"name": "b", "nl": "@b <c>"}]}))  # fmt: skip
    assert pdf_of(strange, title='#set "x"', code="1-1-a").startswith(b"%PDF")
    assert read_word(word_of(strange, title="<&>", code="1-1-a"), strange, code="1-1-a").answers == {"a": ""}


@pytest.fixture
def survey(asker, adviser):
    survey = asker.wave()
    published(survey, adviser, NOW)
    return survey


def of(survey, **facts):
    questionnaire = surveys.published_questionnaire(survey)
    whole = definition_of(questionnaire)
    return word_of(
        whole, title="x", code=code_of(whole, survey=survey.pk, version=questionnaire.version), **facts
    )


def test_a_paper_form_becomes_an_open_form_of_the_municipality_written_on_it(survey, adviser):
    content = of(survey, municipality="Utrecht", role="mayor", answers=ANSWERS)
    draft = surveys.take_paper(survey, "formulier.docx", content, by=adviser, at=NOW)
    assert (draft.municipality.name, draft.role) == ("Utrecht", "mayor")
    assert surveys.send(draft, at=NOW).other_answers["plan"] == "ja"


@pytest.mark.parametrize("name", ["", "Nergenshuizen"])
def test_a_paper_form_without_a_known_municipality_stores_nothing(survey, adviser, name):
    with pytest.raises(UnreadablePaperForm):
        surveys.take_paper(
            survey, "formulier.docx", of(survey, municipality=name, answers=ANSWERS), by=adviser, at=NOW
        )
    assert not surveys.Draft.objects.exists()


def test_a_form_that_goes_out_half_filled_in_comes_back_into_the_same_record(survey):
    draft = surveys.begin(survey, Municipality.objects.get(pk="GM0344"), at=NOW)
    surveys.save_page(draft, {"plan": "nee"}, version=0, at=NOW)
    draft.refresh_from_db()
    content = of(survey, answers={**draft.answers, "mensen": "3"}, draft_version=draft.version)
    surveys.save_page(draft, {"mensen": "4"}, version=draft.version, at=NOW)  # a colleague, meanwhile
    saved = surveys.take_own_paper(draft, "formulier.docx", content, at=NOW)
    assert surveys.Draft.objects.count() == 1
    assert saved.draft.answers == {"plan": "nee", "mensen": "4"}
    assert saved.draft.contested == {"mensen": ["3"]}


def test_on_paper_a_condition_stands_in_the_words_of_the_questions():
    told = condition_in_words(WHOLE, "${plan} = 'ja' and ${sinds} != ''", "nl")
    assert told == "“Heeft u een plan?” is “Ja” en “Sinds wanneer?” is ingevuld"
    assert condition_in_words(WHOLE, "selected(${middelen}, 'tijd')", "en") == "“Which means?” is “Tijd”"
    text = "".join(
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(pdf_of(WHOLE, title="x", code=CODE))
    )
    assert "${" not in text

"""The report of a survey as a file: published figures only, the same in PDF and in Word, made by the worker."""

import io
import re

import docx
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import translation
from procrastinate import testing
from procrastinate.contrib.django import app

from kennismakelaar.gaps import api as gaps
from kennismakelaar.gaps import tasks
from kennismakelaar.gaps.reporting import files, published
from kennismakelaar.needs import api as needs
from kennismakelaar.outreach import api as outreach
from kennismakelaar.records import api as records
from rooms.surveys.answering import ASKED, codes

HEARD = 177  # not a number that rounding to fives can give
pytestmark = pytest.mark.usefixtures("register")


@pytest.fixture
def assessment(asker, today, now, adviser):
    survey = asker.wave()
    asker.answer_all(survey, codes(0, HEARD), dict(zip(ASKED, (0.5, 0.37, 0.21, 0.66), strict=True)))
    return gaps.assess(survey, on=today, by=adviser, at=now, draws=100)


@pytest.fixture
def survey(assessment, today, now, adviser):
    """A survey of which the figures are public."""
    gaps.publish(assessment, by=adviser, at=now)
    heard = outreach.heard_on(today, survey=assessment.needs.survey, event=None)
    outreach.publish_reach(heard, on=today, by=adviser, at=now)
    return assessment.needs.survey


@pytest.fixture
def report(survey):
    with translation.override("nl"):
        return published.report_of(survey)


def cells_of(report):
    return [cell for part in report.parts for table in part.tables for row in table.rows for cell in row]


def words_of(report):
    lines = [line for part in report.parts for line in (part.title, *part.lines, *part.points)]
    heads = [word for part in report.parts for table in part.tables for word in (table.caption, *table.head)]
    return [report.title, report.under, *lines, *heads, *cells_of(report)]


def pdf_text(content):
    document = pypdfium2.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def plain(text):
    """Without the places where a line was broken or a word was hyphenated."""
    return re.sub(r"[\s\u00ad\ufffe\u2010-]+", "", text)


def test_every_percentage_of_the_report_is_a_published_one(report, survey):
    """Parts of published cells: their figure, their margin, or bounds that follow from these alone."""
    public = [
        cell for kind in ("needs", "white-spots", "reach") for cell in records.current(kind).figures["cells"]
    ]
    known = {re.sub(r"[^\d]", "", cell["label"]) for cell in public if cell["label"]}
    known |= {
        str(round(100 * cell[end])) for cell in public for end in ("lower", "upper") if cell[end] is not None
    }
    shown = set(re.findall(r"(\d+(?:[.,]\d+)?)\s?%", " ".join(cells_of(report))))
    assert shown
    assert all(float(number.replace(",", ".")) % 5 == 0 for number in shown - known)
    assert not [number for number in shown if "." in number or "," in number]


def test_the_report_holds_no_exact_number_of_answers(report, assessment):
    text = " ".join(words_of(report))
    assert not re.search(rf"(?<!\d){HEARD}(?!\d)", text)
    exact = {f"{row.prevalence:.3f}".replace(".", ",") for row in needs.rows_of(assessment.needs)}
    assert not [one for one in exact if one in text]
    assert "Ongeveer 175 van" in text


def test_the_report_stays_the_same_when_what_lies_behind_the_gate_changes(report, survey, asker):
    """What was not published cannot show: more answers leave every word as it was."""
    asker.answer_all(survey, codes(HEARD, 185), {ASKED[0]: 1.0})
    with translation.override("nl"):
        assert published.report_of(survey) == report


def test_the_report_says_what_if_the_silent_differ_and_how_it_was_calculated(report, assessment):
    titles = [part.title for part in report.parts]
    assert len(titles) == len(set(titles)) == 6
    whole = next(part for part in report.parts if part.tables and len(part.tables[0].head) == 5)
    assert all(row[3] for row in whole.tables[0].rows if row[1] != "niet getoond")
    assert assessment.needs.input_digest in cells_of(report)
    assert records.current("needs").method_version in cells_of(report)
    groups = next(part for part in report.parts if len(part.tables) >= 3)
    assert any("stedelijk" in head for table in groups.tables for head in table.head)


def test_pdf_and_word_hold_the_same_words(report):
    in_pdf = plain(pdf_text(files.as_pdf(report)))
    document = docx.Document(io.BytesIO(files.as_word(report)))
    in_word = [one.text for one in document.paragraphs]
    in_word += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for text in words_of(report):
        assert text in in_word
        assert plain(text) in in_pdf, text


def test_the_pdf_is_tagged_and_the_word_file_has_headings_and_heads_of_tables(report):
    content = files.as_pdf(report)
    assert b"pdfuaid" in content
    assert b"/MarkInfo" in content
    document = docx.Document(io.BytesIO(files.as_word(report)))
    assert [one.style.name for one in document.paragraphs[:1]] == ["Heading 1"]
    assert all(table.rows[0]._tr.trPr is not None for table in document.tables)


def test_before_the_figures_are_public_there_is_no_report(assessment):
    with pytest.raises(published.UnableToReport):
        published.report_of(assessment.needs.survey)


def test_another_survey_gets_no_report_from_these_figures(survey, asker):
    with pytest.raises(published.UnableToReport):
        published.report_of(asker.wave())


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_report_is_asked_for_on_a_page_and_made_by_the_worker(survey, client, adviser, kind, start):
    client.force_login(adviser)
    assert reverse("gaps:ask_report") in client.get(reverse("needs:results")).content.decode()
    with app.replace_connector(testing.InMemoryConnector()):
        asked = client.post(reverse("gaps:ask_report"), {"survey": survey.pk, "kind": kind})
        (job,) = app.connector.jobs.values()
    assert asked.status_code == 302
    tasks.make_report(**job["args"])
    made = needs.Export.objects.get()
    assert made.status == needs.Export.Status.DONE, made.refusal
    taken = client.get(reverse("needs:export_file", args=[made.pk]))
    assert taken.content.startswith(start)
    assert taken["Content-Disposition"].endswith(f'.{kind}"')


def test_a_report_that_cannot_be_made_says_why(assessment, adviser, now):
    asked = needs.ask_export(assessment.needs.survey, "pdf", by=adviser, at=now)
    tasks.make_report(asked.pk)
    made = needs.Export.objects.get()
    assert made.status == needs.Export.Status.REFUSED
    assert "openbaar" in made.refusal


def test_a_report_whose_making_fails_says_so(survey, adviser, now, monkeypatch):
    asked = needs.ask_export(survey, "pdf", by=adviser, at=now)

    def broken(_report):
        raise RuntimeError("planted")

    monkeypatch.setattr(files, "as_pdf", broken)
    with pytest.raises(RuntimeError, match="planted"):
        tasks.make_report(asked.pk)
    assert needs.Export.objects.get().status == needs.Export.Status.FAILED


def test_only_known_kinds_of_a_known_survey_are_reported(survey, client, adviser):
    client.force_login(adviser)
    for given in ({"survey": survey.pk, "kind": "csv"}, {"survey": "999999", "kind": "pdf"}):
        assert client.post(reverse("gaps:ask_report"), given).status_code == 404


def test_nobody_outside_the_unit_has_a_report_made(survey, client, official):
    client.force_login(official)
    answer = client.post(reverse("gaps:ask_report"), {"survey": survey.pk, "kind": "pdf"})
    assert answer.status_code == 403

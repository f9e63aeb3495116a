"""The wizard that reads a survey export: upload, see, correct, confirm, undo."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from kennismakelaar.intake import api as intake
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.surveys import actions
from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.views import deliveries
from kennismakelaar.topics.api import Topic
from rooms.surveys.answering import ASKED, codes

LIST = "/werk/peilingen"
HEADER = "Gemeente;Functie;Rechtsextremisme - belang;Rechtsextremisme - eigen kunnen;Opmerkingen"
ROWS = [
    "Utrecht;Burgemeester;5;2;Onrust in twee wijken.",
    "Delft;Wethouder;2;4;",
    "Nergenshuizen;Burgemeester;5;2;",
    "Groningen;Raadslid;7;weet niet;",
]


@pytest.fixture
def page(client, adviser):
    client.force_login(adviser, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def survey(asker):
    return asker.wave()


@pytest.fixture
def upload(page, register):
    """Uploads a file and gives the page one comes to."""

    def upload(*rows, header=HEADER, name="antwoorden.csv", content=None):
        data = content if content is not None else "\n".join([header, *rows]).encode()
        return page.post(f"{LIST}/upload", {"file": SimpleUploadedFile(name, data)}, follow=True)

    return upload


def address(answer):
    return answer.redirect_chain[-1][0]


def test_an_upload_shows_what_was_recognized_and_stores_nothing_yet(upload, survey):
    answer = upload(*ROWS)
    found = answer.context["recognized"]
    assert (found["rows"], found["forms"], found["municipalities"]) == (4, 3, 3)
    assert found["topics"] == ["rechtsextremisme"]
    assert "Nergenshuizen" in answer.content.decode()
    assert not surveys.Response.objects.exists()


def test_confirmed_answers_are_stored_with_what_was_not_read(upload, page, survey):
    where = address(upload(*ROWS))
    page.post(f"{where}/bevestig", {"survey": survey.pk})
    stored = {r.municipality.name: r for r in surveys.Response.objects.select_related("municipality")}
    assert set(stored) == {"Utrecht", "Delft", "Groningen"}
    assert stored["Utrecht"].answers == {"rechtsextremisme": {"importance": 5, "capability": 2}}
    # "weet niet" is an answer, the impossible 7 is none.
    assert stored["Groningen"].answers == {"rechtsextremisme": {"capability": None}}
    assert stored["Utrecht"].statements.get().text == "Onrust in twee wijken."
    unread = {part.place: part.reason for part in intake.UnreadPart.objects.all()}
    assert any("Nergenshuizen" in reason for reason in unread.values())
    assert any("7" in reason for reason in unread.values())


def test_the_meaning_of_a_column_can_be_corrected_and_is_remembered(upload, page, survey):
    header = "Gemeente;Kolom A;Rechtsextremisme - eigen kunnen"
    first = upload("Utrecht;5;2", header=header)
    assert "Kolom A" in first.content.decode()
    meanings = {
        "c0": "municipality",
        "c1": "score:rechtsextremisme:importance",
        "c2": "score:rechtsextremisme:capability",
    }
    page.post(address(first), meanings)
    page.post(f"{address(first)}/bevestig", {"survey": survey.pk})
    assert surveys.Response.objects.get().answers == {"rechtsextremisme": {"importance": 5, "capability": 2}}
    again = upload("Delft;4;1", header=header)
    assert again.context["recognized"]["mapping"]["Kolom A"] == "score:rechtsextremisme:importance"


def test_undoing_takes_back_forms_and_words_and_counts_the_forms_only(upload, page, survey):
    where = address(upload(*ROWS))
    page.post(f"{where}/bevestig", {"survey": survey.pk})
    answer = page.post(f"{where}/ongedaan", follow=True)
    assert not surveys.Response.objects.exists()
    assert not intake.Statement.objects.exists()
    # One sentence says what was stored, the next what was taken back.
    assert [str(message).split()[0] for message in answer.context["messages"]] == ["3", "3"]
    where = address(upload(*ROWS))
    page.post(f"{where}/bevestig", {"survey": survey.pk})
    assert surveys.Response.objects.count() == 3


def test_a_file_that_was_confirmed_before_is_recognized_and_refused(upload, page, survey):
    where = address(upload(*ROWS))
    page.post(f"{where}/bevestig", {"survey": survey.pk})
    answer = upload(*ROWS, name="andere-naam.csv")
    assert answer.status_code == 400
    assert "antwoorden.csv" in answer.content.decode()
    assert surveys.Response.objects.count() == 3


def test_a_file_that_waits_is_gone_on_with(upload):
    assert address(upload(*ROWS)) == address(upload(*ROWS))


def test_a_second_confirmation_stores_nothing_twice(upload, page, survey):
    where = address(upload(*ROWS))
    page.post(f"{where}/bevestig", {"survey": survey.pk})
    assert page.post(f"{where}/bevestig", {"survey": survey.pk}).status_code == 400
    assert surveys.Response.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50),
        ("programma.exe", b"MZ" + b"0" * 50),
        ("leeg.csv", b" "),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_in_words(upload, name, content):
    answer = upload(name=name, content=content)
    assert answer.status_code in {200, 400}
    assert not intake.Import.objects.filter(status="recognized").exists()
    assert 'class="alert' in answer.content.decode()


def test_a_table_without_a_municipality_or_topic_can_be_given_its_meaning(upload, page, survey):
    header = "Wie;Eerste;Tweede"
    answer = upload("Utrecht;5;2", header=header)
    assert answer.context["recognized"]["refusal"]
    page.post(
        address(answer), {"c0": "municipality", "c1": "score:rechtsextremisme:importance", "c2": "ignored"}
    )
    page.post(f"{address(answer)}/bevestig", {"survey": survey.pk})
    assert surveys.Response.objects.get().municipality.name == "Utrecht"


def test_a_confirmation_that_breaks_off_leaves_nothing_half_done(
    upload, adviser, survey, now, today, monkeypatch
):
    where = address(upload(*ROWS))
    delivery = intake.delivery_with(int(where.rsplit("/", 1)[1]), "responses")

    def broken(*args, **kwargs):
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(intake, "note_confirmed", broken)
        with pytest.raises(ConnectionError):
            actions.confirm(delivery, survey, on=today, by=adviser, at=now)
    assert not surveys.Response.objects.exists()
    assert not intake.Statement.objects.exists()
    delivery.refresh_from_db()
    assert delivery.status == "recognized"
    assert actions.confirm(delivery, survey, on=today, by=adviser, at=now) == 3


def test_of_two_answers_of_one_colleague_the_later_counts_and_that_is_said(upload, page, survey):
    header = "Respondent;Gemeente;Functie;Rechtsextremisme - belang"
    answer = upload(
        "7;Utrecht;Burgemeester;1", "8;Utrecht;Wethouder;3", "7;Utrecht;Burgemeester;5", header=header
    )
    page.post(f"{address(answer)}/bevestig", {"survey": survey.pk})
    scores = sorted(r.answers["rechtsextremisme"]["importance"] for r in surveys.Response.objects.all())
    assert scores == [3, 5]
    assert answer.context["recognized"]["unread_count"] == 1


def test_five_thousand_rows_are_read_and_stored(upload, page, survey, monkeypatch):
    monkeypatch.setattr(deliveries, "STORE_AT_ONCE", 5000)
    names = list(Municipality.objects.values_list("pk", flat=True))
    text = io.StringIO()
    text.write("Nr;Code;Functie;Rechtsextremisme - belang;Rechtsextremisme - eigen kunnen\n")
    for at in range(5000):
        text.write(f"{at};{names[at % len(names)]};Burgemeester;{at % 5 + 1};{at % 3 + 1}\n")
    answer = upload(content=text.getvalue().encode())
    page.post(address(answer), {"c0": "respondent", "c1": "code", "c2": "role",
        "c3": "score:rechtsextremisme:importance", "c4": "score:rechtsextremisme:capability"})  # fmt: skip
    page.post(f"{address(answer)}/bevestig", {"survey": survey.pk})
    assert surveys.Response.objects.filter(survey=survey).count() == 5000


@pytest.mark.parametrize(
    "answers",
    [{ASKED[0]: {"importance": 6}}, {ASKED[0]: {"guess": 3}}, {"ondermijning": {"importance": 3}}],
)
def test_an_answer_that_was_not_asked_for_or_is_not_on_the_scale_is_refused(survey, adviser, now, answers):
    town = Municipality.objects.get(pk=codes()[0])
    with pytest.raises(surveys.UnableToAnswer):
        surveys.record_response(survey, town, role="mayor", answers=answers, by=adviser, at=now)
    assert not surveys.Response.objects.exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"tau": 0.0}, "tau_is_a_share"),
        ({"tau": 1.0}, "tau_is_a_share"),
        ({"closes_on": "2026-08-01"}, "closes_after"),
    ],
)
def test_the_database_refuses_a_wave_that_cannot_be(survey, change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        surveys.Survey.objects.filter(pk=survey.pk).update(**change)


def test_a_question_is_asked_once_per_wave(survey):
    question = surveys.SurveyQuestion.objects.filter(survey=survey).first()
    question.pk = None
    with pytest.raises(IntegrityError, match="one_question_per_aspect"), transaction.atomic():
        question.save(force_insert=True)


def test_a_new_wave_is_made_on_its_page_with_the_threshold_fixed(page, register):
    data = {
        "title": "Peiling 2027 (fictief)",
        "opens_on": "2027-01-01",
        "closes_on": "2027-02-01",
        "tau": "30",
    }
    page.post(LIST, {**data, "topics": [Topic.objects.get(pk=ASKED[0]).pk]})
    made = surveys.Survey.objects.get()
    assert (made.tau, made.questions.count()) == (0.3, 5)

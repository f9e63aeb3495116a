"""Rules of long work: it is asked once, tells how far it is, and never ends without saying why nothing came of it."""

import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.actions import jobs
from kennismakelaar.coding.models import MachineJob, ThemeRun
from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT
from .test_language_commands import SAID


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def said(source, ann):
    words = [intake.Words(text, f"regel {n}") for n, (text, _subject) in enumerate(SAID)]
    return intake.collect(source, words, by=ann, at=AT)


def asked(kind, by):
    return coding.ask_machine(kind, by=by, at=AT)


def test_what_waits_already_is_not_asked_twice(ann, bob):
    assert asked("themes", ann) == asked("themes", bob)
    assert asked("learn", ann) != asked("themes", ann)


def test_who_may_not_code_asks_nothing(partner):
    with pytest.raises(NotAllowed):
        asked("themes", partner)


def test_a_search_tells_how_far_it_is(said, ann, monkeypatch):
    told = []
    monkeypatch.setattr(jobs, "_note", lambda job, **fields: told.append(fields))
    coding.do_job(asked("themes", ann).pk, at=AT)
    steps = [(row["step"], row["steps"]) for row in told if row.get("steps")]
    assert steps[-1][0] == steps[-1][1] == len(steps)
    assert told[-1] == {"state": "done"}


def test_too_few_statements_are_told_on_the_page_and_what_was_found_stays(client, said, ann):
    coding.do_job(asked("themes", ann).pk, at=AT)
    run = ThemeRun.objects.get()
    intake.Statement.objects.exclude(pk__in=[s.pk for s in said[:4]]).update(status="held_back")
    coding.do_job(asked("themes", ann).pk, at=AT)
    assert ThemeRun.objects.get() == run
    client.force_login(ann)
    page = client.get(reverse("coding:themes")).content.decode()
    assert "te weinig uitspraken" in page
    assert "Er waren er 4 zonder code" in page


def test_too_few_codings_are_told_on_the_page_of_proposals(client, codebook, ann, statement):
    coding.do_job(asked("learn", ann).pk, at=AT)
    client.force_login(ann)
    assert "de machine zag te weinig coderingen" in client.get(reverse("coding:proposals")).content.decode()


def test_without_a_codebook_that_is_what_is_told(ann, statement):
    job = asked("learn", ann)
    coding.do_job(job.pk, at=AT)
    job.refresh_from_db()
    assert (job.state, job.reason) == ("refused", "no_codebook")


def test_what_goes_wrong_unexpectedly_is_told_and_raised(said, ann, monkeypatch, client):
    def broken(**_anything):
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "seek_themes", broken)
    job = asked("themes", ann)
    with pytest.raises(ZeroDivisionError):
        coding.do_job(job.pk, at=AT)
    client.force_login(ann)
    assert "Er ging iets mis" in client.get(reverse("coding:themes")).content.decode()


def test_who_asked_and_may_not_code_any_more_gets_no_outcome(said, ann):
    job = asked("themes", ann)
    ann.is_active = False
    ann.save()
    coding.do_job(job.pk, at=AT)
    job.refresh_from_db()
    assert job.state == "refused"
    assert not ThemeRun.objects.exists()


def test_a_job_that_was_asked_again_is_not_done(ann):
    job = asked("themes", ann)
    number = job.pk
    job.delete()
    coding.do_job(number, at=AT)
    assert not MachineJob.objects.exists()


@pytest.mark.parametrize("waits", [True, False])
def test_a_page_looks_again_only_while_there_is_more_to_come(client, ann, waits):
    job = asked("themes", ann)
    if not waits:
        MachineJob.objects.filter(pk=job.pk).update(state="refused", reason="few", number=3)
    client.force_login(ann)
    page = client.get(reverse("coding:themes")).content.decode()
    assert ("hx-trigger" in page) is waits


def test_asking_twice_on_the_page_says_that_it_waits_already(client, ann, statement):
    client.force_login(ann)
    for _turn in range(2):
        answer = client.post(reverse("coding:ask", args=["themes"]), follow=True)
    assert "Dat is al gevraagd" in answer.content.decode()
    assert MachineJob.objects.count() == 1


def test_nothing_else_can_be_asked(client, ann):
    client.force_login(ann)
    assert client.post(reverse("coding:ask", args=["iets"])).status_code == 404

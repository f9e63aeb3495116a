"""A session: notes by several people at once, organizations that speak, and how useful it was in counts."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kennismakelaar.intake import api as intake
from kennismakelaar.intake.models import SessionRating, Source, Statement
from kennismakelaar.organizations.api import Organization
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT, DAY


@pytest.fixture
def session(ann):
    event = intake.add_event(title="Themadag", held_on=DAY, by=ann, at=AT, is_fictitious=True)
    return intake.add_session(event, number=3, title="Polarisatie in de wijk", by=ann, at=AT)


@pytest.fixture
def knowledge(db):
    return Organization.objects.create(name="Kennisinstituut (fictief)", kind=Organization.Kind.KNOWLEDGE)


def test_notes_of_several_people_are_statements_of_one_source(session, ann, bob, delft):
    first = intake.take_note(
        session, "Wij missen de school.", by=ann, at=AT, municipality=delft, role="mayor"
    )
    second = intake.take_note(session, "Er is te weinig tijd.", by=bob, at=AT)
    assert first.source == second.source == Source.objects.get()
    assert (first.source.session, first.source.is_live, first.source.is_fictitious) == (session, True, True)
    assert [first.position, second.position] == [1, 2]
    assert (first.municipality, first.role, first.brought_by, second.brought_by) == (delft, "mayor", ann, bob)


def test_a_note_is_screened_and_its_writer_is_no_second_person(session, ann, bob):
    intake.take_note(session, "Eerste.", by=ann, at=AT)
    note = intake.take_note(session, "Mail jan@voorbeeld.nl, die weet het.", by=bob, at=AT)
    assert note.status == Statement.Status.HELD_BACK
    with pytest.raises(intake.UnableToRelease):
        intake.release_statement(note, reason="algemeen adres", by=bob, at=AT)
    assert (
        intake.release_statement(note, reason="algemeen adres", by=ann, at=AT).status == Statement.Status.OPEN
    )


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2_001])
def test_a_note_has_words_and_not_too_many(session, ann, text):
    with pytest.raises(intake.UnableToNote) as caught:
        intake.take_note(session, text, by=ann, at=AT)
    assert caught.value.expected
    assert caught.value.hint
    assert not Source.objects.exists()


def test_a_partner_takes_no_notes(session, partner):
    with pytest.raises(NotAllowed):
        intake.take_note(session, "Iets.", by=partner, at=AT)


def test_a_session_has_one_place_for_live_notes(session, ann):
    note = intake.take_note(session, "Eerste.", by=ann, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(
            title="x", channel="event", session=session, held_on=DAY, retain_until=DAY, is_live=True,
            processing=note.source.processing,
        )  # fmt: skip


def test_the_page_of_notes_shows_those_of_colleagues_and_covers_what_is_held_back(client, session, ann, bob):
    address = reverse("intake:notes", args=[session.pk])
    client.force_login(ann)
    client.post(address, {"text": "Wij missen de school.\nEcht waar."})
    client.post(address, {"text": "Vraag het jan@voorbeeld.nl maar."})
    client.force_login(bob)
    shown = client.get(address).content.decode()
    assert "Wij missen de school.<br>Echt waar." in shown
    assert "jan@voorbeeld.nl" not in shown
    assert 'hx-trigger="every 5s"' in shown
    assert f'href="{address}"' in shown
    assert Statement.objects.count() == 2


def test_organizations_speak_and_persons_do_not(session, ann, knowledge):
    speaker = intake.add_speaker(session, knowledge, about="online groepen", by=ann, at=AT)
    again = intake.add_speaker(session, knowledge, about="online tekens", by=ann, at=AT)
    assert speaker.pk == again.pk
    with pytest.raises(intake.PointsAtSomebody):
        intake.add_speaker(session, knowledge, about="door mevrouw Pietersen", by=ann, at=AT)


def test_a_session_is_rated_in_counts_per_objective(session, ann):
    intake.rate_session(session, {3: 2, 5: 4}, by=ann, at=AT)
    intake.rate_session(session, {4: 6, 1: 0}, by=ann, at=AT, objective="Signalen herkennen")
    intake.rate_session(session, {4: 7}, by=ann, at=AT)
    assert intake.ratings_of(session) == {"": {4: 7}, "Signalen herkennen": {4: 6}}


@pytest.mark.parametrize("counts", [{}, {4: 0}, {0: 3}, {6: 1}, {4: -1}, {4: 1_001}])
def test_figures_are_1_to_5_and_of_somebody(session, ann, counts):
    with pytest.raises(intake.UnableToRate) as caught:
        intake.rate_session(session, counts, by=ann, at=AT)
    assert caught.value.hint
    assert not SessionRating.objects.exists()


@pytest.mark.parametrize(("value", "people"), [(0, 1), (6, 1), (3, 0)])
def test_the_database_refuses_other_figures(session, value, people):
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionRating.objects.create(session=session, value=value, people=people)


def test_speakers_and_ratings_are_kept_on_the_pages(client, session, ann, knowledge):
    client.force_login(ann)
    page = reverse("intake:event", args=[session.event_id])
    client.post(
        page, {"kind": "speaker", "speaker-session": session.pk, "speaker-organization": knowledge.pk}
    )
    assert "Kennisinstituut (fictief)" in client.get(page).content.decode()
    rate = reverse("intake:rate", args=[session.pk])
    client.post(rate, {"objective": "", "people_4": 3, "people_5": 3})
    assert "4,5" in client.get(rate).content.decode()
    assert client.post(rate, {"objective": ""}).status_code == 200

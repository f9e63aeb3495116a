"""A document comes in a newer version: judgements go along where their words stand, the rest waits for a person."""

import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.models import Assignment, Coding
from kennismakelaar.intake import api as intake

from .conftest import AT

FIRST = (
    "Wij missen de school als partner. Dat zei de tafel.\n\nDe politie is er wel.\n\nIedereen wil oefenen."
)
SECOND = (
    "Wij missen de school als partner. Dat zei de hele zaal.\n\nDe politie is er wel.\n\nNieuw: wie belt wie?"
)


def delivered(content, by, newer_than=None):
    delivery = intake.receive("verslag.txt", content.encode(), "notes", by=by, at=AT)
    intake.recognize(delivery, at=AT)
    choices = intake.NotesChoices(title="Sessie", channel="event", held_on=AT.date(), newer_than=newer_than)
    return intake.confirm_notes(delivery, choices, by=by, at=AT)


@pytest.fixture
def old(register, topics, ann):
    return list(delivered(FIRST, ann).statements.order_by("position"))


@pytest.fixture
def renew(old, ann):
    return lambda: delivered(SECOND, ann, newer_than=old[0].source)


def test_judgements_go_along_where_their_words_stand_once(old, renew, code, ann):
    coding.assign(old, ann, by=ann, at=AT)
    stands = coding.mark(old[0], 0, 33, code("inclusie"), by=ann, at=AT, stance="wish", memo="kern")
    changed = coding.mark(old[0], 34, 51, code("polarisatie"), by=ann, at=AT)
    gone = coding.mark(old[2], 0, 8, code("polarisatie"), by=ann, at=AT)
    same = coding.mark(old[1], 3, 10, code("inclusie"), by=ann, at=AT)
    coding.finish(old[0], by=ann, at=AT)
    renew()
    assert {row.coding for row in coding.waiting_codings(ann)} == {stands, changed, gone}
    done = coding.carry_over(by=ann, at=AT)
    assert (done.carried, done.waiting) == (1, 2)
    stands.refresh_from_db()
    assert stands.segment.statement.text.endswith("Dat zei de hele zaal.")
    assert (stands.segment.quote, stands.stance, stands.memo) == (
        "Wij missen de school als partner.",
        "wish",
        "kern",
    )
    assert stands.carried_from.segment.statement == old[0]
    assert stands.carried_from.withdrawn_at == AT
    assert {row.coding for row in coding.waiting_codings(ann)} == {changed, gone}
    same.refresh_from_db()
    assert same.segment.statement == old[1]
    assert Assignment.objects.get(statement=stands.segment.statement).done_at is None
    assert coding.carry_over(by=ann, at=AT).carried == 0


def test_a_need_keeps_its_quote_when_the_judgement_goes_along(old, renew, code, ann):
    from kennismakelaar.needs import api as needs

    stands = coding.mark(old[0], 0, 33, code("inclusie"), by=ann, at=AT)
    draft = needs.Draft("Oefenen", topic=code("inclusie").topic, kind="skill", is_fictitious=True)
    need = needs.write_need(draft, codings=[stands], by=ann, at=AT)
    renew()
    coding.carry_over(by=ann, at=AT)
    [evidence] = need.evidence.all()
    assert evidence.coding.withdrawn_at is None
    assert evidence.coding.segment.quote == "Wij missen de school als partner."


def test_what_is_gone_is_let_go_by_a_person_and_stays_known(old, renew, code, ann, client):
    gone = coding.mark(old[2], 0, 8, code("polarisatie"), by=ann, at=AT)
    with pytest.raises(coding.UnableToLetGo):
        coding.let_go(gone, by=ann, at=AT)
    renew()
    client.force_login(ann)
    address = reverse("coding:newer")
    assert "Iedereen" in client.get(address).content.decode()
    client.post(address, {"coding": gone.pk})
    gone.refresh_from_db()
    assert gone.withdrawn_at is not None
    assert not coding.waiting_codings(ann)
    assert Coding.objects.filter(pk=gone.pk).exists()


def test_a_second_coder_stays_blind_in_the_newer_version(old, renew, code, ann, bob):
    coding.assign([old[0]], ann, by=ann, at=AT)
    coding.assign([old[0]], bob, order=2, by=ann, at=AT)
    coding.mark(old[0], 0, 33, code("inclusie"), by=ann, at=AT)
    renew()
    assert not coding.waiting_codings(bob)
    coding.carry_over(by=ann, at=AT)
    new = intake.continued_as(old[0]).new
    assert not coding.visible_codings(new, bob).exists()
    assert coding.is_blind(new, bob)

"""A newer version of a document brings only what is new; work on what stands stays where it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake
from kennismakelaar.intake.models import Continuation, Finding, Import, Source, Statement
from kennismakelaar.intake.versions import Old, compare

from .conftest import AT, DAY

FIRST = """Wij missen de school als partner in de wijk.

Niemand weet wie er in het weekend gebeld kan worden.

Voor vragen kunt u mailen met jan@voorbeeld.nl van de afdeling.

De raad vraagt elke maand om cijfers over polarisatie.

Er is behoefte aan oefenen met lastige gesprekken.
"""
SECOND = """Wij missen de school als partner in de wijk.

Niemand weet wie er 's avonds en in het weekend gebeld kan worden.

Voor vragen kunt u mailen met jan@voorbeeld.nl van de afdeling.

Er is behoefte aan oefenen met lastige gesprekken.

Nieuw: een regionaal netwerk zou veel gemeenten helpen.
"""


def delivered(name, text, by, **choices):
    delivery = intake.recognize(intake.receive(name, text.encode(), "notes", by=by, at=AT), at=AT)
    chosen = intake.NotesChoices(title=name, channel=intake.Channel.EVENT, held_on=DAY, **choices)
    return delivery, chosen


@pytest.fixture
def first(ann):
    delivery, choices = delivered("verslag.txt", FIRST, ann)
    return intake.confirm_notes(delivery, choices, by=ann, at=AT)


@pytest.fixture
def second(first, ann):
    delivery, choices = delivered("verslag v2.txt", SECOND, ann, newer_than=first)
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    return delivery


def test_a_newer_version_is_recognized_and_its_differences_are_told(first, ann):
    delivery, _choices = delivered("verslag v2.txt", SECOND, ann)
    version = delivery.recognized["version"]
    assert version["source"] == first.pk
    assert {kind: version[kind] for kind in ("same", "changed", "added", "removed")} == {
        "same": 3, "changed": 1, "added": 1, "removed": 1,
    }  # fmt: skip
    assert {row["kind"] for row in version["rows"]} == {"changed", "added", "removed"}
    assert "jan@voorbeeld.nl" not in str(delivery.recognized)


def test_another_document_is_not_taken_for_a_newer_version(first, ann):
    other = "\n\n".join(f"Een heel ander punt, nummer {n}, over iets anders." for n in range(6))
    delivery, _choices = delivered("verslag.txt", other, ann)
    assert "version" not in delivery.recognized


def test_only_what_is_new_or_changed_becomes_a_statement(first, second):
    fresh = Statement.objects.filter(source__newer_than=first)
    assert [s.text[:12] for s in fresh] == ["Niemand weet", "Nieuw: een r"]
    assert Statement.objects.count() == 7
    kinds = Continuation.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["changed", "removed", "same", "same", "same"]
    assert [s.text[:12] for s in intake.standing_statements(fresh.first().source)] == [
        "Wij missen d", "Voor vragen ", "Er is behoef", "Niemand weet", "Nieuw: een r",
    ]  # fmt: skip


def test_marks_stay_on_the_words_people_marked(first, ann):
    codebook = coding.start_codebook_from_topics(by=ann, at=AT)
    code = coding.add_code(codebook, slug="steun", label="Steun", by=ann, at=AT)
    kept, changed = first.statements.all()[0], first.statements.all()[1]
    marks = [coding.mark(s, 0, 12, code, by=ann, at=AT) for s in (kept, changed)]
    before = [(m.segment.statement_id, m.segment.quote) for m in marks]
    delivery, choices = delivered("verslag v2.txt", SECOND, ann, newer_than=first)
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    for mark in marks:
        mark.segment.refresh_from_db()
    assert [(m.segment.statement_id, m.segment.quote) for m in marks] == before
    assert intake.continued_as(kept) is None
    assert intake.continued_as(changed).new.text.startswith("Niemand weet wie er 's avonds")
    worked_on = intake.worked_on(intake.continuations(delivery))
    assert [c.old_id for c in worked_on] == [changed.pk]


def test_words_that_were_left_out_do_not_come_back_with_the_next_version(first, ann, bob):
    held = first.statements.get(status=Statement.Status.HELD_BACK)
    intake.decide_finding(held.findings.get(), Finding.Decision.REDACTED, by=bob, at=AT)
    delivery, choices = delivered("verslag v2.txt", SECOND, ann, newer_than=first)
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    assert not Statement.objects.filter(text__contains="jan@voorbeeld.nl").exists()
    assert Continuation.objects.get(old=held).kind == Continuation.Kind.SAME


def test_a_changed_wording_of_redacted_words_waits_for_a_second_look(first, ann, bob):
    statement = first.statements.all()[1]
    intake.redact(statement, 0, 7, reason="te herkennen", by=bob, at=AT, replacement="[iemand]")
    delivery, choices = delivered("verslag v2.txt", SECOND, ann, newer_than=first)
    intake.confirm_notes(delivery, choices, by=ann, at=AT)
    again = Continuation.objects.get(old=statement).new
    assert again is None or again.status == Statement.Status.HELD_BACK


def test_an_earlier_version_cannot_be_undone_while_a_newer_one_rests_on_it(first, second, ann):
    with pytest.raises(intake.StillInUse):
        intake.undo(first.delivery, by=ann, at=AT)
    intake.undo(second, by=ann, at=AT)
    assert intake.undo(Import.objects.get(pk=first.delivery_id), by=ann, at=AT).status == Import.Status.UNDONE
    assert not Source.objects.exists()


texts = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30), max_size=12)


@given(texts, texts)
@settings(max_examples=60, deadline=None)
def test_every_text_of_both_versions_is_accounted_for_once(before, now):
    found = compare([Old(n, text) for n, text in enumerate(before)], now)
    assert sorted([*found.same, *found.changed, *found.removed]) == list(range(len(before)))
    assert sorted([*found.same.values(), *found.changed.values(), *found.added]) == list(range(len(now)))
    for old, new in found.same.items():
        assert before[old].split() == now[new].split()

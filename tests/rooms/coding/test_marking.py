"""No quote, no code: a mark stands on words of a text that may be read, and follows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.sentences import sentences, tidied, words
from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT, TEXT


def test_a_codebook_starts_from_the_topics_with_their_words_and_can_be_started_twice(codebook, ann):
    from kennismakelaar.topics.api import topics

    assert codebook.codes.count() == len(list(topics()))
    again = coding.start_codebook_from_topics(by=ann, at=AT)
    assert again == codebook
    assert codebook.codes.count() == len(list(topics()))
    child = codebook.codes.exclude(parent=None).first()
    assert child.topic.parent == child.parent.topic


def test_a_mark_keeps_the_words_it_stands_on(statement, code, ann):
    found = coding.mark(statement, 0, 33, code("polarisatie"), by=ann, at=AT, stance="wish", memo="kern")
    assert found.segment.quote == "Wij missen de school als partner."
    assert (found.coder, found.stance, found.memo) == (ann, "wish", "kern")


def test_one_piece_of_text_can_carry_several_codes_and_marks_may_overlap(statement, code, ann):
    one = coding.mark(statement, 0, 33, code("polarisatie"), by=ann, at=AT)
    two = coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    three = coding.mark(statement, 14, 50, code("inclusie"), by=ann, at=AT)
    assert one.segment == two.segment != three.segment
    assert coding.visible_codings(statement, ann).count() == 3


def test_the_same_mark_again_changes_stance_and_memo(statement, code, ann):
    first = coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT, stance="wish")
    assert coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT, stance="obstacle") == first
    first.refresh_from_db()
    assert first.stance == "obstacle"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 10_000), (-1, 4), (33, 34)])
def test_a_mark_without_words_is_refused(statement, code, ann, start, end):
    with pytest.raises(coding.UnableToMark):
        coding.mark(statement, start, end, code("inclusie"), by=ann, at=AT)


def test_a_text_that_is_held_back_cannot_be_coded(say, code, ann):
    held = say("Bel jan@voorbeeld.nl maar.")
    with pytest.raises(coding.UnableToMark):
        coding.mark(held, 0, 3, code("inclusie"), by=ann, at=AT)


def test_a_retired_code_cannot_be_given_and_keeps_what_was_given(statement, code, ann):
    kept = coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    coding.retire_code(code("inclusie"), on=AT.date(), by=ann, at=AT)
    with pytest.raises(coding.UnableToMark):
        coding.mark(statement, 34, 60, code("inclusie"), by=ann, at=AT)
    assert kept in coding.visible_codings(statement, ann)


def test_a_memo_may_not_point_at_a_person(statement, code, ann):
    with pytest.raises(intake.PointsAtSomebody):
        coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT, memo="zie piet@voorbeeld.nl")


def test_a_withdrawn_mark_no_longer_counts_and_can_be_made_again(statement, code, ann):
    found = coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    coding.withdraw(found, by=ann, at=AT)
    assert not coding.visible_codings(statement, ann).exists()
    with pytest.raises(coding.UnableToWithdraw):
        coding.withdraw(found, by=ann, at=AT)
    assert coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT) != found


def test_undo_takes_the_last_mark(statement, code, ann):
    coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    last = coding.mark(statement, 34, 60, code("polarisatie"), by=ann, at=AT)
    assert coding.withdraw_last(statement, by=ann, at=AT) == last
    coding.withdraw_last(statement, by=ann, at=AT)
    with pytest.raises(coding.UnableToWithdraw):
        coding.withdraw_last(statement, by=ann, at=AT)


def test_nobody_withdraws_the_judgement_of_a_colleague(statement, code, ann, bob):
    found = coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    with pytest.raises(NotAllowed):
        coding.withdraw(found, by=bob, at=AT)


def test_partners_and_municipalities_do_not_code(statement, code, partner, of_delft):
    for user in (partner, of_delft):
        with pytest.raises(NotAllowed):
            coding.mark(statement, 0, 33, code("inclusie"), by=user, at=AT)


def test_a_mark_follows_its_words_when_words_before_it_are_redacted(say, code, ann, bob):
    statement = say("De directeur van de sportbond zegt: wij missen de school.")
    found = coding.mark(statement, 36, 57, code("inclusie"), by=ann, at=AT)
    assert found.segment.quote == "wij missen de school."
    intake.redact(statement, 3, 29, reason="te herkennen", by=bob, at=AT)
    kept = coding.visible_codings(statement, ann).get()
    assert kept.segment.quote == "wij missen de school."
    again = coding.mark(statement, *kept.segment.place, code("inclusie"), by=bob, at=AT)
    assert again.segment.quote == "wij missen de school."


def test_the_quote_of_an_erased_statement_is_gone(statement, code, ann):
    coding.mark(statement, 0, 33, code("inclusie"), by=ann, at=AT)
    intake.erase_statement(statement, reason="op verzoek", by=ann, at=AT)
    quote = coding.visible_codings(statement, ann).get().segment.quote
    assert "school" not in quote
    assert quote


def test_an_import_on_which_marks_hang_is_not_undone_and_says_so(code, ann, topics):
    delivery = intake.receive(
        "a.txt", b"Wij missen de school als partner in de wijk.", "notes", by=ann, at=AT
    )
    intake.recognize(delivery, at=AT)
    choices = intake.NotesChoices(title="Sessie", channel="event", held_on=AT.date())
    statement = intake.confirm_notes(delivery, choices, by=ann, at=AT).statements.get()
    coding.assign([statement], ann, by=ann, at=AT)
    found = coding.mark(statement, 0, 10, code("inclusie"), by=ann, at=AT)
    with pytest.raises(intake.StillInUse) as caught:
        intake.undo(delivery, by=ann, at=AT)
    assert "1" in caught.value.came
    statement.refresh_from_db()
    assert found in coding.visible_codings(statement, ann)


def test_an_import_somebody_was_only_asked_to_read_can_be_undone(ann, register):
    delivery = intake.receive(
        "a.txt", b"Wij missen de school als partner in de wijk.", "notes", by=ann, at=AT
    )
    intake.recognize(delivery, at=AT)
    choices = intake.NotesChoices(title="Sessie", channel="event", held_on=AT.date())
    statement = intake.confirm_notes(delivery, choices, by=ann, at=AT).statements.get()
    coding.assign([statement], ann, by=ann, at=AT)
    assert intake.undo(delivery, by=ann, at=AT).status == "undone"


MIXED = st.text(st.sampled_from("ab. !?\n é́👩‍\u0301\ufe0f\r"), min_size=1, max_size=40)


@given(MIXED)
def test_sentences_hold_every_word_once_and_stand_where_they_say(text):
    pieces = sentences(text)
    assert all(text[p.start : p.end] == p.text for p in pieces)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(text.split())
    assert all(text[w.start : w.end] == w.text for p in pieces for w in words(text, p))


@given(MIXED, st.integers(0, 40), st.integers(0, 40))
def test_a_tidied_mark_never_cuts_a_letter_from_its_accent(text, start, end):
    left, right = tidied(text, start, end)
    if left < right:
        assert left == 0 or text[left] not in "\u0301\ufe0f\u200d"
        assert right == len(text) or text[right] not in "\u0301\ufe0f\u200d"


def test_an_abbreviation_does_not_end_a_sentence():
    text = "Wij zoeken hulp, bijv. van de politie. Ook o.a. de school."
    assert [p.text for p in sentences(text)] == [
        "Wij zoeken hulp, bijv. van de politie.",
        "Ook o.a. de school.",
    ]
    assert TEXT.count(".") == len(sentences(TEXT))

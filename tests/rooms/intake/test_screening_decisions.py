"""What screening found is redacted, replaced, or released by a second person, and marks follow the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kennismakelaar.intake import api as intake
from kennismakelaar.intake.offsets import carried, replaced
from kennismakelaar.records.api import Act, Tombstone
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT

TWO = "Mail naar jan@voorbeeld.nl of bel 06-12345678, zei de wethouder."
REDACTED, RELEASED = intake.Finding.Decision.REDACTED, intake.Finding.Decision.RELEASED


def shown(statement):
    return {f.kind: statement.text[f.start : f.end] for f in statement.findings.all()}


def test_a_redacted_finding_is_gone_and_later_findings_still_stand_at_their_words(say, bob):
    statement = say(TWO)
    assert shown(statement) == {"email": "jan@voorbeeld.nl", "phone": "06-12345678"}
    after = intake.decide_finding(statement.findings.get(kind="email"), REDACTED, by=bob, at=AT)
    assert after.text == "Mail naar [e-mailadres] of bel 06-12345678, zei de wethouder."
    assert shown(after) == {"email": "[e-mailadres]", "phone": "06-12345678"}
    assert after.status == "held_back"


def test_a_statement_opens_when_nothing_is_left_to_decide(say, bob):
    statement = say(TWO)
    for finding in statement.findings.all():
        statement = intake.decide_finding(finding, REDACTED, by=bob, at=AT)
    assert statement.status == "open"
    assert statement.text == "Mail naar [e-mailadres] of bel [telefoonnummer], zei de wethouder."


def test_who_brought_words_in_may_redact_them_but_not_release_them(say, ann, bob):
    statement = say(TWO)
    with pytest.raises(intake.UnableToRelease):
        intake.decide_finding(
            statement.findings.get(kind="email"), RELEASED, by=ann, at=AT, reason="algemeen adres"
        )
    intake.decide_finding(statement.findings.get(kind="email"), REDACTED, by=ann, at=AT)
    after = intake.decide_finding(
        statement.findings.get(kind="phone"),
        RELEASED,
        by=bob,
        at=AT,
        reason="algemeen nummer van het contactpunt",
    )
    assert after.status == "open"
    assert "06-12345678" in after.text


def test_a_release_needs_a_reason(say, bob):
    statement = say(TWO)
    with pytest.raises(intake.UnableToRelease):
        intake.decide_finding(statement.findings.first(), RELEASED, by=bob, at=AT, reason="  ")


def test_a_reason_may_not_point_at_somebody_itself(say, bob):
    with pytest.raises(intake.PointsAtSomebody):
        intake.decide_finding(
            say(TWO).findings.first(), RELEASED, by=bob, at=AT, reason="ook op piet@voorbeeld.nl"
        )


def test_a_partner_decides_nothing(say, partner):
    with pytest.raises(NotAllowed):
        intake.decide_finding(say(TWO).findings.first(), REDACTED, by=partner, at=AT)


def test_a_finding_is_decided_once(say, bob):
    finding = say(TWO).findings.first()
    intake.decide_finding(finding, REDACTED, by=bob, at=AT)
    with pytest.raises(intake.UnableToRelease):
        intake.decide_finding(finding, RELEASED, by=bob, at=AT, reason="toch niet")


def test_words_can_be_replaced_by_a_role_but_not_by_another_address(say, bob):
    statement = say(TWO)
    finding = statement.findings.get(kind="email")
    with pytest.raises(intake.PointsAtSomebody):
        intake.decide_finding(finding, REDACTED, by=bob, at=AT, replacement="piet@voorbeeld.nl")
    after = intake.decide_finding(finding, REDACTED, by=bob, at=AT, replacement="een collega")
    assert after.text.startswith("Mail naar een collega of")


def test_everything_can_be_released_at_once_by_a_second_person(say, bob):
    statement = intake.release_statement(
        say(TWO), reason="algemene gegevens van het contactpunt", by=bob, at=AT
    )
    assert statement.status == "open"
    assert statement.text == TWO


def test_words_that_screening_missed_can_be_redacted_by_hand(say, bob):
    statement = say("De voorzitter van de sportbond, weet dit.")
    after = intake.redact(statement, 3, 30, reason="te herkennen", by=bob, at=AT)
    assert after.text == "De [weggelaten], weet dit."
    assert after.status == "open"
    with pytest.raises(intake.UnableToRedact):
        intake.redact(after, 5, 500, reason="te ver", by=bob, at=AT)


def test_the_log_tells_who_decided_but_not_the_words(say, bob):
    statement = say(TWO)
    intake.decide_finding(statement.findings.get(kind="email"), REDACTED, by=bob, at=AT)
    act = Act.objects.get(verb="decide finding")
    assert (act.actor_id, act.detail["decision"]) == (bob.pk, "redacted")
    assert "jan" not in str(act.detail)


def test_an_erased_statement_has_no_words_and_leaves_a_tombstone(say, ann):
    statement = say(TWO)
    intake.erase_statement(statement, reason="op verzoek van de gemeente", by=ann, at=AT)
    statement.refresh_from_db()
    assert (statement.text, statement.status, statement.findings.count()) == ("", "erased", 0)
    assert Tombstone.objects.get().subject_id == str(statement.pk)
    assert statement not in intake.readable_statements(ann)


def test_an_erasure_needs_a_reason_and_the_right(say, ann, partner):
    statement = say(TWO)
    with pytest.raises(intake.UnableToErase):
        intake.erase_statement(statement, reason="", by=ann, at=AT)
    with pytest.raises(NotAllowed):
        intake.erase_statement(statement, reason="zomaar", by=partner, at=AT)


def test_words_go_on_the_day_after_their_retention_date_and_not_before(say, source):
    statement = say(TWO)
    assert intake.erase_expired(source.retain_until, at=AT) == 0
    statement.refresh_from_db()
    assert statement.text == TWO
    from datetime import timedelta

    assert intake.erase_expired(source.retain_until + timedelta(days=1), at=AT) == 1
    statement.refresh_from_db()
    assert statement.text == ""


ALPHABET = st.text(st.sampled_from("ab é́👩‍\u0301\r\n\u202eß"), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(ALPHABET, st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8), st.text("[xy]", min_size=1, max_size=6)), max_size=5),
       st.integers(0, 29), st.integers(1, 30))  # fmt: skip
def test_a_mark_stands_at_the_same_words_after_any_replacements(text, replacements, start, length):
    start = min(start, len(text) - 1)
    end = min(start + length, len(text))
    # Every code point gets a number of its own: what is marked can then be followed exactly.
    marked, now = list(range(start, end)), list(range(len(text)))
    span, current = (start, end), text
    for at, size, put in replacements:
        at = min(at, len(current) - 1)
        to = min(at + size, len(current))
        current, edit = replaced(current, at, to, put)
        touched = set(now[at:to]) & set(marked)
        now = now[:at] + [-1] * len(put) + now[to:]
        span = carried(span, [edit])
        marked = [number for number in marked if number in set(now)]
        covered = now[span[0] : span[1]]
        assert 0 <= span[0] < span[1] <= len(current)
        assert [number for number in covered if number >= 0] == marked
        if not touched and -1 not in covered:
            assert [text[n] for n in covered] == [text[n] for n in marked]

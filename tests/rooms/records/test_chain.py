"""The log of acts can only grow, and every change in it is found."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from procrastinate.contrib.django import app

from kennismakelaar.intake import api as intake
from kennismakelaar.records import api as records
from kennismakelaar.records.actions import digest_of
from kennismakelaar.records.api import Act, Tombstone

FORGED = "UPDATE records_act SET %s WHERE sequence = %%s"


@pytest.fixture
def acts(adviser, now) -> list[Act]:
    """Five acts on one subject."""
    return [
        records.record("test", adviser, by=adviser, at=now + timedelta(minutes=n), detail={"number": n})
        for n in range(5)
    ]


def tamper(statement: str, *values: object) -> None:
    """What only somebody with the keys of the database can do: change rows with its guards switched off."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_act DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE records_act ENABLE TRIGGER USER")


def test_a_chain_that_nobody_touched_is_whole(acts):
    verdict = records.verify_chain()
    assert (verdict.checked, verdict.broken_at) == (len(acts), None)


def test_an_empty_log_is_whole(db):
    assert records.verify_chain().broken_at is None


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'other'", "actor_id = 0", "subject_id = '0'", "subject_type = 'other'",
        "detail = '{\"number\": 99}'", "at = at + interval '1 second'",
    ],
)  # fmt: skip
def test_a_changed_act_is_found(acts, change):
    tamper(FORGED % change, acts[2].pk)
    assert records.verify_chain().broken_at == acts[2].pk


def test_a_removed_act_is_found(acts):
    tamper("DELETE FROM records_act WHERE sequence = %s", acts[2].pk)
    assert records.verify_chain().broken_at == acts[3].pk


def test_a_changed_act_that_was_hashed_anew_breaks_at_the_next_one(acts):
    forged = Act.objects.get(pk=acts[2].pk)
    forged.verb = "other"
    tamper(
        "UPDATE records_act SET verb = 'other', hash = %s WHERE sequence = %s", digest_of(forged), forged.pk
    )
    assert records.verify_chain().broken_at == acts[3].pk


def test_the_database_refuses_to_change_an_act(acts):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Act.objects.filter(pk=acts[0].pk).update(verb="other")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        acts[0].save()


def test_the_database_refuses_to_remove_an_act(acts):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Act.objects.filter(pk=acts[0].pk).delete()
    assert Act.objects.count() == len(acts)


def test_the_database_refuses_to_empty_the_log(acts):
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE records_act")
    assert Act.objects.count() == len(acts)


def test_acts_cut_off_at_the_end_are_found_by_a_head_that_was_noted(acts):
    noted = records.head()
    tamper("DELETE FROM records_act WHERE sequence >= %s", acts[3].pk)
    assert records.verify_chain().is_whole  # the chain alone cannot tell
    assert records.verify_chain([noted]).missing == 2
    assert not records.verify_chain([noted]).is_whole


def test_an_emptied_log_is_found_by_a_head_that_was_noted(acts):
    noted = records.head()
    tamper("TRUNCATE records_act")
    assert records.verify_chain([noted]).missing == len(acts)


def test_a_log_that_was_cut_off_and_grew_again_is_found(acts, adviser, now):
    noted = records.head()
    tamper("DELETE FROM records_act WHERE sequence = %s", acts[4].pk)
    other = records.record("other", adviser, by=adviser, at=now)
    records.record("more", adviser, by=adviser, at=now)
    assert records.verify_chain([noted]).broken_at == other.pk


def test_a_log_that_only_grew_fits_every_head_that_was_noted(acts, adviser, now, tmp_path):
    path = tmp_path / "heads" / "heads.txt"
    records.note_head(path, at=now)
    records.note_head(path, at=now)
    records.record("more", adviser, by=adviser, at=now)
    records.note_head(path, at=now)
    noted = records.noted_in(path)
    assert [head.count for head in noted] == [len(acts), len(acts) + 1]
    assert records.verify_chain(noted).is_whole


def test_the_worker_notes_the_head_every_hour(acts, now, settings, tmp_path):
    settings.RECORDS_HEADS = tmp_path / "heads.txt"
    app.tasks["records.note_head"](timestamp=int(now.timestamp()))
    assert records.noted_in(settings.RECORDS_HEADS) == [records.head()]


def test_two_acts_never_have_the_same_hash(acts):
    twin = Act(at=acts[0].at, verb="x", subject_type="x", subject_id="1", previous_hash="", hash=acts[0].hash)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_an_act_that_is_rolled_back_leaves_the_chain_whole(acts, adviser, now):
    with transaction.atomic():
        records.record("undone", adviser, by=adviser, at=now)
        transaction.set_rollback(True)
    records.record("after", adviser, by=adviser, at=now)
    verdict = records.verify_chain()
    assert (verdict.checked, verdict.broken_at) == (len(acts) + 1, None)


def test_verify_records_says_how_many_acts_were_checked(acts, capsys):
    call_command("verify_records")
    assert str(len(acts)) in capsys.readouterr().out


def test_verify_records_fails_when_acts_were_cut_off(acts, settings, tmp_path):
    settings.RECORDS_HEADS = tmp_path / "heads.txt"
    printed = str(records.head())
    tamper("DELETE FROM records_act WHERE sequence = %s", acts[4].pk)
    call_command("verify_records", noted=tmp_path / "none.txt")
    with pytest.raises(CommandError, match="1"):
        call_command("verify_records", noted=tmp_path / "none.txt", head=printed)


@pytest.mark.parametrize("wrong", ["5", "5:abc", "vijf:" + 64 * "a"])
def test_verify_records_says_what_a_head_looks_like(acts, tmp_path, wrong):
    with pytest.raises(CommandError, match="hash"):
        call_command("verify_records", noted=tmp_path / "none.txt", head=wrong)


def test_verify_records_fails_and_names_the_act_where_the_chain_breaks(acts):
    tamper(FORGED % "verb = 'other'", acts[1].pk)
    with pytest.raises(CommandError, match=str(acts[1].pk)):
        call_command("verify_records")


def test_an_erasure_leaves_a_tombstone_and_an_act_but_not_the_words(register, adviser, now):
    words = "Wij zoeken hulp bij spanningen in de wijk."
    source = intake.open_source(
        title="Sessie (fictief)", channel=intake.Channel.EVENT, held_on=now.date(), processing="theme-day",
        by=adviser, at=now, is_fictitious=True,
    )  # fmt: skip
    statement = intake.collect(source, [intake.Words(words, "regel 1")], by=adviser, at=now)[0]
    intake.erase_statement(statement, reason="verzoek", by=adviser, at=now)
    stone = Tombstone.objects.get(subject_type="intake.statement", subject_id=str(statement.pk))
    assert (stone.erased_at, stone.reason) == (now, "verzoek")
    act = Act.objects.get(verb="erase", subject_type="intake.statement")
    assert act.actor_id == adviser.pk
    assert records.verify_chain().broken_at is None
    assert not intake.Statement.objects.filter(text__contains="spanningen").exists()


def test_a_subject_is_buried_once(adviser, now):
    first = records.bury(adviser, reason="eerste", by=adviser, at=now)
    again = records.bury(adviser, reason="tweede", by=adviser, at=now + timedelta(days=1))
    assert (again.pk, again.reason) == (first.pk, "eerste")
    with pytest.raises(IntegrityError, match="one_tombstone_per_subject"), transaction.atomic():
        Tombstone.objects.create(
            subject_type=first.subject_type, subject_id=first.subject_id, erased_at=now, reason="x"
        )

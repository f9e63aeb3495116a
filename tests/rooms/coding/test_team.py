"""Several people code one project at the same time, and see how far they agree over time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.models import Assignment, Coding, Segment
from kennismakelaar.intake import api as intake
from kennismakelaar.records.api import verify_chain

from .conftest import AT, TEXT


@pytest.mark.django_db(transaction=True)
def test_coders_who_work_at_the_same_time_lose_nothing_and_lock_nobody_out(say, code, ann, bob, carla):
    statements = [say(f"{TEXT} Ronde {n}.") for n in range(4)]
    codes = [code("inclusie"), code("polarisatie")]

    def work(coder):
        try:
            for statement in statements:
                for one in codes:
                    coding.mark(statement, 0, 33, one, by=coder, at=AT)
                coding.withdraw_last(statement, by=coder, at=AT)
                coding.mark(statement, 0, 33, codes[1], by=coder, at=AT + timedelta(seconds=1))
            return coder
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(work, (ann, bob, carla))) == [ann, bob, carla]
    standing = Coding.objects.filter(withdrawn_at=None)
    assert standing.count() == 3 * 4 * 2
    assert Coding.objects.count() == 3 * 4 * 3
    assert Segment.objects.count() == 4
    assert verify_chain().broken_at is None


@pytest.mark.django_db(transaction=True)
def test_a_code_that_is_merged_away_while_somebody_marks_loses_no_mark(say, code, ann, bob):
    statements = [say(f"{TEXT} Ronde {n}.") for n in range(6)]
    one, other = code("horizontale-polarisatie"), code("moslimhaat")

    def mark():
        given = 0
        try:
            for statement in statements:
                try:
                    coding.mark(statement, 0, 33, code("horizontale-polarisatie"), by=bob, at=AT)
                    given += 1
                except coding.UnableToMark:
                    pass
            return given
        finally:
            connections.close_all()

    def merge():
        try:
            change = coding.plan_merge([one], other, reason="geen verschil", by=ann, at=AT)
            for _turn in range(20):
                try:
                    digest = coding.preview_change(change).digest
                    return coding.carry_out(change, expected=digest, by=ann, at=AT)
                except coding.UnableToChange:
                    continue
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        marked, merged = pool.submit(mark), pool.submit(merge)
        given = marked.result()
        assert merged.result() is not None
    assert Coding.objects.filter(withdrawn_at=None).count() == given
    assert not Coding.objects.filter(code=one, withdrawn_at=None).exists()


@pytest.fixture
def over_time(ann, bob, source, codebook):
    """Gives a function: so many doubly coded texts in order of time, each alike or not."""

    def make(alike):
        one, other = codebook.codes.get(slug="inclusie"), codebook.codes.get(slug="polarisatie")
        words = [intake.Words(f"{TEXT} Ronde {n}.", f"regel {n}") for n in range(len(alike))]
        statements = intake.collect(source, words, by=ann, at=AT)
        Assignment.objects.bulk_create(
            Assignment(statement=s, coder=coder, order=order, done_at=AT + timedelta(days=n))
            for n, s in enumerate(statements)
            for order, coder in ((1, ann), (2, bob))
        )
        segments = Segment.objects.bulk_create(Segment(statement=s, start=0, end=33) for s in statements)
        rows = []
        for n, (segment, same) in enumerate(zip(segments, alike, strict=True)):
            mine = one if n % 2 else other
            theirs = mine if same else (other if mine == one else one)
            rows += [Coding(segment=segment, code=c, coder=u, at=AT) for c, u in ((mine, ann), (theirs, bob))]
        Coding.objects.bulk_create(rows)

    return make


def test_drift_shows_when_coders_grow_apart(over_time, codebook):
    over_time([True] * 40 + [n % 3 == 0 for n in range(40)])
    batches = coding.drift(codebook)
    assert [(b.first, b.last) for b in batches] == [(1, 20), (21, 40), (41, 60), (61, 80)]
    assert batches[0].alpha.value == 1
    assert batches[-1].alpha.upper < batches[0].alpha.lower


def test_with_few_texts_there_is_no_course_to_show(over_time, codebook):
    over_time([True] * 39)
    assert coding.drift(codebook) == ()


def test_the_pages_say_the_course_and_which_codes_are_confused(over_time, codebook, client, ann):
    over_time([True] * 40 + [False] * 40)
    client.force_login(ann)
    shown = client.get(reverse("coding:agreement")).content.decode()
    assert "groeien uit elkaar" in shown
    assert "<svg" in shown
    board = client.get(reverse("coding:board")).content.decode()
    assert "40 keer" in board
    assert 'class="run run--1"' in board


def test_several_colleagues_share_the_texts(say, client, ann, bob):
    for n in range(10):
        say(f"{TEXT} {n}")
    client.force_login(ann)
    for coder in (ann, bob):
        client.post(reverse("coding:assignments"), {"coder": coder.pk, "most": 5, "share": 20})
    assert Assignment.objects.filter(coder=ann).count() == Assignment.objects.filter(coder=bob).count() == 5

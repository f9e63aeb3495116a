"""How well the machine proposes is shown per code, and a code that is wrong too often says that it keeps silent."""

import pytest
from django.urls import reverse

from kennismakelaar.coding.models import MachineRun, Suggestion
from kennismakelaar.coding.quality import quality_of

from .conftest import AT

MEASURED = [
    {"code": "polarisatie", "positives": 20, "precision": 0.9, "recall": 0.8, "silent": False},
    {"code": "inclusie", "positives": 4, "precision": 0.3, "recall": 0.2, "silent": True},
]


@pytest.fixture
def run(codebook):
    return MachineRun.objects.create(
        codebook=codebook, kind=MachineRun.Kind.LEARNED, at=AT, codings=40, measured=MEASURED
    )


def proposed(say, code, run, verdicts):
    for number, verdict in enumerate(verdicts):
        Suggestion.objects.create(
            statement=say(f"Groepen staan tegenover elkaar, {number}."), code=code("polarisatie"), start=0, end=7,
            confidence=0.8, model_version="1", verdict=verdict, run=run,
        )  # fmt: skip


def test_what_people_judged_stands_beside_what_was_measured_with_its_interval(codebook, code, say, run):
    proposed(say, code, run, ["accepted"] * 8 + ["rejected"] * 2 + ["open"] * 5)
    first, silent = quality_of(codebook).codes
    assert (first.people.accepted, first.people.all, first.precision) == (8, 10, 0.9)
    # Wilson (1927), 8 of 10 at 95%: .4902 to .9433.
    assert (first.lower, first.upper) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    assert (silent.silent, silent.people.all, silent.lower) == (True, 0, None)


def test_a_code_under_the_gate_says_that_it_keeps_silent(client, ann, codebook, run):
    client.force_login(ann)
    page = client.get(reverse("coding:quality")).content.decode()
    assert "zwijgt: te vaak mis" in page


def test_before_the_machine_learned_the_page_says_so(client, ann, codebook):
    client.force_login(ann)
    assert "nog niet geleerd" in client.get(reverse("coding:quality")).content.decode()
    assert quality_of(codebook) is None

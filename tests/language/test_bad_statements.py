"""Rules for what nobody should type into screening, proposals and grouping, and somebody will."""

import time

import pytest

from dutch_text.classify import learn
from dutch_text.grouping import group
from dutch_text.screening import screen

BAD = [
    "",
    " \n\t",
    "\x00\x01\x02",
    "😀👍🏽👩‍👩‍👧",
    "مرحبا بالعالم في البلدية",
    "\u202eomgekeerd\u202c",
    "<script>alert('x')</script><b>windmolens</b>",
    "de het een van in",
    "The council does not listen to young people at all.",
    "e\u0301" * 200,
    "(" * 500 + ")" * 500,
]
GOOD = [
    f"{subject} in straat {number}"
    for number in range(12)
    for subject in ("Windmolens geven geluid", "Asielopvang geeft zorgen")
]
CODINGS = {place: frozenset({"wind" if place % 2 == 0 else "opvang"}) for place in range(len(GOOD))}


def test_proposals_answer_every_text_and_those_between_stay_right():
    model = learn(GOOD, codings=CODINGS)
    proposed = model.propose([*BAD, "De windmolens maken geluid"], silent=False)
    assert len(proposed) == len(BAD) + 1
    assert proposed[-1][0].code == "wind"


def test_groups_are_found_among_rubbish_and_rubbish_is_not_solid_with_them():
    found = group([*GOOD, *BAD], sizes=(2, 3, 4), resamples=9)
    assert len(found.assigned) == len(GOOD) + len(BAD)
    solid = [one for one in found.groups if one.solid]
    assert solid
    for one in solid:
        assert len({place % 2 for place in one.members if place < len(GOOD)}) <= 1


@pytest.mark.parametrize("text", BAD)
def test_screening_answers_every_text_verbatim(text):
    assert all(text[one.start : one.end] == one.text for one in screen(text))


@pytest.mark.parametrize("piece", ["windmolens ", "a", "(", "e\u0301", "😀"])
def test_a_megabyte_is_proposed_for_in_time(piece):
    model = learn(GOOD, codings=CODINGS)
    began = time.process_time()
    assert len(model.propose([piece * (1_000_000 // len(piece))], silent=False)) == 1
    assert time.process_time() - began < 5

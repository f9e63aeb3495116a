"""Codes are split, merged, moved and retired after a look at what it does; no judgement is ever lost."""

from datetime import timedelta

import pytest

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.models import CodebookChange, Coding
from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import NotAllowed
from kennismakelaar.topics.api import Topic

from .conftest import AT

LATER = AT + timedelta(hours=1)
ONE, OTHER = "horizontale-polarisatie", "moslimhaat"
WHY = "twee dingen in een code"


@pytest.fixture
def marked(say, code, ann):
    """Gives a function: quotes with this code on texts of their own."""

    def make(slug, count, by=ann):
        return [
            coding.mark(say(f"Wij missen de school in ronde {n}."), 0, 10, code(slug), by=by, at=AT)
            for n in range(count)
        ]

    return make


def do(change, by):
    return coding.carry_out(change, expected=coding.preview_change(change).digest, by=by, at=LATER)


def split(code, ann, choices=None, topics=(None, None)):
    parts = [coding.Part("Wijk", "in de wijk", topics[0]), coding.Part("School", "op school", topics[1])]
    return coding.plan_split(code, parts, choices or {}, reason=WHY, by=ann, at=AT)


def test_a_preview_says_what_moves_and_does_nothing(marked, code, ann):
    marked(ONE, 3)
    change = coding.plan_merge([code(ONE)], code(OTHER), reason=WHY, by=ann, at=AT)
    seen = coding.preview_change(change)
    assert (seen.quotes, seen.statements, seen.coincided, len(seen.steps)) == (3, 3, 0, 3)
    assert {(t.topic, t.before, t.after) for t in seen.topics} >= {(ONE, 3, 0), (OTHER, 0, 3)}
    assert Coding.objects.filter(code=code(ONE)).count() == 3
    assert code(ONE).retired_on is None


@pytest.mark.parametrize("kind", ["split", "merge", "move", "retire"])
def test_a_change_does_what_its_preview_said_for_every_topic(marked, code, ann, kind):
    found = marked(ONE, 4)
    marked(OTHER, 2)
    coding.mark(found[0].segment.statement, 0, 10, code(OTHER), by=ann, at=AT)
    one, other = code(ONE), code(OTHER)
    change = {
        "merge": lambda: coding.plan_merge([one], other, reason=WHY, by=ann, at=AT),
        "split": lambda: split(one, ann, {found[1].segment_id: 1}, (ONE, OTHER)),
        "move": lambda: coding.plan_move(one, None, other.topic, reason=WHY, by=ann, at=AT),
        "retire": lambda: coding.plan_retire(one, reason=WHY, by=ann, at=AT),
    }[kind]()
    before = {topic: coding.codings_of(topic).count() for topic in Topic.objects.all()}
    seen = do(change, ann)
    said = {effect.topic: (effect.before, effect.after) for effect in seen.topics}
    after = {topic: coding.codings_of(topic).count() for topic in Topic.objects.all()}
    assert said == {t.pk: (before[t], after[t]) for t in before if before[t] != after[t]}


def test_a_merge_keeps_every_judgement_and_says_which_fell_together(marked, code, ann):
    [first, second] = marked(ONE, 2)
    coding.mark(first.segment.statement, 0, 10, code(OTHER), by=ann, at=AT, memo="stond er al")
    change = coding.plan_merge([code(ONE)], code(OTHER), reason=WHY, by=ann, at=AT)
    seen = do(change, ann)
    assert seen.coincided == 1
    second.refresh_from_db()
    first.refresh_from_db()
    assert second.code == code(OTHER)
    assert (first.withdrawn_at, first.code.slug) == (LATER, ONE)
    assert Coding.objects.count() == 3
    assert {(m.from_code.slug, m.to_code.slug, m.coincided) for m in change.moves.all()} == {
        (ONE, OTHER, True), (ONE, OTHER, False)}  # fmt: skip


def test_a_split_sends_each_quote_where_a_person_said(marked, code, ann):
    found = marked(ONE, 3)
    change = split(code(ONE), ann, {found[2].segment_id: 1})
    do(change, ann)
    by_code = {c.code.label: c.code for c in Coding.objects.all()}
    assert set(by_code) == {"Wijk", "School"}
    assert Coding.objects.filter(code__label="Wijk").count() == 2
    assert (by_code["School"].definition, by_code["School"].parent) == ("op school", code(ONE).parent)
    assert code(ONE).retired_on == LATER.date()
    with pytest.raises(coding.UnableToMark):
        coding.mark(found[0].segment.statement, 0, 5, code(ONE), by=ann, at=LATER)


@pytest.mark.parametrize("kind", ["split", "merge", "move", "retire"])
def test_undo_is_a_new_change_that_puts_everything_back(marked, code, ann, kind):
    found = marked(ONE, 3)
    coding.mark(found[0].segment.statement, 0, 10, code(OTHER), by=ann, at=AT)
    one, other = code(ONE), code(OTHER)
    change = {
        "merge": lambda: coding.plan_merge([one], other, reason=WHY, by=ann, at=AT),
        "split": lambda: split(one, ann, {found[1].segment_id: 1}),
        "move": lambda: coding.plan_move(one, other, other.topic, reason=WHY, by=ann, at=AT),
        "retire": lambda: coding.plan_retire(one, reason=WHY, by=ann, at=AT),
    }[kind]()
    rows = ("pk", "code", "withdrawn_at", "segment", "coder")
    codes = ("pk", "parent", "topic", "retired_on")
    before = set(Coding.objects.values_list(*rows)), set(one.codebook.codes.values_list(*codes))
    do(change, ann)
    back = coding.plan_undo(change, reason="toch niet", by=ann, at=LATER)
    do(back, ann)
    made = change.results.all() if kind == "split" else ()
    after = set(one.codebook.codes.exclude(pk__in=[c.pk for c in made]).values_list(*codes))
    assert (set(Coding.objects.values_list(*rows)), after) == before
    assert all(c.retired_on for c in made)
    assert coding.changes(one.codebook).count() == 2


def test_what_was_judged_after_a_split_goes_along_when_it_is_undone(marked, code, ann, say):
    marked(ONE, 1)
    change = split(code(ONE), ann)
    do(change, ann)
    new = change.results.get(label="School")
    fresh = coding.mark(say("Op school gaat het mis."), 0, 9, new, by=ann, at=LATER)
    do(coding.plan_undo(change, reason="toch niet", by=ann, at=LATER), ann)
    fresh.refresh_from_db()
    assert fresh.code == code(ONE)


def test_a_change_after_which_the_codes_changed_again_is_not_undone_first(marked, code, ann):
    marked(ONE, 1)
    first = coding.plan_merge([code(ONE)], code(OTHER), reason=WHY, by=ann, at=AT)
    do(first, ann)
    second = coding.plan_move(code(OTHER), code("extremisme"), None, reason=WHY, by=ann, at=AT)
    do(second, ann)
    with pytest.raises(coding.UnableToChange):
        coding.plan_undo(first, reason="toch niet", by=ann, at=LATER)
    do(coding.plan_undo(second, reason="toch niet", by=ann, at=LATER), ann)
    assert coding.plan_undo(first, reason="toch niet", by=ann, at=LATER)


def test_a_preview_that_no_longer_holds_is_not_carried_out(marked, code, ann):
    marked(ONE, 1)
    change = coding.plan_merge([code(ONE)], code(OTHER), reason=WHY, by=ann, at=AT)
    seen = coding.preview_change(change)
    marked(ONE, 1)
    with pytest.raises(coding.UnableToChange):
        coding.carry_out(change, expected=seen.digest, by=ann, at=LATER)
    assert code(ONE).retired_on is None
    assert do(change, ann).quotes == 2
    with pytest.raises(coding.UnableToChange):
        do(change, ann)


def test_a_quote_under_a_need_stays_under_it_when_its_code_moves(marked, code, ann):
    from kennismakelaar.needs import api as needs

    found = marked(ONE, 1)
    draft = needs.Draft("Oefenen", topic=code(ONE).topic, kind="skill", is_fictitious=True)
    need = needs.write_need(draft, codings=found, by=ann, at=AT)
    do(coding.plan_merge([code(ONE)], code(OTHER), reason=WHY, by=ann, at=AT), ann)
    assert [row.coding.code.slug for row in need.evidence.all()] == [OTHER]


def test_a_code_says_what_it_came_from_and_went_into(marked, code, ann):
    marked(ONE, 1)
    change = split(code(ONE), ann)
    do(change, ann)
    assert list(coding.lineage_of(code(ONE))) == [change]
    assert list(coding.lineage_of(change.results.first())) == [change]


def test_a_new_name_that_is_taken_gets_a_short_name_of_its_own(marked, code, ann):
    parts = [coding.Part("Moslimhaat"), coding.Part("Iets anders")]
    change = coding.plan_split(code(ONE), parts, {}, reason=WHY, by=ann, at=AT)
    do(change, ann)
    assert {c.slug for c in change.results.all()} == {"moslimhaat-2", "iets-anders"}


@pytest.mark.parametrize(
    "plan",
    [
        lambda one, other, ann: coding.plan_merge([one], one, reason=WHY, by=ann, at=AT),
        lambda one, other, ann: coding.plan_merge([one], other, reason=" ", by=ann, at=AT),
        lambda one, other, ann: coding.plan_split(one, [coding.Part("A")], {}, reason=WHY, by=ann, at=AT),
        lambda one, other, ann: coding.plan_split(one, [coding.Part("A"), coding.Part("a")], {}, reason=WHY, by=ann, at=AT),
        lambda one, other, ann: coding.plan_split(one, [coding.Part("A"), coding.Part("B")], {1: 7}, reason=WHY, by=ann, at=AT),
        lambda one, other, ann: coding.plan_move(one, one, None, reason=WHY, by=ann, at=AT),
        lambda one, other, ann: coding.plan_move(one, one.parent, one.topic, reason=WHY, by=ann, at=AT),
        lambda one, other, ann: coding.plan_retire(one.codebook.codes.exclude(children=None).first(), reason=WHY, by=ann, at=AT),
    ],
)  # fmt: skip
def test_a_plan_that_makes_no_sense_is_refused(plan, code, ann):
    with pytest.raises(coding.UnableToChange):
        plan(code(ONE), code(OTHER), ann)


def test_a_reason_names_nobody_and_only_advisers_change_the_codebook(code, ann, partner):
    with pytest.raises(intake.PointsAtSomebody):
        coding.plan_retire(code(ONE), reason="piet@voorbeeld.nl wil het", by=ann, at=AT)
    with pytest.raises(NotAllowed):
        coding.plan_retire(code(ONE), reason=WHY, by=partner, at=AT)


def test_a_dropped_plan_is_gone_and_a_done_one_is_not_dropped(code, ann):
    change = coding.plan_retire(code(ONE), reason=WHY, by=ann, at=AT)
    coding.drop_change(change, by=ann, at=AT)
    assert not CodebookChange.objects.exists()
    change = coding.plan_retire(code(ONE), reason=WHY, by=ann, at=AT)
    do(change, ann)
    with pytest.raises(coding.UnableToChange):
        coding.drop_change(change, by=ann, at=AT)


def test_a_fixed_version_keeps_its_rules_and_codings_say_under_which_they_were_made(
    marked, code, ann, codebook
):
    [first] = marked(ONE, 1)
    version = coding.fix_version(codebook, note="na de pilot", by=ann, at=AT)
    with pytest.raises(coding.UnableToFix):
        coding.fix_version(codebook, by=ann, at=AT)
    [still] = marked(ONE, 1)
    coding.edit_code(code(ONE), label="Polarisatie", definition="scherper", use_when="", not_when="", example="", by=ann, at=AT)  # fmt: skip
    [after] = marked(ONE, 1)
    assert [c.codebook_version for c in (first, still, after)] == [1, 1, 2]
    kept = next(row for row in version.content if row["slug"] == ONE)
    assert kept["definition"] != "scherper"
    assert coding.fix_version(codebook, by=ann, at=AT).number == 2
    assert [v.number for v in coding.versions_of(codebook)] == [2, 1]

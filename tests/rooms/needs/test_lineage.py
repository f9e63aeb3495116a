"""What shows a need can grow and shrink but never vanish; needs are merged and split without losing a word."""

import pytest
from django.urls import reverse

from kennismakelaar.needs import api as needs
from kennismakelaar.needs.queries import channels_of
from kennismakelaar.shared.errors import Refusal


@pytest.fixture
def two(say, need_of):
    """Two needs on one topic, from two municipalities."""
    first = need_of(say("Wij missen een training over nepnieuws.", "GM0363"))
    second = need_of(
        say("Hoe beantwoord je een vals bericht?", "GM0599"), say("Wie helpt daarbij?", "GM0599")
    )
    return first, second


def draft(need, title="Valse berichten herkennen en beantwoorden", **changes):
    return needs.Draft(**{"title": title, "topic": need.topic, "kind": need.kind, **changes})


def pieces(need, *shares):
    """The need split by lists of places in its evidence."""
    rows = list(needs.evidence_of(need).order_by("pk"))
    return [
        needs.Piece(draft(need, title=f"Deel {at}"), [rows[place] for place in share])
        for at, share in enumerate(shares)
    ]


def quotes_of(need):
    return {row.coding.segment.quote for row in needs.evidence_of(need)}


def test_a_merged_need_is_shown_by_all_that_showed_the_old_ones(two, adviser, now):
    made = needs.merge(two, draft(two[0]), reason="Het is één behoefte.", by=adviser, at=now)
    assert quotes_of(made) == quotes_of(two[0]) | quotes_of(two[1])
    assert set(needs.standing_needs()) == {made}


def test_merged_needs_stay_readable_and_say_what_they_continue_in(two, adviser, now):
    made = needs.merge(two, draft(two[0]), reason="Het is één behoefte.", by=adviser, at=now)
    assert needs.continuing([two[0].pk]) == needs.continuing([two[1].pk]) == {made}
    assert needs.family_of(made) == {made.pk, two[0].pk, two[1].pk}
    assert quotes_of(two[0])


def test_what_all_agreed_on_stays_agreed_when_merged_and_a_draft_does_not(two, say, need_of, adviser, now):
    agreed = needs.merge(two, draft(two[0]), reason="", by=adviser, at=now)
    assert agreed.status == "agreed"
    sketch = need_of(say("Nog een zin over nepnieuws."), status="draft")
    assert needs.merge([agreed, sketch], draft(sketch), reason="", by=adviser, at=now).status == "draft"


def test_one_need_alone_cannot_be_merged(two, adviser, now):
    with pytest.raises(needs.UnableToWriteNeed):
        needs.merge([two[0], two[0]], draft(two[0]), reason="", by=adviser, at=now)
    assert needs.standing_needs().count() == 2


def test_a_merged_need_is_not_merged_or_decided_on_again(two, adviser, now):
    needs.merge(two, draft(two[0]), reason="", by=adviser, at=now)
    with pytest.raises(needs.UnableToWriteNeed):
        needs.merge(two, draft(two[0]), reason="", by=adviser, at=now)
    with pytest.raises(needs.UnableToWriteNeed):
        needs.set_status(needs.Need.objects.get(pk=two[0].pk), "agreed", by=adviser, at=now)


def test_a_split_need_leaves_every_quote_with_one_of_the_new_ones(two, adviser, now):
    whole = two[1]
    made = needs.split(whole, pieces(whole, [0], [1]), reason="Twee dingen.", by=adviser, at=now)
    assert set().union(*(quotes_of(one) for one in made)) == quotes_of(whole)
    assert needs.continuing([whole.pk]) == set(made)


@pytest.mark.parametrize("shares", [([0], [0]), ([0, 1], []), ([0, 1],)])
def test_a_split_that_loses_a_quote_or_leaves_a_need_bare_is_refused(two, shares, adviser, now):
    with pytest.raises(needs.UnableToWriteNeed):
        needs.split(two[1], pieces(two[1], *shares), reason="", by=adviser, at=now)
    assert set(needs.standing_needs()) == set(two)


def test_the_last_quote_of_a_need_is_not_taken_away(two, adviser, now):
    (only,) = needs.evidence_of(two[0])
    with pytest.raises(needs.UnableToWriteNeed):
        needs.remove_evidence(only, reason="Gaat ergens anders over.", by=adviser, at=now)
    assert needs.evidence_of(two[0]).count() == 1


def test_a_quote_taken_away_leaves_its_reason_in_the_log(two, adviser, now):
    row = needs.evidence_of(two[1]).first()
    needs.remove_evidence(row, reason="Gaat ergens anders over.", by=adviser, at=now)
    last = needs.decisions_on(two[1]).first()
    assert (last.kind, last.reason) == ("removed", "Gaat ergens anders over.")


def test_adding_what_is_there_already_changes_nothing(two, adviser, now):
    row = needs.evidence_of(two[0]).get()
    assert needs.add_evidence(two[0], codings=[row.coding], by=adviser, at=now) == 0
    assert needs.evidence_of(two[0]).count() == 1


def test_a_priority_without_a_reason_is_refused(two, adviser, now):
    with pytest.raises(needs.UnableToWriteNeed):
        needs.set_priority(two[0], 1, reason=" ", by=adviser, at=now)
    needs.set_priority(two[0], 1, reason="De meeste gemeenten noemen dit eerst.", by=adviser, at=now)
    assert needs.Need.objects.get(pk=two[0].pk).priority == 1


def test_a_reason_that_names_a_person_is_refused_and_nothing_is_decided(two, adviser, now):
    with pytest.raises(Refusal):
        needs.set_priority(two[0], 1, reason="Mevrouw Fatima Yilmaz vroeg erom.", by=adviser, at=now)
    assert needs.Need.objects.get(pk=two[0].pk).priority == 2


def test_quotes_are_counted_per_door_with_their_municipalities(two):
    (day,) = channels_of(two[1])
    assert (day.quotes, day.sources, day.municipalities) == (2, 1, 1)


def test_the_thread_of_a_merged_need_keeps_what_was_done_for_the_old_ones(two, client, adviser, now):
    from kennismakelaar.follow_up import api as follow_up

    reply = follow_up.Reply(
        "Wij maken een training", "Die komt er in het voorjaar.", "under_way", need=two[0]
    )
    written = follow_up.write(reply, statements=follow_up.statements_behind(two[0]), by=adviser, at=now)
    follow_up.send(written, by=adviser, at=now)
    made = needs.merge(two, draft(two[0]), reason="", by=adviser, at=now)
    client.force_login(adviser)
    page = client.get(f"/draad/behoefte/{made.pk}").content.decode()
    assert "Wij maken een training" in page


def test_an_adviser_merges_and_splits_on_the_pages(two, client, adviser):
    client.force_login(adviser)
    first, second = two
    data = {"title": "Samen", "topic": first.topic_id, "kind": "skill", "priority": 1, "reason": "Hetzelfde."}
    client.post(reverse("needs:merge", args=[first.pk]), data | {"need": [second.pk]})
    merged = needs.standing_needs().get()
    rows = list(needs.evidence_of(merged))
    split = {
        "one-title": "Herkennen", "one-kind": "skill", "two-title": "Beantwoorden", "two-kind": "knowledge",
        "reason": "Twee dingen.", f"evidence-{rows[0].pk}": ["one"],
        **{f"evidence-{row.pk}": ["two"] for row in rows[1:]},
    }  # fmt: skip
    client.post(reverse("needs:split", args=[merged.pk]), split)
    assert {need.title for need in needs.standing_needs()} == {"Herkennen", "Beantwoorden"}
    page = client.get(reverse("needs:need", args=[merged.pk])).content.decode()
    assert "Herkennen" in page
    assert "Beantwoorden" in page


def test_a_lack_of_authority_is_said_not_to_be_solved_by_teaching(say, need_of, client, adviser, now):
    need = need_of(say("Wij mogen dit bericht niet laten weghalen."))
    made = needs.write_need(
        draft(need, kind="authority"), codings=[needs.evidence_of(need).get().coding], by=adviser, at=now
    )
    client.force_login(adviser)
    page = client.get(reverse("needs:need", args=[made.pk])).content.decode()
    assert "scholing lost het niet op" in page

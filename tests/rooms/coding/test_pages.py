"""The pages of coding: blind coders stay blind on the page, and everything works without JavaScript."""

import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.models import Coding

from .conftest import AT, TEXT

PAGES = [
    "coding:assignments",
    "coding:codebook",
    "coding:agreement",
    "coding:board",
    "coding:history",
    "coding:exchange",
    "coding:search",
    "coding:newer",
    "coding:themes",
]


@pytest.fixture
def at_work(client, ann, codebook):
    client.force_login(ann)
    return client


def page(statement):
    return reverse("coding:code", args=[statement.pk])


@pytest.mark.parametrize("name", PAGES)
def test_only_advisers_open_the_pages(client, name, partner, of_delft, ann):
    for user, status in ((partner, 403), (of_delft, 403), (ann, 200)):
        client.force_login(user)
        assert client.get(reverse(name)).status_code == status
    client.logout()
    assert client.get(reverse(name)).status_code == 302


def test_a_sentence_is_marked_by_its_box_and_gets_several_codes(at_work, statement, ann):
    data = {"sentence": ["2"], "code": ["inclusie", "polarisatie"], "stance": "wish", "memo": ""}
    assert at_work.post(page(statement), data).status_code == 302
    found = list(coding.visible_codings(statement, ann))
    assert {c.code.slug for c in found} == {"inclusie", "polarisatie"}
    assert {c.segment.quote for c in found} == {"Een training over polarisatie helpt ons verder."}
    assert {c.stance for c in found} == {"wish"}


def test_words_are_marked_by_their_number(at_work, statement, ann):
    at_work.post(page(statement), {"first": "3", "last": "1", "code": ["inclusie"]})
    assert coding.visible_codings(statement, ann).get().segment.quote == "missen de school"


@pytest.mark.parametrize("data", [{"code": ["inclusie"]}, {"sentence": ["1"]}, {"sentence": ["99"], "code": ["inclusie"]},
                                  {"first": "0", "last": "9999", "code": ["inclusie"]}])  # fmt: skip
def test_a_mark_without_words_or_code_is_explained_on_the_page(at_work, statement, data):
    answer = at_work.post(page(statement), data)
    assert answer.status_code == 400
    assert not Coding.objects.exists()


def test_the_second_coder_does_not_find_the_first_on_the_page(client, statement, code, ann, bob):
    coding.assign([statement], ann, by=ann, at=AT)
    coding.assign([statement], bob, order=2, by=ann, at=AT)
    coding.mark(statement, 0, 33, code("polarisatie"), by=ann, at=AT, memo="alleen van ann")
    coding.finish(statement, by=ann, at=AT)
    client.force_login(bob)
    shown = client.get(page(statement)).content.decode()
    assert "alleen van ann" not in shown
    assert "coding__sentence--marked" not in shown
    coding.finish(statement, by=bob, at=AT)
    assert "alleen van ann" in client.get(page(statement)).content.decode()


def test_undo_withdraw_finish_and_reopen_work_by_buttons(at_work, say, code, ann):
    one, two = say(TEXT), say(TEXT)
    coding.assign([one, two], ann, by=ann, at=AT)
    at_work.post(page(one), {"sentence": ["1"], "code": ["inclusie"]})
    at_work.post(reverse("coding:undo", args=[one.pk]))
    assert not coding.visible_codings(one, ann).exists()
    at_work.post(page(one), {"sentence": ["1"], "code": ["inclusie"]})
    at_work.post(reverse("coding:withdraw", args=[one.pk, coding.visible_codings(one, ann).get().pk]))
    assert not coding.visible_codings(one, ann).exists()
    assert at_work.post(reverse("coding:finish", args=[one.pk])).url == page(two)
    assert coding.Assignment.objects.get(statement=one).done_at
    at_work.post(reverse("coding:reopen", args=[one.pk]))
    assert coding.Assignment.objects.get(statement=one).done_at is None


def test_texts_are_divided_from_the_page(at_work, say, ann, bob):
    for n in range(10):
        say(f"{TEXT} {n}")
    at_work.post(reverse("coding:assignments"), {"coder": ann.pk, "second": bob.pk, "share": 30})
    assert coding.Assignment.objects.filter(coder=ann, order=1).count() == 10
    assert coding.Assignment.objects.filter(coder=bob, order=2).count() == 3


def test_where_coders_differ_both_readings_stand_side_by_side_and_are_decided(at_work, doubly):
    [statement] = doubly([(["inclusie"], ["polarisatie"])])
    assert "Beslis over 1 tekst" in at_work.get(reverse("coding:agreement")).content.decode()
    shown = at_work.get(reverse("coding:board")).content.decode()
    assert 'name="keep"' in shown
    assert "Ann" in shown
    assert "Bob" in shown
    keep = coding.visible_codings(
        statement, coding.Assignment.objects.get(statement=statement, order=2).coder
    )
    chosen = keep.get(code__slug="polarisatie")
    at_work.post(
        reverse("coding:adjudicate", args=[statement.pk]),
        {"keep": [chosen.pk], "reason": "gaat over groepen"},
    )
    assert coding.counting_codings().get().code.slug == "polarisatie"


def test_a_held_back_text_has_no_coding_page(at_work, say):
    assert at_work.get(page(say("Bel jan@voorbeeld.nl maar."))).status_code == 404


def test_the_codebook_is_started_and_made_sharper_from_the_page(client, ann, topics):
    client.force_login(ann)
    client.post(reverse("coding:start"))
    address = reverse("coding:edit", args=["polarisatie"])
    assert client.get(address).status_code == 200
    client.post(
        address,
        {
            "label": "Polarisatie",
            "definition": "Groepen tegenover elkaar",
            "use_when": "",
            "not_when": "ruzie",
            "example": "",
        },
    )
    assert "Groepen tegenover elkaar" in client.get(reverse("coding:codebook")).content.decode()


def test_no_page_of_coding_carries_inline_script_or_style(at_work, statement):
    shown = at_work.get(page(statement)).content.decode()
    assert "<script>" not in shown
    assert "style=" not in shown


def test_a_code_is_given_and_the_next_text_opens_in_one_go(at_work, say, ann):
    one, two = say(TEXT), say(TEXT)
    coding.assign([one, two], ann, by=ann, at=AT)
    answer = at_work.post(page(one), {"sentence": ["all"], "code": ["inclusie"], "then": "next"})
    assert answer.url == page(two)
    assert coding.visible_codings(one, ann).get().segment.quote == TEXT
    assert coding.assignment_of(one, ann).done_at
    assert "1 van 2 klaar" in at_work.get(page(two)).content.decode()


def test_the_codes_used_last_are_at_hand_in_the_order_of_the_codebook(at_work, statement, code, ann):
    for slug in ("polarisatie", "inclusie"):
        coding.mark(statement, 0, 33, code(slug), by=ann, at=AT)
    shown = at_work.get(page(statement)).content.decode()
    hand = sorted(("polarisatie", "inclusie"), key=lambda slug: code(slug).position)
    assert [shown.index(f'value="{slug}" data-digit="{n}"') > 0 for n, slug in enumerate(hand, start=1)] == [
        True,
        True,
    ]


def test_a_word_is_searched_and_its_sentences_get_a_code_after_review(at_work, say, ann):
    said = [say(f"Wij zoeken niets. Een TRAINING helpt ons, ronde {n}.") for n in range(3)]
    address = reverse("coding:search")
    shown = at_work.get(address, {"q": "training", "code": "inclusie"}).content.decode()
    assert shown.count('name="hit"') == 3
    assert "<mark>TRAINING</mark>" in shown
    chosen = [f"{s.pk}:18" for s in said[:2]]
    at_work.post(address, {"q": "training", "code": "inclusie", "hit": [*chosen, "999:0", "onzin"]})
    quotes = [c.segment.quote for c in Coding.objects.order_by("pk")]
    assert quotes == ["Een TRAINING helpt ons, ronde 0.", "Een TRAINING helpt ons, ronde 1."]
    assert (
        at_work.get(address, {"q": "training", "code": "inclusie"}).content.decode().count('name="hit"') == 1
    )


def test_a_change_is_previewed_with_white_spots_and_done_or_dropped(at_work, statement, code, ann):
    coding.mark(statement, 0, 33, code("moslimhaat"), by=ann, at=AT)
    address = reverse("coding:plan", args=["moslimhaat", "samenvoegen"])
    assert at_work.post(address, {"into": "moslimhaat", "reason": "x"}).status_code == 400
    planned = at_work.post(address, {"into": "antisemitisme", "reason": "lijkt op elkaar"})
    shown = at_work.get(planned.url).content.decode()
    assert "Verplaatst 1 citaat." in shown
    assert "verliest zijn laatste citaat" in shown
    at_work.post(planned.url, {"decision": "drop"})
    assert at_work.get(planned.url).status_code == 404
    planned = at_work.post(address, {"into": "antisemitisme", "reason": "lijkt op elkaar"})
    at_work.post(planned.url, {"decision": "do", "digest": "oud"})
    assert code("moslimhaat").retired_on is None
    digest = coding.preview_change(coding.planned_change(int(planned.url.rsplit("/", 1)[1]))).digest
    at_work.post(planned.url, {"decision": "do", "digest": digest})
    assert code("moslimhaat").retired_on
    assert "gaat op in" in at_work.get(reverse("coding:history")).content.decode()


def test_a_file_of_another_program_is_shown_and_brought_in_from_the_page(at_work, codebook):
    from pathlib import Path

    from django.core.files.uploadedfile import SimpleUploadedFile

    content = (Path(__file__).parent / "refi" / "standard.qdc").read_bytes()
    address = reverse("coding:exchange")
    assert at_work.post(address, {"file": SimpleUploadedFile("x.qdc", b"onzin")}).status_code == 400
    answer = at_work.post(address, {"file": SimpleUploadedFile("standard.qdc", content)})
    shown = at_work.get(answer.url).content.decode()
    assert "6 codes" in shown
    assert "kleuren van codes" in shown
    at_work.post(answer.url, {"decision": "in"})
    assert codebook.codes.filter(label="Health care").exists()
    project = at_work.get(reverse("coding:project_file"))
    assert project["Content-Disposition"].startswith("attachment")
    assert project.content.startswith(b"PK")

"""Rules of themes: only what survives resampling is solid, sides stay apart, and a person makes the code."""

import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.coding.models import Coding, MachineRun, Suggestion, Theme, ThemeMember, ThemeRun
from kennismakelaar.intake import api as intake
from kennismakelaar.shared.errors import NotAllowed

from .conftest import AT
from .test_language_commands import SAID


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def said(source, ann):
    """Statements on three subjects, some with a clear side."""
    sides = ("Mee eens. ", "Niet mee eens. ", "", "")
    texts = [sides[at % 4] + text for at, (text, _subject) in enumerate(SAID)]
    return intake.collect(
        source, [intake.Words(text, f"regel {n}") for n, text in enumerate(texts)], by=ann, at=AT
    )


@pytest.fixture
def board(said, ann):
    coding.seek_themes(by=ann, at=AT)
    return coding.themes_for(ann)


def test_statements_on_one_subject_make_a_solid_theme_and_each_statement_stands_once(board, said):
    subject = {statement.pk: one for statement, (_text, one) in zip(said, SAID, strict=True)}
    assert board.solid
    assert all(one.theme.stability >= 0.8 for one in board.solid)
    assert all(len({subject[m.statement_id] for m in one.members}) == 1 for one in board.solid)
    assert board.statements == len(said)
    assert ThemeMember.objects.values("statement").distinct().count() == len(said)


def test_for_and_against_are_counted_and_quoted_apart(board):
    for one in (*board.solid, *board.loose):
        assert len(one.of("for")) + len(one.of("against")) + len(one.of("")) == len(one.members)
        assert all(member.quote.startswith("Mee eens") for member in one.quotes("for"))
        assert all(member.quote.startswith("Niet mee eens") for member in one.quotes("against"))
    assert any(one.of("for") and one.of("against") for one in board.solid)


def test_what_was_coded_is_in_no_theme(said, ann, code):
    coding.mark(said[0], 0, 10, code("inclusie"), by=ann, at=AT)
    coding.seek_themes(by=ann, at=AT)
    assert not ThemeMember.objects.filter(statement=said[0]).exists()


def test_words_that_were_erased_are_gone_from_the_page(board, said, ann):
    shown = board.solid[0]
    type(said[0]).objects.filter(pk__in=[m.statement_id for m in shown.members]).update(
        text="", status="erased"
    )
    left = coding.themes_for(ann)
    assert shown.theme.pk not in [one.theme.pk for one in (*left.solid, *left.loose)]


def test_a_word_that_no_statement_holds_any_more_is_not_shown(board, ann):
    shown = board.solid[0]
    for member in shown.members:
        type(member.statement).objects.filter(pk=member.statement_id).update(text="Iets anders.")
    again = next(one for one in coding.themes_for(ann).solid if one.theme.pk == shown.theme.pk)
    assert again.words == ()


def test_a_code_of_a_theme_gives_proposals_and_no_codings(board, codebook, ann):
    shown = board.solid[0]
    made = coding.make_code_of_theme(
        shown.theme, codebook, side="for", label="Nieuw", definition="", by=ann, at=AT
    )
    assert Suggestion.objects.filter(code=made).count() == len(shown.of("for"))
    assert set(Suggestion.objects.values_list("run__kind", flat=True)) == {MachineRun.Kind.THEME}
    assert not Coding.objects.exists()
    assert Theme.objects.get(pk=shown.theme.pk).codes_made.get().code == made


def two_sided(board):
    return next(one for one in board.solid if one.of("for") and one.of("against"))


def test_a_side_is_made_a_code_once_and_the_other_side_can_be_one_of_its_own(board, codebook, ann):
    theme, who = two_sided(board).theme, {"definition": "", "by": ann, "at": AT}
    coding.make_code_of_theme(theme, codebook, side="for", label="Nieuw", **who)
    with pytest.raises(coding.UnableToTheme, match="Nieuw"):
        coding.make_code_of_theme(theme, codebook, side="for", label="Nog eens", **who)
    assert coding.make_code_of_theme(theme, codebook, side="against", label="Tegen", **who).label == "Tegen"


def test_for_and_against_never_come_into_one_code(board, codebook, ann):
    shown = two_sided(board)
    for side in ("for", "against", ""):
        if not shown.of(side):
            continue
        made = coding.make_code_of_theme(
            shown.theme, codebook, side=side, label=f"Kant {side}", definition="", by=ann, at=AT
        )
        proposed = set(Suggestion.objects.filter(code=made).values_list("statement", flat=True))
        assert proposed == {member.statement_id for member in shown.of(side)}


def test_a_side_nobody_takes_is_made_no_code(board, codebook, ann):
    theme = two_sided(board).theme
    ThemeMember.objects.filter(theme=theme, side="against").update(side="")
    with pytest.raises(coding.UnableToTheme):
        coding.make_code_of_theme(theme, codebook, side="against", label="X", definition="", by=ann, at=AT)
    assert not codebook.codes.filter(label="X").exists()


def test_what_screening_put_in_the_place_of_a_name_makes_no_theme(source, ann):
    texts = [text if at % 3 else f"[naam] {text}" for at, (text, _subject) in enumerate(SAID)]
    intake.collect(source, [intake.Words(t, f"regel {n}") for n, t in enumerate(texts)], by=ann, at=AT)
    coding.seek_themes(by=ann, at=AT)
    found = coding.themes_for(ann)
    assert found.solid
    assert not any("naam" in one.words for one in (*found.solid, *found.loose))


def test_who_may_not_code_seeks_no_themes(said, partner):
    with pytest.raises(NotAllowed):
        coding.seek_themes(by=partner, at=AT)


def test_too_few_statements_are_refused_in_plain_words_and_what_was_found_stays(statement, ann):
    with pytest.raises(coding.UnableToTheme, match="1"):
        coding.seek_themes(by=ann, at=AT)
    assert not ThemeRun.objects.exists()


def test_the_page_says_numbers_and_makes_a_code(client, board, codebook, ann):
    client.force_login(ann)
    text = client.get(reverse("coding:themes")).content.decode()
    assert f"{len(board.solid[0].members)} uitspraken" in text
    theme = board.solid[0].theme
    answer = client.post(
        reverse("coding:theme_code", args=[theme.pk]), {"side": "for", "label": "Politie", "definition": ""}
    )
    assert answer.status_code == 302
    assert codebook.codes.filter(label="Politie").exists()


def test_a_code_without_a_name_is_asked_again_with_nothing_lost(client, board, codebook, ann):
    client.force_login(ann)
    answer = client.post(
        reverse("coding:theme_code", args=[board.solid[0].theme.pk]),
        {"side": "for", "label": "", "definition": "Over politie."},
    )
    assert answer.status_code == 400
    assert "Over politie." in answer.content.decode()

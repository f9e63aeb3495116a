"""A team codes: by keys only, by searched words, with a codebook that is split after a look, and decides together."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from journeys.browser import check_page
from kennismakelaar.accounts.api import Position, User
from kennismakelaar.coding import api as coding
from kennismakelaar.intake import api as intake

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 2, 7, 9, 0, tzinfo=UTC)
ONE, OTHER = "horizontale-polarisatie", "moslimhaat"


@pytest.fixture
def team():
    for command in ("load_register", "load_topics", "load_processing"):
        call_command(command, verbosity=0)
    made = []
    for name in ("ann", "bob"):
        mail = f"{name}@example.org"
        made.append(
            User.objects.create_user(
                username=name, email=mail, position=Position.ADVISER, first_name=name.title()
            )
        )
    coding.start_codebook_from_topics(by=made[0], at=AT)
    return made


@pytest.fixture
def said(team):
    """Gives a function: so many texts of a fictitious session."""
    ann, _bob = team
    source = intake.open_source(title="Sessie 3 (fictief)", channel="event", held_on=AT.date(), processing="theme-day",
                                by=ann, at=AT, is_fictitious=True)  # fmt: skip

    def make(count):
        words = [
            intake.Words(f"Wij missen de school in ronde {n}. Een training helpt ons verder.", f"regel {n}")
            for n in range(count)
        ]
        return intake.collect(source, words, by=ann, at=AT)

    return make


def code(slug):
    return coding.current_codebook().codes.get(slug=slug)


def ready(page):
    page.locator("[data-keys=on]").wait_for()  # keys pressed before the page is there go nowhere


def test_texts_are_coded_by_keys_alone_one_key_a_text(page_of, team, said):
    ann, _bob = team
    statements = said(4)
    coding.assign(statements, ann, by=ann, at=AT)
    page = page_of(ann)
    page.goto(f"/werk/coderen/{statements[0].pk}")
    ready(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("w")
    page.keyboard.press("/")
    page.keyboard.type("tussen groepen")
    page.keyboard.press("Enter")
    page.locator(".coding__quote").first.wait_for()
    [first] = coding.visible_codings(statements[0], ann)
    assert (first.segment.quote, first.code.slug, first.stance) == (statements[0].text, ONE, "wish")
    ready(page)
    page.keyboard.press("n")
    for statement, following in zip(statements[1:], [*statements[2:], None], strict=True):
        page.wait_for_url(f"**/werk/coderen/{statement.pk}*")
        ready(page)
        page.keyboard.press("Shift+Digit1")
        page.wait_for_url(f"**/werk/coderen/{following.pk}*" if following else "**/werk/coderen")
    assert [c.segment.quote for s in statements[1:] for c in coding.visible_codings(s, ann)] == [
        s.text for s in statements[1:]
    ]
    assert not coding.assignments_of(ann).filter(done_at=None).exists()


def test_keys_of_one_letter_can_be_switched_off_and_stay_off(page_of, team, said):
    ann, _bob = team
    [statement] = said(1)
    page = page_of(ann)
    page.goto(f"/werk/coderen/{statement.pk}")
    ready(page)
    page.locator("[data-keys-help] summary").click()
    switch = page.get_by_label("Sneltoetsen van één letter of cijfer gebruiken")
    assert switch.is_checked()
    switch.uncheck()
    page.reload()
    ready(page)
    page.keyboard.press("w")
    assert page.locator("[name=stance]").input_value() == ""
    page.evaluate("document.querySelector('[data-keys-switch]').click()")
    page.keyboard.press("w")
    assert page.locator("[name=stance]").input_value() == "wish"


def test_where_somebody_was_in_the_text_is_there_again_after_a_code(page_of, team, said):
    ann, _bob = team
    [statement] = said(1)
    page = page_of(ann)
    page.goto(f"/werk/coderen/{statement.pk}")
    ready(page)
    for _turn in range(3):
        page.keyboard.press("ArrowRight")
    page.locator(f"input[name=code][value={ONE}]").check()
    page.get_by_role("button", name="Geef de code", exact=True).click()
    page.locator(".coding__quote").first.wait_for()
    ready(page)
    assert page.locator(".word--cursor").get_attribute("data-word") == "2"
    assert coding.visible_codings(statement, ann).get().segment.quote == "de"


def test_a_searched_word_is_coded_after_a_look_at_each_hit(page_of, team, said):
    ann, _bob = team
    statements = said(3)
    page = page_of(ann)
    page.goto("/werk/coderen/zoeken")
    page.get_by_label("Woorden").fill("training")
    page.locator("main select[name=code]").select_option(ONE)
    page.locator("main form[method=get] button").click()
    page.locator("input[name=hit]").nth(1).uncheck()
    page.get_by_role("button", name="Geef de code aan wat is aangevinkt").click()
    page.get_by_text("2 zinnen kregen de code.").wait_for()
    assert page.locator("input[name=hit]").count() == 1
    assert [coding.visible_codings(s, ann).count() for s in statements] == [1, 0, 1]
    check_page(page_of(ann), page.url, name="werk-coderen-zoeken")


def test_a_code_is_split_after_a_preview_and_the_split_is_undone(page_of, team, said, live_server):
    ann, _bob = team
    for statement in said(3):
        coding.mark(statement, 0, 20, code(ONE), by=ann, at=AT)
    page = page_of(ann)
    page.goto(f"/werk/codeboek/{ONE}")
    page.get_by_role("link", name="Splits").click()
    check_page(page_of(ann), page.url, name="werk-codeboek-splitsen")
    for number, label in ((1, "In de wijk"), (2, "Op school")):
        page.get_by_label(f"Naam van deel {number}").fill(label)
    page.get_by_label("Reden").fill("Twee dingen in een code")
    page.locator("input[type=radio][value='2']").first.check()
    page.get_by_role("button", name="Toon wat er verandert").click()
    page.get_by_text("Verplaatst 3 citaten.").wait_for()
    assert not coding.current_codebook().codes.filter(label="Op school").exists()
    check_page(page_of(ann), page.url, name="werk-codeboek-voorbeeld")
    page.get_by_role("button", name="Voer uit").click()
    page.get_by_text("Het codeboek is gewijzigd.").wait_for()
    labels = sorted(c.code.label for c in coding.Coding.objects.all())
    assert labels == ["In de wijk", "In de wijk", "Op school"]
    check_page(
        page_of(ann), live_server.url + "/werk/codeboek/geschiedenis", name="werk-codeboek-geschiedenis"
    )
    page.locator("summary", has_text="Ongedaan maken met een nieuwe wijziging").click()
    page.get_by_label("Reden").last.fill("Toch een ding")
    page.get_by_role("button", name="Toon wat er verandert").click()
    page.get_by_role("button", name="Voer uit").click()
    page.get_by_text("Het codeboek is gewijzigd.").wait_for()
    assert {c.code.slug for c in coding.Coding.objects.all()} == {ONE}


def test_where_two_read_differently_they_decide_on_the_board(page_of, team, said, live_server):
    ann, bob = team
    [statement] = said(1)
    for order, (coder, slug) in enumerate(((ann, ONE), (bob, OTHER)), start=1):
        coding.assign([statement], coder, order=order, by=ann, at=AT)
        coding.mark(statement, 0, 33, code(slug), by=coder, at=AT, memo=f"lezing {order}")
        coding.finish(statement, by=coder, at=AT)
    page = page_of(bob)
    page.goto("/werk/overeenstemming")
    page.get_by_role("link", name="Beslis over 1 tekst").click()
    check_page(page_of(bob), page.url, name="werk-overeenstemming-verschillen")
    assert page.locator("mark.run").count() > 1
    page.get_by_label("lezing 2").check()
    page.get_by_label("Reden").fill("Het gaat over een groep")
    page.get_by_role("button", name="Beslissen").click()
    page.get_by_text("Er wachten geen verschillen").or_(page.get_by_text("Geen verschillen")).first.wait_for()
    assert coding.counting_codings().get().code.slug == OTHER
    for name, path in {
        "uitwisselen": "/werk/codeboek/uitwisselen",
        "versies": "/werk/coderen/nieuwe-versies",
    }.items():
        check_page(page_of(ann), live_server.url + path, name=f"werk-coderen-{name}")

"""For every situation, role and phase there is a card; its lines keep their source and what the unit did to them."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client

from kennismakelaar.catalog import api as catalog
from kennismakelaar.guidance import api as guidance
from kennismakelaar.guidance import content
from kennismakelaar.intake.api import PointsAtSomebody
from kennismakelaar.topics.api import Phase, Role

GENERAL = """
[[lines]]
heading = "call"
text = "Bel de unit."
source = "Afspraak"
"""
SITUATION = """
title = "Onrust in de straat"
about = "Mensen spreken elkaar aan."
position = 1
topics = ["desinformatie"]

[[lines]]
heading = "can_do"
role = "mayor"
text = "Ga luisteren."
source = "Handreiking"

[[lines]]
heading = "can_do"
role = "social"
text = "Ga luisteren."
source = "Handreiking"

[[lines]]
heading = "can_do"
text = "Vraag door."
source = "Handreiking"
"""
CHANGE = {"source_title": "Eigen ervaring", "source_url": "", "source_date": ""}


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def folder(tmp_path):
    (tmp_path / content.GENERAL).write_text(GENERAL, encoding="utf-8")
    (tmp_path / "onrust.toml").write_text(SITUATION, encoding="utf-8")
    return tmp_path


@pytest.fixture
def load(register, folder, adviser, now):
    """Gives a function that loads the files as they are now."""
    return lambda: guidance.load_situations(content.situations(folder), by=adviser, at=now)


@pytest.fixture
def line(load):
    """Gives a function: the line with this text, for this role."""
    load()
    return lambda text, role="": guidance.CardLine.objects.get(text=text, role=role)


def shape():
    fields = ("heading", "role", "phase", "text", "checked_on")
    return sorted(map(str, guidance.CardLine.objects.values_list(*fields)))


def test_every_situation_role_and_phase_gives_a_card_with_advice_a_call_and_sources(register, today):
    call_command("load_guidance", verbosity=0)
    lacking = []
    for situation in guidance.situations():
        for role in Role.values:
            for phase in Phase.values:
                card = guidance.card_for(situation, role, phase, on=today)
                lines = [line for section in card.sections for line in section.lines]
                complete = (
                    card.opening, card.call, any(section.heading == "can_do" for section in card.sections),
                    all(line.source_title for line in [*lines, *(card.call.lines if card.call else ())]),
                )  # fmt: skip
                if not all(complete):
                    lacking.append((situation.slug, role, phase))
    assert guidance.situations().count() == 10
    assert not lacking


def test_loading_the_files_again_changes_nothing(load):
    load()
    before, keys = shape(), set(guidance.CardLine.objects.values_list("text", "heading"))
    load()
    assert (shape(), set(guidance.CardLine.objects.values_list("text", "heading"))) == (before, keys)
    assert guidance.ActionCard.objects.count() == len(Role.values) * len(Phase.values)


def test_a_checked_line_stays_checked_and_is_not_doubled(load, line, adviser, now, today):
    checked = guidance.check_line(line("Vraag door."), by=adviser, at=now)
    load()
    assert line("Vraag door.").pk == checked.pk
    assert line("Vraag door.").checked_on == today


def test_a_checked_line_does_not_take_the_place_of_the_same_words_for_another_role(load, line, adviser, now):
    guidance.check_line(line("Ga luisteren.", "mayor"), by=adviser, at=now)
    load()
    assert line("Ga luisteren.", "social").checked_on is None


def test_editing_a_line_makes_it_a_draft_again(line, adviser, now):
    guidance.check_line(line("Vraag door."), by=adviser, at=now)
    changed = guidance.edit_line(line("Vraag door."), text="Vraag rustig door.", **CHANGE, by=adviser, at=now)
    assert changed.checked_on is None
    assert changed in guidance.drafts()


def test_what_the_unit_changed_survives_loading_and_the_old_words_do_not_return(load, line, adviser, now):
    guidance.edit_line(line("Vraag door."), text="Vraag rustig door.", **CHANGE, by=adviser, at=now)
    load()
    assert line("Vraag rustig door.").source_title == "Eigen ervaring"
    assert not guidance.CardLine.objects.filter(text="Vraag door.").exists()


def test_a_line_that_left_the_file_unchecked_goes(load, line, folder):
    (folder / "onrust.toml").write_text(SITUATION.replace("Vraag door.", "Vraag na."), encoding="utf-8")
    load()
    assert not guidance.CardLine.objects.filter(text="Vraag door.").exists()
    assert line("Vraag na.")


def test_advice_that_points_at_somebody_is_refused(line, adviser, now):
    with pytest.raises(PointsAtSomebody):
        guidance.edit_line(line("Vraag door."), text="Bel 06-12345678.", **CHANGE, by=adviser, at=now)


def test_a_card_is_a_draft_until_all_its_lines_are_checked(line, load, adviser, now, today):
    situation = guidance.situation_with("onrust")
    for one in guidance.drafts():
        assert guidance.card_for(situation, "mayor", "acute", on=today).is_draft
        guidance.check_line(one, by=adviser, at=now)
    assert not guidance.card_for(situation, "mayor", "acute", on=today).is_draft


def test_what_is_written_for_a_role_stands_first_and_others_do_not_see_it(load, today):
    load()
    situation = guidance.situation_with("onrust")
    texts = {
        role: [one.text for one in guidance.card_for(situation, role, "acute", on=today).sections[0].lines]
        for role in ("mayor", "street")
    }
    assert texts == {"mayor": ["Ga luisteren.", "Vraag door."], "street": ["Vraag door."]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('heading = "can_do"', 'heading = "zomaar"'),
        ('role = "mayor"', 'role = "koning"'),
        ('title = "Onrust in de straat"', ""),
        ("position = 1", "position = = 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_name(folder, old, new):
    (folder / "onrust.toml").write_text(SITUATION.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(content.UnreadableGuidance, match=r"onrust\.toml"):
        list(content.situations(folder))


def test_a_fault_in_the_general_lines_names_that_file(folder):
    (folder / content.GENERAL).write_text(GENERAL.replace("call", "zomaar"), encoding="utf-8")
    with pytest.raises(content.UnreadableGuidance, match=content.GENERAL):
        list(content.situations(folder))


def test_offers_on_a_card_fit_the_role_and_the_phase(load, new_offer, today):
    load()
    situation = guidance.situation_with("onrust")
    everybody = new_offer("Voor iedereen")
    mayors = new_offer("Voor burgemeesters", roles=("mayor",))
    calm = new_offer("Vooraf oefenen", phases=("preventive",))
    shown = {
        (role, phase): set(guidance.card_for(situation, role, phase, on=today).offers)
        for role in ("mayor", "social")
        for phase in ("preventive", "acute")
    }
    assert shown == {
        ("mayor", "preventive"): {everybody, mayors, calm},
        ("mayor", "acute"): {everybody, mayors},
        ("social", "preventive"): {everybody, calm},
        ("social", "acute"): {everybody},
    }


def test_when_it_is_urgent_who_can_be_called_stands_first(load, new_offer, today):
    load()
    situation = guidance.situation_with("onrust")
    new_offer("Aan de slag met een cursus", forms=("training",))
    point = new_offer("Zomaar een steunpunt", forms=("contact_point",))
    assert guidance.card_for(situation, "mayor", "acute", on=today).offers[0] == point
    assert guidance.card_for(situation, "mayor", "preventive", on=today).offers[0] != point


def test_a_situation_is_found_whatever_role_and_phase_somebody_has(load, today):
    load()
    for filters in ({}, {"role": "mayor"}, {"role": "street", "phase": "acute"}):
        found = catalog.find("onrust in de straat", on=today, filters=filters)
        assert "card:onrust" in [result.key for result in found.results]


def test_a_situation_that_was_found_asks_the_role_first(load):
    load()
    assert Client().get("/er-speelt-iets/onrust").status_code == 200
    for address in (
        "/er-speelt-iets/koning",
        "/er-speelt-iets/burgemeester/niets",
        "/er-speelt-iets/burgemeester/onrust/ooit",
    ):
        assert Client().get(address).status_code == 404


def test_there_is_one_card_per_role_and_phase(load):
    load()
    card = guidance.ActionCard.objects.first()
    card.pk = None
    with pytest.raises(IntegrityError, match="one_card_per_role_and_phase"):
        card.save()

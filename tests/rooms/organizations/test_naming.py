"""Names of municipalities as people write them. What can be read in two ways is never chosen."""

from datetime import UTC, date, datetime

import pytest

from kennismakelaar.organizations import actions, api
from kennismakelaar.organizations.datafiles import rows_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def register(db):
    actions.load_municipalities(rows_of("municipalities.csv"), [], at=NOW)
    actions.load_mergers(rows_of("mergers.csv"), at=NOW)


def test_every_municipality_is_read_by_its_own_name_and_code_with_certainty(register):
    book = api.NameBook(date(2026, 11, 23))
    for municipality in api.Municipality.objects.all():
        for text in (
            municipality.name,
            municipality.name.upper(),
            f"gemeente {municipality.name}",
            municipality.pk,
        ):
            found = book.find(text)
            assert (found.municipality, found.certainty) == (municipality, 1.0), text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("363", "GM0363"), ("0363", "GM0363"), ("363.0", "GM0363"), (363, "GM0363"), ("gm0363", "GM0363"),
        ("Den Haag", "GM0518"), ("’s-Gravenhage", "GM0518"), ("s gravenhage", "GM0518"), ("Den Bosch", "GM0796"),
        ("Bergen (NH)", "GM0373"), ("Bergen NH", "GM0373"), ("Bergen (Noord-Holland)", "GM0373"),
        ("Bergen (L.)", "GM0893"), ("Bergen, Limburg", "GM0893"), ("Hengelo", "GM0164"), ("Hengelo (Ov)", "GM0164"),
        ("Alphen a/d Rijn", "GM0484"), ("Sudwest Fryslan", "GM1900"), ("De Friese Meren", "GM1940"),
        ("Gem. Ede", "GM0228"), ("  Utrecht  ", "GM0344"), ("Nuenen c.a.", "GM0820"),
    ],
)  # fmt: skip
def test_a_name_is_read_however_it_is_usually_written(register, text, code):
    found = api.municipality_named(text)
    assert (found.municipality.pk, found.certainty) == (code, 1.0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amsterdm", "Amsterdam"), ("Rottrdam", "Rotterdam"), ("Tilbrug", "Tilburg"), ("Nijmwegen", "Nijmegen"),
        ("Capele aan den IJssel", "Capelle aan den IJssel"), ("Haarlemmermer", "Haarlemmermeer"),
    ],
)  # fmt: skip
def test_a_misspelled_name_is_read_with_less_certainty(register, text, name):
    found = api.municipality_named(text)
    assert found.municipality.name == name
    assert 0.5 < found.certainty < 1


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Bergen", {"Bergen (NH.)", "Bergen (L.)"}),
        ("Hengelo (Gld)", {"Hengelo (O.)"}),
        ("Laren (Gelderland)", {"Laren (NH.)"}),
        ("Haren", {"Groningen"}),
        ("Lingewaal", {"West Betuwe"}),
        ("Alphen", {"Alphen aan den Rijn", "Alphen-Chaam"}),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_chosen_but_suggested(register, text, nearest):
    found = api.municipality_named(text)
    assert found.municipality is None
    assert nearest <= set(found.nearest)


@pytest.mark.parametrize(
    "text", ["", None, "GM9999", "weet niet", "n.v.t.", "x" * 100_000, "\x00", "🙂", "Antwerpen"]
)
def test_what_is_no_municipality_is_none(register, text):
    assert api.municipality_named(text).municipality is None


def test_a_name_that_went_on_in_another_gives_the_successor_and_says_so(register):
    before = api.municipality_named("Wijdemeren", on=date(2026, 12, 31))
    after = api.municipality_named("Wijdemeren", on=date(2027, 1, 1))
    assert (before.municipality.pk, before.former) == ("GM1696", None)
    assert (after.municipality.pk, after.former.pk) == ("GM0402", "GM1696")


def test_every_suggestion_of_a_former_name_exists(register):
    names = set(api.Municipality.objects.values_list("name", flat=True))
    assert {row["went_on_in"] for row in rows_of("former_names.csv")} <= names
    assert not {row["name"] for row in rows_of("former_names.csv")} & names


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Dat speelt ook in 's-Gravenhage.", "'s-Gravenhage"), ("Het COA in ’s-Hertogenbosch belt.", "’s-Hertogenbosch"),
        ("In Den Haag is dat anders.", "Den Haag"), ("in den bosch", "den bosch"), ("Wij van Bergen zien het ook.", "Bergen"),
        ("Hengelo (O.) vroeg erom", "Hengelo"), ("Vroeger, in Geldermalsen, ging het mis.", "Geldermalsen"),
        ("Zwolle: wie belt wie?", "Zwolle"), ("het gaat om zwolle", "zwolle"), ("Wij in Best doen het zo.", "Best"),
    ],
)  # fmt: skip
def test_a_text_that_names_a_municipality_in_any_of_its_names_is_seen_to(register, text, place):
    assert api.place_named_in(text) == place
    assert api.names_of_places().search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Met de buren praten is het best.",
        "Dat kan leiden tot onrust in de huizen.",
        "Gemeenten in Drenthe.",
        "edele",
        "",
    ],
)
def test_an_ordinary_word_that_is_also_a_name_names_no_municipality(register, text):
    assert api.place_named_in(text) == ""


def test_who_chooses_a_quote_passes_over_whatever_may_be_a_name(register):
    assert api.names_of_places().search("Met de buren praten.")

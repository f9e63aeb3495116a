"""Rules of screening for numbers, dates and addresses: found as people write them, and told from other numbers."""

import pytest
from faker import Faker

from dutch_text.screening import screen
from language import screening_set
from language.screening_set import kinds


def test_other_kinds_are_found_on_the_sentences_for_tuning():
    found = screening_set.outcome(screening_set.sentences("development", of=screening_set.OTHER_KINDS))
    assert found.rest_found / found.rest >= 0.99, found.missed


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Bewoner van Lange Voorhout 77 belde.", "Lange Voorhout 77"),
        ("Hij woont op het Achterom 5.", "Achterom 5"),
        ("Adres: Dokter Nolenslaan 9.", "Dokter Nolenslaan 9"),
    ],
)
def test_a_street_without_the_word_street_is_known_from_the_list_of_all_streets(text, address):
    assert kinds(text) == [("address", address)]


INVENTED = Faker("nl_NL")
PLANTED = {
    "bsn": (INVENTED.ssn, "Zijn bsn is {}, zei hij."),
    "iban": (INVENTED.iban, "Rekening {} is van haar."),
    "license_plate": (INVENTED.license_plate, "De auto met kenteken {} stond er."),
    "email": (INVENTED.email, "Zij mailt vanaf {} en belt nooit."),
    "birth_date": (lambda: INVENTED.date_of_birth().strftime("%d-%m-%Y"), "Geboren op {} in Oss."),
    "address": (lambda: f"{INVENTED.street_name()} {INVENTED.random_int(1, 180)}", "Hij woont op {} hier."),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_numbers_and_addresses_somebody_else_made_up_are_found_whole(kind):
    INVENTED.seed_instance(7)
    made, sentence = PLANTED[kind]
    before, behind = sentence.split("{}")
    texts = [before + made() + behind for _ in range(100)]
    places = [(len(before), len(text) - len(behind)) for text in texts]
    missed = [
        text
        for text, (start, end) in zip(texts, places, strict=True)
        if not screening_set.is_covered(screen(text), kind, start, end)
    ]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    "text", ["Lijn 15 rijdt niet.", "In Wijk 7 en Groep 8 is het druk.", "Artikel 172 geldt."]
)
def test_a_capital_and_a_number_are_not_yet_an_address(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Mijn zoon, gbd 2 jan. '51, belde.", "birth_date", "2 jan. '51"),
        ("Cliënt 07.08.'94 is opgeroepen.", "birth_date", "07.08.'94"),
        ("geb.datum 19880217", "birth_date", "19880217"),
        ("geb. 17021988", "birth_date", "17021988"),
        ("Zij is geboren in 1990 op 3 mei.", "birth_date", "1990 op 3 mei"),
        ("Hij is jarig op 3 mei.", "birth_date", "3 mei"),
        ("Zij wordt 4 juni zestien.", "birth_date", "4 juni"),
        ("auto met kenteken 48 tkr 6", "license_plate", "48 tkr 6"),
        ("die scooter 48tkr6 stond er weer", "license_plate", "48tkr6"),
        ("Duitse wagen B-KX 1234 stond er.", "license_plate", "B-KX 1234"),
        ("Er stond een 1-KBC-234.", "license_plate", "1-KBC-234"),
        ("Zijn bsn111222333 staat erin.", "bsn", "111222333"),
        ("Huis in 5038-ZN staat leeg.", "postcode", "5038-ZN"),
        ("Hij woont op het plein nr. 7 sinds mei.", "address", "plein nr. 7"),
        ("Niet bezorgen op 't Zand 7 graag.", "address", "'t Zand 7"),
    ],
)
def test_what_people_type_in_other_ways_is_found(text, kind, part):
    assert (kind, part) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Het besluit van 12 mei 2015 wordt op 3 juni besproken.",
        "De auto's op de A12 N242 stonden stil.",
        "De auto komt om 12 uur 30.",
        "Het plan van 2024-nu loopt door.",
        "Er kwamen er 300 naar de Markt, 12 bleven.",
        "Dossier 20240217 is gesloten.",
        "Perceel 4411 BX wordt verkocht.",
        "Het raadhuis, Raadhuisplein 1, is dicht.",
        "De Molenweg 7 tot en met 15 gaat open.",
        "Sinds 12-09-2001 is de wereld anders.",
    ],
)
def test_dates_roads_and_counts_of_something_else_pass(text):
    assert kinds(text) == []


def test_one_in_eleven_numbers_passes_the_test_so_context_decides():
    assert kinds("Nummer 111222333 werd genoemd.") == [("bsn", "111222333")]
    assert kinds("Ordernummer 111222333 werd genoemd.") == []
    assert kinds("Nummer 111222334 werd genoemd.") == []
    assert [one.certainty for one in screen("bsn 111222334")] == [0.6]

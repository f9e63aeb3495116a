import pytest

from kennismakelaar.surveys.reading import Vocabulary, recognize

NAMES = [
    ("Polarisatie", "polarisatie"), ("Rechtsextremisme", "rechtsextremisme"), ("rechts extremisme", "rechtsextremisme"),
    ("Inclusie", "inclusie"), ("Inclusie", "inclusie-algemeen"), ("Opvang asielzoekers", "opvang-asielzoekers"),
    ("azc", "opvang-asielzoekers"), ("Nazorg", "nazorg"), ("Nazorg", "slachtofferhulp"),
]  # fmt: skip
WORDS = Vocabulary.of(NAMES, parents={"inclusie-algemeen": "inclusie"})


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Gemeente", "municipality"),
        ("Voor welke gemeente werkt u?", "municipality"),
        ("Gemeentecode", "code"),
        ("Uw functie", "role"),
        ("Respondentnummer", "respondent"),
        ("Polarisatie – belang", "score:polarisatie:importance"),
        ("Hoe belangrijk is polarisatie voor uw gemeente?", "score:polarisatie:importance"),
        ("Polarisatie [Komt voor]", "score:polarisatie:occurs"),
        ("In hoeverre bent u toegerust op Rechts-extremisme", "score:rechtsextremisme:capability"),
        ("Tevredenheid aanbod AZC", "score:opvang-asielzoekers:satisfaction"),
        ("Beleidsaandacht inclusie", "score:inclusie:attention"),
        ("Wat heeft u nodig?", "open"),
        ("Lievelingskleur", "ignored"),
    ],
)
def test_a_header_says_what_its_column_means(header: str, meaning: str) -> None:
    assert str(recognize([header], WORDS)[0]) == meaning


def test_a_misspelled_topic_in_a_header_is_recognized() -> None:
    assert str(recognize(["Polarizatie belang"], WORDS)[0]) == "score:polarisatie:importance"


def test_a_name_of_two_topics_is_never_guessed() -> None:
    assert str(recognize(["Nazorg – belang"], WORDS)[0]) == "ignored"


def test_a_name_of_a_topic_and_of_its_own_part_means_the_wider_topic() -> None:
    assert str(recognize(["Inclusie – belang"], WORDS)[0]) == "score:inclusie:importance"


def test_an_aspect_without_a_topic_is_no_score() -> None:
    assert str(recognize(["Hoe belangrijk vindt u dit?"], WORDS)[0]) == "ignored"

"""The field's words are data: found in a text, also bent, joined or abbreviated."""

import pytest

from dutch_text.vocabulary import FacetTerm, Term, Topic, UnreadableVocabulary, Vocabulary
from language import evaluation


def topics_in(text: str) -> set[str]:
    return {hit.term.topic for hit in evaluation.vocabulary().find(text) if isinstance(hit.term, Term)}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("er komt een azc", "opvang-asielzoekers"),
        ("de AZC's in de regio", "opvang-asielzoekers"),
        ("windmolens in de polder", "polarisatie"),
        ("na de steekpartijen", "incidenten-met-impact"),
        ("rechts-extremistische stickers", "rechtsextremisme"),
        ("ons polarisatiebeleid", "polarisatie"),
        ("een wethouder die bedreigd wordt", "agressie-en-intimidatie"),
        ("Lhbtiq+", "lhbtiq-acceptatie"),
    ],
)
def test_a_topic_is_known_by_the_words_people_use(text, topic):
    assert topic in topics_in(text)


def test_a_found_term_lies_where_it_says():
    text = "Eerst één kop koffie, dan het asielzoekerscentrum."
    for hit in evaluation.vocabulary().find(text):
        if isinstance(hit.term, Term) and hit.term.topic == "opvang-asielzoekers":
            assert text[hit.start : hit.end] == "asielzoekerscentrum"


def test_every_topic_has_words_of_its_own():
    vocabulary = evaluation.vocabulary()
    assert {term.topic for term in vocabulary.terms} == {topic.slug for topic in vocabulary.topics}


@pytest.mark.parametrize("term", [Term("bestaat-niet", "azc"), Term("a", " "), Term("a", "azc", "grap")])
def test_a_term_that_cannot_be_used_is_refused_by_name(term):
    with pytest.raises(UnreadableVocabulary, match="expected"):
        Vocabulary((Topic("a", "A"),), (term,))


def test_other_words_give_another_digest():
    one = Vocabulary((Topic("a", "A"),), (Term("a", "azc"),))
    other = Vocabulary((Topic("a", "A"),), (Term("a", "coa"),))
    assert one.digest != other.digest


@pytest.mark.parametrize("text", ["burgemeesters", "oud-burgemeesters", "burgermeester"])
def test_a_mayor_is_no_teacher(text):
    found = {hit.term.value for hit in evaluation.vocabulary().find(text) if isinstance(hit.term, FacetTerm)}
    assert found == {"mayor"}

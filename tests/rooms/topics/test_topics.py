"""The list of topics: two levels, short names that never change, words people use."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from kennismakelaar.topics import actions, api
from kennismakelaar.topics.datafiles import rows_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ON = date(2026, 11, 23)
# The list as agreed: changing it means retiring and replacing, never renaming.
AGREED = {
    "sociale-stabiliteit": "sociale-cohesie netwerken-en-sleutelpersonen vertrouwen-in-de-overheid superdiversiteit",
    "inclusie": "inclusie-algemeen discriminatie-en-racisme moslimhaat antisemitisme lhbtiq-acceptatie",
    "polarisatie": "horizontale-polarisatie verticale-polarisatie online-polarisatie",
    "maatschappelijke-onrust": "demonstraties opvang-asielzoekers internationale-conflicten incidenten-met-impact "
    "online-ordeverstoring",
    "problematisch-gedrag": "problematisch-gedrag-algemeen buitenlandse-inmenging desinformatie",
    "radicalisering": "preventie-radicalisering signalering weerbaarheid-jongeren informatiedeling",
    "extremisme": "rechtsextremisme linksextremisme jihadistisch-extremisme anti-institutioneel-extremisme "
    "overig-extremisme",
    "ondermijning": "ondermijning-algemeen",
    "weerbaar-bestuur": "agressie-en-intimidatie positie-en-houding-bestuurder crisiscommunicatie nazorg",
}


@pytest.fixture
def topics(db):
    actions.load_topics(rows_of("topics.csv"), at=NOW)
    actions.load_terms(rows_of("synonyms.csv"), at=NOW)
    actions.load_mappings(
        rows_of("mappings.csv"), [row["uri"] for row in rows_of("policy_agenda_taxonomy.csv")], at=NOW
    )


def test_the_list_is_the_agreed_one_in_its_order(topics):
    found = {main.slug: " ".join(child.slug for child in main.children.all()) for main in api.main_topics(ON)}
    assert found == AGREED
    assert list(found) == list(AGREED)


def test_every_topic_has_a_name_in_both_languages_and_a_definition(topics):
    for topic in api.topics():
        assert topic.label, topic.slug
        assert topic.label_en, topic.slug
        assert topic.definition.endswith("."), topic.slug
    with translation.override("en"):
        assert str(api.topic_named("polarisatie")) == "Polarization"


def test_every_main_topic_has_a_question_to_enter_by(topics):
    assert all(topic.question and topic.question_en for topic in api.main_topics(ON))


def test_a_second_load_changes_nothing(topics):
    assert actions.load_topics(rows_of("topics.csv"), at=NOW) == 0
    assert actions.load_terms(rows_of("synonyms.csv"), at=NOW) == 0
    assert actions.load_mappings(
        rows_of("mappings.csv"), [row["uri"] for row in rows_of("policy_agenda_taxonomy.csv")], at=NOW
    ) == 0  # fmt: skip


def test_a_word_taken_out_of_the_file_is_taken_out_of_the_list(topics):
    rows = [row for row in rows_of("synonyms.csv") if row["term"] != "azc"]
    actions.load_terms(rows, at=NOW)
    assert not api.terms().filter(term="azc").exists()


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Polarisatie", "polarisatie"), ("opvang-asielzoekers", "opvang-asielzoekers"), ("AZC", "opvang-asielzoekers"),
     ("lhbtiq+-acceptatie", "lhbtiq-acceptatie")],
)  # fmt: skip
def test_a_topic_is_found_by_name_short_name_or_word(topics, text, slug):
    assert api.topic_named(text).slug == slug


@pytest.mark.parametrize("text", ["", "   ", "zwerfkatten"])
def test_what_names_no_topic_is_none(topics, text):
    assert api.topic_named(text) is None


def test_a_retired_topic_leaves_the_list_on_its_day_and_stays_findable_by_what_points_at_it(topics):
    old, new = api.topic_named("superdiversiteit"), api.topic_named("sociale-cohesie")
    api.retire(old, on=date(2027, 1, 1), at=NOW, replaced_by=new)
    assert old in api.leaf_topics(date(2026, 12, 31))
    assert old not in api.leaf_topics(date(2027, 1, 1))
    assert new.replaces.get() == old


def test_a_mapping_to_an_address_that_does_not_exist_is_refused(topics):
    with pytest.raises(api.UnableToLoadTopics) as refusal:
        actions.load_mappings(
            [{"topic": "polarisatie", "uri": "http://example.org/x", "relation": "broadMatch"}], [], at=NOW
        )
    assert refusal.value.came == "http://example.org/x"


def test_a_word_for_an_unknown_topic_is_refused(topics):
    with pytest.raises(api.UnableToLoadTopics):
        actions.load_terms([{"topic_slug": "bestaat-niet", "term": "x", "kind": "synonym"}], at=NOW)


def test_the_vocabulary_is_made_again_only_when_the_list_changed(topics):
    first = api.vocabulary()
    assert api.vocabulary() is first
    actions.load_terms(rows_of("synonyms.csv")[:-1], at=NOW)
    assert api.vocabulary().digest != first.digest

"""What a questionnaire may hold and which items are asked: rules without a database."""

from collections import Counter
from itertools import combinations

import pytest

from kennismakelaar.surveys.api import Item, Kind
from kennismakelaar.surveys.questionnaire.answers import faults_in, given, missing_in, posted
from kennismakelaar.surveys.questionnaire.checks import problems_in
from kennismakelaar.surveys.questionnaire.conditions import DONT_KNOW, UnreadableCondition, read
from kennismakelaar.surveys.questionnaire.fields import fields_in, fields_of, sets_for
from kennismakelaar.surveys.questionnaire.pages import asked, pages_of
from kennismakelaar.surveys.questionnaire.sets import sets_of
from rooms.surveys.questioning import ALL, BATTERY, PLAN, SINCE, definition, with_condition


@pytest.mark.parametrize(
    ("condition", "values", "holds"),
    [
        ("${plan} = 'ja'", {"plan": "ja"}, True),
        ("${plan} = 'ja'", {"plan": "nee"}, False),
        ("${plan} = 'ja'", {}, False),
        ("${plan} = 'ja'", {"plan": DONT_KNOW}, False),
        ("${plan} != ''", {"plan": "nee"}, True),
        ("${n} > 3 and ${n} <= 5", {"n": "5"}, True),
        ("${n} > 3", {"n": "3,5"}, True),
        ("${n} > 3", {"n": "veel"}, False),
        ("not(${plan} = 'ja') or ${n} = 2", {"plan": "ja", "n": "2"}, True),
        ("selected(${m}, 'tijd')", {"m": ["geld", "tijd"]}, True),
        ("(${a} = 'x' or ${b} = 'x') and ${c} = 'x'", {"a": "x"}, False),
        ("${themas.inclusie.occurs} >= 4", {"themas.inclusie.occurs": "4"}, True),
    ],
)
def test_a_condition_holds_or_not(condition, values, holds):
    assert read(condition).holds(values) is holds


@pytest.mark.parametrize(
    "text", ["${plan} =", "plan = 'ja'", "${a} = 'x' und ${b} = 'y'", "count(${a}) > 1", "${a} = 'x", "()"]
)
def test_a_condition_that_does_not_follow_the_rules_is_refused_with_the_place(text):
    with pytest.raises(UnreadableCondition) as refusal:
        read(text)
    assert text in refusal.value.came


def texts(*items):
    return " ".join(problem.text for problem in problems_in(definition(*items)))


def test_a_whole_questionnaire_has_no_problems():
    assert problems_in(definition()) == []


def test_items_that_wait_for_each_other_are_refused_with_the_circle():
    first, second = with_condition(PLAN, "${sinds} != ''"), SINCE
    assert "plan → sinds → plan" in texts(first, second)


def test_an_item_may_not_wait_for_itself_or_for_a_later_one():
    assert "plan → plan" in texts(with_condition(PLAN, "${plan} = 'ja'"))
    late = texts(SINCE, PLAN)
    assert "“plan”" in late
    assert "→" not in late


@pytest.mark.parametrize(
    ("item", "word"),
    [
        (with_condition(SINCE, "${onbekend} = 'ja'"), "onbekend"),
        (with_condition(SINCE, "${plan} = 'misschien'"), "misschien"),
        (with_condition(SINCE, "${plan} = "), "${plan} ="),
        (Item("Grote Naam", Kind.LINE, "Wat?"), "Grote Naam"),
        (Item("plan", Kind.LINE, "Wat?"), "plan"),
        (Item("leeg", Kind.LINE, " "), ""),
        (Item("een", Kind.ONE, "Wat?", options={"choices": [{"name": "a", "nl": "a"}]}), ""),
        (Item("een", Kind.ONE, "Wat?", options={"choices": [{"name": "a", "nl": "a"}] * 2}), "a"),
        (Item("n", Kind.NUMBER, "Wat?", options={"minimum": 5, "maximum": 2}), "5"),
        (Item("b", Kind.BEST_WORST, "Wat?", options={"topics": BATTERY.options["topics"][:3]}), "4"),
        (Item("b", Kind.BATTERY, "Wat?"), ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_item_is_said(item, word):
    problems = problems_in(definition(PLAN, item))
    assert len(problems) == 1
    assert problems[0].item == item.name
    assert word in problems[0].text


def test_a_questionnaire_without_questions_is_refused():
    assert len(problems_in(definition(ALL[0]))) == 1


def test_what_is_not_asked_counts_as_not_answered_for_what_follows():
    chain = with_condition(Item("hoe", Kind.LINE, "Hoe?"), "${sinds} != ''")
    whole = definition(PLAN, SINCE, chain)
    answers = {"plan": "nee", "sinds": "2024-01-01", "hoe": "zo"}
    assert asked(whole, answers) == {"plan"}
    assert given(whole, answers).others == {"plan": "nee"}


def test_topics_go_a_few_to_a_page_and_an_item_never_stands_beside_its_condition():
    pages = pages_of(definition())
    names = [[part.item.name for part in page.parts] for page in pages]
    assert names[:2] == [["over-u", "plan"], ["sinds", "mensen", "middelen", "gerust"]]
    battery = [len(part.topics) for page in pages for part in page.parts if part.item is BATTERY]
    assert battery == [2, 2]
    assert {f.key for page in pages for f in page.fields} == set(fields_in(definition()))


def test_answers_get_the_shape_from_which_needs_are_computed():
    topic = BATTERY.topics[0].name
    found = given(definition(), {
        f"themas.{topic}.importance": "5", f"themas.{topic}.capability": DONT_KNOW, f"themas.{topic}.known_offer": "used",
        "plan": "ja", "sinds": "31-12-2025", "mensen": "2,5", "middelen": ["kennis", "tijd"], "gerust": "7", "nodig": "Rust.",
    })  # fmt: skip
    assert found.answers == {topic: {"importance": 5, "capability": None}}
    assert found.others == {
        "plan": "ja", "sinds": "2025-12-31", "mensen": 2.5, "middelen": ["tijd", "kennis"], "gerust": 7,
        "themas": {topic: {"known_offer": "used"}},
    }  # fmt: skip
    assert [(item.name, text) for item, text in found.words] == [("nodig", "Rust.")]


def test_dont_know_is_an_answer_of_its_own_and_fulfils_what_is_needed():
    assert [f.key for f in missing_in(definition(), {})] == ["plan"]
    assert missing_in(definition(), {"plan": DONT_KNOW}) == []
    assert given(definition(), {"plan": DONT_KNOW}).others == {"plan": None}


@pytest.mark.parametrize(
    ("key", "came"),
    [("mensen", "twaalf"), ("mensen", "501"), ("mensen", "-1"), ("sinds", "31-02-2025"), ("plan", "misschien"),
     ("gerust", "8"), ("middelen", ["tijd", "macht"]), ("woord", "a" * 301), ("themas.rechtsextremisme.occurs", "6")],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_at_its_field(key, came):
    fields = list(fields_in(definition()).values())
    assert [fault.field.key for fault in faults_in(fields, {key: came})] == [key]


def test_the_most_and_the_least_important_are_two_different_topics():
    item = next(item for item in ALL if item.kind == Kind.BEST_WORST)
    shown = sets_for(item)[0]
    same = {"voorop.1.best": shown[0], "voorop.1.worst": shown[0]}
    assert [fault.field.key for fault in faults_in(fields_of(item), same)] == ["voorop.1.worst"]
    other = {"voorop.1.best": shown[0], "voorop.1.worst": shown[1]}
    assert given(definition(), other).others == {
        "voorop": [{"shown": list(shown), "best": shown[0], "worst": shown[1]}]
    }


@pytest.mark.parametrize("count", [4, 5, 8, 10, 12])
def test_sets_show_every_topic_equally_often_and_pairs_evenly(count):
    topics = [f"t{at}" for at in range(count)]
    sets = sets_of(topics)
    shown = Counter(topic for one in sets for topic in one)
    met = Counter(frozenset(pair) for one in sets for pair in combinations(one, 2))
    pairs = [met[frozenset(pair)] for pair in combinations(topics, 2)]
    assert min(shown.values()) >= 3
    assert max(shown.values()) - min(shown.values()) <= 1
    assert max(pairs) - min(pairs) <= 3
    assert sets == sets_of(topics)


class Posted(dict):
    def getlist(self, key):
        return self.get(key, [])


def test_a_tick_at_dont_know_does_not_take_away_what_was_typed():
    fields = fields_of(next(item for item in ALL if item.name == "mensen"))
    assert posted(fields, Posted(mensen=["3", DONT_KNOW])) == {"mensen": "3"}
    assert posted(fields, Posted(mensen=["", DONT_KNOW])) == {"mensen": DONT_KNOW}

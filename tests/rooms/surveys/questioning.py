"""A questionnaire with one item of every kind, for tests."""

from dataclasses import replace

from kennismakelaar.surveys import api as surveys
from kennismakelaar.surveys.api import Definition, Item, Kind, standard_aspects
from rooms.surveys.answering import ASKED

TOPICS = [{"name": slug, "nl": slug, "en": f"{slug} in English"} for slug in ASKED]
YES_NO = [{"name": "ja", "nl": "Ja", "en": "Yes"}, {"name": "nee", "nl": "Nee", "en": "No"}]
BATTERY = Item("themas", Kind.BATTERY, "Wat speelt er bij u?", "What occurs?", is_required=False,
    options={"topics": TOPICS, "aspects": list(standard_aspects()), "per_page": 2})  # fmt: skip
PLAN = Item(
    "plan",
    Kind.ONE,
    "Heeft u een plan?",
    "Do you have a plan?",
    is_required=True,
    options={"choices": YES_NO},
)
SINCE = Item("sinds", Kind.DATE, "Sinds wanneer?", "Since when?", condition="${plan} = 'ja'")
ALL = (
    Item("over-u", Kind.SECTION, "Over uw gemeente", "About your municipality", hint_nl="Een paar vragen vooraf."),
    PLAN,
    SINCE,
    Item("mensen", Kind.NUMBER, "Hoeveel mensen werken hieraan?", "How many people?", options={"minimum": 0, "maximum": 500}),
    Item("middelen", Kind.MANY, "Welke middelen heeft u?", "Which means?",
        options={"choices": [{"name": n, "nl": n.title(), "en": ""} for n in ("tijd", "geld", "kennis")]}),
    Item("gerust", Kind.SCALE, "Hoe gerust bent u?", "How at ease?",
        options={"minimum": 1, "maximum": 7, "low_nl": "niet", "low_en": "not", "high_nl": "heel", "high_en": "very"}),
    BATTERY,
    Item("voorop", Kind.BEST_WORST, "Wat is het meest en het minst belangrijk?", "Most and least?", options={"topics": TOPICS}),
    Item("woord", Kind.LINE, "Eén woord voor het afgelopen jaar?", "One word?"),
    Item("nodig", Kind.TEXT, "Wat heeft u nodig?", "What do you need?"),
)  # fmt: skip


def definition(*items: Item) -> Definition:
    return Definition(items or ALL, "Fijn dat u meedoet.", "Thank you.")


def with_condition(item: Item, condition: str) -> Item:
    return replace(item, condition=condition)


def published(survey, by, at, *items):
    """This version of the questionnaire, published."""
    made = surveys.write_questionnaire(survey, definition(*items), by=by, at=at)
    return surveys.publish_questionnaire(made, by=by, at=at)

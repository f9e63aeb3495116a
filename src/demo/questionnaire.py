"""What the survey of the demo year asked: the topics, a few questions about the municipality, and what is needed."""

from collections.abc import Sequence

from kennismakelaar.surveys.api import Definition, Item, Kind, standard_aspects
from kennismakelaar.topics.api import Topic

LEADING = (
    "horizontale-polarisatie", "verticale-polarisatie", "opvang-asielzoekers", "desinformatie",
    "vertrouwen-in-de-overheid", "rechtsextremisme", "online-ordeverstoring", "weerbaarheid-jongeren",
)  # fmt: skip


def _choices(*pairs: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"name": name, "nl": dutch, "en": english} for name, dutch, english in pairs]


def _named(topics: Sequence[Topic]) -> list[dict[str, str]]:
    return [{"name": topic.slug, "nl": topic.label, "en": topic.label_en} for topic in topics]


def definition(topics: Sequence[Topic]) -> Definition:
    """The questionnaire on these topics, with one item of every kind."""
    leading = [topic for slug in LEADING for topic in topics if topic.slug == slug]
    plan = _choices(
        ("ja", "Ja", "Yes"), ("bezig", "Wij werken eraan", "We are working on it"), ("nee", "Nee", "No")
    )
    barriers = _choices(
        ("tijd", "Te weinig tijd", "Too little time"), ("kennis", "Te weinig kennis", "Too little knowledge"),
        ("oefening", "Te weinig geoefend", "Too little practice"),
        ("netwerk", "Te weinig contacten", "Too few contacts"),
        ("geld", "Te weinig geld", "Too little money"),
    )  # fmt: skip
    return Definition(
        (
            Item("over-uw-gemeente", Kind.SECTION, "Over uw gemeente", "About your municipality",
                 hint_nl="Een paar korte vragen vooraf.", hint_en="A few short questions first."),
            Item("plan", Kind.ONE, "Heeft uw gemeente een plan voor maatschappelijke onrust?",
                 "Does your municipality have a plan for social unrest?", is_required=True, options={"choices": plan}),
            Item("plan-sinds", Kind.DATE, "Sinds wanneer heeft u dit plan?", "Since when do you have this plan?",
                 condition="${plan} = 'ja'"),
            Item("mensen", Kind.NUMBER, "Hoeveel collega's werken hieraan?", "How many colleagues work on this?",
                 hint_nl="Een schatting is genoeg.", hint_en="An estimate will do.",
                 options={"minimum": 0, "maximum": 500}),
            Item("toegerust", Kind.SCALE, "Hoe goed is uw gemeente voorbereid op onrust?",
                 "How well is your municipality prepared for unrest?",
                 options={"minimum": 1, "maximum": 5, "low_nl": "helemaal niet", "low_en": "not at all",
                          "high_nl": "heel goed", "high_en": "very well"}),
            Item("themas", Kind.BATTERY, "Wat speelt er, en wat heeft u nodig?", "What occurs, and what do you need?",
                 options={"topics": _named(topics), "aspects": list(standard_aspects())}),
            Item("voorop", Kind.BEST_WORST, "Wat gaat voor?", "What comes first?", options={"topics": _named(leading)}),
            Item("wat-u-nodig-heeft", Kind.SECTION, "Wat u nodig heeft", "What you need"),
            Item("belemmering", Kind.MANY, "Wat houdt u tegen?", "What holds you back?", options={"choices": barriers}),
            Item("woord", Kind.LINE, "Welk onderwerp missen wij?", "Which topic do we miss?"),
            Item("nodig", Kind.TEXT, "Wat zou u het meest helpen?", "What would help you most?"),
        ),
        "Fijn dat u meedoet. Met uw antwoorden bepalen wij welk aanbod erbij moet komen. (fictief)",
        "Thank you for taking part. Your answers decide which offers are added. (fictional)",
    )  # fmt: skip

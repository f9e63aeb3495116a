"""What the pages of the menu card show, in the words of the reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kennismakelaar.organizations.api import Region
from kennismakelaar.topics.api import Topic, value_of, word_of
from kennismakelaar.topics.api import main_topics as topic_tree

from .api import Card, Look, Wish, sentence_of
from .facets import CLOSED, PARAMETERS
from .live_index import NOTHING, state
from .shelf import SORTS

LONGEST_QUESTION = 2_000
KEPT_LABELS = 4
_kept: dict[object, "Labels"] = {}


@dataclass(frozen=True)
class Labels:
    """The names of all values in the language of the page, fetched once for a page."""

    facets: Mapping[str, Mapping[str, str]]
    tree: tuple[Topic, ...]

    @classmethod
    def now(cls, on: date) -> "Labels":
        """This will give the names of today; they are read again after every change of the index."""
        now = state()
        mark = (get_language(), on, now)
        if mark in _kept:
            return _kept[mark]
        if len(_kept) >= KEPT_LABELS:
            _kept.clear()
        labels = cls._read(on)
        if now != NOTHING:
            _kept[mark] = labels
        return labels

    @classmethod
    def _read(cls, on: date) -> "Labels":
        tree = tuple(topic_tree(on))
        leaves = {child.slug: str(child) for main in tree for child in main.children.all()}
        facets = {name: {value: capfirst(label) for value, label in c.choices} for name, c in CLOSED.items()}
        regions = Region.objects.filter(kind=Region.Kind.PROVINCE).order_by("name")
        return cls(
            {
                "topic": {**{main.slug: str(main) for main in tree}, **leaves},
                "subtopic": leaves,
                **facets,
                "region": dict(regions.values_list("code", "name")),
            },
            tree,
        )


def wish_from(query: QueryDict, labels: Labels) -> Wish:
    """This will read what a reader asks from the address; values that do not exist are left out."""
    choices = {
        facet: tuple(
            value for word in query.getlist(name) if (value := _value(facet, word)) in labels.facets[facet]
        )
        for facet, name in PARAMETERS.items()
    }
    text = " ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_QUESTION]
    sort = query.get("sorteer", "")
    kept = {facet: values for facet, values in choices.items() if values}
    return Wish(text, kept, sort if sort in SORTS else "")


def _value(facet: str, word: str) -> str:
    return value_of(CLOSED[facet], word) if facet in CLOSED else word


def _word(facet: str, value: str) -> str:
    return word_of(CLOSED[facet], value) if facet in CLOSED else value


def facet_groups(wish: Wish, look: Look, labels: Labels) -> list[dict[str, object]]:
    """This will list the choices with their counts; a main topic opens its own topics when chosen."""
    titles = {
        "topic": _("Topic"), "subtopic": _("Within this topic"), "role": _("For whom"), "form": _("Form"),
        "phase": _("Phase"), "kind": _("Kind of help"), "region": _("Region"),
    }  # fmt: skip
    groups = []
    for facet, name in PARAMETERS.items():
        chosen = wish.choices.get(facet, ())
        counts = look.narrowed.counts[facet]
        options = [
            {
                "value": _word(facet, value),
                "label": label,
                "count": counts.get(value, 0),
                "checked": value in chosen,
            }
            for value, label in _values(facet, wish, labels)
            if counts.get(value) or value in chosen
        ]
        if options:
            opened = bool(chosen) or facet == "subtopic"
            groups.append({"name": name, "label": titles[facet], "open": opened, "options": options})
    return groups


def _values(facet: str, wish: Wish, labels: Labels) -> Iterable[tuple[str, str]]:
    chosen = wish.choices.get("topic", ())
    if facet == "topic":
        mains = [(main.slug, str(main)) for main in labels.tree]
        listed = {slug for slug, _label in mains}
        return [*mains, *((slug, labels.facets["topic"][slug]) for slug in chosen if slug not in listed)]
    if facet == "subtopic":
        within = [main for main in labels.tree if main.slug in chosen]
        picked = wish.choices.get("subtopic", ())
        children = [(child.slug, str(child)) for main in within for child in main.children.all()]
        listed = {slug for slug, _label in children}
        return [*children, *((slug, labels.facets["topic"][slug]) for slug in picked if slug not in listed)]
    return labels.facets[facet].items()


def chosen_filters(wish: Wish, labels: Labels, query: QueryDict) -> list[dict[str, str]]:
    """This will list what was chosen, each with the address of the page without it."""
    chosen = []
    for facet, values in wish.choices.items():
        name = PARAMETERS[facet]
        for value in values:
            rest = _without(query, name, _word(facet, value))
            chosen.append({"label": labels.facets[facet][value], "url": f"?{rest.urlencode()}"})
    return chosen


def _without(query: QueryDict, name: str, value: str) -> QueryDict:
    rest = query.copy()
    rest.setlist(name, [other for other in query.getlist(name) if other != value])
    rest.pop("pagina", None)
    return rest


def sorts(wish: Wish, query: QueryDict) -> list[dict[str, object]]:
    """This will list the orders a reader can choose, with their addresses."""
    names = {"titel": _("Title"), "nieuwste": _("Newest"), "bevestigd": _("Last confirmed")}
    options = [("", _("Best match")), *names.items()] if wish.text else list(names.items())
    now = wish.sort or options[0][0]
    rows = []
    for value, label in options:
        rest = query.copy()
        rest.pop("pagina", None)
        rest["sorteer"] = value
        rows.append({"label": label, "url": f"?{rest.urlencode()}", "here": value == now})
    return rows


def rows(cards: Iterable[Card], look: Look, labels: Labels) -> list[dict[str, object]]:
    """This will prepare the offers of one page: names instead of codes, and why each was found."""
    forms, topics = labels.facets["form"], labels.facets["topic"]
    return [
        {
            "card": card,
            "url": reverse("catalog:offer", args=[card.slug]),
            "forms": capfirst(", ".join(forms[form].lower() for form in card.forms)),
            "providers": ", ".join(card.providers),
            "topics": [topics[slug] for slug in card.topics if slug in topics],
            "why": sentence_of(look.search.reasons(card.slug), dict(topics)) if look.search else "",
        }
        for card in cards
    ]


def ask_address(text: str) -> str:
    """This will give the address at which a question can be asked, with the words already filled in."""
    return "/vraag?" + urlencode({"vraag": text}) if text else "/vraag"


def named(values: Iterable[str], choices: type[TextChoices]) -> str:
    """This will write closed values as names."""
    labels = dict(choices.choices)
    return ", ".join(str(labels[value]) for value in values if value in labels)

"""The topic list as the vocabulary that the language cellar searches and reads with."""

from functools import cache

from django.db.models import Count, Max

from dutch_text.vocabulary import Elsewhere, FacetTerm, Term, Topic, Vocabulary

from . import queries
from .datafiles import rows_of

_kept: dict[object, Vocabulary] = {}


def vocabulary() -> Vocabulary:
    """This will give the words of the topic list as it is now, made again only when the list changed."""
    topics = tuple(
        Topic(slug, label, parent or "", about)
        for slug, label, parent, about in queries.topics().values_list(
            "slug", "label", "parent_id", "definition"
        )
    )
    # New words get new numbers and others go, so count and highest number tell two lists apart.
    terms = queries.terms().order_by().aggregate(count=Count("pk"), last=Max("pk"))
    mark = (topics, terms["count"], terms["last"])
    if mark not in _kept:
        _kept.clear()
        _kept[mark] = Vocabulary(topics, _terms(), _facet_terms(), _elsewhere())
    return _kept[mark]


def _terms() -> tuple[Term, ...]:
    return tuple(Term(*row) for row in queries.terms().values_list("topic_id", "term", "kind"))


@cache
def _facet_terms() -> tuple[FacetTerm, ...]:
    return tuple(FacetTerm(row["facet"], row["value"], row["term"]) for row in rows_of("facet_terms.csv"))


@cache
def _elsewhere() -> tuple[Elsewhere, ...]:
    words: dict[str, list[str]] = {}
    for row in rows_of("elsewhere.csv"):
        words.setdefault(row["subject"], []).append(row["word"])
    return tuple(Elsewhere(subject, tuple(known)) for subject, known in words.items())

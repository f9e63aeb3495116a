"""The front door of topics: about what."""

from .actions import UnableToLoadTopics, retire
from .addresses import PhaseInAddress, RoleInAddress, value_of, word_of
from .datafiles import rows_of
from .models import Mapping, Term, Topic
from .queries import leaf_topics, main_topics, terms, topic_named, topics, topics_on
from .vocabularies import EvidenceLevel, LearningKind, NeedKind, OfferForm, Phase, Role
from .words import vocabulary


def facet_terms() -> list[dict[str, str]]:
    """This will list the words people use for a role, form or phase: facet, value and term."""
    return rows_of("facet_terms.csv")


__all__ = [
    "EvidenceLevel",
    "LearningKind",
    "Mapping",
    "NeedKind",
    "OfferForm",
    "Phase",
    "PhaseInAddress",
    "Role",
    "RoleInAddress",
    "Term",
    "Topic",
    "UnableToLoadTopics",
    "facet_terms",
    "leaf_topics",
    "main_topics",
    "retire",
    "terms",
    "topic_named",
    "topics",
    "topics_on",
    "value_of",
    "vocabulary",
    "word_of",
]

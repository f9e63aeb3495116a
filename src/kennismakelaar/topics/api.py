"""The front door of topics."""

from .models import Mapping, Term, Topic
from .vocabularies import EvidenceLevel, LearningKind, NeedKind, OfferForm, Phase, Role

__all__ = [
    "EvidenceLevel",
    "LearningKind",
    "Mapping",
    "NeedKind",
    "OfferForm",
    "Phase",
    "Role",
    "Term",
    "Topic",
]

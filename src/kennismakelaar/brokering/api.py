"""The front door of brokering."""

from .actions import (
    Asked,
    Question,
    UnableToAnswer,
    UnableToAsk,
    UnableToRefer,
    add_expertise,
    answer,
    ask,
    declare_knowledge_gap,
    fill_knowledge_gap,
    refer,
    set_topic,
    take_up_knowledge_gap,
)
from .models import Answer, Expertise, Inquiry, KnowledgeGap, Referral
from .queries import (
    Suggestions,
    expertise_on,
    inquiries_for,
    knowledge_gaps,
    open_inquiries,
    suggestions_for,
)

__all__ = [
    "Answer",
    "Asked",
    "Expertise",
    "Inquiry",
    "KnowledgeGap",
    "Question",
    "Referral",
    "Suggestions",
    "UnableToAnswer",
    "UnableToAsk",
    "UnableToRefer",
    "add_expertise",
    "answer",
    "ask",
    "declare_knowledge_gap",
    "expertise_on",
    "fill_knowledge_gap",
    "inquiries_for",
    "knowledge_gaps",
    "open_inquiries",
    "refer",
    "set_topic",
    "suggestions_for",
    "take_up_knowledge_gap",
]

"""The front door of follow-up."""

from .actions import (
    ProductText,
    Reply,
    UnableToFollowUp,
    UnableToReact,
    UnableToShare,
    draft_product,
    edit_product,
    forget_gone_quotes,
    react,
    send,
    share_product,
    statements_behind,
    write,
)
from .models import Delivery, FollowUp, KnowledgeProduct
from .queries import follow_up_with, follow_ups, public_follow_ups, replies_to, unanswered_statements

__all__ = [
    "Delivery",
    "FollowUp",
    "KnowledgeProduct",
    "ProductText",
    "Reply",
    "UnableToFollowUp",
    "UnableToReact",
    "UnableToShare",
    "draft_product",
    "edit_product",
    "follow_up_with",
    "follow_ups",
    "forget_gone_quotes",
    "public_follow_ups",
    "react",
    "replies_to",
    "send",
    "share_product",
    "statements_behind",
    "unanswered_statements",
    "write",
]

"""The writing hand of follow-up."""

from .products import (
    ProductText,
    UnableToShare,
    draft_product,
    edit_product,
    forget_gone_quotes,
    share_product,
)
from .replies import (
    Reply,
    UnableToFollowUp,
    UnableToReact,
    react,
    send,
    statements_behind,
    write,
)

__all__ = [
    "ProductText",
    "Reply",
    "UnableToFollowUp",
    "UnableToReact",
    "UnableToShare",
    "draft_product",
    "edit_product",
    "forget_gone_quotes",
    "react",
    "send",
    "share_product",
    "statements_behind",
    "write",
]

"""The front door of brokering."""

from .models import Answer, Expertise, Inquiry, KnowledgeGap, Referral

__all__ = ["Answer", "Expertise", "Inquiry", "KnowledgeGap", "Referral"]

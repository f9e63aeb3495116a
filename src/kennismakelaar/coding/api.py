"""The front door of coding: what words are about."""

from .models import Assignment, Code, Codebook, Coding, Segment, Stance, Suggestion

__all__ = ["Assignment", "Code", "Codebook", "Coding", "Segment", "Stance", "Suggestion"]

# ruff: noqa: E501  (prose is not broken)
"""What the manual says about each subject: the plain words on top and a worked example, run at build time.

No figure is typed here: figures come out of the examples and pictures when the manual is built.
"""

from . import estimating, needs, safety, spots
from .page import Page

INTRODUCTION = """\
All municipalities are invited, so this is a **census with non-response**, not a sample: only the silent ones are
uncertain. Every page below starts with the question an adviser would ask and answers it in plain words; then comes an
example with its outcome, computed when this manual was built; below that are formula, assumptions, when *not* to use it,
and the source. In the examples `data` is a made-up frame of 342 municipalities of which some answered (sizes 0 to 4, four
parts of the country, twelve topics). It holds no real answers."""

PAGES = (*estimating.PAGES, *needs.PAGES, *spots.PAGES, *safety.PAGES)

__all__ = ["INTRODUCTION", "PAGES", "Page"]

"""The method: every public figure of the site is computed here, from arrays to frozen results.

Plain numpy and scipy: no Django, no clock, no files, no network, no randomness without a given seed.
Results carry reason codes (`needs_assessment.reasons`); sentences are made by whoever shows them.
Expected failures are named errors (`needs_assessment.errors`): what was expected, what came, and a hint.
"""

METHOD_VERSION = "1.1.0"

__all__ = ["METHOD_VERSION"]

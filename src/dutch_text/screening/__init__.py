"""Screening: what in a text may point at a person, shown to a person who decides.

It flags, it never promises anonymity. Offsets count code points of the original text.
"""

import re
from collections.abc import Sequence

from dutch_text.screening import names, patterns, special
from dutch_text.screening.findings import REPLACEMENTS, Finding, Hit, settle
from dutch_text.screening.folding import Folded, fold
from dutch_text.screening.lexicon import KnownNames, lexicon

__all__ = ["Finding", "KnownNames", "UnableToRedact", "redact", "screen"]

_WORD = re.compile(r"[^\W\d_]+")
_NOTHING = KnownNames()


class UnableToRedact(ValueError):
    """Raised when findings do not belong to the text."""


def screen(text: str, *, known: KnownNames = _NOTHING) -> tuple[Finding, ...]:
    """This will find personal data in a text, in the order of the text and without overlaps.

    `known` holds the places and organizations of the caller, which are never taken for a person.
    Kinds: email, iban, phone, bsn, birth_date, address, postcode, license_plate, account, name, special.
    """
    folded = fold(text)
    words = set(_WORD.findall(folded.lower))
    suspected = names.find(folded, words, lexicon(known))
    hits = [*patterns.find(folded), *suspected, *special.find(folded, words, suspected)]
    return tuple(_finding(text, folded, hit) for hit in settle(hits)) if hits else ()


def _finding(text: str, folded: Folded, hit: Hit) -> Finding:
    start, end = folded.span(hit.start, hit.end)
    replacement = hit.replacement or REPLACEMENTS[hit.kind]
    return Finding(start, end, hit.kind, text[start:end], hit.certainty, replacement)


def redact(text: str, findings: Sequence[Finding]) -> str:
    """This will write each finding's replacement in its place.

    Raises `UnableToRedact` when a finding's words do not stand at its offsets, or findings overlap.
    """
    pieces: list[str] = []
    done = 0
    for finding in sorted(findings):
        if finding.start < done or text[finding.start : finding.end] != finding.text:
            raise UnableToRedact(
                f"expected {finding.text!r} at {finding.start}-{finding.end}, came "
                f"{text[finding.start : finding.end]!r} or an overlap; "
                "screen this very text again and redact with those findings"
            )
        pieces += (text[done : finding.start], finding.replacement)
        done = finding.end
    return "".join([*pieces, text[done:]])

"""Numbers that belong to one person: BSN, bank account, telephone. Plates and dates of birth stand apart.

Every repetition in a pattern is bounded, so no text takes more than linear time.
"""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

from dutch_text.screening import birth_dates, plates
from dutch_text.screening.findings import Hit
from dutch_text.screening.tables import pattern_words

_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d\d(?:[ .-]?[a-z0-9]){11,30}(?!\w)")
_IBAN_NL = re.compile(r"(?<!\w)nl ?\d\d[ .-]?[a-z]{4}[ .-]?\d(?:[ .-]?\d){9}(?!\d)")
_PHONE = re.compile(r"(?<![\w+]-)(?<![\w+])(?:\+|00 ?|\(0|0)\d?(?:[ ()./-]{0,3}\d){8,14}(?!\d)")
_NINE = re.compile(
    r"(?:(?<![\w.-])|(?<=bsn)|(?<=bsn[-.])|(?<=nummer)|(?<=sofi))\d(?:[ .-]?\d){7,8}(?![\w]|[.-]\d)"
)
_NOT_A_DIGIT = re.compile(r"\D")
_OTHER_NUMBERS = pattern_words("other_number")
_BSN_WORDS = pattern_words("bsn")


def find(low: str, text: str, digits: int) -> Iterator[Hit]:
    """This will find numbers in a text that holds so many digits."""
    yield from plates.find(low, text)
    yield from birth_dates.find(low)
    if digits >= 8:
        yield from _accounts(low)
        yield from _phones(low)
        yield from _bsns(low)


def _before(low: str, start: int, width: int = 40) -> str:
    return low[max(0, start - width) : start]


def _accounts(low: str) -> Iterator[Hit]:
    for pattern in (_IBAN_NL, _IBAN):
        for match in pattern.finditer(low):
            yield from _account(low, match.start(), match.end())


def _account(low: str, start: int, end: int) -> Iterator[Hit]:
    """This will cut the words behind a number off until what is left passes the test of an IBAN."""
    for stop in range(end, start + 14, -1):
        at_edge = stop == end or not low[stop].isalnum()
        if at_edge and low[stop - 1].isalnum() and _is_iban(low[start:stop]):
            yield Hit("iban", start, stop, 0.99)
            return
    mistyped = _IBAN_NL.match(low, start)
    if mistyped:
        yield Hit("iban", start, mistyped.end(), 0.6)


def _is_iban(candidate: str) -> bool:
    """This will test the check digits only: lists of banks are never complete."""
    try:
        return bool(iban.validate(candidate, check_country=False))
    except ValidationError:
        return False


def _phones(low: str) -> Iterator[Hit]:
    for match in _PHONE.finditer(low):
        certainty = _phone_certainty(match.group())
        if certainty:
            yield Hit("phone", match.start(), match.end(), certainty)


def _phone_certainty(candidate: str) -> float:
    if not candidate.startswith(("+", "00")) and len(_NOT_A_DIGIT.sub("", candidate)) != 10:
        return 0.0
    try:
        number = phonenumbers.parse(candidate.replace("(0)", ""), "NL")
    except phonenumbers.NumberParseException:
        return 0.0
    if phonenumbers.is_valid_number(number):
        return 0.95
    return 0.6 if phonenumbers.is_possible_number(number) else 0.0


def _bsns(low: str) -> Iterator[Hit]:
    for match in _NINE.finditer(low):
        certainty = _bsn_certainty(match.group(), _before(low, match.start()))
        if certainty:
            yield Hit("bsn", match.start(), match.end(), certainty)


def _bsn_certainty(candidate: str, before: str) -> float:
    """One in eleven nine-digit numbers passes the test, so the words before the number count."""
    digits = _NOT_A_DIGIT.sub("", candidate)
    passes = bsn.is_valid(digits.zfill(9))
    if any(word in before for word in _BSN_WORDS):
        return 0.99 if passes else 0.6
    if not passes or len(digits) < 9 or any(word in before for word in _OTHER_NUMBERS):
        return 0.0
    return 0.7 if candidate.isdigit() else 0.5

"""Dates of birth: a date with a word of birth or a person beside it, or one too old for a policy paper.

Every repetition in a pattern is bounded, so no text takes more than linear time.
"""

import re
from collections.abc import Iterator

from dutch_text.screening.findings import Hit
from dutch_text.screening.tables import pattern_words, person_words

_MONTHS = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"(?:jan|feb|febr|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)(?![^\W\d_])\.?)"
)
_YEAR = r"'?(\d{4}|\d{2})"
_DAY_IN_WORDS = (
    r"(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|[a-z]{2,5}tien|(?:[a-z]{3,6}(?:en|ën))?twintig"
    r"|(?:eenen)?dertig)"
)
_DATE = re.compile(
    rf"(?<![\w./-])(?:(\d{{1,2}})([-/. ])(\d{{1,2}})\2{_YEAR}|(\d{{4}})([-/.])(\d{{1,2}})\6(\d{{1,2}})"
    rf"|(\d{{1,2}})(?:e|de|ste)?[ -]?(?:van )?{_MONTHS}[ -]?{_YEAR})(?![\w/-])"
)
# Without separators, the year behind or in front.
_GLUED = re.compile(
    r"(?<![\w.-])(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?\d\d))(?![\w.-]|,\d)"
)
# Half a date is somebody's birthday only right behind a word of birth: "geboren in 1990 op 3 mei", "jarig op 3-5".
_PARTIAL = re.compile(
    rf"(?<![\w./-])(?:(?:19|20)\d\d,? (?:op )?(?:de )?\d{{1,2}}(?:e|de|ste)? {_MONTHS}"
    rf"|(?:(?:\d{{1,2}}(?:e|de|ste)?|{_DAY_IN_WORDS})[ -])?{_MONTHS}"
    r"(?: (?:van |in )?(?:het jaar )?'?(?:\d{4}|\d{2}))?"
    r"|\d{1,2}[-/]\d{1,2})"
    r"(?![\w/-])"
)
_BIRTH_RIGHT_BEFORE = re.compile(
    r"(?<!\w)(?:geboren|geb|geb\.|gebr\.?|gbd\.?|jarig|verjaart|verjaardag|geboortedatum|geboortedag)"
    r"(?: is| valt)?:? ?(?:te [^\W\d_]{1,20} )?(?:op |in |is )?(?:de )?\Z"
)
_BECOMES = re.compile(r"(?<!\w)(?:wordt|werd|word|worden) (?:op |in )?\Z")
_AGE = re.compile(
    r" (?:pas |al |net )?(?:\d{1,3}|[^\W\d_]{0,15}(?:tien|twaalf|elf|tig|een|twee|drie|vier|vijf|zes|zeven|acht|negen))"
    r"(?= jaar|[,.;!?]|\Z)"
)
_SOMEBODY = "|".join(sorted(person_words("singular") | {"hij", "zij", "ze", "ik", "man", "jongen", "baby"}))
_RIGHT_AFTER_SOMEBODY = re.compile(
    rf"(?<!\w)(?:{_SOMEBODY})(?: (?:is|ben|was)(?: nog| pas| al| er een)? van|,| is|:)? ?[(]?\Z"
)
_IS_FROM = re.compile(r"(?<!\w)(?:is|ben|was) (?:nog |pas |al |er een )?van \Z")
_SINCE = re.compile(
    r"(?<!\w)(?:sinds|vanaf|tot|versie|per|dd|d\.d\.|tussen|na|voor|datum|brief van|besluit van) \Z"
)
_BORN_SIGN = re.compile(r"[°*] ?\Z")
_BIRTH_WORDS = pattern_words("birth")


def find(low: str) -> Iterator[Hit]:
    """This will find dates of birth in a lower-case text."""
    for match in _DATE.finditer(low):
        certainty = _certainty(match, low)
        if certainty:
            yield Hit("birth_date", match.start(), match.end(), certainty)
    if not any(word in low for word in (*_BIRTH_WORDS, "word", "werd")):
        return
    for match in _GLUED.finditer(low):
        if _is_birth_near(match, low):
            yield Hit("birth_date", match.start(), match.end(), 0.7)
    for match in _PARTIAL.finditer(low):
        if _is_birthday(match, low):
            yield Hit("birth_date", match.start(), match.end(), 0.6)


def _certainty(match: re.Match[str], low: str) -> float:
    if not _is_date(match):
        return 0.0
    before = low[max(0, match.start() - 40) : match.start()]
    if _is_birth_near(match, low) or _RIGHT_AFTER_SOMEBODY.search(before) or _BORN_SIGN.search(before):
        return 0.95
    if not _is_old(match):
        return 0.0
    if _IS_FROM.search(before):
        return 0.5
    if _SINCE.search(before):
        return 0.0
    in_figures = match.group(3) and (
        len(match.group(4)) == 4 or match.group(2) in "-/" or "'" in match.group()
    )
    return 0.4 if in_figures else 0.0


def _is_birth_near(match: re.Match[str], low: str) -> bool:
    near = " " + low[max(0, match.start() - 60) : match.start()] + low[match.end() : match.end() + 24]
    return any(word in near for word in _BIRTH_WORDS)


def _is_birthday(match: re.Match[str], low: str) -> bool:
    before = low[max(0, match.start() - 48) : match.start()]
    if _BIRTH_RIGHT_BEFORE.search(before):
        return True
    return bool(_BECOMES.search(before) and _AGE.match(low, match.end()))


def _is_date(match: re.Match[str]) -> bool:
    day, _, month, _, _, _, month_iso, day_iso, day_word, _ = match.groups()
    return 1 <= int(day or day_iso or day_word) <= 31 and 1 <= int(month or month_iso or 1) <= 12


def _is_old(match: re.Match[str]) -> bool:
    """A date of 1920 to 2009 is rarely the date of a policy paper, and often somebody's birthday."""
    year = match.group(4) or match.group(5) or match.group(10)
    return 1920 <= int(year) <= 2009 if len(year) == 4 else int(year) >= 30

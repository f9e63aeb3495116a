"""Addresses and postcodes. Every repetition in a pattern is bounded, so no text takes more than linear time."""

import re
from collections.abc import Iterator
from functools import cache

from dutch_text.screening.dictionary import is_word
from dutch_text.screening.findings import Hit
from dutch_text.screening.name_lists import collected
from dutch_text.screening.tables import pattern_words, stop_words

_POSTCODE = re.compile(r"(?<![\w.,-])[1-9]\d{3}( {0,2}|-)([a-z]{2})(?![\w-])")
_ADDRESS = re.compile(
    r"(?<![\w-])((?:(?:korte|lange|oude|nieuwe|grote|kleine|eerste|tweede|derde|1e|2e|3e|laan|plein|burgemeester|"
    r"burg\.|dr\.|prof\.|'t|prins|prinses|koningin|koning|van|de|der|den|het|st\.|sint) ){0,4}"
    r"(?!n(?:r|o|ummer)\b)[^\W\d_][\w'.-]{0,40})"
    r" ?,? (?:(?P<nr>nr\.? ?|nummer |no\. ?|huisnr\.? ?|huisnummer ))?(?P<house>\d{1,5})(?!\d)"
    r"( ?-?(?:[a-z]|bis|hs|huis|boven|i{1,3}|iv|\dhoog)(?!\w)|[-/]\d{1,4}(?![\d/-]))?"
)
# The address of a public building is nobody's.
_PUBLIC = re.compile(
    r"(?<!\w)(?:raadhuis|gemeentehuis|stadhuis|provinciehuis|buurthuis|dorpshuis|wijkcentrum|wijkgebouw|bibliotheek|basisschool"
    r"|school|kerk|moskee|zaal|hotel|café|sporthal|museum|theater|bezoekadres|loket|kinderopvang|politiebureau|brandweerkazerne)"
    r"(?: [^\W\d_][\w'-]{0,20}){0,3}[,:]? (?:(?:aan|op|in) )?(?:(?:de|het) )?\Z"
)
_RANGE = re.compile(r" ?(?:t/m|tot en met|tot) ?\d")
_OTHER_NUMBERS = pattern_words("other_number")
_COMPASS = frozenset({"noord", "oost", "zuid", "west", "noordzijde", "oostzijde", "zuidzijde", "westzijde"})
_SIDE = re.compile(r"-(?:noord|oost|zuid|west)(?:zijde)?\Z")
_PER_CENT = re.compile(r" ?(?:%|procent|,\d)")
_FOLLOWING = re.compile(r"\W{0,2}([^\W\d_]{1,20})")
_HOUSE = re.compile(r"[1-9]\d{0,3}")
_WHERE = re.compile(
    r"(?:(?<!\w)(?:aan|op|bij|van|naar|achter|voor|tegenover|naast) (?:(?:de|het|'t) )?"
    r"|adres:? |woont |woonde |woning |pand |huis |flat |perceel )\Z"
)
_WORD_LEFT = re.compile(r"([^\W\d_][\w.'-]{0,24}) \Z")
_NOT_A_STREET = stop_words() | {
    "adres",
    "bewoner",
    "bewoners",
    "familie",
    "straat",
    "woning",
    "locatie",
    "pand",
}
_ENDINGS = pattern_words("street_ending")
_CERTAIN_ENDINGS = pattern_words("certain_street_ending")
_NO_STREETS = frozenset(pattern_words("no_street"))
_UNITS = frozenset(pattern_words("unit"))
_SHORT_WORDS = frozenset(pattern_words("short_word"))
_AFTER_YEARS = frozenset(pattern_words("after_year"))
_PREPOSITIONS = frozenset({"van", "de", "het", "der", "den"})
# Letters that no Dutch postcode has.
_NEVER = frozenset({"sa", "sd", "ss"})


def find_addresses(low: str, text: str) -> Iterator[Hit]:
    """This will find a street with a house number; a street alone is a place, not an address."""
    for match in _ADDRESS.finditer(low):
        start = _street_start(match, text)
        if _RANGE.match(low, match.end()) or _PUBLIC.search(low[max(0, start - 80) : start]):
            continue
        certainty = _certainty(match, low) or _listed(match, low, text, start)
        if certainty:
            yield Hit("address", _further_left(text, start, match.end(1)), match.end(), certainty)


def find_postcodes(low: str, text: str) -> Iterator[Hit]:
    """This will find postcodes with their letters; "in 2025 en" and "5000 km" are none."""
    for match in _POSTCODE.finditer(low):
        letters = match.group(2)
        is_year = "1900" <= match.group()[:4] <= "2100"
        typed = text[match.start(2) : match.end(2)]
        apart_and_small = bool(match.group(1)) and not typed.isupper()
        before = low[max(0, match.start() - 16) : match.start()]
        if any(word in before for word in _OTHER_NUMBERS):
            continue
        if letters in _NEVER or (is_year and (letters in _AFTER_YEARS or match.group(1) == "-")):
            continue
        if apart_and_small and (is_year or letters in _SHORT_WORDS):
            continue
        yield Hit("postcode", match.start(), match.end(), 0.9)


def _street_start(match: re.Match[str], text: str) -> int:
    """This will leave out the prepositions in front: "van de Kerkstraat 1" but "Van Gorkumlaan 1"."""
    start = match.start()
    words = match.group(1).split(" ")
    while len(words) > 1 and words[0] in _PREPOSITIONS and text[start].islower():
        start += len(words.pop(0)) + 1
    return start


def _further_left(text: str, start: int, end: int) -> int:
    """This will take the words before a street that belong to it: "Dokter Nolenslaan", "Hugo de Grootplein"."""
    best = left = start
    for _turn in range(4):
        before = _WORD_LEFT.search(text[max(0, left - 32) : left])
        if not before:
            break
        left -= len(before.group())
        capital = before.group(1)[0].isupper() and before.group(1).lower() not in _NOT_A_STREET
        if (capital and best == left + len(before.group())) or (
            text[left].isupper() and text[left:end].lower() in streets()
        ):
            best = left
    return best


def _listed(match: re.Match[str], low: str, text: str, start: int) -> float:
    """This will judge a street by the list of all streets: "Lange Voorhout 77", "het Achterom 5", but not "Lijn 15"."""
    if low.startswith("'t ", start) and low[start : match.end(1)] not in streets():
        start += len("'t ")
    street = low[start : match.end(1)]
    capital = text[start].isupper() or (text[start] == "'" and text[start + 3 : start + 4].isupper())
    if not capital or not _HOUSE.fullmatch(match["house"]) or _is_counted(match, low):
        return 0.0
    listed = street in streets()
    if listed and " " in street:
        return 0.7
    if not listed and (not street.endswith(_ENDINGS) or is_word(street)):
        return 0.0
    if "," in low[match.end(1) : match.start("house")]:
        return 0.0
    return 0.5 if _WHERE.search(low[max(0, start - 24) : start]) else 0.0


@cache
def streets() -> frozenset[str]:
    """This will give the names of all streets in the Netherlands, in lower case."""
    return frozenset(street.lower() for street in collected("locations", "lst_street"))


def _is_counted(match: re.Match[str], low: str) -> bool:
    following = _FOLLOWING.match(low, match.end())
    return bool(_PER_CENT.match(low, match.end()) or (following and following.group(1) in _UNITS))


def _certainty(match: re.Match[str], low: str) -> float:
    words = match.group(1).split(" ")
    if len(words) > 1 and words[-1] in _COMPASS:
        words.pop()
    last = _SIDE.sub("", words[-1])
    if _is_counted(match, low):
        return 0.0
    if last in _NO_STREETS and _PREPOSITIONS.issuperset(words[:-1]) and (len(words) == 1 or match["nr"]):
        # "Op het plein nr. 7": the number of a house is said, though the word alone names no street.
        before = low[max(0, match.start(1) - 24) : match.end(1) - len(last)]
        return 0.5 if match["nr"] and last.endswith(_ENDINGS) and _WHERE.search(before) else 0.0
    if words[0] == "laan" and len(words) > 1:
        return 0.85
    if last.endswith(_CERTAIN_ENDINGS):
        return 0.9
    return 0.6 if len(last) > 7 and last.endswith(_ENDINGS) else 0.0

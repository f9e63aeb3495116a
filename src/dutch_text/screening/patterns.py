"""Personal data with a form of its own: numbers, addresses, dates. No pattern takes more than linear time.

Every repetition is bounded, so that a position costs at most a fixed number of steps.
"""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn

from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded

_DIGIT = re.compile(r"[0-9]")
_EMAIL_LEFT = re.compile(r"[\w.+%'-]{0,64}\Z")
_EMAIL_RIGHT = re.compile(r"\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,5}")
_EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[] ?(?:at|apenstaartje) ?[)\]] ?[\w-]{1,63}(?: ?(?:[(\[] ?(?:dot|punt) ?[)\]]|\.) ?[\w-]{2,63}){1,3}"
)
_ACCOUNT = re.compile(r"(?<![\w@./])@[a-z_][\w.]{2,40}")
_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d\d(?:[ .-]?[a-z0-9]){11,30}(?!\w)")
_IBAN_NL = re.compile(r"(?<!\w)nl ?\d\d[ .-]?[a-z]{4}[ .-]?\d(?:[ .-]?\d){9}(?!\d)")
_PHONE = re.compile(r"(?<![\w+]-)(?<![\w+])(?:\+|00 ?|\(0|0)\d?(?:[ ()./-]{0,3}\d){8,14}(?!\d)")
_NINE = re.compile(r"(?<![\w.-])\d(?:[ .-]?\d){7,8}(?![\w]|[.-]\d)")
_POSTCODE = re.compile(r"(?<![\w.,-])[1-9]\d{3}( ?)([a-z]{2})(?![\w-])")
_ADDRESS = re.compile(
    r"(?<![\w-])((?:(?:korte|lange|oude|nieuwe|grote|kleine|eerste|tweede|derde|1e|2e|3e|laan|plein|burgemeester|burg\.|dr\.|prof\.|"
    r"prins|prinses|koningin|koning|van|de|der|den|het|st\.|sint) ){0,4}"
    r"[^\W\d_][\w'.-]{0,40})[ ]?,? (?:nr\.? ?|nummer |no\. ?)?(\d{1,5})(?!\d)( ?-?[a-z](?!\w)| ?(?:bis|hs|[i]{1,3})(?!\w)|-\d{1,4}(?!\d))?"
)
_STREET_ENDINGS = (
    "straat",
    "straatje",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "singel",
    "steeg",
    "dijk",
    "dreef",
    "hof",
    "pad",
    "plantsoen",
    "baan",
    "boulevard",
    "kamp",
    "ring",
    "veld",
    "park",
    "wal",
    "markt",
    "burgwal",
    "haven",
    "erf",
    "oord",
    "es",
    "zijde",
    "hoek",
    "brink",
    "donk",
    "str.",
    "ln.",
    "wg.",
)
_CERTAIN_STREETS = (
    "straat",
    "straatje",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "singel",
    "steeg",
    "dreef",
    "plantsoen",
    "boulevard",
    "pad",
    "str.",
)
_NO_STREETS = frozenset(
    [
        "weg",
        "onderweg",
        "snelweg",
        "rijksweg",
        "straat",
        "plein",
        "laan",
        "gracht",
        "pad",
        "dijk",
        "hof",
        "park",
        "markt",
        "kamp",
        "veld",
        "hoek",
        "haven",
        "baan",
        "proces",
        "erf",
        "ring",
        "huiskamp",
        "beeldhof",
        "bestuurshof",
        "gerechtshof",
        "rechtbaan",
        "loopbaan",
        "startbaan",
        "voortgang",
        "geloof",
        "paard",
        "proef",
        "rapport",
        "succes",
    ]
)
_UNITS = frozenset(
    [
        "uur",
        "jaar",
        "jaren",
        "dagen",
        "weken",
        "maanden",
        "mensen",
        "personen",
        "bewoners",
        "inwoners",
        "keer",
        "km",
        "kilometer",
        "meter",
        "procent",
        "euro",
        "graden",
        "gezinnen",
        "woningen",
        "huizen",
        "incidenten",
        "meldingen",
        "jongeren",
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "demonstranten",
        "asielzoekers",
        "statushouders",
        "jongens",
        "meisjes",
        "aanhoudingen",
        "winkels",
        "lokalen",
        "scholen",
    ]
)
_SHORT_WORDS = frozenset(
    "en in op of de te je we ze al om na nu er ik me af uw zo is as ha km kg cm mm eu ad bv nr et dm va id ex pm am ja".split()
)
_AFTER_YEARS = frozenset("en in op of de te is eu vn vs nl uk om na al nu er ik we ze".split())
_PLATE = re.compile(r"(?<![\w-])([a-z]{1,3}|\d{1,3})-([a-z]{1,3}|\d{1,3})-([a-z]{1,3}|\d{1,2})(?![\w-])")
_PLATE_LOOSE = re.compile(
    r"(?<![\w-])([a-z]{1,3}|\d{1,3})[ -]?([a-z]{2,3}|\d{2,3})[ -]?([a-z]{1,2}|\d{1,2})(?![\w-])"
)
_PLATE_SHAPES = frozenset(
    [
        "XX-99-99",
        "99-99-XX",
        "99-XX-99",
        "XX-99-XX",
        "XX-XX-99",
        "99-XX-XX",
        "99-XXX-9",
        "9-XXX-99",
        "XX-999-X",
        "X-999-XX",
        "XXX-99-X",
        "X-99-XXX",
        "9-XX-999",
        "999-XX-9",
        "XXX-99-9",
        "XXX-999",
    ]
)
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan\\.?|feb\\.?|mrt\\.?|apr\\.?|jun\\.?|jul\\.?|"
    "aug\\.?|sep\\.?|sept\\.?|okt\\.?|nov\\.?|dec\\.?"
)
_DATE = re.compile(
    rf"(?<![\w./-])(?:(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}})|(\d{{4}})-(\d{{2}})-(\d{{2}})|(\d{{1,2}})e? (?:{_MONTHS}) '?(\d{{4}}|\d{{2}}))(?![\w/-])"
)
_BIRTH_WORDS = (
    "geboren",
    "geboortedatum",
    "geb.",
    "geboortedag",
    "geb ",
    "geb:",
    "gebdat",
    "geboorte",
    "jarig",
    "verjaardag",
    "geb.dat",
    " dob",
)
_NUMBER_WORDS = (
    "zaaknummer",
    "dossier",
    "kvk",
    "factuur",
    "kenmerk",
    "order",
    "referentie",
    "artikelnummer",
    "projectnummer",
    "begroting",
    "euro",
    "€",
    "isbn",
    "registratienummer",
    "meldingsnummer",
    "ticket",
    "inwoners",
    "stuks",
)
_BSN_WORDS = ("bsn", "burgerservice", "sofi", "burger service", "persoonsnummer")


def find(folded: Folded) -> Iterator[Hit]:
    """This will find e-mail addresses, accounts, and everything that carries a digit."""
    low = folded.lower
    if "@" in low:
        yield from _emails(low)
    if ("(" in low or "[" in low) and ("at" in low or "apenstaart" in low):
        yield from (Hit("email", m.start(), m.end(), 0.7) for m in _EMAIL_SPOKEN.finditer(low))
    if _DIGIT.search(low):
        yield from _with_digits(low, folded.text)


def _with_digits(low: str, text: str) -> Iterator[Hit]:
    yield from _addresses(low, text)
    digits = len(_DIGIT.findall(low))
    if digits < 2:
        return
    yield from _plates(low)
    if digits >= 4:
        yield from _postcodes(low, text)
        yield from _dates(low)
    if digits >= 8:
        yield from _ibans(low)
        yield from _phones(low)
        yield from _bsns(low)


def _before(low: str, start: int, width: int = 40) -> str:
    return low[max(0, start - width) : start]


def _emails(low: str) -> Iterator[Hit]:
    at = low.find("@")
    while at >= 0:
        left = _EMAIL_LEFT.search(low[max(0, at - 64) : at])
        right = _EMAIL_RIGHT.match(low, at + 1)
        if left and left.group().strip(".'-") and right:
            start = at - len(left.group().lstrip(".'-"))
            yield Hit("email", start, right.end(), 0.99)
        at = low.find("@", at + 1)
    yield from (
        Hit("account", m.start(), m.start() + len(m.group().rstrip(".")), 0.5) for m in _ACCOUNT.finditer(low)
    )


def _ibans(low: str) -> Iterator[Hit]:
    for pattern in (_IBAN_NL, _IBAN):
        for match in pattern.finditer(low):
            yield from _iban(low, match.start(), match.end())


def _iban(low: str, start: int, end: int) -> Iterator[Hit]:
    for stop in range(end, start + 14, -1):
        if (
            low[stop - 1].isalnum()
            and (stop == end or not low[stop].isalnum())
            and iban.is_valid(low[start:stop])
        ):
            yield Hit("iban", start, stop, 0.99)
            return
    if low.startswith("nl", start) and _IBAN_NL.match(low, start):
        yield Hit("iban", start, _IBAN_NL.match(low, start).end(), 0.6)


def _phones(low: str) -> Iterator[Hit]:
    for match in _PHONE.finditer(low):
        certainty = _phone_certainty(match.group())
        if certainty:
            yield Hit("phone", match.start(), match.end(), certainty)


def _phone_certainty(candidate: str) -> float:
    if not candidate.startswith(("+", "00")) and len(re.sub(r"\D", "", candidate)) != 10:
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
    digits = re.sub(r"\D", "", candidate)
    passes = bsn.is_valid(digits.zfill(9))
    if any(word in before for word in _BSN_WORDS):
        return 0.99 if passes else 0.6
    if not passes or len(digits) < 9 or any(word in before for word in _NUMBER_WORDS):
        return 0.0
    return 0.7 if candidate.isdigit() else 0.5


def _dates(low: str) -> Iterator[Hit]:
    for match in _DATE.finditer(low):
        if not _is_date(match):
            continue
        near = _before(low, match.start(), 60) + low[match.end() : match.end() + 12]
        if any(word in near for word in _BIRTH_WORDS):
            yield Hit("birth_date", match.start(), match.end(), 0.95)
        elif _is_old(match):
            yield Hit("birth_date", match.start(), match.end(), 0.4)


def _is_date(match: re.Match[str]) -> bool:
    day, _, month, _, _, month_iso, day_iso, day_word, _ = match.groups()
    return 1 <= int(day or day_iso or day_word) <= 31 and 1 <= int(month or month_iso or 1) <= 12


def _is_old(match: re.Match[str]) -> bool:
    """A date in figures of 1920 to 2009 is rarely the date of a policy paper, and often somebody's birthday."""
    year = match.group(4) or match.group(5)
    return bool(year) and len(year) == 4 and 1920 <= int(year) <= 2009


def _addresses(low: str, text: str) -> Iterator[Hit]:
    for match in _ADDRESS.finditer(low):
        certainty = _address_certainty(match, low)
        if certainty:
            yield Hit("address", _street_start(match, text), match.end(), certainty)


def _street_start(match: re.Match[str], text: str) -> int:
    """This will leave out the prepositions in front: "van de Kerkstraat 1" but "Van Gorkumlaan 1"."""
    street = match.group(1)
    start = match.start()
    words = street.split(" ")
    while len(words) > 1 and words[0] in ("van", "de", "het", "der", "den") and text[start].islower():
        start += len(words.pop(0)) + 1
    return start


def _address_certainty(match: re.Match[str], low: str) -> float:
    words = match.group(1).split(" ")
    last = words[-1]
    if re.match(r" ?(?:%|procent|,\d)", low[match.end() : match.end() + 10]):
        return 0.0
    following = re.match(r"\W{0,2}([^\W\d_]{1,20})", low[match.end() : match.end() + 24])
    if following and following.group(1) in _UNITS:
        return 0.0
    if last in _NO_STREETS and len(words) == 1:
        return 0.0
    if words[0] == "laan" and len(words) > 1:
        return 0.85
    if last.endswith(_CERTAIN_STREETS):
        return 0.9
    return (
        0.6
        if len(last) > 7
        and last.endswith(_STREET_ENDINGS)
        and match.start()
        and low[match.start() - 1] == " "
        else 0.0
    )


def _postcodes(low: str, text: str) -> Iterator[Hit]:
    for match in _POSTCODE.finditer(low):
        letters = match.group(2)
        is_year = "1900" <= match.group()[:4] <= "2100"
        typed = text[match.start(2) : match.end(2)]
        if letters in ("sa", "sd", "ss") or (
            match.group(1) and not typed.isupper() and (is_year or letters in _SHORT_WORDS)
        ):
            continue
        if is_year and letters in _AFTER_YEARS:
            continue
        yield Hit("postcode", match.start(), match.end(), 0.9)


def _plates(low: str) -> Iterator[Hit]:
    for match in _PLATE.finditer(low):
        if _shape(match) in _PLATE_SHAPES:
            yield Hit("license_plate", match.start(), match.end(), 0.9)
    if "kenteken" in low or "nummerbord" in low:
        for match in _PLATE_LOOSE.finditer(low):
            if _shape(match) in _PLATE_SHAPES:
                yield Hit("license_plate", match.start(), match.end(), 0.7)


def _shape(match: re.Match[str]) -> str:
    return "-".join(("9" if part.isdigit() else "X") * len(part) for part in match.groups())

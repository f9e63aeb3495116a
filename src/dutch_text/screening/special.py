"""Special categories (belief, origin, health, ...) near a reference to one person.

A group or a phenomenon is no person: "moslims voelen zich onveilig" passes, "de buurman is moslim" does not.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded
from dutch_text.screening.tables import person_words, rows

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_END = re.compile(r"[.!?;\n]")
_REACH = 90
_PARTY = re.compile(
    r"(?<!\w)(?:(?:stemt|stemde)(?: [^\W\d_]{1,12}){0,3}|lid van|aanhanger van|actief (?:bij|voor)|fan van)"
    r" (?:de |het |op )?"
    r"(pvv|fvd|forum|vvd|cda|d66|denk|bij1|sp|ja21|bbb|nsc|volt|sgp|pvda|groenlinks|christenunie|nida|50plus)(?!\w)"
)
_SINGULAR = "|".join(sorted(person_words("singular") | person_words("function")))
_OFFICES = person_words("function") | person_words("office") | {"iemand"}
# Who speaks or acts in office is not what the sentence is about, unless one of these links the two.
_LINKED = re.compile(
    r"(?<!\w)(?:is|was|heeft|had|zelf|wordt|werd|draagt|slikt|gebruikt|kreeg|krijgt|lijdt|blijkt|bleek|blijft|lijkt|raakt|raakte|voelt|met|als|zijn|haar)(?!\w)"
)
# "Sprak over verslaving", "voorlichting tegen": about the thing; "over zijn verslaving" is about somebody.
_ABOUT = re.compile(r"(?<!\w)(?:over|tegen|rond|rondom|inzake|omtrent)(?: de| het| een)? \Z")
_OF_MANY = re.compile(
    r"(?<!\w)(?:mensen|inwoners|bewoners|jongeren|kinderen|ouderen|leerlingen|volwassenen|cliënten|patiënten"
    r"|vrouwen|mannen|personen|iedereen|wie)(?: die)? (?:met|zonder|in|uit)(?: de| het| een)? \Z"
)
_COMPLAINT = re.compile(
    r" (?:problemen|problematiek|klachten|aandoening|ziekte|stoornis|beperking|achterstand|afkomst|achtergrond)(?!\w)"
)
_NEXT = re.compile(r" ([^\W\d_]{2,40})")
_ADJECTIVE = ("se", "ke", "sche", "lijke", "ische", "de")
_POINTERS = "|".join(sorted(person_words("pointer")))
_PERSON = re.compile(
    rf"(?<![\w-])(?:(?:{_POINTERS}) (?:[^\W\d_]{{1,20}} ){{0,2}}(?:{_SINGULAR})|"
    rf"(?:{_SINGULAR}) (?:zelf|is|heeft|was|had|zit|stemt)|"
    r"hij|ie|hem|haarzelf|hijzelf|iemand|betrokkene)(?![\w-])"
)
_SHE = re.compile(
    r"(?<![\w-])(?:zij|ze) (?:is|heeft|was|had|draagt|woont|wil|komt|gaat|zegt|bekeerde"
    r"|zit|zat|stemt|lijdt|slikt|gebruikt|kreeg|krijgt|werd|wordt|bidt)(?![\w-])"
)
# "... dat ze hiv heeft": in a clause the verb stands last; a plural one ("dat ze ziek zijn") is said of many.
_SHE_LAST = re.compile(
    r"(?<![\w-])(?:dat|omdat|als|of|want|toen|nu|sinds|terwijl|wie) (?:zij|ze)(?: [^\W\d_]{1,20}){1,4}"
    r" (?:is|heeft|had|was|werd|wordt|krijgt|kreeg|slikt|gebruikt|draagt|zit|zat|lijdt)(?![\w-])"
)
_HELD = re.compile(
    r"(?<!\w)(?:(?:zit|zat|zitten) (?:(?:al|nog|nu|weer|weken|maanden|jaren) ){0,3}vast(?! (?:aan|in|op|met|bij))"
    r"(?: (?:voor|wegens) [^\W\d_]{1,24})?|vastzit|vastzat)(?!\w)"
)
# "Hindoestaanse ouderen" are a group, whoever else the sentence names.
_GROUP = re.compile(
    r" (?:ouderen|jongeren|inwoners|bewoners|mensen|vrouwen|mannen|meisjes|jongens|kinderen|gezinnen|families|ouders"
    r"|leerlingen|studenten|ondernemers|winkeliers|gemeenschap|gemeenschappen|organisaties|verenigingen|scholen|kerken"
    r"|moskeeën|burgers|nederlanders|groepen|wijk|buurt)(?!\w)"
)
_POLITICAL = frozenset({"stemt", "stemde", "lid", "aanhanger", "actief", "fan", "vast", "vastzit", "vastzat"})


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    words = {word for word, _ in rows("special_words.csv") if not word.endswith("*")}
    stems = tuple(word[:-1] for word, _ in rows("special_words.csv") if word.endswith("*"))
    return frozenset(words), stems


_THINGS = tuple(sorted(person_words("owned_thing")))
_PHENOMENA = tuple(sorted(person_words("phenomenon_ending")))


@lru_cache(maxsize=65536)
def is_special(word: str) -> bool:
    """This will say whether a lower-case word names a special category of a person."""
    words, stems = _words()
    return word in words or (word.startswith(stems) and not word.endswith(_PHENOMENA))


def find(folded: Folded, words: set[str], names: list[Hit]) -> Iterator[Hit]:
    """This will find special-category words within reach of a reference to one person in the same sentence."""
    found = {word for word in words if is_special(word)}
    if "-" in folded.lower:
        found.update(word for word in _WORD.findall(folded.lower) if "-" in word and is_special(word))
    if not found and words.isdisjoint(_POLITICAL):
        return
    persons = sorted(_persons(folded.lower, names))
    if not persons:
        return
    starts = [start for start, _ in persons]
    yield from _joined(
        (match.start(), _end(folded.lower, match.end()))
        for match in _WORD.finditer(folded.lower)
        if not found.isdisjoint(_readings(match.group()))
        and not _GROUP.match(folded.lower, match.end())
        and not _is_general(folded.lower, match)
        and _near(folded.lower, match.start(), match.end(), persons, starts)
    )
    for match in _HELD.finditer(folded.lower):
        if _near(folded.lower, match.start(), match.end(), persons, starts):
            yield Hit("special", match.start(), match.end(), 0.5)
    for match in _PARTY.finditer(folded.lower):
        if _near(folded.lower, match.start(), match.end(), persons, starts):
            yield Hit("special", match.start(1), match.end(1), 0.6)


def _end(low: str, end: int) -> int:
    """This will take the complaint behind an adjective into the finding: "psychische problemen"."""
    behind = _COMPLAINT.match(low, end)
    return behind.end() if behind else end


def _is_general(low: str, match: re.Match[str]) -> bool:
    """This will say whether a word is about a thing or about many: "over verslaving", "de Poolse winkel"."""
    before = low[max(0, match.start() - 40) : match.start()]
    if _ABOUT.search(before) or _OF_MANY.search(before):
        return True
    following = _NEXT.match(low, match.end())
    return bool(following) and match.group().endswith(_ADJECTIVE) and _is_thing(following.group(1))


@lru_cache(maxsize=65536)
def _is_thing(word: str) -> bool:
    """This will say whether a noun that follows an adjective is no person: winkel, keuken, basisschool."""
    return word.endswith(_THINGS)


def _readings(word: str) -> tuple[str, ...]:
    """This will give a word and what its first half may be: jehova's, sinti-familie."""
    return (word, word.replace("'", "-").split("-")[0])


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    """This will make words that follow each other one finding: "verstandelijke beperking"."""
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start - last[1] == 1:
            last = (last[0], end)
            continue
        if last:
            yield Hit("special", *last, 0.6)
        last = (start, end)
    if last:
        yield Hit("special", *last, 0.6)


def _persons(low: str, names: list[Hit]) -> Iterator[tuple[int, int]]:
    yield from ((hit.start, hit.end) for hit in names if hit.certainty >= 0.5)
    yield from (match.span() for match in _PERSON.finditer(low))
    yield from (match.span() for match in _SHE.finditer(low))
    if " ze " in low or " zij " in low:
        yield from ((match.start(), match.start() + 1) for match in _SHE_LAST.finditer(low))


def _near(low: str, start: int, end: int, persons: list[tuple[int, int]], starts: list[int]) -> bool:
    place = bisect_left(starts, start)
    for at in (place - 1, place):
        if 0 <= at < len(persons):
            left, right = persons[at]
            gap = low[right:start] if left < start else low[end:left]
            if len(gap) <= _REACH and not _END.search(gap) and _is_about(low[left:right], gap, left < start):
                return True
    return False


def _is_about(person: str, gap: str, person_first: bool) -> bool:
    """This will say whether what is said is said of the person: always, but for somebody in office."""
    if len(gap) < 3 or person.split(" ")[-1] not in _OFFICES:
        return True
    return person_first and bool(_LINKED.search(gap))

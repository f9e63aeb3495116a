"""Chains of capitalized words, joined by particles: "Fatima el Amrani", "J. van de Velde"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dutch_text.screening.folding import Folded
from dutch_text.screening.lexicon import Lexicon, Trait
from dutch_text.screening.name_lists import people
from dutch_text.screening.tables import person_words

_SCRIPTS = (range(0x100, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00))
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(char for script in _SCRIPTS for char in map(chr, script) if char.isupper())
_INITIALS = rf"(?:[{_UPPER}]\.){{1,6}}|[TC]h\."
_TOKEN = re.compile(
    rf"(?<![\w'@-])(?:{_INITIALS}|(?:d'|al-|el-)?[{_UPPER}]\w{{0,60}}(?:['-]\w{{1,60}}){{0,5}}(?![\w@]))"
)
PARTICLES = (
    "van", "de", "der", "den", "van de", "van der", "van den", "van het", "van 't", "'t", "in 't", "in het", "op de",
    "op den", "op 't", "ten", "ter", "te", "uit de", "uit den", "uit het", "aan de", "aan den", "aan het", "von",
    "von der", "zu", "el", "al", "ben", "bin", "ibn", "abu", "da", "di", "la", "le", "du", "dos", "des", "de la",
    "v.d.", "v.", "v/d", "vd",
)  # fmt: skip
# Hiemstra-de Boer.
_PARTICLE_BEHIND = frozenset({"de", "van", "der", "den", "ter", "ten", "el", "te"})
_LINKS = frozenset({" ", "", *(f" {particle} " for particle in PARTICLES), " d'"})
_NO_SURNAME_LINKS = frozenset({" ", "", " in het ", " uit het ", " uit de ", " op de "})
_ABBREVIATED = person_words("abbreviated")
# Titles that may stand before a place as well ("gezin Utrecht" is no person named Utrecht).
_LOOSE_TITLES = person_words("loose_title")
HONORIFICS = person_words("honorific")
_STRICT_TITLES = HONORIFICS - _LOOSE_TITLES
_PERSONAL = person_words("function") | person_words("relation")
_AFTER = person_words("after")
# What stands before a list of people: "Aanwezig: Linde, Roos".
ROLL = person_words("roll")
_BEFORE_STREET = frozenset({" van ", " de ", " der ", " den ", " van der ", " van den ", " d'"})
_NOT_LINKED = Trait.THING | Trait.ABBREVIATION
_STRANGE = Trait.FIRST | Trait.SURNAME | Trait.PARTICLE | Trait.NAMED | Trait.INITIALS


@dataclass(slots=True)
class Part:
    """One capitalized word of a text."""

    start: int
    end: int
    text: str
    traits: int


def word_before(low: str, start: int) -> str:
    """This will give the word before a place, with its full stop, without quotes and brackets."""
    reach = low[max(0, start - 36) : start].rstrip(" (\"'«“”").rsplit(None, 1)
    return reach[-1].lstrip("(\"'«“”-") if reach else ""


def chains(folded: Folded, lexicon: Lexicon) -> Iterator[list[Part]]:
    """This will join capitalized words to chains, leaving out known places and organizations."""
    chain: list[Part] = []
    known_until = 0
    text = folded.text
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < known_until or (text[start - 1 : start] == "/" and _is_in_address(text, start)):
            continue
        part = _part(match.group(), start, end, lexicon)
        linked = bool(chain) and _is_linked(chain[-1], part, folded)
        known = _known_phrase(folded, part, lexicon)
        if known and not (linked and _belongs_to_surname(chain[-1], part, folded)):
            known_until = known
            if chain:
                yield chain
            chain = [part] if known == end and _is_titled(part, word_before(folded.lower, start)) else []
            continue
        if chain and not linked:
            yield chain
            chain = []
        chain.append(part)
    if chain:
        yield chain


def _is_in_address(text: str, start: int) -> bool:
    """This will say whether a word behind a slash stands in a web address: site.nl/Nieuws, but not Bram/Niels."""
    run = text[max(0, start - 80) : start].rsplit(None, 1)
    return bool(run) and ("." in run[-1] or ":" in run[-1])


def _is_titled(part: Part, before: str) -> bool:
    """This will say whether the name of a place is somebody's here: mevrouw Utrecht, collega Linde."""
    if before in _STRICT_TITLES or (before.endswith(":") and before[:-1] in ROLL):
        return True
    return before in _PERSONAL and (bool(part.traits & Trait.FIRST) or part.text.lower() in people().bare)


def is_plain_opening(chain: list[Part]) -> bool:
    """This will say whether a chain is only the ordinary first word of a text, as in most sentences."""
    first = chain[0]
    return (
        first.start == 0
        and len(chain) == 1
        and bool(first.traits & Trait.WORD)
        and not first.traits & _STRANGE
    )


def _part(text: str, start: int, end: int, lexicon: Lexicon) -> Part:
    if text.endswith(("'s", "'S")) and len(text) > 3:
        text, end = text[:-2], end - 2
    return Part(start, end, text, lexicon.traits(text))


def _known_phrase(folded: Folded, part: Part, lexicon: Lexicon) -> int:
    """This will give the end of the longest known name that begins at a word; 0 when none does."""
    for phrase in lexicon.phrases.get(part.text.lower(), ()):
        end = part.start + len(phrase)
        if folded.lower.startswith(phrase, part.start):
            following = folded.lower[end : end + 1]
            if following != "-" and not following.isalnum():
                return end
    return 0


def _is_linked(last: Part, part: Part, folded: Folded) -> bool:
    if part.start - last.end > 9:
        return False
    gap = folded.lower[last.end : part.start]
    if gap in _LINKS:
        # "Anna van Burenstraat" is a street; Ahmed "van de Kerkstraat" lives in one.
        return (
            gap == " "
            or not part.traits & _NOT_LINKED
            or (part.traits & Trait.THING and gap in _BEFORE_STREET)
        )
    return gap == ". " and last.text.lower() in _ABBREVIATED


def _belongs_to_surname(last: Part, part: Part, folded: Folded) -> bool:
    """This will say whether a place belongs to the name before it: Fatima van Utrecht, J. Vries, De Vries."""
    if last.traits & Trait.INITIALS or last.text.rpartition("-")[2] in _PARTICLE_BEHIND:
        return True
    if last.traits & Trait.PARTICLE:
        whole = folded.lower[last.start : part.end]
        if whole in people().with_particle or word_before(folded.lower, last.start) in _STRICT_TITLES:
            return True
        return last.text == "Van" and (not _opens(folded.text, last.start) or _does(folded.lower, part.end))
    if not last.traits & Trait.FIRST:
        return False
    gap = folded.lower[last.end : part.start]
    if gap == " " and not last.traits & (Trait.WORD | Trait.NAMED):
        return part.text.lower() in people().bare or not part.traits & Trait.THING
    return gap not in _NO_SURNAME_LINKS


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].strip(" \"'([-")
    return not before or before[-1] in ".!?:;\n"


def _does(low: str, end: int) -> bool:
    """This will say whether a verb follows of what a person says or does."""
    following = low[end : end + 24].split(None, 1)
    return bool(following) and low[end : end + 1] == " " and following[0].strip(",.") in _AFTER

"""Chains of capitalized words, joined by particles: "Fatima el Amrani", "J. van de Velde"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dutch_text.screening.folding import Folded
from dutch_text.screening.lexicon import Lexicon, Trait, people, person_words

_SCRIPTS = (range(0x100, 0x250), range(0x370, 0x530), range(0x1E00, 0x1F00))
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(char for script in _SCRIPTS for char in map(chr, script) if char.isupper())
_INITIALS = rf"(?:[{_UPPER}]\.){{1,6}}|[TC]h\."
_TOKEN = re.compile(rf"(?<![\w'@/-])(?:{_INITIALS}|[{_UPPER}]\w{{0,60}}(?:['-]\w{{1,60}}){{0,5}}(?![\w@]))")
PARTICLES = (
    "van", "de", "der", "den", "van de", "van der", "van den", "van het", "van 't", "'t", "in 't", "in het", "op de",
    "op den", "op 't", "ten", "ter", "te", "uit de", "uit den", "uit het", "aan de", "aan den", "aan het", "von",
    "von der", "zu", "el", "al", "ben", "bin", "ibn", "abu", "da", "di", "la", "le", "du", "dos", "des", "de la",
    "v.d.", "v.", "v/d", "vd",
)  # fmt: skip
_LINKS = frozenset({" ", "", *(f" {particle} " for particle in PARTICLES), " d'"})
_NO_SURNAME_LINKS = frozenset({" ", "", " in het ", " uit het ", " uit de ", " op de "})
_ABBREVIATED = person_words("abbreviated")
# Titles that may stand before a place as well ("gezin Utrecht" is no person named Utrecht).
_LOOSE_TITLES = person_words("loose_title")
HONORIFICS = person_words("honorific")
_STRICT_TITLES = HONORIFICS - _LOOSE_TITLES
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
    for match in _TOKEN.finditer(folded.text):
        start, end = match.span()
        if start < known_until:
            continue
        part = _part(match.group(), start, end, lexicon)
        linked = bool(chain) and _is_linked(chain[-1], part, folded)
        known = _known_phrase(folded, part, lexicon)
        if known and not (linked and _belongs_to_surname(chain[-1], part, folded)):
            known_until = known
            if chain:
                yield chain
            titled = known == end and word_before(folded.lower, start) in _STRICT_TITLES
            chain = [part] if titled else []
            continue
        if chain and not linked:
            yield chain
            chain = []
        chain.append(part)
    if chain:
        yield chain


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
        return gap == " " or not part.traits & (Trait.THING | Trait.ABBREVIATION)
    return gap == ". " and last.text.lower() in _ABBREVIATED


def _belongs_to_surname(last: Part, part: Part, folded: Folded) -> bool:
    """This will say whether a place belongs to the name before it: Fatima van Utrecht, J. Vries, De Vries."""
    if last.traits & Trait.INITIALS:
        return True
    if last.traits & Trait.PARTICLE:
        whole = folded.lower[last.start : part.end]
        return whole in people().with_particle or word_before(folded.lower, last.start) in _STRICT_TITLES
    return bool(last.traits & Trait.FIRST) and folded.lower[last.end : part.start] not in _NO_SURNAME_LINKS

"""Suspected names of persons: recall first, a person confirms.

Capitalized words are joined to chains ("Fatima el Amrani", "J. de Vries"); each chain is judged by what the lists say of
its words and by the words beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded
from dutch_text.screening.lexicon import Lexicon, Trait, people, person_words

_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(
    char
    for char in map(chr, [*range(0x100, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)])
    if char.isupper()
)
_TOKEN = re.compile(
    rf"(?<![\w'@/-])(?:(?:[{_UPPER}]\.){{1,6}}|[TC]h\.|[{_UPPER}]\w{{0,60}}(?:['-]\w{{1,60}}){{0,5}}(?![\w@]))"
)
_PARTICLES = (
    "van", "de", "der", "den", "van de", "van der", "van den", "van het", "van 't", "'t", "in 't", "in het", "op de", "op den", "op 't",
    "ten", "ter", "te", "uit de", "uit den", "uit het", "aan de", "aan den", "aan het", "von", "von der", "zu", "el", "al", "ben", "bin",
    "ibn", "abu", "da", "di", "la", "le", "du", "dos", "des", "d'", "de la", "van 't", "v.d.", "v.", "v/d", "vd",
)  # fmt: skip
_LINKS = frozenset({" ", "", *(f" {particle} " for particle in _PARTICLES), " d'", " 't "})
_LEFT_PARTICLES = tuple(sorted((f" {particle} " for particle in _PARTICLES), key=len, reverse=True))
_START_MARKS = frozenset('.!?:;\n\r•|*"“”')
_SKIP_BACK = frozenset(" '([{-–>\t")
_WORD_BEFORE = re.compile(r"([^\W_][^\s()\[\]\"]{0,30}|€)[ (\"'«“]{0,3}\Z")
_WORD_AFTER = re.compile(r"[ ]?[,)(]?[ ]?([^\W\d_]{1,30})")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

NAME = "[naam]"


@dataclass(frozen=True, slots=True)
class Part:
    """One capitalized word of a text."""

    start: int
    end: int
    text: str
    traits: Trait


def find(folded: Folded, words: frozenset[str] | set[str], lexicon: Lexicon) -> Iterator[Hit]:
    """This will find suspected names, with and without capitals."""
    judge = Judge(folded, lexicon)
    hits = [hit for chain in _chains(folded, lexicon) if (hit := judge.verdict(chain))]
    roles = _roles(folded, hits)
    for hit in hits:
        yield _with_role(hit, folded, roles)
    low_hits = words & lexicon.lower_names
    if low_hits or words & person_words("honorific"):
        yield from _without_capitals(folded, low_hits, lexicon)


def _chains(folded: Folded, lexicon: Lexicon) -> Iterator[list[Part]]:
    chain: list[Part] = []
    known_until = 0
    text = folded.text
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < known_until:
            continue
        part = _part(match.group(), start, end, lexicon)
        known = _known_phrase(folded, part, lexicon)
        linked = (
            bool(chain)
            and start - chain[-1].end < 12
            and _links(chain[-1], folded.lower[chain[-1].end : start])
        )
        if known and not (
            linked and _takes_place_names(chain, folded.lower[chain[-1].end : start], folded, end)
        ):
            if chain:
                yield chain
            chain = []
            known_until = known
            if _stands_with_a_title(folded, start) and known == end:
                chain = [part]
            continue
        if chain and not linked:
            yield chain
            chain = []
        chain.append(part)
    if chain:
        yield chain


def _part(text: str, start: int, end: int, lexicon: Lexicon) -> Part:
    if text.endswith(("'s", "'S")) and len(text) > 3:
        text, end = text[:-2], end - 2
    return Part(start, end, text, lexicon.traits(text))


def _known_phrase(folded: Folded, part: Part, lexicon: Lexicon) -> int:
    """This will give the end of the longest known name that begins at a word; 0 when none does."""
    for phrase in lexicon.phrases.get(part.text.lower().rstrip("."), ()):
        end = part.start + len(phrase)
        if folded.lower.startswith(phrase, part.start) and not folded.lower[end : end + 1].isalnum():
            return end if folded.lower[end : end + 1] != "-" else 0
    return 0


def _links(last: Part, gap: str) -> bool:
    return gap in _LINKS or (gap == ". " and last.text.lower() in _ABBREVIATED)


def _takes_place_names(chain: list[Part], gap: str, folded: Folded, end: int) -> bool:
    """This will say whether a place belongs to the surname before it: Fatima van Utrecht, J. Vries, De Vries."""
    last = chain[-1]
    if Trait.INITIALS in last.traits:
        return True
    if Trait.PARTICLE in last.traits:
        return folded.lower[last.start : end] in people().with_particle or _stands_with_a_title(
            folded, last.start
        )
    return Trait.FIRST in last.traits and gap not in (" ", "", " in het ", " uit het ", " uit de ", " op de ")


def _stands_with_a_title(folded: Folded, start: int) -> bool:
    before = _word_before(folded.lower, start)
    return before in person_words("honorific") and before not in (
        "gezin",
        "heet",
        "heette",
        "ene",
        "zekere",
        "genaamd",
        "ing",
        "mr",
        "dr",
        "fam",
    )


def _word_before(low: str, start: int) -> str:
    match = _WORD_BEFORE.search(low[max(0, start - 36) : start])
    return match.group(1) if match else ""


def _word_after(low: str, end: int) -> str:
    match = _WORD_AFTER.match(low, end)
    return match.group(1) if match else ""


class Judge:
    """Decides whether a chain of capitalized words is a suspected name, and how certain."""

    def __init__(self, folded: Folded, lexicon: Lexicon) -> None:
        self.text = folded.text
        self.low = folded.lower
        self.lexicon = lexicon

    def verdict(self, chain: list[Part]) -> Hit | None:
        """This will give the suspected name in a chain, or nothing."""
        start = self._begins_sentence(chain[0].start)
        before = _word_before(self.low, chain[0].start)
        if Trait.THING in chain[-1].traits and before not in person_words("honorific"):
            return None
        chain, before = self._without_heads(chain, before, start)
        if not chain or self._is_thing(chain, before):
            return None
        at_start = start and chain[0].start == chain[0].start and self._begins_sentence(chain[0].start)
        certainty = self._certainty(chain, before, at_start)
        if not certainty:
            return None
        return Hit("name", self._left(chain, before), chain[-1].end, certainty)

    def _begins_sentence(self, start: int) -> bool:
        place = start - 1
        low = max(-1, start - 9)
        while place > low and self.text[place] in _SKIP_BACK:
            place -= 1
        if place < 0:
            return True
        return self.text[place] in _START_MARKS

    def _without_heads(self, chain: list[Part], before: str, at_start: bool) -> tuple[list[Part], str]:
        """This will drop titles, functions and, at the start of a sentence, an ordinary word in front: "Volgens Jansen"."""
        dropped = True
        while dropped and len(chain) > 1:
            low = chain[0].text.lower().rstrip(".")
            says = low in _HEADS or (low in person_words("function"))
            traits = chain[0].traits
            plain = (
                at_start
                and Trait.WORD in traits
                and not traits & (Trait.FIRST | Trait.SURNAME | Trait.PARTICLE | Trait.NAMED)
            )
            dropped = says or (plain and self.text[chain[0].end : chain[1].start] == " ")
            if dropped:
                before, chain, at_start = low, chain[1:], False
        return chain, before

    def _is_thing(self, chain: list[Part], before: str) -> bool:
        if Trait.THING in chain[-1].traits and before not in person_words("honorific"):
            return True
        if Trait.NAMED in chain[0].traits and len(chain) > 1:
            return True
        if before in person_words("named") and not (chain[0].traits & Trait.FIRST and len(chain) > 1):
            return True
        return all(
            part.traits & (Trait.ABBREVIATION | Trait.KNOWN | Trait.THING) for part in chain
        ) and before not in person_words("honorific")

    def _certainty(self, chain: list[Part], before: str, at_start: bool) -> float:
        honored = before in person_words("honorific")
        if honored:
            return 0.95
        traits = Trait.NONE
        for part in chain:
            traits |= part.traits
        named = traits & (Trait.FIRST | Trait.SURNAME)
        if len(chain) == 1:
            return self._single(chain[0], before, at_start)
        if Trait.INITIALS in traits:
            return (
                0.95
                if any(not part.traits & (Trait.INITIALS | Trait.ABBREVIATION) for part in chain)
                else 0.6
            )
        if Trait.FIRST in traits:
            return 0.95 if not at_start or Trait.WORD not in chain[0].traits else 0.85
        if named or self._with_particle(chain):
            return 0.8
        if all(
            part.traits & (Trait.WORD | Trait.COMPOUND | Trait.THING | Trait.ABBREVIATION | Trait.PARTICLE)
            for part in chain
        ):
            return 0.0
        return 0.0 if before in person_words("thing") and before not in ("deze", "dat") else 0.6

    def _with_particle(self, chain: list[Part]) -> bool:
        first = chain[0].text.lower()
        if first not in self.lexicon.particles:
            return False
        whole = self.low[chain[0].start : chain[-1].end]
        if whole in self.lexicon.people.with_particle:
            return True
        return first in ("van", "el", "al", "ben", "bin", "von", "ten", "ter") and not chain[-1].traits & (
            Trait.WORD | Trait.COMPOUND
        )

    def _single(self, part: Part, before: str, at_start: bool) -> float:
        if Trait.INITIALS in part.traits:
            return 0.5 if before in person_words("function") | person_words("relation") else 0.0
        after = _word_after(self.low, part.end)
        says = before in person_words("before") or before in person_words("relation")
        if before in person_words("function"):
            return (
                0.9
                if part.traits & (Trait.FIRST | Trait.SURNAME)
                or not part.traits & (Trait.WORD | Trait.COMPOUND | Trait.THING)
                else 0.0
            )
        if at_start:
            return self._opening(part, after)
        if before in ("het", "een", "geen", "dit", "ons"):
            return 0.0
        if Trait.FIRST in part.traits:
            return 0.85
        if Trait.SURNAME in part.traits:
            return 0.7 if says or before != "de" else 0.6
        return self._unknown(part, before, after, says=says)

    def _opening(self, part: Part, after: str) -> float:
        """A lone capitalized word at the start of a sentence says little: the lists and the next word decide."""
        acts = after in person_words("after")
        ordinary = bool(part.traits & (Trait.WORD | Trait.PARTICLE))
        if Trait.FIRST in part.traits:
            if not ordinary:
                return 0.8
            return 0.6 if acts and part.text.lower() not in _PLAIN_OPENINGS else 0.0
        if Trait.SURNAME in part.traits:
            if not ordinary:
                return 0.6
            return 0.5 if after in _SPEAKS else 0.0
        if part.traits:
            return 0.0
        return 0.5 if acts else 0.4

    def _unknown(self, part: Part, before: str, after: str, *, says: bool) -> float:
        if Trait.WORD in part.traits or Trait.THING in part.traits:
            return 0.0
        if Trait.COMPOUND in part.traits:
            return 0.4 if part.text.lower().endswith(_SURNAME_ENDINGS) or says else 0.0
        if says or after in _SPEAKS:
            return 0.7
        if before in person_words("thing") or before == "de":
            return 0.0
        return 0.5

    def _left(self, chain: list[Part], before: str) -> int:
        """This will take "van der" in front of a surname into the name."""
        start = chain[0].start
        reach = self.low[max(0, start - 9) : start]
        for particle in _LEFT_PARTICLES:
            if reach.endswith(particle):
                left = start - len(particle) + 1
                whole = self.low[left : chain[-1].end]
                whole_known = whole in self.lexicon.people.with_particle
                if whole_known or _word_before(self.low, left) in _TITLED:
                    return left
                return start
        return start


_ABBREVIATED = frozenset("dr prof burg ds mr ir drs ing st mgr mw mevr dhr fam".split())
_HEADS = person_words("honorific") | {
    "volgens",
    "aldus",
    "namens",
    "bel",
    "mail",
    "collega",
    "buurman",
    "buurvrouw",
}
_TITLED = person_words("honorific") | person_words("function") | {"volgens", "aldus", "collega"}
_SPEAKS = person_words("after") - {
    "is", "was", "wil", "kan", "kon", "moet", "mag", "zal", "zou", "wordt", "werd", "gaat", "komt", "heeft", "had", "staat", "geeft",
}  # fmt: skip
_PLAIN_OPENINGS = frozenset(
    ["ben", "wil", "mark", "lot", "bo", "kick", "job", "wout", "tim", "stof", "mare", "nova", "bas"]
) - {
    "mark",
    "tim",
    "wout",
    "bas",
}
_SURNAME_ENDINGS = (
    "man", "mans", "kamp", "berg", "bergen", "veld", "meijer", "meyer", "stra", "sma", "ink", "broek", "horst", "dijk", "beek", "burg",
    "boom", "wijk", "hoven", "laar", "donk", "poel", "werf", "bakker", "smit", "huizen", "mulder", "hof", "stein", "steen", "jans", "sen",
)  # fmt: skip


def _roles(folded: Folded, hits: list[Hit]) -> dict[str, str]:
    """This will remember which function stood before a surname, so that later mentions can be replaced by it."""
    roles: dict[str, str] = {}
    for hit in hits:
        before = _word_before(folded.lower, hit.start)
        if before in person_words("function"):
            roles.setdefault(folded.lower[hit.start : hit.end].split(" ")[-1], before)
    return roles


def _with_role(hit: Hit, folded: Folded, roles: dict[str, str]) -> Hit:
    role = roles.get(folded.lower[hit.start : hit.end].split(" ")[-1])
    if not role or _word_before(folded.lower, hit.start) == role:
        return hit
    return Hit(hit.kind, hit.start, hit.end, hit.certainty, f"[{role}]")


def _without_capitals(folded: Folded, hits: set[str], lexicon: Lexicon) -> Iterator[Hit]:
    """This will find names typed in lower case: list names that are no word, and a surname after mevrouw or dhr."""
    tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded.lower)]
    titles = {"mevrouw", "meneer", "dhr", "mevr", "mw", "heer"}
    for place, (word, start, end) in enumerate(tokens):
        if not folded.text[start].islower():
            continue
        if word in hits:
            last = _follow(tokens, place, folded.lower, lexicon)
            yield Hit("name", start, tokens[last][2], 0.4 if last == place else 0.6)
        elif (
            place
            and tokens[place - 1][0] in titles
            and folded.lower[tokens[place - 1][2] : start].strip(" .") == ""
        ):
            last = _surname_after(tokens, place, lexicon)
            if last is not None:
                yield Hit("name", start, tokens[last][2], 0.7)


def _follow(tokens: list[tuple[str, int, int]], place: int, low: str, lexicon: Lexicon) -> int:
    last = (
        _surname_after(tokens, place + 1, lexicon)
        if place + 1 < len(tokens) and tokens[place][0] in lexicon.people.first
        else None
    )
    if last is None or low[tokens[place][2] : tokens[place + 1][1]] != " ":
        return place
    return last


def _surname_after(tokens: list[tuple[str, int, int]], place: int, lexicon: Lexicon) -> int | None:
    """This will give the place of the surname that begins here, past its particles."""
    at = place
    while (
        at < len(tokens)
        and at - place < 3
        and tokens[at][0] in ("van", "de", "der", "den", "el", "ten", "ter", "al")
    ):
        at += 1
    if at >= len(tokens):
        return None
    whole = " ".join(word for word, _, _ in tokens[place : at + 1])
    word = tokens[at][0]
    if at > place:
        return at if whole in lexicon.people.with_particle or word in lexicon.lower_names else None
    return at if word in lexicon.people.surnames else None

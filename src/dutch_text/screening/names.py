"""Suspected names of persons: recall first, a person confirms.

Chains of capitalized words ("Fatima el Amrani", "J. de Vries") are judged by what the lists say of their words and
by the words beside them; names typed without capitals are found by the lists alone.
"""

import re
from itertools import pairwise

from dutch_text.screening import initials, lowercase
from dutch_text.screening.chains import (
    HONORIFICS,
    PARTICLES,
    ROLL,
    Part,
    chains,
    is_plain_opening,
    word_before,
)
from dutch_text.screening.findings import Hit
from dutch_text.screening.folding import Folded
from dutch_text.screening.lexicon import Lexicon, Trait, is_named
from dutch_text.screening.roles import with_roles
from dutch_text.screening.tables import person_words, stop_words

_LEFT_PARTICLES = tuple(sorted((f" {particle} " for particle in PARTICLES), key=len, reverse=True))
_START_MARKS = frozenset('.!?:;\n\r•|*"“”')
_SKIP_BACK = frozenset(" '([{-–>\t")
_WORD_AFTER = re.compile(r" ?[,)(]? ?([^\W\d_]{1,30})")
_FUNCTIONS = person_words("function")
_CUT_SHORT = re.compile(r"(?:nr|[^\Waeiouyéëïöü]{3})\Z")
_PLACED = frozenset({"in", "naar", "bij"})
_RELATIONS = person_words("relation")
# A capital after these is somebody's, even on an ordinary word: "volgens Vrolijk".
_SOURCES = frozenset({"volgens", "aldus", "namens"})
_SAID_BEFORE = person_words("before") | _RELATIONS
_AFTER = person_words("after")
_THINGS = person_words("thing") | {"de"}
_NEVER_BEFORE_A_NAME = frozenset({"het", "een", "geen", "dit", "ons"})
_ONE_OF_MANY = frozenset({"een", "geen"})
_ARTICLES = frozenset({"de", "het", "een"})
_HEADS = (
    HONORIFICS | _FUNCTIONS | {"volgens", "aldus", "namens", "bel", "mail", "collega", "buurman", "buurvrouw"}
)
_TITLED = HONORIFICS | _FUNCTIONS | {"volgens", "aldus", "collega"}
_SPEAKS = _AFTER - person_words("no_speech")
# First names that open many sentences as a word.
_PLAIN_OPENINGS = person_words("plain_opening")
_NAME_PARTICLES = person_words("name_particle")
# Little words that open a sentence, and no surname: "In de Anna", "Bij Lidl".
_OPENINGS = stop_words() - _NAME_PARTICLES - {"de", "der", "den", "la", "le", "wil"}
_SURNAME_ENDINGS = tuple(sorted(person_words("surname_ending")))
_LISTED = Trait.FIRST | Trait.SURNAME
_ORDINARY = Trait.WORD | Trait.COMPOUND | Trait.THING
_NOT_PERSONAL = Trait.ABBREVIATION | Trait.KNOWN | Trait.THING


def find(folded: Folded, words: set[str], lexicon: Lexicon) -> list[Hit]:
    """This will find suspected names, with and without capitals."""
    judge = Judge(folded, lexicon)
    hits = []
    for chain in chains(folded, lexicon):
        if not is_plain_opening(chain) and (hit := judge.verdict(chain)):
            hits.append(hit)
    if len(hits) > 1:
        hits = with_roles(folded, hits)
    return [*hits, *initials.find(folded, lexicon), *lowercase.find(folded, words, lexicon)]


class Judge:
    """Decides whether a chain of capitalized words is a suspected name, and how certain."""

    def __init__(self, folded: Folded, lexicon: Lexicon) -> None:
        self.text = folded.text
        self.low = folded.lower
        self.lexicon = lexicon

    def verdict(self, chain: list[Part]) -> Hit | None:
        """This will give the suspected name in a chain, or nothing."""
        opens = self._opens_sentence(chain[0].start)
        before = word_before(self.low, chain[0].start)
        length = len(chain)
        chain = _without_shouting(chain) if length > 1 else chain
        if before not in HONORIFICS and chain[-1].traits & Trait.THING:
            return None
        if length == 1 and self._is_abbreviation(chain[0]):
            return None
        if len(chain) > 1:
            chain, before = self._without_heads(chain, before, opens)
            opens = opens and len(chain) == length
        certainty = self._certainty(chain, before, opens)
        return Hit("name", self._left(chain), chain[-1].end, certainty) if certainty else None

    def _is_abbreviation(self, part: Part) -> bool:
        """This will say whether a word is a title without a name, or cut short: Mw. de voorzitter, Stcrt. 12."""
        low = part.text.lower()
        if low in HONORIFICS and not part.traits & _LISTED:
            return True
        return bool(
            self.low[part.end : part.end + 2] == ". "
            and not part.traits & (_LISTED | Trait.INITIALS)
            and _CUT_SHORT.search(low)
        )

    def _opens_sentence(self, start: int) -> bool:
        place = start - 1
        stop = max(-1, start - 9)
        while place > stop and self.text[place] in _SKIP_BACK:
            place -= 1
        return place < 0 or self.text[place] in _START_MARKS

    def _without_heads(self, chain: list[Part], before: str, opens: bool) -> tuple[list[Part], str]:
        """This will drop titles, functions and an ordinary opening word in front: "Volgens Jansen"."""
        while len(chain) > 1:
            low = chain[0].text.lower()
            opening = opens and not self._is_surname(chain) and _is_opening(chain)
            if low not in _HEADS and not opening:
                break
            before = word_before(self.low, chain[1].start) if opening else low
            chain, opens = chain[1:], False
        return chain, before

    def _is_surname(self, chain: list[Part]) -> bool:
        return self.low[chain[0].start : chain[-1].end] in self.lexicon.people.with_particle

    def _certainty(self, chain: list[Part], before: str, opens: bool) -> float:
        if before in HONORIFICS:
            return 0.95
        if is_named(before) and not (chain[0].traits & Trait.FIRST and len(chain) > 1):
            return 0.0
        if len(chain) > 1:
            return self._several(chain, before, opens)
        if chain[0].traits & _NOT_PERSONAL:
            called = chain[0].traits & Trait.KNOWN and (
                before in _FUNCTIONS or before in _RELATIONS or _heads_a_roll(before)
            )
            return 0.6 if called and not chain[0].traits & Trait.THING else 0.0
        return self._single(chain[0], before, opens)

    def _several(self, chain: list[Part], before: str, opens: bool) -> float:
        if (
            chain[0].text == "Het"
            or _names_a_house(chain)
            or chain[0].traits & Trait.NAMED
            or all(part.traits & _NOT_PERSONAL for part in chain)
        ):
            return 0.0
        if opens and chain[0].text == "De" and chain[-1].traits & Trait.WORD and not self._is_surname(chain):
            return 0.0
        if chain[0].text == "De" and len(chain) == 2 and before not in _FUNCTIONS:
            office = opens and chain[-1].text.lower() in _FUNCTIONS
            building = before in _PLACED and chain[-1].traits & Trait.WORD and not self._is_surname(chain)
            if office or building:
                return 0.0
        traits = Trait.NONE
        for part in chain:
            traits |= part.traits
        if traits & Trait.INITIALS:
            return 0.95
        if traits & Trait.FIRST:
            return _full_name(chain, before, opens)
        if traits & Trait.SURNAME or self._opens_with_particle(chain):
            return 0.8
        ordinary = _ORDINARY | Trait.ABBREVIATION | Trait.PARTICLE
        if before in _THINGS or all(part.traits & ordinary for part in chain):
            return 0.0
        return 0.6

    def _opens_with_particle(self, chain: list[Part]) -> bool:
        if self._is_surname(chain):
            return True
        return chain[0].text.lower() in _NAME_PARTICLES and not chain[-1].traits & (
            Trait.WORD | Trait.COMPOUND
        )

    def _single(self, part: Part, before: str, opens: bool) -> float:
        if part.traits & Trait.INITIALS:
            return 0.5 if before in _FUNCTIONS or before in _RELATIONS else 0.0
        if before in _FUNCTIONS:
            return 0.9 if part.traits & _LISTED or not part.traits & _ORDINARY else _compound_surname(part)
        after = _word_after(self.low, part.end)
        if opens and not _heads_a_roll(before):
            return _opening(part, after) or self._speaker(part)
        if part.traits & Trait.WORD and (before in _THINGS or self._is_numbered(part)):
            return 0.0
        if before in _ONE_OF_MANY:
            return 0.0
        if part.traits & Trait.FIRST:
            return 0.85
        if before in _NEVER_BEFORE_A_NAME:
            return 0.0
        if part.traits & Trait.SURNAME:
            return 0.7 if before != "de" else 0.6
        return _unknown(part, before, after)

    def _is_numbered(self, part: Part) -> bool:
        """This will say whether a number follows: Groep 8, Wijk 7."""
        return self.low[part.end : part.end + 1] == " " and self.low[part.end + 1 : part.end + 2].isdigit()

    def _speaker(self, part: Part) -> float:
        """This will know "Roos: we moeten meer doen" and "Linde en haar broer", though roos and linde are words."""
        following = self.low[part.end : part.end + 9]
        called = part.traits & Trait.FIRST and part.text.lower() not in _PLAIN_OPENINGS
        return 0.4 if called and following.startswith((": ", " en haar ", " en zijn ")) else 0.0

    def _left(self, chain: list[Part]) -> int:
        """This will take "van der" in front of a surname into the name."""
        start = chain[0].start
        reach = self.low[max(0, start - 9) : start]
        if not reach.endswith(" "):
            return start
        for particle in _LEFT_PARTICLES:
            if reach.endswith(particle):
                left = start - len(particle) + 1
                is_surname = self.low[left : chain[-1].end] in self.lexicon.people.with_particle
                cut_short = particle[1] == "v" and particle[2] in "d./"
                return left if is_surname or cut_short or word_before(self.low, left) in _TITLED else start
        return start


def _heads_a_roll(before: str) -> bool:
    return before.endswith(":") and before[:-1] in ROLL


def _is_opening(chain: list[Part]) -> bool:
    """This will say whether a chain begins with an ordinary word that only has its capital from the sentence."""
    first = chain[0]
    if first.text.lower() in _OPENINGS:
        return True
    plain = first.traits & Trait.WORD and not first.traits & (_LISTED | Trait.PARTICLE | Trait.NAMED)
    # "Kermis op de Brink": between an ordinary word and a place stands a little word of six or seven signs.
    return bool(plain) and (chain[1].start - first.end == 1 or _leads_to_place(chain))


def _leads_to_place(chain: list[Part]) -> bool:
    return bool(len(chain) == 2 and chain[1].traits & Trait.WORD and chain[1].start - chain[0].end > 5)


def _full_name(chain: list[Part], before: str, opens: bool) -> float:
    if before in _ARTICLES:  # "de Albert Cuyp": what is named after somebody
        return 0.0
    return 0.85 if opens and chain[0].traits & Trait.WORD else 0.95


def _names_a_house(chain: list[Part]) -> bool:
    """This will know "Dorpshuis De Wieken": an ordinary noun before an article that has a capital."""
    return any(
        following.text in ("De", "Het") and part.traits & _ORDINARY and not part.traits & _LISTED
        for part, following in pairwise(chain)
    )


def _opening(part: Part, after: str) -> float:
    """A lone capitalized word at the start of a sentence says little: the lists and the next word decide."""
    ordinary = part.traits & (Trait.WORD | Trait.PARTICLE)
    if part.traits & Trait.FIRST:
        if not ordinary:
            return 0.8
        return 0.6 if after in _AFTER and part.text.lower() not in _PLAIN_OPENINGS else 0.0
    if part.traits & Trait.SURNAME:
        if not ordinary:
            return 0.6
        return 0.5 if after in _SPEAKS else 0.0
    if part.traits:
        return 0.0
    return 0.5 if after in _AFTER else 0.4


def _unknown(part: Part, before: str, after: str) -> float:
    says = before in _SAID_BEFORE
    if part.traits & Trait.WORD:
        return 0.4 if before in _SOURCES else 0.0
    if part.traits & Trait.COMPOUND:
        return 0.4 if says or part.text.lower().endswith(_SURNAME_ENDINGS) else 0.0
    if says or after in _SPEAKS:
        return 0.7
    return 0.0 if before in _THINGS else 0.5


def _compound_surname(part: Part) -> float:
    """Surnames like Hartkamp and Hoeksema fall apart in words; their endings give them away."""
    is_compound = part.traits & Trait.COMPOUND and not part.traits & Trait.WORD
    return 0.5 if is_compound and part.text.lower().endswith(_SURNAME_ENDINGS) else 0.0


def _without_shouting(chain: list[Part]) -> list[Part]:
    """This will drop the ordinary words around a name in a text that is all capitals."""
    if not all(part.text.isupper() for part in chain):
        return chain
    kept = [
        place
        for place, part in enumerate(chain)
        if part.traits & (_LISTED | Trait.INITIALS) or not part.traits
    ]
    return chain[kept[0] : kept[-1] + 1] if kept else chain


def _word_after(low: str, end: int) -> str:
    match = _WORD_AFTER.match(low, end)
    return match.group(1) if match else ""

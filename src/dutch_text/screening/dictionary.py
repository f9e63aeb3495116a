"""The words of the Dutch language: what is an ordinary word, and what is put together from such words."""

from functools import cache, lru_cache
from importlib import resources

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from dutch_text.screening.tables import rows


@cache
def dictionary() -> frozenset[str]:
    """This will give the forms of the Dutch dictionary, in lower case."""
    listed = {word.lower() for word in DefaultDictionaryFactory().get_dictionary("nl")}
    more = resources.files(__package__).joinpath("data", "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(listed.union(more[1:]).difference(name for name, _ in rows("not_words.csv")))


def is_word(low: str) -> bool:
    """This will say whether a lower-case form stands in the dictionary."""
    return low in dictionary()


@lru_cache(maxsize=65536)
def is_compound(low: str) -> bool:
    """This will say whether a form can be split in dictionary words, with or without a linking s, e or en."""
    if len(low) > 40:
        return False
    return any(is_word(low[cut:]) and _is_first_part(low[:cut]) for cut in range(3, len(low) - 3))


def _is_first_part(part: str) -> bool:
    if is_word(part):
        return True
    return any(
        part.endswith(link) and len(part) > len(link) + 2 and is_word(part[: -len(link)])
        for link in ("s", "e", "en", "-")
    )

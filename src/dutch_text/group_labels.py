"""Words that set a group apart from the others, as people wrote them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from dutch_text.words import tokens

WORDS = 4
MOST_READ = 300
_PRIOR = 0.5
_LONGEST = 1_000


def contrastive(
    texts: Sequence[str], groups: Mapping[int, Sequence[int]], *, words: int = WORDS
) -> dict[int, tuple[str, ...]]:
    """This will label each group with the words that occur in more of its texts than in those of the others.

    Ordered by the log-odds ratio divided by its standard error, with a flat prior (Monroe, Colaresi & Quinn 2008);
    each lemma is shown in the form that occurs most. Of large groups the first 300 texts are read.
    """
    forms: Counter[tuple[str, str]] = Counter()
    counts = {number: _count(texts, places[:MOST_READ], forms) for number, places in groups.items()}
    sizes = {number: min(len(places), MOST_READ) for number, places in groups.items()}
    total: Counter[str] = sum(counts.values(), Counter())
    everything = sum(sizes.values())
    shown = _commonest_forms(forms)
    return {
        number: tuple(
            shown[lemma]
            for lemma in _telling(counts[number], total, sizes[number], everything - sizes[number], words)
        )
        for number in groups
    }


def _count(texts: Sequence[str], places: Sequence[int], forms: Counter[tuple[str, str]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for place in places:
        text = texts[place][:_LONGEST]
        seen = set()
        for token in tokens(text):
            if not token.stop and len(token.lemma) > 2 and not token.lemma.isdigit():
                seen.add(token.lemma)
                forms[token.lemma, text[token.start : token.end].lower()] += 1
        counted.update(seen)
    return counted


def _commonest_forms(forms: Counter[tuple[str, str]]) -> dict[str, str]:
    shown: dict[str, tuple[int, str]] = {}
    for (lemma, form), count in sorted(forms.items()):
        if lemma not in shown or count > shown[lemma][0]:
            shown[lemma] = (count, form)
    return {lemma: form for lemma, (_, form) in shown.items()}


def _telling(own: Counter[str], total: Counter[str], size: int, others: int, words: int) -> list[str]:
    scores = []
    for lemma, count in own.items():
        elsewhere = total[lemma] - count
        here = math.log((count + _PRIOR) / (size - count + _PRIOR))
        there = math.log((elsewhere + _PRIOR) / (others - elsewhere + _PRIOR))
        error = math.sqrt(1 / (count + _PRIOR) + 1 / (elsewhere + _PRIOR))
        if here > there and (count > 1 or size < 4):
            scores.append((-(here - there) / error, lemma))
    return [lemma for _, lemma in sorted(scores)[:words]]

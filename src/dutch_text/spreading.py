"""Much work in pieces: done here one after the other, or by the executor of the caller, with the same outcome.

An executor is whatever has the `submit` of `concurrent.futures`: a pool of local processes, or a Dask cluster
(`distributed.Client.get_executor()`). It is made upstairs, for the cellar starts no processes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import TypeVar

import numpy as np

from dutch_text.classify import Classifier, Proposal
from dutch_text.screening import Finding, KnownNames, screen

CHUNK = 10_000
# So many pieces are handed out ahead: enough to keep processes busy, too few to fill the memory.
AHEAD = 8

Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")


def spread(
    work: Callable[[Piece], Outcome], pieces: Iterable[Piece], *, executor: Executor | None = None
) -> Iterator[Outcome]:
    """This will do the work on each piece and give the outcomes in the order of the pieces."""
    if executor is None:
        yield from map(work, pieces)
        return
    running: deque = deque()
    for piece in pieces:
        running.append(executor.submit(work, piece))
        if len(running) >= AHEAD:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


def chunks(size: int, *, chunk: int = CHUNK) -> list[slice]:
    """This will cut a number of texts in slices."""
    return [slice(start, min(start + chunk, size)) for start in range(0, size, chunk)]


def screen_all(
    texts: Sequence[str], *, known: KnownNames | None = None, executor: Executor | None = None
) -> Iterator[tuple[Finding, ...]]:
    """This will screen many texts and give the findings of each, in order."""
    work = partial(_screened, known=known or KnownNames())
    for found in spread(work, (texts[part] for part in chunks(len(texts))), executor=executor):
        yield from found


def _screened(texts: Sequence[str], *, known: KnownNames) -> list[tuple[Finding, ...]]:
    return [screen(text, known=known) for text in texts]


def propose_all(
    model: Classifier,
    texts: Sequence[str],
    *,
    vectors: np.ndarray | None = None,
    floor: float = 0.0,
    executor: Executor | None = None,
) -> Iterator[tuple[Proposal, ...]]:
    """This will propose codes for many texts and give the proposals for each, in order."""
    parts = chunks(len(texts))
    pieces = ((texts[part], None if vectors is None else vectors[part]) for part in parts)
    for found in spread(partial(_proposed, model, floor), pieces, executor=executor):
        yield from found


def _proposed(
    model: Classifier, floor: float, piece: tuple[Sequence[str], np.ndarray | None]
) -> list[tuple[Proposal, ...]]:
    texts, vectors = piece
    return model.propose(texts, vectors=vectors, floor=floor)

"""The search index in the memory of this worker, brought up to date by what changed since the last look."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from dutch_text.index import OutdatedIndex
from dutch_text.items import Item
from dutch_text.search import Index
from dutch_text.vocabulary import Vocabulary

from . import kept_index, vocabulary
from .models import IndexedItem, IndexState

State = tuple[int, str]
NOTHING: State = (0, "")
READ_AT_ONCE = 500
OFFER = "offer:"  # before the key of every offer


def state() -> State:
    """This will read how far the index in the database has come: one row."""
    return IndexState.objects.values_list("number", "stamp").first() or NOTHING


def address(kind: str, key: str) -> str:
    """This will give the one key under which an item of a kind stands in the index."""
    return f"{kind}:{key}"


def item_of(row: IndexedItem) -> Item:
    """This will read back what was indexed."""
    stored = row.item
    return Item(
        key=address(row.kind, row.key), kind=row.kind, title=stored["title"], fields=stored["fields"],
        topics=tuple(stored["topics"]), series=stored["series"],
        facets={name: tuple(values) for name, values in stored["facets"].items()},
        valid_to=date.fromisoformat(stored["valid_to"]) if stored["valid_to"] else None,
    )  # fmt: skip


class LiveIndex:
    """One per worker process. Threads share it: whoever finds it behind brings it up to date first."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._state: State | None = None
        self._index = Index()

    def current(self) -> Index:
        """This will give the index as the database has it now."""
        now, words = state(), vocabulary.current()
        if now != self._state or words.digest != self._index.vocabulary.digest:
            with self._lock:
                if now != self._state or words.digest != self._index.vocabulary.digest:
                    self._catch_up(now, words)
        self._index.meaning = vocabulary.meaning_when_ready(self._index.vocabulary)
        return self._index

    @contextmanager
    def asked(self, text: str) -> Iterator[Index]:
        """This will give the index for one question; while it is asked no other thread changes it.

        The meaning of the question, which takes longest by far, is made before the others have to wait.
        """
        index = self.current()
        if index.meaning:
            with self._lock:
                query = index.read(text)
            if query.content:
                index.meaning.query(query.text)
        with self._lock:
            yield self._index

    def _catch_up(self, now: State, words: Vocabulary) -> None:
        changed = None if self._must_start_again(now, words) else self._changed()
        if changed is None:
            self._index = _read_all(words)
        else:
            _put(self._index, changed)
        self._state = now

    def _must_start_again(self, now: State, words: Vocabulary) -> bool:
        # A number that did not grow under another mark means that changes were taken back.
        return (
            self._state is None
            or words.digest != self._index.vocabulary.digest
            or now[0] <= self._state[0]
            or len(self._index.store.items) > 2 * len(self._index) + 1_000
        )

    def _changed(self) -> list[IndexedItem] | None:
        """What changed since the last look; nothing when it is so much that reading all again is quicker."""
        most = 100 + len(self._index) // 4
        seen = self._state[0] if self._state else 0
        rows = list(IndexedItem.objects.filter(sequence__gt=seen).order_by("sequence", "pk")[: most + 1])
        return rows if len(rows) <= most else None


def _read_all(words: Vocabulary) -> Index:
    """Reads what was kept as a file, and from the database what differs; keeps it again when much did."""
    wanted, index = kept_index.marks_now(), Index(vocabulary=words)
    store, known = kept_index.read(words) or (index.store, {})
    keys = dict(zip(known, list(store.items), strict=True))
    gone = [number for number, mark in known.items() if wanted.get(number) != mark]
    for number in gone:
        store.remove(keys[number].key)
    index.store = store
    lacking = [number for number, mark in wanted.items() if known.get(number) != mark]
    for start in range(0, len(lacking), READ_AT_ONCE):
        numbers = lacking[start : start + READ_AT_ONCE]
        _put(index, IndexedItem.objects.filter(pk__in=numbers).order_by("sequence", "pk"))
    if known.keys() - wanted.keys():
        kept_index.forget()  # what was taken out of the index may not stay in a file
    elif len(gone) + len(lacking) > len(wanted) // 10:
        # What was taken out left its places behind; the next start then reads all rows and keeps them.
        kept_index.forget() if gone else kept_index.keep(index.store, {**known, **_of(lacking, wanted)})
    return index


def _of(numbers: list[int], marks: kept_index.Marks) -> kept_index.Marks:
    return {number: marks[number] for number in numbers}


def _put(index: Index, rows: Iterable[IndexedItem]) -> None:
    for row in rows:
        if row.is_removed:
            index.remove(address(row.kind, row.key))
            continue
        try:
            # Made with another word list it serves until `reindex` has run: nobody waits for a changed list.
            index.store.load([bytes(row.content)], any_words=True)
        except OutdatedIndex:
            index.store.put(item_of(row), None)


live = LiveIndex()

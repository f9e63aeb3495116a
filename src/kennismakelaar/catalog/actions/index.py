"""Writing the search index: one item, many, none, or all again."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.db.models import F

from dutch_text import situations
from dutch_text.index import VERSION, Store
from dutch_text.items import Item
from dutch_text.rows import Analysis, OutdatedIndex, pack, unpack
from kennismakelaar.catalog import kept_index, vocabulary
from kennismakelaar.catalog.live_index import item_of
from kennismakelaar.catalog.models import IndexedItem, IndexState, TopicMeaning

AT_ONCE = 100


@dataclass(frozen=True)
class Entry:
    """What can be found: an offer, action card, answered question, network or shared experience."""

    kind: str
    key: str
    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)  # role, form, phase, region
    topics: Sequence[str] = ()
    series: str = ""  # editions of the same thing share it
    valid_to: date | None = None

    def stored(self) -> dict[str, object]:
        facets = {name: list(values) for name, values in self.filters.items()}
        return {
            "title": self.title, "fields": dict(self.fields), "topics": list(self.topics), "facets": facets,
            "series": self.series, "valid_to": self.valid_to.isoformat() if self.valid_to else None,
        }  # fmt: skip


def index_item(
    kind: str,
    key: str,
    title: str,
    fields: Mapping[str, str],
    filters: Mapping[str, Sequence[str]] | None = None,
    *,
    topics: Sequence[str] = (),
    series: str = "",
    valid_to: date | None = None,
) -> None:
    """This will make one item findable, or bring what is found of it up to date."""
    index_items([Entry(kind, key, title, fields, filters or {}, topics, series, valid_to)])


@transaction.atomic
def index_items(entries: Iterable[Entry], *, by_meaning: bool = True, touch: bool = False) -> int:
    """This will make items findable and give how many changed. Without meaning it is quick; `reindex` adds it.

    `touch` tells every worker to look at these items again although their words did not change.
    """
    wanted = {(entry.kind, entry.key): entry for entry in entries}
    kinds = {kind for kind, _key in wanted}
    known = {
        (row.kind, row.key): row
        for row in IndexedItem.objects.filter(kind__in=kinds, key__in=[key for _kind, key in wanted])
    }
    writer = _Writer(by_meaning)
    changed = []
    for (kind, key), entry in wanted.items():
        row = known.get((kind, key)) or IndexedItem(kind=kind, key=key)
        if writer.fill(row, entry.stored()) or touch:
            changed.append(row)
    _store(changed)
    return len(changed)


@transaction.atomic
def unindex(kind: str, key: str) -> None:
    """This will take an item out of the index, with all its words."""
    row = IndexedItem.objects.filter(kind=kind, key=key, is_removed=False).first()
    if row:
        row.version, row.digest, row.item, row.content, row.is_removed = "", "", {}, b"", True
        _store([row])
        transaction.on_commit(kept_index.forget)  # its words may not stay in a file either


def reindex() -> int:
    """This will build again what was made with another word list, index version or without meaning.

    In parts, each kept as soon as it is made: whoever searches meanwhile finds more and more, and a stop loses little.
    """
    _learn_topics()
    writer = _Writer(by_meaning=True)
    done, last = 0, 0
    while keys := _outdated(writer.version, after=last):
        done, last = done + _make_again(keys, writer), keys[-1]
    return done


def _outdated(version: str, *, after: int) -> list[int]:
    rows = IndexedItem.objects.filter(is_removed=False, pk__gt=after).exclude(version=version)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _make_again(keys: list[int], writer: "_Writer") -> int:
    rows = IndexedItem.objects.select_for_update().filter(pk__in=keys, is_removed=False).order_by("pk")
    changed = [row for row in rows if writer.fill(row, row.item)]
    _store(changed)
    return len(changed)


def _learn_topics() -> None:
    """Makes the meaning of the topics once, so that no worker has to while a reader waits."""
    meaning = vocabulary.meaning()
    if meaning is None:
        return
    vocabulary.current().vectors(meaning)
    TopicMeaning.objects.bulk_create(
        (TopicMeaning(digest=digest, vector=vector.tobytes()) for digest, vector in meaning.fresh.items()),
        ignore_conflicts=True,
    )
    meaning.fresh.clear()


class _Writer:
    """Turns items into rows with one vocabulary."""

    def __init__(self, by_meaning: bool) -> None:
        self._store = Store(vocabulary.current())
        self._meaning = vocabulary.meaning() if by_meaning else None
        made_by = self._meaning.version if self._meaning else "-"
        self.version = f"{VERSION}:{self._store.vocabulary.digest}:{made_by}"

    def fill(self, row: IndexedItem, stored: dict[str, object]) -> bool:
        """Gives the row its content; False when it is as it should be already."""
        digest = hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()
        if (row.version, row.digest, row.is_removed) == (self.version, digest, False) and row.pk:
            return False
        row.item, row.version, row.digest, row.is_removed = stored, self.version, digest, False
        item = item_of(row)
        row.content = pack(item, self._analysis(item, bytes(row.content)), self._store.vocabulary.digest)
        return True

    def _analysis(self, item: Item, before: bytes) -> Analysis:
        if self._meaning is None:
            return self._store.analyze(item, None)
        text, asked = self._store.passage(item), situations.lines(item.fields)
        passage = hashlib.sha256("\0".join((text, *asked)).encode("utf-8", "replace")).hexdigest()
        kept = _kept(before, passage)
        if kept is None or kept.vector is None:
            vectors = self._meaning.vector_of(text), self._meaning.queries(asked)
        else:
            vectors = kept.vector, kept.situations
        return replace(self._store.analyze(item, *vectors), passage=passage)


def _kept(content: bytes, passage: str) -> Analysis | None:
    """Gives the meaning made before of the same text: a changed word list costs no meaning."""
    try:
        _item, analysis = unpack(content, None)
    except OutdatedIndex:
        return None
    return analysis if analysis.passage == passage else None


def _store(rows: list[IndexedItem]) -> None:
    if not rows:
        return
    number = _next_number()
    for row in rows:
        row.sequence = number
    known = [row for row in rows if row.pk]
    IndexedItem.objects.bulk_create((row for row in rows if not row.pk), batch_size=500)
    fields = ["version", "digest", "item", "content", "sequence", "is_removed"]
    IndexedItem.objects.bulk_update(known, fields, batch_size=200)


def _next_number() -> int:
    """Locks the one row until the end of the transaction, so that numbers become visible in order."""
    IndexState.objects.get_or_create(pk=1)
    IndexState.objects.filter(pk=1).update(number=F("number") + 1, stamp=uuid.uuid4().hex)
    return IndexState.objects.values_list("number", flat=True).get(pk=1)

"""An index is rows: stored by the caller, changed one item at a time, refused when outdated."""

import json
import zlib
from dataclasses import replace
from datetime import date

import pytest

from dutch_text import rows
from dutch_text.index import OutdatedIndex
from dutch_text.items import Item
from dutch_text.search import Index
from dutch_text.vocabulary import Vocabulary
from language import evaluation

QUESTION = "training over polarisatie in de wijk voor jongerenwerkers"


def plain_index(items=None) -> Index:
    return Index(evaluation.offers() if items is None else items, vocabulary=evaluation.vocabulary())


def test_an_index_from_stored_rows_answers_the_same(index, meaning):
    again = Index.from_rows(index.rows().values(), vocabulary=index.vocabulary, meaning=meaning)
    assert again.search(QUESTION) == index.search(QUESTION)


def test_an_item_keeps_all_it_had_in_its_row():
    item = Item(
        "e",
        "expert",
        "Één é",
        {"summary": "x"},
        ("polarisatie",),
        {"role": ("mayor",)},
        "s",
        date(2026, 1, 2),
    )
    index = plain_index([item])
    assert rows.unpack(index.row("e"), index.vocabulary.digest)[0] == item


def test_taking_out_and_putting_back_changes_nothing():
    index, other = plain_index(), plain_index()
    for item in evaluation.offers()[5:15]:
        assert index.remove(item.key)
        index.add(item)
    assert index.search(QUESTION) == other.search(QUESTION)


def test_an_item_taken_out_is_not_found_and_leaves_no_trace_in_the_scores():
    gone = evaluation.offers()[0]
    index = plain_index()
    index.remove(gone.key)
    fresh = plain_index(evaluation.offers()[1:])
    assert gone.key not in {result.key for result in index.search(gone.title, limit=50)}
    assert index.search(QUESTION) == fresh.search(QUESTION)
    assert index.remove(gone.key) is False


def test_an_item_put_in_again_replaces_the_old_one():
    index = plain_index()
    first = evaluation.offers()[0]
    index.add(replace(first, title="Kamelenmarkt in de woestijn", fields={}, topics=(), facets={}))
    assert len(index) == len(evaluation.offers())
    assert index.search("kamelenmarkt")[0].key == first.key


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: {**content, "version": 1},
        lambda content: {**content, "vocabulary": "other"},
        lambda content: {"version": 3},
        lambda content: [],
    ],
)
def test_a_row_of_another_version_is_refused_by_name(spoil):
    index = plain_index(evaluation.offers()[:1])
    content = json.loads(zlib.decompress(index.row(evaluation.offers()[0].key)))
    with pytest.raises(OutdatedIndex, match="build the index again"):
        index.store.load([zlib.compress(json.dumps(spoil(content)).encode())])


def test_bytes_that_are_no_row_are_refused_by_name():
    with pytest.raises(OutdatedIndex, match="build the index again"):
        Index.from_rows([b"not a row"], vocabulary=Vocabulary())

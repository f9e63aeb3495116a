"""Rules of situations: a question meets the questions an offer helps with, and having them is no advantage by itself."""

import numpy as np
import pytest

from dutch_text import ranking
from dutch_text.index import OutdatedIndex, Store
from dutch_text.items import Item
from dutch_text.search import Index
from dutch_text.situations import MOST, Situations, lines
from language import evaluation

PLAIN = Item("plain", "offer", "Handboek", {"summary": "Een handboek voor gemeenten."})
ASKED = Item(
    "asked",
    "offer",
    "Leidraad",
    {
        "summary": "Een leidraad voor gemeenten.",
        "situations": "Mijn fiets is gestolen.\n\nWie maakt mijn band?",
    },
)

OTHER = Item(
    "other",
    "offer",
    "Gids",
    {"summary": "Een gids voor gemeenten.", "situations": "Waar mag ik zwemmen?\nIs het water schoon?"},
)


@pytest.fixture
def index(meaning):
    return Index([PLAIN, ASKED, OTHER], vocabulary=evaluation.vocabulary(), meaning=meaning)


def test_an_item_is_found_by_a_situation_in_other_words(index):
    assert index.search("ze hebben zijn rijwiel gejat")[0].key == "asked"
    assert index.search("kan ik een duik nemen in de plas")[0].key == "other"


def test_a_situation_is_found_by_its_words_without_meaning(index):
    assert index.search("fiets gestolen", use_meaning=False)[0].key == "asked"


def test_situations_survive_rows_and_arrays(index):
    rows = index.rows()
    again = Index.from_rows(rows.values(), vocabulary=index.vocabulary, meaning=index.meaning)
    kept = Store.from_arrays(index.store.arrays(), index.vocabulary)
    before = index.store.situations.of(index.store.slots["asked"])
    assert before.shape == (2, 384)
    assert np.allclose(again.store.situations.of(again.store.slots["asked"]), before, atol=1e-6)
    assert np.allclose(kept.situations.of(kept.slots["asked"]), before)
    assert again.store.situations.of(again.store.slots["plain"]) is None


def test_a_removed_item_takes_its_situations_with_it(index):
    index.remove("asked")
    assert len(index.store.situations) == 1
    assert "asked" not in [one.key for one in index.search("mijn fiets is gestolen, handboek")]


def test_arrays_without_situations_are_of_another_version(index):
    kept = index.store.arrays()
    del kept["situations"]
    with pytest.raises(OutdatedIndex):
        Store.from_arrays(kept, index.vocabulary)


def test_situations_do_not_raise_an_item_that_is_no_nearer():
    store = Index([PLAIN, ASKED]).store
    store._vectors[:2, 0] = 1.0
    store._has_vector[:2] = True
    store.situations.put(1, np.eye(384, dtype=np.float32)[:1])
    asked = np.eye(384, dtype=np.float32)[0]
    told = ranking.meaning(ranking.similarity(asked, store), asked, store)
    assert told[0] == pytest.approx(told[1])


def test_only_the_first_situations_count_and_empty_lines_are_none():
    assert lines({"situations": "\n".join(["a", " ", *"b" * 40])}) == ["a", *"b" * (MOST - 1)]
    assert lines({}) == []


def test_nothing_is_near_where_nobody_told_situations():
    assert np.isneginf(Situations().nearest(np.ones(384, np.float32), 3, 0.5)).all()


def test_every_offer_of_the_menu_card_tells_questions_it_helps_with():
    assert all(len(lines(item.fields)) >= 3 for item in evaluation.offers())

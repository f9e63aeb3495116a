"""The index kept as a file: a quick start that never finds anything else than the database holds."""

from dataclasses import replace

import pytest

from kennismakelaar.catalog import api, kept_index
from kennismakelaar.catalog.live_index import LiveIndex
from kennismakelaar.catalog.models import IndexedItem, Offer

from .conftest import SEEN

QUESTION = "training over polarisatie voor jongerenwerkers"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch, menu):
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setattr(kept_index, "FEWEST", 1)


def found(index) -> list[tuple[str, float]]:
    return [(result.key, round(result.score, 3)) for result in index.search(QUESTION, limit=36)]


def test_a_start_from_the_file_finds_the_same_and_reads_no_row_of_the_index(django_assert_num_queries):
    first = found(LiveIndex().current())
    assert kept_index.place().exists()
    IndexedItem.objects.update(content=b"unread")
    again = LiveIndex().current()
    assert found(again) == first
    assert len(again) == 36


def test_what_changed_since_the_file_was_written_is_read_from_the_database(adviser, now):
    LiveIndex().current()
    api.create_offer(replace(SEEN, title="Kamelenmarkt"), by=adviser, at=now)
    gone = Offer.objects.get(slug="masterclass-depolarisatie")
    api.withdraw_offer(gone, by=adviser, at=now)
    again = LiveIndex().current()
    assert [result.title for result in again.search("kamelenmarkt", limit=1)] == ["Kamelenmarkt"]
    assert "offer:masterclass-depolarisatie" not in dict(found(again))
    rows = LiveIndex()
    kept_index.forget()
    assert dict(found(rows.current())).keys() == dict(found(again)).keys()


@pytest.mark.parametrize("spoil", [lambda b: b[: len(b) // 2], lambda b: b"no file of ours", lambda b: b""])
def test_a_damaged_file_is_told_and_not_used(spoil, caplog):
    first = found(LiveIndex().current())
    kept_index.place().write_bytes(spoil(kept_index.place().read_bytes()))
    assert found(LiveIndex().current()) == first
    assert "is not used" in caplog.text


def test_a_file_of_another_version_is_not_used(monkeypatch, caplog):
    words = LiveIndex().current().vocabulary
    assert kept_index.read(words) is not None
    monkeypatch.setattr("dutch_text.index.VERSION", 999)
    assert kept_index.read(words) is None
    assert "is not used" in caplog.text


def test_a_folder_that_cannot_be_written_stops_no_search(settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file"
    assert found(LiveIndex().current())
    assert "could not be kept" in caplog.text


def test_what_is_taken_out_of_the_index_does_not_stay_in_the_file(django_capture_on_commit_callbacks):
    LiveIndex().current()
    with django_capture_on_commit_callbacks(execute=True):
        api.unindex("offer", "masterclass-depolarisatie")
    assert not kept_index.place().exists()


def test_a_start_after_much_was_taken_out_forgets_the_file(adviser, now):
    LiveIndex().current()
    for offer in Offer.objects.order_by("slug")[:10]:
        api.withdraw_offer(offer, by=adviser, at=now)
    assert len(LiveIndex().current()) == 26
    assert not kept_index.place().exists()
    LiveIndex().current()
    assert kept_index.place().exists()

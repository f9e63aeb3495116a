"""Rules of proposals in the room: with meaning where ready, from words else, and never over what a person did."""

import numpy as np
import pytest

from kennismakelaar.coding import api as coding
from kennismakelaar.coding import background, proposing
from kennismakelaar.coding.models import Suggestion
from kennismakelaar.records.models import Act
from kennismakelaar.shared import executors

from .conftest import AT

WORDS = (
    ("Groepen staan tegenover elkaar, polarisatie groeit", "polarisatie"),
    ("Iedereen hoort erbij, inclusie werkt", "inclusie"),
)


class Stub:
    """Meaning of a kind: how often each letter occurs."""

    def passages(self, texts):
        rows = [[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts]
        return np.array(rows, dtype=np.float32) + 0.01


@pytest.fixture
def taught(say, codebook, code, ann):
    for n in range(12):
        for text, slug in WORDS:
            said = say(f"{text} in ronde {n}.")
            coding.assign([said], ann, by=ann, at=AT)
            coding.mark(said, 0, len(said.text), code(slug), by=ann, at=AT)
            coding.finish(said, by=ann, at=AT)
    return codebook


@pytest.fixture
def meaning(settings, monkeypatch):
    settings.SEARCH_BY_MEANING = True
    monkeypatch.setattr(background, "_meaning", Stub)


def detail() -> dict:
    return Act.objects.filter(verb="suggest").latest("pk").detail


def test_meaning_is_read_where_it_is_ready_and_the_model_says_so(taught, say, meaning):
    say("De polarisatie tussen groepen groeit.")
    assert coding.suggest(taught, at=AT) >= 1
    assert detail()["meaning"] is True
    assert Suggestion.objects.latest("pk").model_version.endswith(":meaning")


def test_more_statements_than_can_be_waited_for_are_read_by_words(taught, say, meaning, monkeypatch):
    monkeypatch.setattr(background, "MOST_WITH_MEANING", 10)
    say("De polarisatie tussen groepen groeit.")
    assert coding.suggest(taught, at=AT) >= 1
    assert detail()["meaning"] is False


def test_what_changed_while_the_machine_was_learning_gets_no_proposal(taught, say, settings, monkeypatch):
    settings.SEARCH_BY_MEANING = False
    kept = say("De polarisatie tussen groepen groeit.")
    changed = say("De polarisatie tussen groepen groeit nog steeds.")
    real = proposing.proposals

    def slow(*args, **kwargs):
        found = list(real(*args, **kwargs))
        type(changed).objects.filter(pk=changed.pk).update(text="Heel andere woorden.")
        return iter(found)

    monkeypatch.setattr(proposing, "proposals", slow)
    coding.suggest(taught, at=AT)
    assert set(Suggestion.objects.values_list("statement", flat=True)) == {kept.pk}


def test_few_statements_are_done_by_this_very_process():
    with executors.executor(executors.WORTH_IT - 1) as found:
        assert found is None


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "cluster.example:8786", "tcp://0.0.0.0:8786"])
def test_a_cluster_anybody_can_reach_is_refused(address):
    with pytest.raises(executors.UnsafeScheduler), executors.executor(10**6, scheduler=address):
        pass

"""Rules of spreading: whoever does the work, the outcome and its order are the same."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from dutch_text.classify import Gate, learn
from dutch_text.screening import screen
from dutch_text.spreading import chunks, propose_all, screen_all, spread
from language import coding_set

DATA = coding_set.statements()


def twice(number: int) -> int:
    return 2 * number


@pytest.fixture(scope="module")
def local():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers that listen on this machine only."""
    distributed = pytest.importorskip("distributed")
    os.environ["DASK_DISTRIBUTED__ADMIN__LOG_FORMAT"] = "%(message)s"
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as found,
        distributed.Client(found, set_as_default=False) as client,
    ):
        yield client.get_executor(pure=False)


@pytest.mark.parametrize("by", ["local", "cluster"])
def test_the_order_and_the_outcome_do_not_depend_on_who_does_the_work(by, request):
    executor = request.getfixturevalue(by)
    assert list(spread(twice, range(40), executor=executor)) == list(spread(twice, range(40)))
    texts = [*DATA.texts[:60], "Bel Fatima el Amrani op 06-12345678."]
    assert list(screen_all(texts, executor=executor)) == [screen(text) for text in texts]


@pytest.mark.parametrize("by", ["local", "cluster"])
def test_proposals_of_other_processes_are_those_of_our_own(by, request):
    codings = {place: DATA.codes[place] for place in range(0, 303, 3)}
    model = learn(DATA.texts, codings=codings, codebook=DATA.codebook, gate=Gate(positives=3, f1=0.4))
    here = list(propose_all(model, DATA.texts))
    assert any(here)
    assert list(propose_all(model, DATA.texts, executor=request.getfixturevalue(by))) == here


def test_a_number_of_texts_is_cut_without_gap_or_overlap():
    parts = chunks(25, chunk=10)
    assert [(part.start, part.stop) for part in parts] == [(0, 10), (10, 20), (20, 25)]
    assert chunks(0) == []


def failing(number: int) -> int:
    raise ValueError(f"no {number}")


def test_a_failure_elsewhere_is_a_failure_here(local):
    with pytest.raises(ValueError, match="no 3"):
        list(spread(failing, [3], executor=local))

"""The run: which tests see which line, and for every planted error whether one of them notices it."""

import gc
import json
import os
import pickle
import resource
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import coverage
import hypothesis
import pytest

from method.mutation import mutants, planting
from method.mutation.sources import PACKAGE, RESULT, digest, modules, path_of

KILLED, SURVIVED, ENDLESS = 1, 0, -1
# The manual prints the result, and one of the tests compares it: the result may not change under way.
UNDERWAY = RESULT.with_suffix(".underway.json")
EXAMPLES, SLACK, MEMORY = 5, 3.0, 4 << 30
# These build the manual once more; the test that compares it with the committed one sees all they see.
SAME_AGAIN = (
    "test_nothing_else_lies_in_the_manual",
    "test_every_public_part_of_a_reference_is_explained",
    "test_every_picture_has_words_for_who_cannot_see_it",
)


class Run:
    """A plugin of pytest that plants errors instead of running the tests once."""

    def __init__(self, modules: list[str], *, survivors: bool) -> None:
        self.modules, self.survivors = modules, survivors
        self.seconds: dict[str, float] = {}
        self.tests: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.first: dict[tuple[str, str], list[str]] = defaultdict(list)

    def pytest_configure(self) -> None:
        """Lets hypothesis give the same few examples every time, and not shrink what it finds."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        checks = list(hypothesis.HealthCheck)
        self.few = {"phases": phases, "derandomize": True, "database": None, "deadline": None}
        hypothesis.settings.register_profile("mutation", **self.few, suppress_health_check=checks)
        hypothesis.settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judges the mutants of every module asked for, and writes down each module when it is done."""
        self.items = {item.nodeid: item for item in session.items if item.name not in SAME_AGAIN}
        for item in session.items:
            self._spare(item)
        gc.collect()
        gc.freeze()
        self._measure()
        before = json.loads((UNDERWAY if UNDERWAY.exists() else RESULT).read_text())
        for module in self.modules or modules():
            now = digest(module)
            known = before.get(module, {})
            same = known.get("digest") == now
            if self.modules or same == self.survivors:
                before[module] = {"digest": now, **self._judge(module, known)}
                UNDERWAY.write_text(
                    json.dumps(dict(sorted(before.items())), indent=1, ensure_ascii=False) + "\n"
                )
        if UNDERWAY.exists():
            UNDERWAY.replace(RESULT)
        return True

    def _spare(self, item: pytest.Item) -> None:
        old = getattr(item.obj, "_hypothesis_internal_use_settings", None)
        if old is not None:
            most = min(old.max_examples, EXAMPLES)
            item.obj._hypothesis_internal_use_settings = hypothesis.settings(
                old, max_examples=most, **self.few
            )

    def _judge(self, module: str, known: dict) -> dict:
        made = mutants.plant(module)
        tried = [one for one in made if not self.survivors or one.name in known["survived"]]
        started, survived, endless = time.monotonic(), [], []
        for mutant in tried:
            verdict = self._try(mutant)
            survived += [mutant.name] if verdict == SURVIVED else []
            endless += [mutant.name] if verdict == ENDLESS else []
        seconds = round(time.monotonic() - started)
        print(
            f"{module}: {len(tried)} tried, {len(survived)} survived, {len(endless)} endless, {seconds} s",
            flush=True,
        )
        if self.survivors:
            endless += known["endless"]
        return {"mutants": len(made), "survived": survived, "endless": sorted(endless)}

    def _try(self, mutant: mutants.Mutant) -> int:
        names = self._who_sees(mutant)
        limit = SLACK + 3 * sum(self.seconds[name] for name in names)

        def judge() -> str | None:
            planting.plant(mutant.module, mutant.source)
            return next((name for name in names if self._fails(name)), None)

        verdict, killer = _apart(judge, limit)
        if killer in self.seconds:
            first = self.first[mutant.module, mutant.function]
            first[:] = [killer, *(name for name in first if name != killer)]
        return verdict

    def _who_sees(self, mutant: mutants.Mutant) -> list[str]:
        """Gives the tests that run the mutant's lines: those that noticed a neighbor first, then the quickest."""
        module = mutant.module
        names = set().union(*(self.tests[module, line] for line in mutant.lines if mutant.function))
        names = names or set().union(*(found for (name, _), found in self.tests.items() if name == module))
        first = [name for name in self.first[module, mutant.function] if name in names]
        return [*first, *sorted(names - set(first), key=self.seconds.__getitem__)]

    def _fails(self, name: str) -> bool:
        """Runs a test without making the report of a failure, which takes longer than the test."""
        item = self.items[name]
        item._initrequest()
        try:
            item.ihook.pytest_runtest_setup(item=item)
            item.ihook.pytest_runtest_call(item=item)
            item.ihook.pytest_runtest_teardown(item=item, nextitem=None)
        except pytest.skip.Exception:
            return False
        except BaseException:
            return True
        return False

    def _measure(self) -> None:
        """Finds per test its time and the lines it runs, on the package planted anew without an error."""
        with tempfile.NamedTemporaryFile() as file:
            verdict, what = _apart(lambda: self._measured(file.name), 600)
            if verdict != SURVIVED:
                raise pytest.UsageError(f"without any error planted: {what}")
            self.seconds, seen = pickle.loads(Path(file.name).read_bytes())
        for test, module, lines in seen:
            for line in lines:
                self.tests[module, line].add(test)

    def _measured(self, file: str) -> str | None:
        for module in modules():
            planting.plant(module, path_of(module).read_text())
        seconds, seen = {}, []
        for name in self.items:
            follower = coverage.Coverage(data_file=None, include=[f"{PACKAGE}/*"], config_file=False)
            started = time.process_time()
            with follower.collect():
                if self._fails(name):
                    return name
            seconds[name] = time.process_time() - started
            data = follower.get_data()
            paths = {str(path_of(module)): module for module in modules()}
            seen += [(name, paths[path], data.lines(path)) for path in data.measured_files() if path in paths]
        Path(file).write_bytes(pickle.dumps((seconds, seen)))
        return None


def _apart(judge: Callable[[], str | None], limit: float) -> tuple[int, str]:
    """Runs in a forked process with limited time and memory; gives the verdict and what noticed the error."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            _limit(limit)
            os.write(write, (judge() or "").encode())
        except BaseException as problem:
            os.write(write, f"{type(problem).__name__}: {problem}".encode()[:500])
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        killer = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return ENDLESS, killer
    return (KILLED if killer else SURVIVED), killer


def _limit(seconds: float) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    gc.disable()
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)

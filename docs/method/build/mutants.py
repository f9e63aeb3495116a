# ruff: noqa: E501  (prose is not broken)
"""The page on mutation testing: what one run found (tests/method/mutation) and how its survivors were judged."""

import json
import re
from collections.abc import Iterator

from method.mutation.sources import JUDGED, RESULT, digest, modules

TEXT = """\
# Mutation testing: what our tests do not notice

A mutant is a copy of the code with one small error planted in it: another operator, another number, an argument left out.
When all tests that run the changed line still pass, the mutant *survived*: the tests have a hole, or the change makes no
difference. Everything on this page comes from the run and from the judgements beside it; no figure is typed.

`python tests/method/mutation` judges every module that changed since, with the operators of mutmut 3; names of modules behind it
judge only those, `--survivors` only what survived before. Left out are annotations, decorators, docstrings, imports and the words of
refusals (a list of their own holds those: [named errors](errors.md)); a string, and every argument of a call, is changed in one way.
Properties are tried on few examples, always the same, so a mutant that survives here may still die in the full tests."""


def page(written: str) -> str:
    """Gives the text of mutants.md."""
    found = json.loads(RESULT.read_text())
    rules = [(re.compile(rule["pattern"]), rule["why"]) for rule in json.loads(JUDGED.read_text())]
    judged = {name: list(_judged(name, known["survived"], rules)) for name, known in found.items()}
    parts = [written, TEXT, "## Per module", _table(found, judged), "## Survivors, and why they may live"]
    parts += [_reason(why, _named(judged, why)) for _, why in rules if _named(judged, why)]
    unread = _named(judged, "")
    parts += ["## Survivors that wait for a test or a judgement", _bullets(unread)] if unread else []
    return "\n\n".join(parts) + "\n"


def _judged(
    module: str, survived: list[str], rules: list[tuple[re.Pattern[str], str]]
) -> Iterator[tuple[str, str]]:
    for name in survived:
        yield name, next((why for pattern, why in rules if pattern.search(f"{module}.{name}")), "")


def _table(found: dict, judged: dict) -> str:
    rows = [_row(module, found.get(module), judged.get(module, [])) for module in modules()]
    done = [found[module] for module in modules() if _state(module, found) == "judged"]
    total = sum(one["mutants"] for one in done)
    lived = sum(len(one["survived"]) for one in done)
    head = "| Module | Mutants | Noticed | of which by the time limit | Survived | accepted | to do | State |\n|---|--:|--:|--:|--:|--:|--:|---|"
    noticed = f"{(total - lived) / total:.1%}" if total else "none"
    summary = f"{len(done)} of {len(modules())} modules are judged as they are now: {total} mutants, {noticed} noticed."
    return f"{summary}\n\n{head}\n" + "\n".join(rows)


def _state(module: str, found: dict) -> str:
    if module not in found:
        return "not judged yet"
    return "judged" if found[module]["digest"] == digest(module) else "changed since"


def _row(module: str, known: dict | None, judged: list[tuple[str, str]]) -> str:
    if known is None:
        return f"| `{module}` | | | | | | | not judged yet |"
    lived, waiting = len(judged), sum(not why for _, why in judged)
    numbers = (
        known["mutants"],
        known["mutants"] - lived,
        len(known["endless"]),
        lived,
        lived - waiting,
        waiting,
    )
    return f"| `{module}` | " + " | ".join(map(str, numbers)) + f" | {_state(module, {module: known})} |"


def _named(judged: dict, why: str) -> list[str]:
    return [f"{module}.{name}" for module, names in judged.items() for name, given in names if given == why]


def _reason(why: str, names: list[str]) -> str:
    return f"**{why}**\n\n{_bullets(names)}"


def _bullets(names: list[str]) -> str:
    return "\n".join(f"- `` {name} ``" for name in names)

# ruff: noqa: E501  (prose and drawing lines are not broken)
"""Puts the manual together: one page per subject, readable from top (adviser) to bottom (statistician)."""

import ast
import contextlib
import importlib
import inspect
import io
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import mutants
import pictures
from pages import INTRODUCTION, PAGES, Page

from method import refusals
from needs_assessment import METHOD_VERSION
from needs_assessment.errors import MethodError
from needs_assessment.reasons import Reason

TESTS = Path(__file__).resolve().parents[3] / "tests" / "method"
PARTS = ("What it answers", "Formula", "Rule", "Assumptions", "Not when", "Raises", "Sources", "Source")
WRITTEN = "<!-- Written by `python docs/method/build`; change the docstrings, tests or docs/method/build instead. -->"


def files() -> dict[str, str]:
    """Gives every file of the manual: its path under docs/method and its text."""
    made = {"README.md": _index(), "errors.md": _errors(), "reasons.md": _reasons()}
    made["mutants.md"] = mutants.page(WRITTEN)
    made |= {f"{page.name}.md": _page(page) for page in PAGES}
    return made | {f"pictures/{name}.svg": draw() for name, draw in pictures.ALL.items()}


def write(folder: Path) -> Iterator[Path]:
    """Writes all files and takes away pictures that no longer belong."""
    made = files()
    (folder / "pictures").mkdir(exist_ok=True)
    for old in (folder / "pictures").glob("*.svg"):
        if f"pictures/{old.name}" not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text)
        yield folder / name


def _index() -> str:
    rows = "\n".join(f"| [{page.title}]({page.name}.md) | {page.question} |" for page in PAGES)
    return _joined(
        WRITTEN,
        "# The method: how every figure is computed",
        INTRODUCTION,
        f"Method version {METHOD_VERSION}. Every published figure keeps this version, its parameters and a digest of its "
        "inputs, and can be [computed again](provenance.md).",
        f"| Subject | What it answers |\n|---|---|\n{rows}",
        "Also: [reason codes](reasons.md), [named errors](errors.md), "
        "[mutation testing: what our tests do not notice](mutants.md).",
    )


def _page(page: Page) -> str:
    shown = "\n\n".join(f"![{alt}](pictures/{name}.svg)" for name, alt in page.pictures)
    return _joined(
        WRITTEN,
        f"# {page.title}",
        f"**{page.question}**",
        page.plain,
        shown,
        "## Worked example",
        _example(page.example),
        "## For the statistician",
        *_page_notes(page),
        *(_function(name) for name in page.functions),
        _rules(page),
    )


def _page_notes(page: Page) -> list[str]:
    notes = {
        "Formula": page.formula,
        "Assumptions": page.assumptions,
        "When not": page.not_when,
        "Source": page.source,
    }
    return [f"**{label}.** {text}" for label, text in notes.items() if text]


def _example(code: str) -> str:
    """Runs the example with the synthetic frame at hand and shows code and outcome."""
    from method.frame import frame

    outcome = io.StringIO()
    lines = textwrap.dedent(code).strip()
    with contextlib.redirect_stdout(outcome):
        exec(compile(lines, "<example>", "exec"), {"data": frame(), "__name__": "example"})  # noqa: S102
    return f"```python\n{lines}\n```\n\n```text\n{outcome.getvalue().rstrip()}\n```"


def _function(name: str) -> str:
    module, _, attribute = name.rpartition(".")
    found = getattr(importlib.import_module(f"needs_assessment.{module}"), attribute)
    text = inspect.getdoc(found) or ""
    first, _, rest = text.partition("\n\n")
    return _joined(
        f"### `{name}`", f"```python\n{_signature(attribute, found)}\n```", _plain(first), _noted(rest)
    )


def _signature(name: str, found: Callable[..., object]) -> str:
    shown = [_short_types(str(part)) for part in inspect.signature(found).parameters.values()]
    kinds = [part.kind for part in inspect.signature(found).parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        shown.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    back = _short_types(str(inspect.signature(found).return_annotation))
    line = f"{name}({', '.join(shown)}) -> {back}"
    if len(line) <= 100:
        return line
    inner = "".join(f"    {part},\n" for part in shown)
    return f"{name}(\n{inner}) -> {back}"


def _short_types(text: str) -> str:
    for long, short in (("npt.", ""), ("NDArray[Any]", "array"), ("np.ndarray", "array"), ("'", "")):
        text = text.replace(long, short)
    return text


def _noted(text: str) -> str:
    """Turns the notes of a docstring into paragraphs with a bold label."""
    flat = _plain(text)
    for part in PARTS:
        mark = re.compile(rf"(?:^|(?<=[.)?])\s+|\n){part}:?\s(\S)")
        flat = mark.sub(lambda found, part=part: f"\n\n**{part}.** {_opening(part, found[1])}", flat, count=1)
    return flat.strip()


def _opening(part: str, letter: str) -> str:
    return letter if part == "Formula" else letter.upper()


def _plain(text: str) -> str:
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(paragraphs).replace("<", "&lt;").replace("*", r"\*")


def _rules(page: Page) -> str:
    """Turns the names of the tests into the sentences that they are."""
    found = [
        rule
        for name in page.tests
        for path in sorted(TESTS.rglob(f"test_{name}.py"))
        for rule in _sentences(path)
    ]
    if not found:
        return ""
    return "## Rules that are tested\n\n" + "\n".join(f"- {rule}" for rule in found)


def _sentences(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [
        name.removeprefix("test_").replace("_", " ").capitalize() + "."
        for name in names
        if name.startswith("test_")
    ]


def _errors() -> str:
    kinds = sorted(_kinds(MethodError), key=lambda kind: kind.code)
    rows = "\n".join(f"| `{kind.code}` | `{kind.__name__}` | {_first(kind)} |" for kind in kinds)
    said = "\n".join("| " + " | ".join(_cell(part) for part in words) + " |" for words in refusals.listed())
    return _joined(
        WRITTEN,
        "# Named errors",
        "When a figure cannot be computed honestly, nothing is printed in its place. An error says what was expected, what "
        "came, and a hint. The codes are stable.",
        f"| Code | Name | Meaning |\n|---|---|---|\n{rows}",
        "## Every refusal, word for word",
        "What the tests meet, with `...` for what differs from case to case. A refusal in other words fails a test.",
        f"| Code | Expected | Came | Hint |\n|---|---|---|---|\n{said}",
    )


def _first(kind: type[MethodError]) -> str:
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def _cell(text: str) -> str:
    return _plain(text).replace("|", r"\|")


def _kinds(kind: type[MethodError]) -> set[type[MethodError]]:
    for page in PAGES:
        for name in page.functions:
            importlib.import_module(f"needs_assessment.{name.rpartition('.')[0]}")
    below = [child for child in kind.__subclasses__() if child.__module__.startswith("needs_assessment")]
    return {kind}.union(*(_kinds(child) for child in below)) if below else {kind}


def _reasons() -> str:
    source = inspect.getsource(Reason)
    notes = dict(re.findall(r'= "(\w+)"  # (.+)', source))
    rows = "\n".join(f"| `{reason.value}` | {notes[reason.value]} |" for reason in Reason)
    return _joined(
        WRITTEN,
        "# Reason codes",
        "A result carries reasons: what a reader has to know about the figure. A reason never changes a figure. The site "
        "turns codes into sentences.",
        f"| Code | Meaning |\n|---|---|\n{rows}",
    )


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"

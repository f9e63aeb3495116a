"""Small errors to plant in the package, one at a time: made with the operators of mutmut.

Left out, because no figure can tell them apart: annotations, decorators, docstrings, imports, and the words of a
refusal (data/refusals.json holds those). One change instead of several: a string gets marks around it; of the arguments
of a call, one with a name is left out and one without becomes None. At the top of a module or class only numbers,
strings and comparisons are changed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

from method.mutation.sources import path_of

SKIPPED = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.Raise)
OUTSIDE = {"operator_number", "operator_string", "operator_swap_op"}


@dataclass(frozen=True)
class Mutant:
    """One planted error: in which function ("" = none), on which lines, its name, and the module with it."""

    module: str
    function: str
    lines: range
    name: str
    source: str


def plant(module: str) -> list[Mutant]:
    """Makes every mutant of a module, each with a name that stays when other lines move."""
    source = path_of(module).read_text()
    finder = _Finder(source)
    MetadataWrapper(cst.parse_module(source)).visit(finder)
    seen: Counter[str] = Counter()
    made = []
    for function, lines, start, end, text in finder.found:
        changed = source[:start] + text + source[end:]
        name = f"{function or 'module'}: {_change(source, changed)}"
        seen[name] += 1
        again = f" (#{seen[name]})" if seen[name] > 1 else ""
        made.append(Mutant(module, function, lines, name + again, changed))
    return made


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, source: str) -> None:
        super().__init__()
        lines = source.splitlines(keepends=True)
        self.starts = [sum(map(len, lines[:at])) for at in range(len(lines) + 1)]
        self.source = source
        self.stack: list[cst.CSTNode] = []
        self.found: list[tuple[str, range, int, int, str]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, SKIPPED):
            return False
        if not self._stands_alone(node):
            self.found.extend(self._changes(node))
        self.stack.append(node)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if self.stack and self.stack[-1] is original_node:
            self.stack.pop()

    def _stands_alone(self, node: cst.CSTNode) -> bool:
        """Tells whether the node is a docstring."""
        return isinstance(node, cst.SimpleString) and isinstance(self.stack[-1], cst.Expr)

    def _changes(self, node: cst.CSTNode) -> Iterator[tuple[str, range, int, int, str]]:
        inside = any(isinstance(one, cst.FunctionDef) for one in self.stack)
        for kind, operator in mutation_operators:
            if not isinstance(node, kind) or not (inside or operator.__name__ in OUTSIDE):
                continue
            for number, new in enumerate(operator(node)):
                if not (number and isinstance(node, cst.SimpleString)) and not _twice(node, new):
                    yield self._function(), self._statement(node), *self._slice(node), _text(new)

    def _function(self) -> str:
        kinds = (cst.FunctionDef, cst.ClassDef)
        return ".".join(one.name.value for one in self.stack if isinstance(one, kinds))

    def _statement(self, node: cst.CSTNode) -> range:
        """Gives the lines of the simple statement around the node, or its own in the head of a compound one."""
        around = next((one for one in reversed(self.stack) if isinstance(one, cst.SimpleStatementLine)), node)
        place = self.get_metadata(PositionProvider, around)
        return range(place.start.line, place.end.line + 1)

    def _slice(self, node: cst.CSTNode) -> tuple[int, int]:
        place = self.get_metadata(PositionProvider, node)
        start = self.starts[place.start.line - 1] + place.start.column
        end = self.starts[place.end.line - 1] + place.end.column
        return start, end


def _twice(node: cst.CSTNode, new: cst.CSTNode) -> bool:
    """Tells whether an argument is changed in the other way than the one chosen."""
    if not (isinstance(node, cst.Call) and isinstance(new, cst.Call)) or node.func is not new.func:
        return False
    if len(new.args) < len(node.args):
        gone = next(
            (old for old, left in zip(node.args, new.args, strict=False) if old is not left), node.args[-1]
        )
        return gone.keyword is None
    at = next((at for at, old in enumerate(node.args) if old is not new.args[at]), None)
    return at is not None and node.args[at].keyword is not None and len(node.args) > 1


def _text(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def _change(before: str, after: str) -> str:
    old, new = before.splitlines(), after.splitlines()
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return " -> ".join(
        " ".join(line.strip() for line in lines[head : len(lines) - tail]) or "(nothing)"
        for lines in (old, new)
    )

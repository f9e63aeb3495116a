"""When an item is asked: `${rol} = 'burgemeester' and ${aantal} > 3`, written as in an XLSForm.

Names of earlier items, = != < <= > >=, and, or, not(...), selected(${item}, 'choice') and brackets; nothing else.
An unanswered item is an empty text, "I don't know" is equal to nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from kennismakelaar.shared.errors import Refusal

Values = Mapping[str, "str | Sequence[str]"]
Test = Callable[[Values], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$\{[^}]*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign><=|>=|!=|=|<|>|\(|\)|,)|(?P<word>[A-Za-z]+))"
)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
DONT_KNOW = "__dont_know__"


class UnreadableCondition(Refusal):
    """A condition that does not follow the rules above."""


@dataclass(frozen=True)
class Condition:
    """A condition that was read: the names it looks at, what it compares them with, and the test itself."""

    names: tuple[str, ...]
    compared: tuple[tuple[str, str], ...]  # (name, text it is compared with)
    holds: Test


@lru_cache(maxsize=500)
def read(text: str) -> Condition:
    """Raises UnreadableCondition with the place where reading stopped."""
    reader = _Reader(text)
    test = reader.either()
    if reader.peek()[1]:
        raise reader.stuck()
    return Condition(tuple(dict.fromkeys(reader.names)), tuple(reader.compared), test)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            yield "unknown", text[at:].strip()
            return
        yield str(found.lastgroup), found.group(str(found.lastgroup))
        at = found.end()


class _Reader:
    """Reads from left to right; every method gives a test on the values."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.at = text, [*_tokens(text), ("end", "")], 0
        self.names: list[str] = []
        self.compared: list[tuple[str, str]] = []

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at]

    def take(self, *wanted: str) -> tuple[str, str]:
        kind, token = self.peek()
        if wanted and kind not in wanted and token not in wanted:
            raise self.stuck()
        self.at += 1
        return kind, token

    def stuck(self) -> UnreadableCondition:
        came = self.peek()[1] or _("the end")
        return UnreadableCondition(
            _("A condition such as: %s.") % "${plan} = 'ja'",
            came=_("“%(text)s” cannot be read from “%(came)s”.") % {"text": self.text, "came": came},
            hint=_("Use names of earlier items, =, !=, <, >, and, or, not() and selected()."),
        )

    def either(self) -> Test:
        tests = [self.both()]
        while self.peek()[1] == "or":
            self.take()
            tests.append(self.both())
        return lambda values: any(test(values) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.peek()[1] == "and":
            self.take()
            tests.append(self.one())
        return lambda values: all(test(values) for test in tests)

    def one(self) -> Test:
        word = self.peek()[1]
        if word == "not":
            self.take()
            inner = self.bracketed()
            return lambda values: not inner(values)
        if word == "(":
            return self.bracketed()
        return self.selected() if word == "selected" else self.comparison()

    def bracketed(self) -> Test:
        self.take("(")
        inner = self.either()
        self.take(")")
        return inner

    def selected(self) -> Test:
        self.take("selected")
        self.take("(")
        name = self.name()
        self.take(",")
        wanted = self.take("text")[1][1:-1]
        self.take(")")
        self.compared.append((name, wanted))
        return lambda values: wanted in _listed(values.get(name, ""))

    def comparison(self) -> Test:
        name = self.name()
        sign = self.take("=", "!=", "<", "<=", ">", ">=")[1]
        kind, token = self.take("text", "number")
        wanted = token[1:-1] if kind == "text" else token
        if sign in ("=", "!="):
            if kind == "text" and wanted:
                self.compared.append((name, wanted))
            equal = sign == "="
            return lambda values: _equal(values.get(name, ""), wanted) is equal
        return lambda values: _ordered(values.get(name, ""), sign, wanted)

    def name(self) -> str:
        token = self.take("name")[1][2:-1].strip()
        self.names.append(token)
        return token


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _equal(value: str | Sequence[str], wanted: str) -> bool:
    came = _listed(value)
    if not came or list(came) == [""]:
        return wanted == ""
    first, second = _number(came[0]), _number(wanted)
    if len(came) == 1 and first is not None and second is not None:
        return first == second
    return wanted in came


def _ordered(value: str | Sequence[str], sign: str, wanted: str) -> bool:
    first, second = _number(value) if isinstance(value, str) else None, _number(wanted)
    return first is not None and second is not None and _COMPARE[sign](first, second)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None

"""Where a figure comes from, so that it can be computed again.

A figure keeps the name of its function, the method version, its parameters and a digest of its inputs.
The inputs themselves stay where they are; whoever has them can recompute and must get the same figure.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from needs_assessment import METHOD_VERSION
from needs_assessment.errors import InputsChanged, InvalidParameter, MethodChanged

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Provenance:
    """Function, method version, parameters (sorted pairs of plain values) and digest of the inputs."""

    function: str
    method_version: str
    parameters: tuple[tuple[str, Scalar], ...]
    input_digest: str

    def as_text(self) -> str:
        """This will write the provenance as one line of JSON, to be kept beside the figure."""
        return json.dumps(
            {
                "function": self.function,
                "method_version": self.method_version,
                "parameters": dict(self.parameters),
                "input_digest": self.input_digest,
            },
            sort_keys=True,
        )

    @classmethod
    def from_text(cls, text: str) -> Provenance:
        """This will read what `as_text` wrote."""
        read = json.loads(text)
        return cls(
            read["function"],
            read["method_version"],
            tuple(sorted(read["parameters"].items())),
            read["input_digest"],
        )


@dataclass(frozen=True)
class Computed:
    """A result together with where it comes from."""

    result: Any
    provenance: Provenance


def digest(value: Any) -> str:
    """This will give a fingerprint (SHA-256) that is equal exactly when type, shape and content are equal.

    Order of keys in a table does not matter; order of units does.
    """
    sink = hashlib.sha256()
    _feed(value, sink.update)
    return sink.hexdigest()


def compute(function: str, subject: Any, /, **settings: Any) -> Computed:
    """This will call a function of the method by name, as in compute("estimates.mean", y, strata=...).

    Plain settings (level, draws, seed, method) become parameters, all others are inputs and enter the digest.
    Raises `InvalidParameter` when there is no such function, and whatever the function raises.
    """
    plain = {name: value for name, value in settings.items() if _is_plain(value)}
    arrays = {name: value for name, value in settings.items() if name not in plain}
    result = _find(function)(subject, **settings)
    made = Provenance(function, METHOD_VERSION, tuple(sorted(plain.items())), digest([subject, arrays]))
    return Computed(result, made)


def recompute(provenance: Provenance, subject: Any, /, **inputs: Any) -> Any:
    """This will compute a kept figure again from its inputs (the plain parameters come from the provenance).

    Raises `MethodChanged` when the version differs and `InputsChanged` when the inputs are other ones.
    """
    if provenance.method_version != METHOD_VERSION:
        raise MethodChanged(
            f"method version {provenance.method_version}",
            METHOD_VERSION,
            "compute it with the version it names",
        )
    if digest([subject, inputs]) != provenance.input_digest:
        raise InputsChanged(
            f"inputs with digest {provenance.input_digest[:12]}",
            f"digest {digest([subject, inputs])[:12]}",
            "give the same units in the same order, with the same types",
        )
    return _find(provenance.function)(subject, **dict(provenance.parameters), **inputs)


def _find(function: str) -> Callable[..., Any]:
    module, _, name = function.partition(".")
    try:
        if not (module.isidentifier() and name.isidentifier() and not name.startswith("_")):
            raise AttributeError(name)
        found = getattr(importlib.import_module(f"needs_assessment.{module}"), name)
    except (ImportError, AttributeError) as problem:
        raise InvalidParameter(
            "a function of the method, as in 'estimates.mean'", repr(function), "see the manual"
        ) from problem
    if not callable(found):
        raise InvalidParameter("a function of the method", f"{function!r} is none", "see the manual")
    return found  # type: ignore[no-any-return]


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float, bool))


def _feed(value: Any, take: Callable[[bytes], None]) -> None:
    """This will hand the content of `value` to `take`, each part preceded by what it is."""
    if isinstance(value, np.ndarray) and value.dtype != object:
        take(f"array {value.dtype.str} {value.shape};".encode())
        take(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, Mapping):
        take(f"table {len(value)};".encode())
        for mark, inner in sorted((digest(key), digest(inner)) for key, inner in value.items()):
            take((mark + inner).encode())
    elif isinstance(value, (list, tuple, np.ndarray)):
        take(f"list {len(value)};".encode())
        for part in value:
            _feed(part, take)
    elif is_dataclass(value) and not isinstance(value, type):
        take(f"record {type(value).__name__};".encode())
        for field in fields(value):
            _feed(getattr(value, field.name), take)
    else:
        take(f"{type(value).__name__} {value!r};".encode())

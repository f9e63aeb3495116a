"""Puts an error into code that is already loaded, so that a forked process need not import anything again."""

import gc
import importlib
import re
import sys
import types
from collections.abc import Iterator
from typing import Any

from method.mutation.sources import path_of

ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def plant(module: str, source: str) -> None:
    """Replaces the code of every function of the module, and constants and defaults that differ."""
    name = f"needs_assessment.{module}"
    live = importlib.import_module(name)
    fresh = types.ModuleType(name)
    fresh.__dict__.update(__file__=str(path_of(module)), __package__=live.__package__)
    exec(compile(source, str(path_of(module)), "exec"), fresh.__dict__)
    wanted = dict(_functions(fresh))
    for where, function in _functions(live):
        function.__code__ = wanted[where].__code__
        for kind in ("__defaults__", "__kwdefaults__"):
            if _differ(getattr(function, kind), getattr(wanted[where], kind)):
                setattr(function, kind, getattr(wanted[where], kind))
    _constants(live, fresh)
    wanted.clear()
    vars(fresh).clear()
    gc.collect()  # else the classes of both are found as subclasses


def _functions(module: types.ModuleType) -> Iterator[tuple[str, types.FunctionType]]:
    for name, value in list(vars(module).items()):
        if getattr(value, "__module__", None) != module.__name__:
            continue
        yield from _inside(name, value)
        if isinstance(value, type):
            for attribute, inner in list(vars(value).items()):
                yield from _inside(f"{name}.{attribute}", inner)


def _inside(where: str, value: Any) -> Iterator[tuple[str, types.FunctionType]]:
    for layer in ("__func__", "fget", "func", "__wrapped__"):
        value = getattr(value, layer, value)
    if isinstance(value, types.FunctionType):
        yield where, value


def _constants(live: types.ModuleType, fresh: types.ModuleType) -> None:
    """Replaces constants here and wherever they were imported to; constants of classes likewise."""
    for name, value in list(vars(fresh).items()):
        old = getattr(live, name, None)
        if isinstance(value, type) and value.__module__ == live.__name__:
            for attribute, inner in list(vars(value).items()):
                if _plain(inner) and _differ(inner, vars(old).get(attribute)):
                    setattr(old, attribute, inner)
        elif _plain(value) and not name.startswith("__") and _differ(value, old):
            for module in list(sys.modules.values()):
                if vars(module).get(name) is old if hasattr(module, "__dict__") else False:
                    setattr(module, name, value)


def _plain(value: Any) -> bool:
    return isinstance(value, int | float | str | tuple | dict | frozenset)


def _differ(one: Any, two: Any) -> bool:
    return ADDRESS.sub("", repr(one)) != ADDRESS.sub("", repr(two))

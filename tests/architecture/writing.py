"""Reads source text for writes to the database that are not made by a room's actions."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ALWAYS = {
    "abulk_create", "abulk_update", "acreate", "adelete", "aget_or_create", "asave", "aupdate_or_create",
    "bulk_create", "bulk_update", "get_or_create", "update_or_create", "_raw_delete",
}  # fmt: skip
LINKS = {"add", "remove", "clear", "set"}
QUERY_WORDS = (".objects", ".filter(", ".exclude(", ".all()", ".select_for_update(", "queryset", "_set.")
SQL_WORDS = ("insert ", "update ", "delete ", "truncate ", "alter ", "drop ")
# May write besides actions: what changes or fills tables by nature.
WRITING_HANDS = {"actions", "migrations"}


def writes_in(text: str, *, links: Iterable[str]) -> list[tuple[int, str]]:
    """Lists line and call of every write; `links` are the names of many-to-many relations.

    A name that the file itself declares as a set is a set, whatever a relation elsewhere is called.
    """
    tree = ast.parse(text)
    names = set(links) - _declared_sets(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return sorted((call.lineno, ast.unparse(call)[:100]) for call in calls if _writes(call, names))


def _declared_sets(tree: ast.AST) -> set[str]:
    declared = [node for node in ast.walk(tree) if isinstance(node, ast.AnnAssign)]
    return {
        node.target.id if isinstance(node.target, ast.Name) else node.target.attr
        for node in declared
        if isinstance(node.target, (ast.Name, ast.Attribute))
        and ast.unparse(node.annotation).startswith("set[")
    }


def _writes(call: ast.Call, links: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, receiver = call.func.attr, ast.unparse(call.func.value)
    if name in ALWAYS:
        return True
    if name == "save":  # a workbook or document is saved to a path, a row to nowhere in particular
        return not call.args
    if name == "delete":
        return not call.args
    if name == "create":
        return bool(call.keywords)
    if name == "update":
        return any(word in f"{receiver}." for word in QUERY_WORDS)
    if name in LINKS:
        return isinstance(call.func.value, ast.Attribute) and call.func.value.attr in links
    return name in {"execute", "executemany"} and _is_writing_sql(call)


def _is_writing_sql(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
    return text.lstrip().lower().startswith(SQL_WORDS)


def files_that_may_not_write(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*.py")):
        parts = {part.removesuffix(".py") for part in path.relative_to(site).parts}
        if not parts & WRITING_HANDS:
            yield path

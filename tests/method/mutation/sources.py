"""The modules of the package, and whether one still computes what it computed when it was judged."""

import ast
import hashlib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "needs_assessment"
RESULT = Path(__file__).resolve().parents[1] / "data" / "mutants.json"
JUDGED = RESULT.with_name("mutants_judged.json")


def modules() -> list[str]:
    """Gives the modules of the package in order, such as `disclosure.attack`."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    return sorted(".".join(path.parts) for path in paths if path.name != "__init__")


def path_of(module: str) -> Path:
    """Gives the file of a module."""
    return PACKAGE.joinpath(*module.split(".")).with_suffix(".py")


def digest(module: str) -> str:
    """Gives a digest of what a module computes: comments, docstrings, annotations and imports left out."""
    tree = _Bare().visit(ast.parse(path_of(module).read_text()))
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()[:16]


class _Bare(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        return None if isinstance(node.value, ast.Constant) else node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_Import(self, _node: ast.Import) -> None:
        return None

    visit_ImportFrom = visit_Import

"""What the house rules look at: our own files, never the environment's or this machine's."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("portal", "schools", "employers", "placements")
FLOORS = ("schools", "employers", "placements")
IGNORED = {".git", ".venv", ".hypothesis", "var", "__pycache__", "node_modules", "htmlcov"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return not any(p in IGNORED or p.endswith("_cache") or p.startswith(".coverage") for p in parts)


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files of the product, migrations left out: a machine writes those."""
    found = (p for folder in folders or PACKAGES for p in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(p for p in found if is_ours(p) and "migrations" not in p.parts))


@cache
def templates() -> tuple[Path, ...]:
    folders = [ROOT / "templates", *(d for p in PACKAGES for d in (ROOT / p).rglob("templates"))]
    files = (f for d in folders for f in d.rglob("*") if f.suffix in {".html", ".txt", ".xml"})
    return tuple(sorted(files))


def template_name(path: Path) -> str:
    """The name by which code asks for it: what comes after the last templates folder."""
    parts = path.parts
    start = len(parts) - parts[::-1].index("templates")
    return "/".join(parts[start:])


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


@cache
def string_literals(path: Path) -> tuple[str, ...]:
    """Every constant text in the file, pieces of f-strings included."""
    nodes = (n for n in ast.walk(tree(path)) if isinstance(n, ast.Constant))
    return tuple(n.value for n in nodes if isinstance(n.value, str))

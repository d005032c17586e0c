"""Finds every text for people in code and templates, without xgettext."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation.template import templatize

from tests.house.sources import name_of, python_files, templates, tree

SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
QUOTED = r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
CALL = re.compile(rf"\b(\w*gettext\w*|_)\(\s*u?({QUOTED})(?:\s*,\s*u?({QUOTED}))?")


def _of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        position = 1 if name in WITH_CONTEXT else 0
        if name in SINGLE | PLURAL | WITH_CONTEXT and len(node.args) > position:
            text = node.args[position]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def _of_template(path: Path) -> Iterator[str]:
    source = templatize(path.read_text(encoding="utf-8"), origin=name_of(path))
    for call, first, second in CALL.findall(source):
        text = second if call in WITH_CONTEXT and second else first
        yield ast.literal_eval(text).replace("%%", "%") if "%%" in text else ast.literal_eval(text)


@cache
def texts_of(path: Path) -> tuple[str, ...]:
    """The msgids in one file. Of a plural the singular."""
    found = _of_python(path) if path.suffix == ".py" else _of_template(path)
    return tuple(text for text in found if text)


@cache
def all_texts() -> dict[str, str]:
    """msgid -> the first file it stands in."""
    found: dict[str, str] = {}
    for path in (*python_files(), *templates()):
        for text in texts_of(path):
            found.setdefault(text, name_of(path))
    return found

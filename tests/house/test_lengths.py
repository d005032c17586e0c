"""Files and functions stay short, and no file is a drawer for odds and ends."""

import pytest

from tests.house.sources import functions, name_of, python_files, templates

FILE_CAP = 400
FUNCTION_CAP = 50
TEMPLATE_CAP = 100
DRAWERS = {"utils", "helpers", "common", "misc", "util", "helper"}


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_file_and_its_functions_stay_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path)}
    too_long = {name: length for name, length in long.items() if length > FUNCTION_CAP}

    assert lines <= FILE_CAP, f"{name_of(path)} has {lines} lines: split it by thing"
    assert too_long == {}, f"{name_of(path)}: functions over {FUNCTION_CAP} lines"


def test_templates_stay_short():
    lengths = {name_of(t): len(t.read_text(encoding="utf-8").splitlines()) for t in templates()}

    assert {n: lines for n, lines in lengths.items() if lines >= TEMPLATE_CAP} == {}


def test_no_module_is_a_drawer():
    names = [p for p in python_files() if {p.stem, *p.parts} & DRAWERS]

    assert [name_of(p) for p in names] == []


def test_every_module_with_code_says_what_it_is_for():
    """Models, services, matching, imports and core: one to three lines at the top."""
    folders = {"services", "matching", "imports", "models", "core"}
    silent = [
        name_of(p)
        for p in python_files()
        if folders & set(p.parts)
        and p.name not in {"__init__.py", "apps.py", "urls.py"}
        and not p.read_text(encoding="utf-8").lstrip().startswith('"""')
    ]

    assert silent == []

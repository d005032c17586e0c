"""Packages: all pinned, each with its reason, none that nothing uses."""

import ast
import re
from importlib.metadata import distribution, packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import PACKAGES, ROOT, name_of, python_files, string_literals, tree

PIN = re.compile(r"^(?P<requirement>[\w.-]+(?:\[[\w,]+\])?==[\w.]+)\s*(?:#\s*(?P<why>.+))?$")
# Used without an import of ours: by a command, a setting, or another package on our behalf.
WITHOUT_IMPORT = {
    "argon2-cffi",  # the password hasher
    "axe-playwright-python",
    "django-stubs",  # mypy
    "djade",  # make templates
    "gunicorn",  # started by serve
    "hypothesis",
    "import-linter",  # run in a process of its own
    "mypy",
    "psycopg",  # the database engine
    "pytest-cov",
    "pytest-django",
    "pytest-playwright",
    "pytest-randomly",
    "pytest-socket",
    "pytest-xdist",
    "ruff",
    "scipy",
    "tzdata",  # zoneinfo
}


def lines(name):
    text = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in text if line and not line.startswith(("#", "-"))]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_line_is_pinned_and_says_why(name):
    assert [line for line in lines(name) if not (m := PIN.match(line)) or not m["why"]] == []


def top_level():
    both = lines("requirements.txt") + lines("requirements-dev.txt")
    return [Requirement(line.split("#")[0].strip()) for line in both]


def pinned():
    return {
        canonicalize_name(name): version
        for name, _, version in (line.partition("==") for line in lines("constraints.txt"))
    }


def test_constraints_pin_what_the_requirements_bring_along():
    pins = pinned()
    missing = set()
    for wanted in top_level():
        assert str(wanted.specifier) == f"=={pins[canonicalize_name(wanted.name)]}"
        missing |= {name for name in brought_by(wanted) if name not in pins}

    assert missing == set(), "run: make lock"


def brought_by(wanted):
    try:
        requires = distribution(wanted.name).requires or []
    except ModuleNotFoundError:  # a tool that only `make check` installs
        return set()
    needed = [Requirement(line) for line in requires]
    return {
        canonicalize_name(need.name)
        for need in needed
        if not need.marker
        or any(need.marker.evaluate({"extra": extra}) for extra in {"", *wanted.extras})
    }


def test_every_package_is_used():
    files = python_files(*PACKAGES, "tests")
    modules = {name for path in files for name in imported(path)}
    modules |= {text.partition(".")[0] for path in files for text in string_literals(path)}
    owners = packages_distributions()
    used = {canonicalize_name(d) for module in modules for d in owners.get(module, ())}

    # What only `make check` installs is judged there: elsewhere nobody knows its modules.
    installed = {canonicalize_name(d) for names in owners.values() for d in names}
    wanted = {canonicalize_name(r.name) for r in top_level()} & installed
    assert wanted - used - WITHOUT_IMPORT == set(), "nothing imports it: drop it"


def test_every_imported_package_is_pinned():
    """Else a fresh machine lacks it, though this one has it by chance."""
    owners = packages_distributions()
    pins = pinned()
    unpinned = {
        module: name_of(path)
        for path in python_files(*PACKAGES, "tests")
        for module in imported(path)
        if module in owners and not any(canonicalize_name(d) in pins for d in owners[module])
    }

    assert unpinned == {}, "add it to requirements.txt with its reason, then: make lock"


def imported(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]

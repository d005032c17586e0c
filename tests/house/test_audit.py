"""Every line of the audit trail has a registered name, and every name is used."""

import ast

from wagtail.log_actions import registry

from tests.house.sources import FLOORS, name_of, python_files, string_literals, tree


def recorded() -> dict[str, str]:
    """Action -> file, for each literal first argument of ``record(…)``."""
    found = {}
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and called(node.func) == "record" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value] = name_of(path)
    return found


def registered() -> set[str]:
    return {action for action, _label in registry.get_choices()}


def called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def test_every_recorded_action_is_registered():
    known = registered()

    assert {a: path for a, path in recorded().items() if a not in known} == {}


def test_every_registered_action_of_ours_is_recorded():
    ours = {a for a in registered() if a.partition(".")[0] in (*FLOORS, "accounts")}
    hooks = [p for p in python_files() if p.name == "wagtail_hooks.py"]
    spoken = {s for p in python_files() if p not in hooks for s in string_literals(p)}

    assert ours - spoken == set()

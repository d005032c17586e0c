"""The walls of the house: who may import whom (pyproject.toml, docs/architecture.md)."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_imports_respect_the_floors(capsys):
    status = lint_imports(no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out

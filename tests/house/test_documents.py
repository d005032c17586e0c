"""The documents that the code writes are what the code says now."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.privacy.documents import permissions_document, privacy_document


def test_generated_documents_are_current():
    call_command("write_docs", check=True)


def test_write_docs_notices_an_old_document(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    (tmp_path / "docs").mkdir()
    Path(tmp_path / "docs/permissions.md").write_text("yesterday")

    with pytest.raises(CommandError, match=r"docs/permissions\.md is not what the code says"):
        call_command("write_docs", check=True)


def test_documents_name_a_scope_a_transition_and_an_erased_field():
    permissions, privacy = permissions_document(), privacy_document()

    assert "| `schools.Student` | The pupil self;" in permissions
    assert "| `verify` | applied | verified |" in permissions
    assert "| `given_name` | given name | becomes `''` |" in privacy
    assert "see the code" not in permissions

"""Every kind of message can be mailed, shown in the inbox, and names no pupil where others read."""

import re

import pytest
from django.template.loader import get_template

from portal.notifications.kinds import KINDS
from tests.house.sources import FLOORS, name_of, python_files, string_literals, templates

VARIABLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
SUBJECTS = tuple(t for t in templates() if t.name.endswith("_subject.txt"))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_kind_of_message_has_its_templates(name):
    for part in ("subject.txt", "body.txt"):
        get_template(f"{KINDS[name].template}_{part}")


@pytest.mark.parametrize("path", SUBJECTS, ids=name_of)
def test_mail_subject_names_no_pupil(path):
    variables = "".join(VARIABLE.findall(path.read_text(encoding="utf-8")))

    assert not re.search(r"\b(?:student\.|pupil\.|given_name|family_name)", variables)


def test_inbox_line_names_no_pupil():
    lines = {kind.name: str(kind.line) for kind in KINDS.values()}

    assert {n: t for n, t in lines.items() if re.search(r"%\((?:student|pupil|name)\)", t)} == {}


def test_every_kind_of_message_is_sent():
    spoken = {s for p in python_files() if p.name != "notifications.py" for s in string_literals(p)}
    ours = {name for name in KINDS if name.partition(".")[0] in FLOORS}

    assert ours - spoken == set(), "registered, but nobody sends it"


def test_every_mail_template_belongs_to_a_kind_or_is_asked_for():
    asked = {s for p in python_files() for s in string_literals(p)}
    stems = {
        f"emails/{t.parent.name}/{t.name.rpartition('_')[0]}"
        for t in templates()
        if "emails" in t.parts and not t.name.startswith(("_", "base"))
    }
    known = {kind.template for kind in KINDS.values()}

    assert {s for s in stems - known if not any(s in text for text in asked)} == set()

"""Writes docs/permissions.md and docs/privacy.md from what the code itself declares."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models
from django.utils import translation

from portal.core.workflow import Transition, Workflow
from portal.privacy.personal_data import Declaration, declarations

NOTICE = "Written by `make docs` from the code: do not edit. A test compares it with the code.\n"

PERMISSIONS_INTRO = """\
Access asks two questions. **Which rows may this person see?** The model's `visible_to`; a miss is
"not found". **May this person do this now?** The table below; a miss is "not allowed".
Nothing else decides.
"""

PRIVACY_INTRO = """\
What the portal holds about people, field by field, and what happens to it when a person is erased.
Never stored: citizen numbers, birth countries, nationalities, diagnoses. An import drops them
before anything is saved or logged. Pupils' names never reach an address, a log or a mail subject.
"""


@dataclass(frozen=True)
class Chapter:
    """A table that a floor above adds to permissions.md: ``rows`` as ``head`` names them."""

    title: str
    intro: str
    head: tuple[Any, ...]
    rows: Callable[[], Iterator[tuple[str, ...]]]


_chapters: list[Chapter] = []


def add_chapter(chapter: Chapter) -> None:
    """Twice is once."""
    if chapter not in _chapters:
        _chapters.append(chapter)


def permissions_document() -> str:
    with translation.override("en"):
        parts = [
            "# Who may see and do what\n",
            NOTICE,
            PERMISSIONS_INTRO,
            "## Who sees which rows\n",
        ]
        parts.append(_table(("rows", "who sees them"), _scopes()))
        for chapter in _chapters:
            parts += [f"## {chapter.title}\n", f"{chapter.intro}\n"]
            head = tuple(str(word) for word in chapter.head)
            parts.append(_table(head, chapter.rows()))
        parts.append("## Who may do what, and when\n")
        for title, workflow in _workflows():
            rows = [_transition_row(t) for t in workflow.transitions.values()]
            parts += [f"### {title}\n", _table(("transition", "from", "to", "who"), rows)]
    return "\n".join(parts)


def privacy_document() -> str:
    with translation.override("en"):
        parts = ["# What the portal knows about people\n", NOTICE, PRIVACY_INTRO]
        for declaration in declarations():
            parts += [f"## {declaration.model._meta.label}\n"]
            if summary := _first_paragraph(declaration.model.__doc__, declaration.model):
                parts += [f"{summary}\n"]
            parts.append(_table(("field", "meaning", "at erasure"), _field_rows(declaration)))
    return "\n".join(parts)


def _our_apps() -> list[AppConfig]:
    """The apps of this repository, not the installed packages (they may lie in its .venv)."""
    ours = []
    for app in apps.get_app_configs():
        place = Path(app.path)
        if place.is_relative_to(settings.BASE_DIR):
            folders = place.relative_to(settings.BASE_DIR).parts
            ours += [app] if not folders[0].startswith(".") else []
    return sorted(ours, key=lambda app: app.name)


def _scopes() -> Iterator[tuple[str, str]]:
    for app in _our_apps():
        for model in sorted(app.get_models(), key=lambda m: m.__name__):
            if scope := getattr(model._default_manager.all(), "visible_to", None):
                yield f"`{model._meta.label}`", _one_line(scope.__doc__ or "see the code")


def _workflows() -> Iterator[tuple[str, Workflow]]:
    for app in _our_apps():
        if find_spec(f"{app.name}.workflow"):
            module = import_module(f"{app.name}.workflow")
            for name, value in vars(module).items():
                if isinstance(value, Workflow):
                    yield f"{app.label}: {name.removesuffix('_WORKFLOW').lower()}", value


def _transition_row(transition: Transition) -> tuple[str, str, str, str]:
    sources = ", ".join(sorted(str(source) for source in transition.sources))
    permitted = transition.permitted
    who = permitted.__name__.replace("_", " ")
    if text := inspect.getdoc(permitted):
        who = f"{who}: {_one_line(text)}"
    return f"`{transition.name}`", sources, str(transition.target), who


def _field_rows(declaration: Declaration) -> Iterator[tuple[str, str, str]]:
    for field in declaration.model._meta.concrete_fields:
        erased = field.name in declaration.erase
        fate = f"becomes {_shown(declaration.erase[field.name])}" if erased else "stays"
        yield f"`{field.name}`", str(field.verbose_name), fate


def _shown(value) -> str:
    return "a new random value" if callable(value) else f"`{value!r}`"


def _first_paragraph(text: str | None, model: type[models.Model]) -> str:
    """The docstring's first paragraph; Django's own (the list of fields) says nothing new."""
    if not text or text.startswith(f"{model.__name__}("):
        return ""
    return _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(inspect.cleandoc(text).split("\n\n")[0].split())


def _table(head: tuple[str, ...], rows) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(c.replace('|', '/') for c in line)} |\n" for line in lines)

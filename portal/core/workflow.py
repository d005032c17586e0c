"""A state machine that reads as a table: transition, from, to, who may."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

Permission = Callable[[Any, Any], bool]


class TransitionNotAllowed(Exception):
    """The object is not in a state from which this transition starts."""

    def __str__(self) -> str:
        return self.args[0] if self.args else _("This has changed in the meantime.")


@dataclass(frozen=True)
class Transition:
    """One row of the table. ``permitted`` is a predicate ``(user, obj) -> bool``."""

    name: str
    sources: frozenset[str]
    target: str
    permitted: Permission


class Workflow:
    """The life of one kind of object: rows of (transition, from, to, who)."""

    def __init__(self, *rows: tuple[str, Iterable[str], str, Permission]):
        self.transitions = {
            name: Transition(name, frozenset(sources), target, permitted)
            for name, sources, target, permitted in rows
        }

    def available(self, obj: models.Model, *, by: Any) -> list[str]:
        """The transitions to offer ``by`` as buttons, in table order."""
        return [
            t.name
            for t in self.transitions.values()
            if obj.state in t.sources and t.permitted(by, obj)  # type: ignore[attr-defined]
        ]

    def allows(self, name: str, obj: models.Model, *, by: Any) -> bool:
        return name in self.available(obj, by=by)

    def apply(self, name: str, obj: models.Model, *, by: Any, **stamps: Any) -> None:
        """Move ``obj`` in one guarded UPDATE, so of two clicks only one wins.

        ``by`` None is the portal itself (a schedule): the state counts, the person does not.
        ``stamps`` are fields set in the same statement (published_at, ...).
        Raises PermissionDenied or TransitionNotAllowed.
        """
        transition = self.transitions[name]
        if by is not None and not transition.permitted(by, obj):
            raise PermissionDenied
        moved = (
            type(obj)
            ._base_manager.filter(pk=obj.pk, state__in=transition.sources)
            .update(state=transition.target, **stamps)
        )
        if not moved:
            raise TransitionNotAllowed(
                _("This has changed in the meantime. Nothing was done. Look at the page again.")
            )
        for field, value in {"state": transition.target, **stamps}.items():
            setattr(obj, field, value)

"""Which fields about people are erased, and which may stay: each model says so itself.

A model that holds people's data has ``class PersonalData`` with ``erase`` (field -> what replaces
it) and ``keep`` (names of fields). A house test fails on a field that is in neither.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Declaration:
    """What one model says about its fields."""

    model: type[models.Model]
    erase: Mapping[str, Any]
    keep: Set[str]

    @property
    def unsorted(self) -> list[str]:
        """Fields that are in neither list, in the order of the model."""
        names = [field.name for field in self.model._meta.concrete_fields]
        return [name for name in names if name not in self.erase and name not in self.keep]

    @property
    def unknown(self) -> list[str]:
        """Names in the lists that are no field of the model."""
        fields = {field.name for field in self.model._meta.get_fields()}
        return sorted((set(self.erase) | set(self.keep)) - fields)


def declaration_of(model: type[models.Model]) -> Declaration | None:
    declared = getattr(model, "PersonalData", None)
    if declared is None:
        return None
    return Declaration(model, declared.erase, frozenset(declared.keep))


def declarations() -> Iterator[Declaration]:
    """Every declaration of the house, by app and model."""
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        if declaration := declaration_of(model):
            yield declaration

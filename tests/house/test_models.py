"""Every model says who may see its rows and what happens to what it knows about people."""

import pytest
from django.apps import apps
from django.db import models

from portal.privacy.personal_data import declaration_of
from tests.house.sources import FLOORS, PACKAGES

OUR_MODELS = [
    model for model in apps.get_models() if model.__module__.partition(".")[0] in PACKAGES
]
FLOOR_MODELS = [m for m in OUR_MODELS if m._meta.app_label in FLOORS]

# Rows that are only ever reached through the row they belong to. A reviewer sees this list grow.
WITHOUT_SCOPE = {
    "BookingStep",
    "EmployerMembership",
    "GroupEnrolment",
    "ReflectionAnswer",
    "RosterUndoPart",
    "RoundSession",
    "SchoolMembership",
    "Wish",
}
# They tie a colleague's account to an organisation or a role: gone with either, nothing to erase.
WITHOUT_DECLARATION = {
    "RegionMembership",
    "SchoolMembership",
}
TELLS_WHO = {
    "birth_date",
    "contact_email",
    "contact_name",
    "contact_phone",
    "email",
    "family_name",
    "first_name",
    "given_name",
    "last_name",
    "mobile",
    "phone",
}
NEVER_STORED = ("bsn", "citizen", "onderwijsnummer", "birth_country", "nationality", "diagnosis")
NAME_FIELDS = ("given_name", "family_name", "first_name", "last_name")


def label(model):
    return model._meta.label


def about_pupils() -> set[type[models.Model]]:
    """Student and every model that points at one, directly or by way of another."""
    found = {apps.get_model("schools.Student")}
    while True:
        more = {
            model
            for model in OUR_MODELS
            for field in model._meta.concrete_fields
            if field.is_relation and field.related_model in found
        }
        if more <= found:
            return found
        found |= more


def about_people() -> set[type[models.Model]]:
    named = {m for m in OUR_MODELS if TELLS_WHO & {f.name for f in m._meta.concrete_fields}}
    return about_pupils() | named


PEOPLE_MODELS = sorted(about_people(), key=label)
DECLARED_MODELS = sorted((m for m in OUR_MODELS if hasattr(m, "PersonalData")), key=label)


def test_every_domain_model_says_who_may_see_it():
    unscoped = {m.__name__ for m in FLOOR_MODELS if not hasattr(m.objects.all(), "visible_to")}

    assert unscoped - WITHOUT_SCOPE == set(), "give its QuerySet visible_to(user)"
    assert WITHOUT_SCOPE - unscoped == set(), "no longer needed in WITHOUT_SCOPE"


@pytest.mark.parametrize("model", FLOOR_MODELS, ids=label)
def test_scope_says_in_words_who_sees_the_rows(model):
    scope = getattr(model.objects.all(), "visible_to", None)

    assert scope is None or scope.__doc__, (
        f"{label(model)}: docs/permissions.md shows the docstring of visible_to"
    )


@pytest.mark.parametrize("model", PEOPLE_MODELS, ids=label)
def test_model_about_people_declares_its_personal_data(model):
    declared = hasattr(model, "PersonalData") or model.__name__ in WITHOUT_DECLARATION

    assert declared, f"{label(model)} knows about people: give it class PersonalData"


@pytest.mark.parametrize("model", DECLARED_MODELS, ids=label)
def test_every_field_about_people_is_sorted(model):
    declaration = declaration_of(model)

    assert declaration.unsorted == [], f"{label(model)}: sort into erase or keep"
    assert declaration.unknown == [], f"{label(model)}: no such field"
    assert set(declaration.erase) & declaration.keep == set(), f"{label(model)}: in both lists"


@pytest.mark.parametrize("model", DECLARED_MODELS, ids=label)
def test_what_is_erased_can_hold_its_replacement(model):
    for name, value in declaration_of(model).erase.items():
        field = model._meta.get_field(name)

        assert value is not None or field.null, f"{label(model)}.{name} cannot be empty"


@pytest.mark.parametrize("model", OUR_MODELS, ids=label)
def test_no_model_has_room_for_what_is_never_stored(model):
    names = [field.name for field in model._meta.concrete_fields]

    assert [n for n in names if any(word in n for word in NEVER_STORED)] == []


@pytest.mark.parametrize("model", sorted(about_pupils(), key=label), ids=label)
def test_str_of_anything_about_a_pupil_shows_no_name(model):
    fields = {f.name for f in model._meta.concrete_fields}
    names = {name: f"Secret{name}" for name in NAME_FIELDS if name in fields}

    assert "Secret" not in str(model(pk=7, **names))

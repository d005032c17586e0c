"""The demo region fills an empty house, once, and never somebody's own data."""

import pytest
from django.core.management import call_command

from portal.core.management.commands import prepare
from tests.factories import UserFactory


@pytest.fixture
def called(monkeypatch):
    """The commands that prepare runs, without running them."""
    names = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: names.append(name))
    return names


def test_prepare_loads_the_demo_into_an_empty_house(called, settings):
    settings.DEMO = True

    call_command("prepare")

    assert called == ["load_demo", "load_pages"]


def test_prepare_leaves_a_house_with_people_alone(called, settings):
    settings.DEMO = True
    UserFactory()

    call_command("prepare")

    assert called == ["load_pages"]


def test_prepare_loads_no_demo_where_there_is_none(called, settings):
    settings.DEMO = False

    call_command("prepare")

    assert called == ["load_pages"]


def test_prepare_migrates_before_it_loads(called, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(prepare, "has_unapplied_migrations", lambda: True)

    call_command("prepare")

    assert called == ["migrate", "load_reference", "load_demo", "load_pages"]

"""The shipped rules and hazards, and how the region changes them."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.reference.datasets import read_json
from portal.reference.loading import load_reference
from portal.reference.models import ActivityRule, Hazard, Regime
from tests.factories import UserFactory

SPRITE = Path(settings.BASE_DIR) / "portal/core/static/portal/icons/sprite.svg"


@pytest.fixture
def administrator(client):
    user = UserFactory(is_superuser=True, is_staff=True, language="nl")
    client.force_login(user)
    return user


def test_shipped_rules_are_whole():
    for rule in ActivityRule.objects.all():
        rule.full_clean()
        assert all([rule.sentence_nl, rule.sentence_en, rule.source]), rule.code

    assert ActivityRule.objects.count() == len(read_json("activity_rules.json"))
    assert {regime for rule in ActivityRule.objects.all() for regime in rule.regimes} == set(
        Regime.values
    )


def test_shipped_rules_have_one_limit_each_so_that_the_sentence_fits():
    limits = ("min_age", "max_hours_day", "weekdays", "hazards_excluded")

    for rule in ActivityRule.objects.all():
        used = [name for name in limits if getattr(rule, name)]
        used += ["times"] if rule.earliest or rule.latest else []
        assert len(used) == 1, rule.code


def test_every_hazard_has_a_pictogram_of_the_sprite():
    drawn = set(re.findall(r'id="i-([^"]+)"', SPRITE.read_text(encoding="utf-8")))

    assert {hazard.pictogram for hazard in Hazard.objects.all()} - drawn == set()


def test_rule_that_the_region_changed_stays_changed():
    ActivityRule.objects.filter(code="visit_sunday").update(severity="block")

    load_reference()

    assert ActivityRule.objects.get(code="visit_sunday").severity == "block"


@pytest.mark.usefixtures("administrator")
def test_region_makes_a_rule_with_ticks(client):
    data = {
        "code": "no_fridays", "order": "5", "sentence_nl": "Niet op vrijdag.", "sentence_en": "",
        "regimes": ["observe", "try"], "weekdays": ["1", "2", "3", "4"],
        "hazards_excluded": ["heat"], "severity": "warn", "source": "Afspraak van de regio",
        "source_date": "2026-09-01", "valid_from": "2026-09-01",
    }  # fmt: skip

    client.post(reverse("wagtailsnippets_reference_activityrule:add"), data)

    rule = ActivityRule.objects.get(code="no_fridays")
    assert (rule.regimes, rule.weekdays) == (["observe", "try"], [1, 2, 3, 4])
    assert (rule.hazards_excluded, rule.valid_from) == (["heat"], dt.date(2026, 9, 1))
    assert rule in ActivityRule.all_cached()


@pytest.mark.parametrize(
    "wrong",
    [
        {"regimes": ["party"]},
        {"regimes": "work"},
        {"weekdays": [0]},
        {"weekdays": [8]},
        {"hazards_excluded": ["dragons"]},
        {"for_age_min": 16, "for_age_max": 15},
        {"max_hours_day": 25},
        {"valid_from": None},
    ],
)
def test_rule_that_cannot_be_is_refused(wrong):
    rule = ActivityRule(
        **{
            "code": "x", "regimes": ["work"], "sentence_nl": "Nee.", "source": "bron",
            "valid_from": dt.date(2026, 8, 1), **wrong,
        }
    )  # fmt: skip

    with pytest.raises(ValidationError):
        rule.full_clean()

import io

import pytest
from django.core.management import call_command

from employers.models import OfferTemplate
from portal.reference import setup
from portal.reference.loading import load_reference
from portal.reference.models import (
    Competence,
    LabourRegion,
    PostcodeArea,
    Region,
    SchoolHoliday,
    Sector,
    ShippedRow,
    Subject,
    VmboProfile,
)


@pytest.fixture(autouse=True)
def _no_steps(monkeypatch):
    monkeypatch.setattr(setup, "_steps", {})


def changes(result):
    return sum(counts["created"] + counts["updated"] for counts in result.values())


def test_load_reference_fills_an_empty_database():
    for model in (
        OfferTemplate,
        Region,
        Sector,
        SchoolHoliday,
        LabourRegion,
        PostcodeArea,
        ShippedRow,
    ):
        model.objects.all().delete()

    load_reference()

    assert Sector.objects.count() == 10
    assert Competence.objects.count() == 5
    assert VmboProfile.objects.count() == 10
    assert LabourRegion.objects.count() == 35
    assert SchoolHoliday.objects.count() == 30
    assert PostcodeArea.objects.count() == 4064
    assert Region.objects.count() == 1
    mobility = Sector.objects.get(code="mobility_logistics")
    assert (mobility.hue, mobility.pictogram) == ("mobility", "truck")
    assert [profile.code for profile in mobility.vmbo_profiles.order_by("code")] == ["m_t", "mat"]


def test_load_reference_again_changes_nothing():
    assert changes(load_reference()) == 0


def test_load_reference_costs_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        load_reference()


def test_load_reference_leaves_edits_of_the_region_alone():
    Sector.objects.filter(code="crafts").update(name_nl="Vakwerk")
    Sector.objects.get(code="media_ict").vmbo_profiles.clear()
    Subject.objects.get(code="dans").delete()
    Subject.objects.create(code="zeilen", label_nl="Zeilen", category="practical")

    result = load_reference()

    assert changes(result) == 0
    assert Sector.objects.get(code="crafts").name_nl == "Vakwerk"
    assert not Sector.objects.get(code="media_ict").vmbo_profiles.exists()
    assert not Subject.objects.filter(code="dans").exists()


def test_load_reference_reset_puts_back_what_the_product_brought():
    Sector.objects.filter(code="crafts").update(name_nl="Vakwerk")
    Sector.objects.get(code="media_ict").vmbo_profiles.clear()
    Subject.objects.get(code="dans").delete()
    own = Subject.objects.create(code="zeilen", label_nl="Zeilen", category="practical")

    result = load_reference(reset=True)

    assert changes(result) == 3
    assert Sector.objects.get(code="crafts").name_nl == "Ambacht en vakmanschap"
    assert Sector.objects.get(code="media_ict").vmbo_profiles.count() == 1
    assert Subject.objects.filter(code="dans").exists()
    assert Subject.objects.filter(pk=own.pk).exists()


def test_load_reference_brings_a_new_wording_where_the_region_did_not_edit(settings):
    settings.REGION_NAME = "Regio Zuiderhaven"

    result = load_reference()

    assert result["region"]["updated"] == 1
    assert Region.objects.get().name == "Regio Zuiderhaven"


def test_load_reference_fills_a_field_that_is_new_in_the_files():
    """After an upgrade the files know more of a row than was loaded before."""
    before = ShippedRow.objects.get(table="sector", key="crafts")
    del before.values["intro_en"]
    before.save()
    Sector.objects.filter(code="crafts").update(intro_en="")

    result = load_reference()

    assert result["sector"]["updated"] == 1
    assert Sector.objects.get(code="crafts").intro_en


def test_load_reference_is_all_or_nothing(monkeypatch):
    Subject.objects.all().delete()
    ShippedRow.objects.filter(table="subject").delete()
    monkeypatch.setattr(
        "portal.reference.loading._load_postcode_areas", lambda: pytest.fail("stop")
    )

    with pytest.raises(pytest.fail.Exception):
        load_reference()

    assert not Subject.objects.exists()


def test_command_says_what_it_did_and_runs_the_steps_of_upper_floors():
    setup.register_step("moderation", lambda: "workflow made")
    setup.register_step("silent", lambda: None)
    out = io.StringIO()

    call_command("load_reference", stdout=out)

    assert "sector: 10 kept" in out.getvalue()
    assert "moderation: workflow made" in out.getvalue()
    assert "silent: done" in out.getvalue()


def test_set_up_step_needs_a_name_of_its_own():
    def step():
        return None

    setup.register_step("moderation", step)
    setup.register_step("moderation", step)

    with pytest.raises(ValueError, match="moderation"):
        setup.register_step("moderation", lambda: None)

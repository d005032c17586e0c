"""A school's own names for sectors, and what counts as one."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from placements.quality.coverage import coverage_by_group
from portal.core.wording import own_names, region_names, wording_key
from portal.reference.models import Sector
from schools.models import Group
from schools.models.membership import forget_roles
from schools.school_sectors import of_the_region, sectors_for, sectors_of
from tests.factories import (
    AttendanceFactory,
    OfferFactory,
    PlacementFactory,
    SchoolMembershipFactory,
    SessionFactory,
)

HOUR = datetime.timedelta(hours=1)
NAMES = {"construction_technology": "Techniek", "crafts": "Techniek", "green_animals": "Buiten"}


def rows(unused=()):
    return [
        {
            "sector": sector,
            "is_used": sector.code not in unused,
            "own_name": NAMES.get(sector.code, ""),
            "order": number,
        }
        for number, sector in enumerate(Sector.objects.all())
    ]


@pytest.fixture
def own_sectors(draft, coordinator, write, approve):
    write(draft, "sectoren", by=coordinator, rows=rows(unused=["media_ict"]))
    return approve(draft)


def saw(student, code):
    """The pupil was at a visit of this sector."""
    offer = OfferFactory(sector=Sector.objects.get(code=code))
    now = timezone.now()
    session = SessionFactory(offer=offer, starts_at=now - HOUR, ends_at=now)
    placement = PlacementFactory(student=student, session=session)
    AttendanceFactory(placement=placement, status="present")


def test_without_a_profile_the_sectors_of_the_region_count(school):
    known = sectors_of(school.pk)

    assert [unit.code for unit in known.units] == [s.code for s in Sector.all_cached()]
    assert (known.words, known.is_own) == ({}, False)


def test_sectors_with_one_name_are_one_and_unused_ones_fall_away(school, own_sectors):
    known = sectors_of(school.pk)

    assert len(known.units) == len(Sector.all_cached()) - 2
    assert known.met(["crafts", "media_ict", "green_animals"]) == {
        "construction_technology",
        "green_animals",
    }
    assert known.units[0].name == "Techniek"


def test_a_draft_changes_no_names(school, draft, coordinator, write):
    write(draft, "sectoren", by=coordinator, rows=rows())

    assert sectors_of(school.pk).words == {}


def test_matching_sees_nothing_new_in_what_is_known_or_not_used(school, own_sectors):
    ids = {sector.code: sector.pk for sector in Sector.all_cached()}

    assert sectors_of(school.pk).known_with([ids["crafts"]]) == {
        ids["crafts"],
        ids["construction_technology"],
        ids["media_ict"],
    }
    assert of_the_region().known_with([ids["crafts"]]) == {ids["crafts"]}


def test_own_names_hold_on_the_schools_pages_only(
    client, coordinator, mentor, other_coordinator, employer_user, own_sectors
):
    OfferFactory(sector=Sector.objects.get(code="green_animals"))
    url = reverse("placements:catalogue")
    seen = {}
    for user in (coordinator, mentor, other_coordinator, employer_user):
        client.force_login(user)
        seen[user] = "Buiten" in client.get(url).content.decode()
    client.logout()

    assert seen == {
        coordinator: True,
        mentor: True,
        other_coordinator: False,
        employer_user: False,
    }
    assert "Buiten" not in client.get(url).content.decode()


def test_names_end_with_the_block():
    green = Sector.objects.get(code="green_animals")
    plain = green.name
    with own_names(lambda: {"green_animals": "Buiten"}):
        inside = (green.name, green.pupil_label, wording_key())
        with region_names():
            again = green.name

    assert inside == ("Buiten", "Buiten", "green_animals=Buiten")
    assert (again, green.name, wording_key()) == (plain, plain, "")


def test_who_works_at_two_schools_gets_the_names_of_the_region(
    coordinator, own_sectors, other_school
):
    SchoolMembershipFactory(user=coordinator, school=other_school)
    forget_roles(coordinator)

    assert sectors_for(coordinator) == of_the_region()


def test_coverage_counts_a_pupil_once_for_sectors_that_are_one(school, group, student, own_sectors):
    for code in ("construction_technology", "crafts", "media_ict"):
        saw(student, code)
    [row] = coverage_by_group(Group.objects.filter(pk=group.pk), sectors_of(school.pk))
    [region] = coverage_by_group(Group.objects.filter(pk=group.pk))

    assert (row.counts[0], sum(row.counts)) == (1, 1)
    assert sum(region.counts) == 3


def test_the_pupil_sees_the_sectors_of_the_school(client, student, own_sectors):
    saw(student, "crafts")
    client.force_login(student.user)

    page = client.get(reverse("placements:pupil-file"))

    assert "1 van de 8 sectoren" in page.content.decode()


def test_names_cost_no_query_for_each_card(client, coordinator, own_sectors, count_queries):
    green = Sector.objects.get(code="green_animals")
    OfferFactory(sector=green)
    client.force_login(coordinator)
    url = reverse("placements:catalogue")
    client.get(url)
    one = count_queries(lambda: client.get(url))
    OfferFactory.create_batch(2, sector=green)

    assert count_queries(lambda: client.get(url)) == one

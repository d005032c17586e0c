"""Subjects against their targets, and leavers against what is on offer."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from placements.quality.leavers import destination_rows, share_without_offer
from placements.quality.subjects import subject_rows
from portal.reference.models import Competence, Sector, Subject
from schools.lob_reading import in_force
from tests.factories import (
    AttendanceFactory,
    GroupFactory,
    OfferFactory,
    PlacementFactory,
    SessionFactory,
    StudentFactory,
)

HOURS = datetime.timedelta(hours=2)


def target(code, year, activities):
    subject = Subject.objects.get(code=code)
    return {"subject": subject, "year_of_study": year, "activities": activities, "competences": []}


def activity(*students, subjects=(), competences=(), **offer):
    made = OfferFactory(**offer)
    made.subjects.set(Subject.objects.filter(code__in=subjects))
    made.competences.set(Competence.objects.filter(code__in=competences))
    made.save()
    now = timezone.now()
    session = SessionFactory(offer=made, starts_at=now, ends_at=now + HOURS)
    for student in students:
        AttendanceFactory(
            placement=PlacementFactory(student=student, session=session), status="present"
        )


@pytest.fixture
def targets(draft, coordinator, write, approve):
    rows = [target("techniek", 0, 2), target("nederlands", 3, 1)]
    write(draft, "vakken", by=coordinator, rows=rows)
    return list(approve(draft).subject_targets.all())


def test_an_activity_counts_once_for_a_year_however_many_pupils(school, group, targets):
    pupils = StudentFactory.create_batch(3, base_group=group)
    third = StudentFactory(base_group=GroupFactory(school=school), year_of_study=3)
    activity(*pupils, third, subjects=["techniek"], competences=["qualities", "motives"])
    order = [competence.code for competence in Competence.all_cached()]

    found = {
        year: [
            (row.subject.code, row.done, row.target, row.counts[order.index("qualities")])
            for row in subject_rows(school, targets, [2, 3], year=year)
        ]
        for year in (0, 2, 3)
    }

    assert found == {
        0: [("nederlands", 0, 1, 0), ("techniek", 2, 4, 2)],
        2: [("techniek", 1, 2, 1)],
        3: [("nederlands", 0, 1, 0), ("techniek", 1, 2, 1)],
    }


def test_subjects_without_target_show_what_they_did(school, student):
    activity(student, subjects=["horeca_voeding"])
    [row] = subject_rows(school, [], [2])

    assert (row.subject.code, row.done, row.target, row.missing) == ("horeca_voeding", 1, 0, 0)


def test_what_pupils_of_another_school_did_does_not_count(school, other_student):
    activity(other_student, subjects=["techniek"])

    assert subject_rows(school, [], [2]) == []


def test_the_matrix_takes_two_queries_whatever_it_counts(
    school, student, targets, django_assert_num_queries
):
    activity(student, subjects=["techniek", "engels"], competences=["qualities"])
    assert Subject.all_cached()
    assert Competence.all_cached()
    targets = list(in_force(school.pk).subject_targets.all())

    with django_assert_num_queries(2):
        rows = subject_rows(school, targets, [2])

    assert [row.subject.code for row in rows] == ["engels", "nederlands", "techniek"]


def leaver(kind, share, *codes):
    sectors = list(Sector.objects.filter(code__in=codes))
    return {"kind": kind, "label": "", "share": Decimal(share), "sectors": sectors}


@pytest.fixture
def destinations(school, draft, coordinator, write, approve):
    rows = [
        leaver("mbo_bol", 50, "green_animals", "crafts"),
        leaver("employment", 40, "retail_trade"),
        leaver("unknown", 10),
    ]
    write(draft, "vertrek", by=coordinator, rows=rows)
    approve(draft)
    return in_force(school.pk)


def test_destinations_stand_beside_offers_and_pupils(student, destinations):
    green = Sector.objects.get(code="green_animals")
    activity(student, sector=green)
    activity(student, sector=Sector.objects.get(code="crafts"))
    OfferFactory(sector=green, draft=True)

    rows = destination_rows(destinations)

    assert [(r.destination.kind, r.offers, r.pupils, r.is_gap, r.linked) for r in rows] == [
        ("mbo_bol", 2, 1, False, True),
        ("employment", 0, 0, True, True),
        ("unknown", 0, 0, False, False),
    ]
    assert share_without_offer(rows) == Decimal(40)


def test_destinations_take_two_queries(destinations, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(destination_rows(destinations)) == 3


@pytest.mark.parametrize("name", ["lob-subjects", "lob-leavers"])
@pytest.mark.parametrize("who", ["coordinator", "school_leader", "mentor", "teacher"])
def test_everybody_at_the_school_sees_the_numbers(client, request, destinations, name, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(f"placements:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["lob-subjects", "lob-leavers"])
def test_others_and_pupils_do_not(client, student, employer_user, destinations, name):
    for user in (student.user, employer_user):
        client.force_login(user)
        assert client.get(reverse(f"placements:{name}")).status_code == 403


def test_an_unknown_year_shows_all_years(client, coordinator):
    client.force_login(coordinator)
    url = reverse("placements:lob-subjects")

    assert client.get(url, {"leerjaar": "abc"}).context["year"] == 0

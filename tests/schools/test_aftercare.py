"""Leavers: two years of aftercare, who notes what, and how it ends."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from schools import tasks
from schools.models import Aftercare, Student
from schools.models.aftercare import last_day_of_aftercare
from schools.services.aftercare import CheckRefused, record_check
from schools.services.leavers import deregister_student
from tests.factories import StudentFactory

NOW = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _a_day_in_autumn():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def leaver(group, coordinator):
    student = StudentFactory(base_group=group)
    deregister_student(student, by=coordinator, left_on=datetime.date(2026, 7, 31))
    return student


def test_last_day_of_aftercare_is_two_years_on():
    assert last_day_of_aftercare(datetime.date(2026, 7, 31)) == datetime.date(2028, 7, 31)
    assert last_day_of_aftercare(datetime.date(2028, 2, 29)) == datetime.date(2030, 2, 28)


def test_deregister_begins_aftercare(leaver):
    care = leaver.aftercare
    assert (leaver.status, care.until) == ("aftercare", datetime.date(2028, 7, 31))


def test_deregister_of_who_left_long_ago_has_no_aftercare_any_more(group, coordinator):
    student = StudentFactory(base_group=group)

    deregister_student(student, by=coordinator, left_on=datetime.date(2020, 7, 31))

    assert Student.objects.get(pk=student.pk).status == "left"


def test_check_keeps_history_and_the_newest_counts(leaver, coordinator, mentor):
    care = leaver.aftercare
    record_check(care, destination="employment", by=coordinator)
    record_check(care, destination="mbo_bbl", by=mentor, day=datetime.date(2026, 10, 1))

    care.refresh_from_db()
    assert (care.destination, care.checked_on) == ("employment", TODAY)
    assert [check.destination for check in care.checks.all()] == ["employment", "mbo_bbl"]


def test_check_of_the_same_day_corrects(leaver, coordinator):
    for destination in ("none", "employment"):
        record_check(leaver.aftercare, destination=destination, by=coordinator)

    assert [check.destination for check in leaver.aftercare.checks.all()] == ["employment"]


@pytest.mark.parametrize("day", [datetime.date(2026, 11, 25), datetime.date(2026, 7, 30)])
def test_check_of_an_impossible_day_is_refused(leaver, coordinator, day):
    with pytest.raises(CheckRefused):
        record_check(leaver.aftercare, destination="employment", by=coordinator, day=day)
    assert leaver.aftercare.checks.count() == 0


def test_check_by_others_is_refused(leaver, teacher, school_leader, other_coordinator):
    for user in (teacher, school_leader, other_coordinator):
        with pytest.raises(PermissionDenied):
            record_check(leaver.aftercare, destination="employment", by=user)


def test_aftercare_is_seen_by_coordinator_and_last_mentor_only(
    leaver, coordinator, mentor, teacher, school_leader, other_coordinator, other_mentor, student
):
    def seen_by(user):
        return Aftercare.objects.visible_to(user).count()

    assert [seen_by(user) for user in (coordinator, mentor)] == [1, 1]
    others = (teacher, school_leader, other_coordinator, other_mentor, student.user)
    assert [seen_by(user) for user in others] == [0] * 5


def test_aftercare_ends_by_itself_after_two_years(leaver):
    tasks.end_due_aftercare()
    assert Student.objects.get(pk=leaver.pk).status == "aftercare"

    with time_machine.travel(datetime.datetime(2028, 8, 1, 9, tzinfo=datetime.UTC)):
        tasks.end_due_aftercare()

    assert Student.objects.get(pk=leaver.pk).status == "left"
    assert list(Aftercare.objects.current()) == []


def test_who_comes_back_and_leaves_again_starts_anew(leaver, coordinator):
    record_check(leaver.aftercare, destination="employment", by=coordinator)
    Student.objects.filter(pk=leaver.pk).update(status="enrolled", left_on=None)
    leaver.refresh_from_db()
    assert list(Aftercare.objects.current()) == []

    deregister_student(leaver, by=coordinator, left_on=datetime.date(2026, 11, 20))

    care = Aftercare.objects.current().get()
    assert (care.destination, care.checked_on) == ("", None)
    assert care.until == datetime.date(2028, 11, 20)


def test_aftercare_screen_notes_and_refuses(client, leaver, coordinator):
    client.force_login(coordinator)
    url = reverse("schools:aftercare-check", args=[leaver.aftercare.pk])

    client.post(url, {"destination": "mbo_bbl", "day": "2026-11-23"})
    late = client.post(url, {"destination": "mbo_bbl", "day": "2027-01-01"})
    wrong = client.post(url, {"destination": "maan", "day": "2026-11-23"})

    assert [(c.day, c.destination) for c in leaver.aftercare.checks.all()] == [
        (datetime.date(2026, 11, 23), "mbo_bbl")
    ]
    assert late.context["form"].errors["day"]
    assert wrong.context["form"].errors["destination"]


@pytest.mark.parametrize("number", [1, 3])
def test_aftercare_list_costs_the_same(
    client, group, coordinator, number, django_assert_max_num_queries
):
    for student in StudentFactory.create_batch(number, base_group=group):
        deregister_student(student, by=coordinator, left_on=datetime.date(2026, 7, 31))
    client.force_login(coordinator)
    client.get(reverse("schools:aftercare-list"))

    with django_assert_max_num_queries(10):
        page = client.get(reverse("schools:aftercare-list"))

    assert len(page.context["page_obj"].object_list) == number

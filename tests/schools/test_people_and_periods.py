"""Staff, mentors, leavers, periods and the school's own pages: services and screens."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from schools.models import LearningPeriod, Student
from schools.services.leavers import deregister_student, keep_student
from schools.services.login_cards import issue_cards_for_group
from schools.services.periods import PeriodRefused, delete_period, save_period
from schools.services.staff import set_mentors
from schools.signals import student_deregistered
from tests.factories import GroupFactory, LearningPeriodFactory, RoundFactory, StudentFactory

Status = Student.Status


def period(school, first, last, label="Periode X", year="2026-2027"):
    return LearningPeriod(
        school=school,
        school_year=year,
        label=label,
        first_day=datetime.date.fromisoformat(first),
        last_day=datetime.date.fromisoformat(last),
    )


def test_set_mentors_takes_only_mentors_of_the_school(group, coordinator, mentor, other_mentor):
    set_mentors(group, [], by=coordinator)
    set_mentors(group, [mentor], by=coordinator)

    with pytest.raises(PermissionDenied):
        set_mentors(group, [other_mentor], by=coordinator)
    assert list(group.mentors.all()) == [mentor]


def test_deregister_student_stops_the_card_and_tells_the_bridge(group, coordinator):
    student = StudentFactory(base_group=group, status=Status.PROPOSED_LEAVER)
    student_with_card = StudentFactory(base_group=group)
    issue_cards_for_group(group, by=coordinator)
    heard = []
    student_deregistered.connect(heard_by := lambda student, **_: heard.append(student.pk))

    for leaver in (student, student_with_card, student_with_card):
        deregister_student(leaver, by=coordinator)

    student_deregistered.disconnect(heard_by)
    student_with_card.refresh_from_db()
    assert student_with_card.status == Status.AFTERCARE
    assert student_with_card.login_cards.valid().count() == 0
    assert heard == [student.pk, student_with_card.pk]


def test_deregister_student_of_another_school_is_refused(other_student, coordinator):
    with pytest.raises(PermissionDenied):
        deregister_student(other_student, by=coordinator)


def test_keep_student_enrols_again(group, coordinator):
    student = StudentFactory(base_group=group, status=Status.PROPOSED_LEAVER)

    keep_student(student, by=coordinator)

    student.refresh_from_db()
    assert student.status == Status.ENROLLED


def test_save_period_takes_one_beside_another(school, coordinator):
    save_period(period(school, "2026-08-24", "2026-10-30", "1"), by=coordinator)
    save_period(period(school, "2026-10-31", "2027-01-29", "2"), by=coordinator)

    assert LearningPeriod.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "last", "label", "field"),
    [
        ("2026-11-02", "2026-10-02", "2", "last_day"),
        ("2026-07-01", "2026-08-20", "2", "first_day"),
        ("2027-07-01", "2027-08-20", "2", "last_day"),
        ("2026-10-30", "2026-12-20", "2", "first_day"),
        ("2026-11-02", "2026-12-20", "periode 1", "label"),
    ],
)
def test_save_period_refuses(school, coordinator, first, last, label, field):
    save_period(period(school, "2026-08-24", "2026-10-30", "Periode 1"), by=coordinator)

    with pytest.raises(PeriodRefused) as caught:
        save_period(period(school, first, last, label), by=coordinator)

    assert caught.value.field == field
    assert LearningPeriod.objects.count() == 1


def test_delete_period_keeps_its_rounds(school, coordinator):
    used = LearningPeriodFactory(school=school)
    round_ = RoundFactory(school=school, period=used)

    delete_period(used, by=coordinator)

    round_.refresh_from_db()
    assert round_.period is None


def test_period_screens_make_change_and_delete(client, school, coordinator):
    client.force_login(coordinator)
    data = {
        "label": "Periode 1",
        "school_year": "2026-2027",
        "first_day": "2026-08-24",
        "last_day": "2026-10-30",
    }

    wrong = client.post(reverse("schools:period-create"), {**data, "last_day": "2026-08-01"})
    client.post(reverse("schools:period-create"), data)
    made = LearningPeriod.objects.get()
    client.post(reverse("schools:period-edit", args=[made.pk]), {**data, "label": "Blok 1"})
    renamed = LearningPeriod.objects.get().label
    client.post(reverse("schools:period-delete", args=[made.pk]))

    assert list(wrong.context["form"].errors) == ["last_day"]
    assert renamed == "Blok 1"
    assert LearningPeriod.objects.count() == 0


def test_leaver_screen_decides(client, group, coordinator):
    stays, leaves = StudentFactory.create_batch(2, base_group=group, status=Status.PROPOSED_LEAVER)
    client.force_login(coordinator)
    page = reverse("schools:leaver-list")

    client.post(page, {"student": [stays.pk], "action": "stay"})
    client.post(page, {"student": [leaves.pk, "x", "9" * 30], "action": "left"})
    nobody = client.post(page, {"action": "left"}, follow=True)

    stays.refresh_from_db()
    leaves.refresh_from_db()
    assert (stays.status, leaves.status) == (Status.ENROLLED, Status.AFTERCARE)
    assert nobody.status_code == 200


@pytest.mark.parametrize(
    ("action", "status"), [("all-stay", Status.ENROLLED), ("all-left", Status.AFTERCARE)]
)
def test_leaver_screen_decides_for_all_at_once(client, group, coordinator, action, status):
    StudentFactory.create_batch(3, base_group=group, status=Status.PROPOSED_LEAVER)
    client.force_login(coordinator)

    client.post(reverse("schools:leaver-list"), {"action": action})
    odd = client.post(reverse("schools:leaver-list"), {"action": "sing"})

    assert list(Student.objects.values_list("status", flat=True)) == [status] * 3
    assert odd.status_code == 400


def test_mentor_screen_saves(client, group, coordinator, mentor):
    client.force_login(coordinator)

    client.post(reverse("schools:group-mentors", args=[group.pk]), {"mentors": []})

    assert list(group.mentors.all()) == []


def test_card_screen_makes_prints_and_renews(client, group, mentor, student):
    client.force_login(mentor)
    page = reverse("schools:group-cards", args=[group.pk])

    before = client.get(page)
    client.post(page)
    after = client.get(page)
    client.post(reverse("schools:cards-renew", args=[group.pk]), {"student": student.pk})
    client.post(
        reverse("schools:cards-renew", args=[group.pk]),
        {"student": student.pk, "action": "block"},
    )

    assert (before.context["missing"], len(after.context["cards"])) == (1, 1)
    assert after.context["cards"][0].words[0] in after.text
    assert student.login_cards.count() == 2
    assert student.login_cards.valid().count() == 0


@pytest.mark.parametrize("name", ["group-cards", "group-mentors"])
def test_group_screens_are_not_for_everyone(
    client, group, teacher, other_coordinator, student, name
):
    page = reverse(f"schools:{name}", args=[group.pk])
    answers = []

    for user in (teacher, other_coordinator, student.user):
        client.force_login(user)
        answers.append(client.get(page).status_code)

    assert answers == [403, 404, 404]


@pytest.mark.parametrize("name", ["group-list", "staff-list", "period-list"])
def test_everyone_at_school_may_look(client, teacher, student, employer_user, name):
    LearningPeriodFactory(school=teacher.schools_memberships.get().school)
    answers = []

    for user in (teacher, student.user, employer_user):
        client.force_login(user)
        answers.append(client.get(reverse(f"schools:{name}")).status_code)

    assert answers == [200, 403, 403]


@pytest.mark.parametrize("name", ["period-edit", "period-delete"])
def test_period_of_another_school_is_not_found(client, school, other_coordinator, teacher, name):
    page = reverse(f"schools:{name}", args=[LearningPeriodFactory(school=school).pk])
    answers = []

    for user in (other_coordinator, teacher):
        client.force_login(user)
        answers.append(client.post(page).status_code)

    assert answers == [404, 403]


def test_school_page_is_for_who_works_there(client, school, teacher, other_coordinator):
    client.force_login(teacher)
    assert client.get(school.get_absolute_url()).status_code == 200

    client.force_login(other_coordinator)
    assert client.get(school.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_group_list_costs_the_same_for_any_number(
    client, school, coordinator, groups, django_assert_max_num_queries
):
    for made in GroupFactory.create_batch(groups, school=school):
        StudentFactory.create_batch(2, base_group=made)
    client.force_login(coordinator)

    with django_assert_max_num_queries(13):
        page = client.get(reverse("schools:group-list"))

    assert [group.size for group in page.context["groups"]] == [2] * groups

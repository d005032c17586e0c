"""Needs of pupils: from the closed list, by who may, seen by who must know."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.audit import trail
from portal.reference.models import PlaceFeature, PracticalNeed
from schools.care import care_of
from schools.models import StudentNeed
from schools.services.needs import Change, NeedRefused, change_needs_of_group, set_needs
from tests.factories import GroupFactory, StudentFactory, StudentNeedFactory

GRID, PAGE = "schools:group-needs", "schools:student-needs"


def codes(student):
    rows = StudentNeed.objects.current().filter(student=student)
    return sorted(rows.values_list("need__code", flat=True))


def trail_of(student):
    return [(e.action, e.user, e.data) for e in trail.entries_for(student)]


def sent(group, **ticks):
    """What the grid of a group sends when nothing but ``ticks`` changes: p12=["wheelchair"]."""
    data = {"shown": []}
    for pupil in group.students.filter(status="enrolled"):
        data["shown"].append(pupil.pk)
        data[f"was-{pupil.pk}"] = " ".join(codes(pupil))
        data[f"need-{pupil.pk}"] = ticks.get(f"p{pupil.pk}", codes(pupil))
    return data


# ---- The list


def test_every_need_has_words_for_all_who_read_it():
    for need in PracticalNeed.objects.all():
        assert all([need.label_nl, need.sentence_nl, need.pupil_wording_nl, need.icon]), need.code
        assert all([need.label_en, need.sentence_en, need.pupil_wording_en]), need.code


def test_what_a_place_must_have_is_part_of_the_description_of_a_work_site():
    from employers.models import WorkSite

    assert {hasattr(WorkSite, feature) for feature in PlaceFeature.values} == {True}


# ---- One pupil


def test_needs_are_set_and_written_down(student, coordinator):
    assert set_needs(student, {"wheelchair", "easy_text"}, by=coordinator) is True

    rows = list(StudentNeed.objects.order_by("need__order"))
    assert [(r.need.code, r.set_by, r.since, r.until) for r in rows] == [
        ("wheelchair", coordinator, timezone.localdate(), None),
        ("easy_text", coordinator, timezone.localdate(), None),
    ]
    changed = {"added": 2, "ended": 0}
    assert trail_of(student) == [("schools.need.set", coordinator, changed)]


def test_a_need_that_ends_keeps_its_days(student, coordinator):
    row = StudentNeedFactory(student=student)

    set_needs(student, set(), by=coordinator)

    row.refresh_from_db()
    assert (row.until, codes(student)) == (timezone.localdate(), [])
    set_needs(student, {"wheelchair"}, by=coordinator)
    assert (StudentNeed.objects.count(), codes(student)) == (2, ["wheelchair"])


def test_a_tick_of_today_that_is_taken_back_leaves_no_trace(student, coordinator):
    set_needs(student, {"allergy"}, by=coordinator)

    set_needs(student, set(), by=coordinator)

    assert not StudentNeed.objects.exists()


def test_the_same_needs_again_change_nothing(student, coordinator):
    StudentNeedFactory(student=student)

    assert set_needs(student, {"wheelchair"}, by=coordinator) is False
    assert trail_of(student) == []


def test_only_needs_of_the_list(student, coordinator):
    with pytest.raises(NeedRefused):
        set_needs(student, {"wheelchair", "adhd"}, by=coordinator)

    assert codes(student) == []


@pytest.mark.parametrize("who", ["coordinator", "support_coordinator", "mentor", "coach"])
def test_who_sets_needs(request, student, who):
    set_needs(student, {"hearing"}, by=request.getfixturevalue(who))

    assert codes(student) == ["hearing"]


@pytest.mark.parametrize(
    "who", ["teacher", "school_leader", "other_coordinator", "other_mentor", "employer_user"]
)
def test_who_sets_no_needs(request, student, group, who):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        set_needs(student, {"hearing"}, by=user)
    with pytest.raises(PermissionDenied):
        change_needs_of_group(group, {student.pk: Change(frozenset({"hearing"}))}, by=user)
    assert codes(student) == []


def test_a_pupil_does_not_set_the_own_needs(student):
    with pytest.raises(PermissionDenied):
        set_needs(student, {"hearing"}, by=student.user)


# ---- Who sees them


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("coordinator", 1),
        ("support_coordinator", 1),
        ("mentor", 1),
        ("coach", 1),
        ("teacher", 0),
        ("school_leader", 0),
        ("other_coordinator", 0),
        ("other_mentor", 0),
        ("employer_user", 0),
        ("region_coordinator", 0),
    ],
)
def test_needs_are_seen_by_who_must_know(request, student, who, sees):
    StudentNeedFactory(student=student)

    user = request.getfixturevalue(who)

    assert StudentNeed.objects.visible_to(user).count() == sees


def test_a_pupil_sees_the_own_needs_only(student, group):
    mine = StudentNeedFactory(student=student)
    StudentNeedFactory(student__base_group=group)

    assert list(StudentNeed.objects.visible_to(student.user)) == [mine]


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, False), (1, True)])
def test_a_need_holds_until_its_last_day(student, coordinator, days, holds):
    StudentNeedFactory(student=student, until=timezone.localdate() + datetime.timedelta(days=days))

    care = care_of([student], coordinator)[student.pk]

    assert care.need_codes == ({"wheelchair"} if holds else set())


# ---- A whole group


def test_the_grid_changes_what_was_ticked(client, group, coordinator):
    one, two, three = StudentFactory.create_batch(3, base_group=group)
    StudentNeedFactory(student=two)
    client.force_login(coordinator)
    page = client.get(reverse(GRID, args=[group.pk]))
    assert page.text.count('type="checkbox"') == 3 * PracticalNeed.objects.count()

    ticks = {f"p{one.pk}": ["easy_text", "break"], f"p{two.pk}": []}
    client.post(reverse(GRID, args=[group.pk]), sent(group, **ticks))

    assert [codes(p) for p in (one, two, three)] == [["break", "easy_text"], [], []]
    assert [len(trail_of(p)) for p in (one, two, three)] == [1, 1, 0]


def test_what_a_colleague_ticked_meanwhile_stays(client, group, student, coordinator, mentor):
    client.force_login(coordinator)
    data = sent(group, **{f"p{student.pk}": ["break"]})

    set_needs(student, {"hearing"}, by=mentor)
    client.post(reverse(GRID, args=[group.pk]), data)

    assert codes(student) == ["break", "hearing"]


@pytest.mark.parametrize(
    "data",
    [
        {"shown": ["x", "-1", "9" * 40], "need-x": ["break"]},
        {"need-1": ["break"]},
        {},
    ],
)
def test_a_grid_that_was_mangled_changes_nothing(client, group, student, coordinator, data):
    client.force_login(coordinator)

    response = client.post(reverse(GRID, args=[group.pk]), data)

    assert (response.status_code, codes(student)) == (302, [])


def test_an_unknown_need_in_the_grid_is_told(client, group, student, coordinator):
    client.force_login(coordinator)

    data = {"shown": [student.pk], f"need-{student.pk}": ["break", "diagnosis"]}
    response = client.post(reverse(GRID, args=[group.pk]), data, follow=True)

    assert [m.level_tag for m in response.context["messages"]] == ["error"]
    assert codes(student) == []


def test_the_grid_of_a_group_touches_no_pupil_of_another_group(client, school, group, coordinator):
    other = StudentFactory(base_group=GroupFactory(school=school))
    client.force_login(coordinator)

    data = {"shown": [other.pk], f"need-{other.pk}": ["break"]}
    response = client.post(reverse(GRID, args=[group.pk]), data)

    assert (response.status_code, codes(other)) == (403, [])


def test_a_mentor_opens_the_grid_of_the_own_group_only(client, school, group, mentor):
    client.force_login(mentor)

    assert client.get(reverse(GRID, args=[group.pk])).status_code == 200
    assert client.get(reverse(GRID, args=[GroupFactory(school=school).pk])).status_code == 403
    assert client.get(reverse(GRID, args=[GroupFactory().pk])).status_code == 404


@pytest.mark.parametrize("pupils", [1, 3])
def test_the_grid_costs_the_same_for_any_number(
    client, group, coordinator, pupils, django_assert_max_num_queries
):
    for pupil in StudentFactory.create_batch(pupils, base_group=group):
        StudentNeedFactory(student=pupil)
    client.force_login(coordinator)
    PracticalNeed.all_cached()

    with django_assert_max_num_queries(12):
        client.get(reverse(GRID, args=[group.pk]))


def test_the_page_of_one_pupil_saves(client, student, support_coordinator):
    client.force_login(support_coordinator)
    url = reverse(PAGE, args=[student.pk])
    assert client.get(url).status_code == 200

    client.post(url, {"need": ["sign_language", "extra_adult"]})

    assert codes(student) == ["extra_adult", "sign_language"]
    client.post(url, {})
    assert codes(student) == []


def test_a_pupil_has_no_page_to_tick_needs(client, student):
    client.force_login(student.user)

    assert client.get(reverse(PAGE, args=[student.pk])).status_code == 404

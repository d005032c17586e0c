"""May a picture be used? No, until who decides says yes; and no again at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.audit import trail
from portal.notifications.models import Notification
from schools.care import care_of
from schools.models import PhotoConsent, PhotoDecider, SchoolMembership
from schools.services.photo_consents import (
    ConsentRefused,
    PhotoChange,
    choose_own_consent,
    record_consent,
    record_consents_of_group,
)
from tests.factories import GroupFactory, PhotoConsentFactory, StudentFactory

GRID, PAGE, OWN = "schools:group-photos", "schools:student-photos", "placements:pupil-photos"


def give(*purposes, decides=None):
    return PhotoChange(give=frozenset(purposes), decides=decides)


def take_back(*purposes):
    return PhotoChange(withdraw=frozenset(purposes))


def current(student):
    rows = PhotoConsent.objects.current().filter(student=student)
    return sorted(rows.values_list("purpose", "given_by"))


def actions(student):
    return [e.action for e in trail.entries_for(student).order_by("pk")]


@pytest.fixture
def grown(student, coordinator):
    """A pupil of whom the school says: 16 or older."""
    record_consent(student, PhotoChange(decides=True), by=coordinator)
    return student


# ---- The school writes down


def test_nothing_may_until_somebody_said_yes(student, coordinator):
    care = care_of([student], coordinator)[student.pk]

    assert (care.photos, care.photo_icon) == (set(), "camera-off")


def test_consent_of_a_parent_is_written_down(student, mentor):
    assert record_consent(student, give("school", "employer"), by=mentor) is True

    row = PhotoConsent.objects.get(purpose="school")
    assert (row.given_by, row.given_on, row.withdrawn_on, row.recorded_by) == (
        "parent",
        timezone.localdate(),
        None,
        mentor,
    )
    assert current(student) == [("employer", "parent"), ("school", "parent")]
    assert actions(student) == ["schools.photo.give"]


def test_from_16_it_is_the_pupil_who_gave_it(student, coordinator):
    record_consent(student, give("social", decides=True), by=coordinator)

    assert current(student) == [("social", "pupil")]
    assert actions(student) == ["schools.photo.decider", "schools.photo.give"]


def test_taking_back_counts_at_once_and_the_history_stays(student, coordinator):
    row = PhotoConsentFactory(student=student)

    record_consent(student, take_back("school"), by=coordinator)

    row.refresh_from_db()
    assert (row.withdrawn_on, current(student)) == (timezone.localdate(), [])
    assert actions(student) == ["schools.photo.withdraw"]
    record_consent(student, give("school"), by=coordinator)
    assert PhotoConsent.objects.filter(student=student).count() == 2


def test_a_pupil_who_turns_out_to_be_younger_could_not_say_yes(grown, coordinator):
    PhotoConsentFactory(student=grown, purpose="portal")
    record_consent(grown, give("social"), by=coordinator)

    record_consent(grown, PhotoChange(decides=False), by=coordinator)

    assert current(grown) == [("portal", "parent")]


def test_the_same_again_changes_nothing(student, coordinator):
    PhotoConsentFactory(student=student)

    assert record_consent(student, give("school"), by=coordinator) is False
    assert record_consent(student, take_back("social"), by=coordinator) is False
    assert actions(student) == []


def test_only_purposes_of_the_list(student, coordinator):
    with pytest.raises(ConsentRefused):
        record_consent(student, give("newspaper"), by=coordinator)


@pytest.mark.parametrize(
    "who", ["teacher", "school_leader", "support_coordinator", "other_mentor", "employer_user"]
)
def test_who_writes_down_no_consent(request, student, group, who):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        record_consent(student, give("school"), by=user)
    with pytest.raises(PermissionDenied):
        record_consents_of_group(group, {student.pk: give("school")}, by=user)
    assert current(student) == []


# ---- The pupil


def test_a_pupil_from_16_chooses_on_the_own_page(client, grown):
    client.force_login(grown.user)
    assert 'type="checkbox"' in client.get(reverse(OWN)).text

    client.post(reverse(OWN), {"photo": ["school", "social"]})

    assert current(grown) == [("school", "pupil"), ("social", "pupil")]


def test_the_school_hears_when_a_pupil_takes_it_back(grown, mentor, coordinator, mailoutbox):
    record_consent(grown, give("school", "social"), by=coordinator)

    choose_own_consent(grown, {"school"}, by=grown.user)

    assert current(grown) == [("school", "pupil")]
    told = Notification.objects.filter(kind="schools.photo_withdrawn")
    assert set(told.values_list("recipient", flat=True)) == {mentor.pk, coordinator.pk}
    assert all(grown.family_name not in str(row.context) + row.url for row in told)


def test_of_a_pupil_without_group_only_coordinators_of_this_school_hear(
    client, grown, coordinator, supervisor, other_school
):
    # Coordinates another school, and has another role here.
    SchoolMembership.objects.create(user=supervisor, school=other_school, role="coordinator")
    grown.base_group = None
    grown.save(update_fields=["base_group"])
    choose_own_consent(grown, {"school"}, by=grown.user)
    choose_own_consent(grown, set(), by=grown.user)

    told = Notification.objects.filter(kind="schools.photo_withdrawn")
    assert list(told.values_list("recipient", flat=True)) == [coordinator.pk]


def test_a_younger_pupil_reads_and_does_not_choose(client, student):
    PhotoConsentFactory(student=student)
    client.force_login(student.user)

    page = client.get(reverse(OWN))

    assert 'type="checkbox"' not in page.text
    assert client.post(reverse(OWN), {"photo": []}).status_code == 403
    assert current(student) == [("school", "parent")]


def test_nobody_chooses_for_a_pupil_on_the_pupils_page(grown, coordinator, other_student):
    for by in (coordinator, other_student.user):
        with pytest.raises(PermissionDenied):
            choose_own_consent(grown, {"school"}, by=by)


@pytest.mark.parametrize("who", ["coordinator", "employer_user"])
def test_the_pupils_page_is_for_pupils(request, client, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(OWN)).status_code == 403


# ---- Grid and page


def test_the_grid_saves_many_at_once(client, group, coordinator):
    young, old, other = StudentFactory.create_batch(3, base_group=group)
    PhotoConsentFactory(student=other)
    client.force_login(coordinator)
    assert client.get(reverse(GRID, args=[group.pk])).status_code == 200

    data = {
        "shown": [young.pk, old.pk, other.pk],
        f"photo-{young.pk}": ["school"],
        f"photo-{old.pk}": ["decides", "school", "portal"],
        f"was-{other.pk}": "school",
    }
    client.post(reverse(GRID, args=[group.pk]), data)

    assert [current(p) for p in (young, old, other)] == [
        [("school", "parent")],
        [("portal", "pupil"), ("school", "pupil")],
        [],
    ]


def test_the_grid_of_a_group_touches_no_pupil_of_another_group(client, school, group, coordinator):
    other = StudentFactory(base_group=GroupFactory(school=school))
    client.force_login(coordinator)

    data = {"shown": [other.pk], f"photo-{other.pk}": ["school"]}

    assert client.post(reverse(GRID, args=[group.pk]), data).status_code == 403
    assert current(other) == []


def test_the_page_of_a_pupil_shows_the_history(client, student, coordinator):
    PhotoConsentFactory(student=student, withdrawn_on=timezone.localdate())
    client.force_login(coordinator)
    url = reverse(PAGE, args=[student.pk])

    page = client.get(url)

    assert len(page.context["history"]) == 1
    client.post(url, {"shown": student.pk, f"photo-{student.pk}": ["employer"]})
    assert current(student) == [("employer", "parent")]


@pytest.mark.parametrize("pupils", [1, 3])
def test_the_grid_costs_the_same_for_any_number(
    client, group, coordinator, pupils, django_assert_max_num_queries
):
    for pupil in StudentFactory.create_batch(pupils, base_group=group):
        PhotoConsentFactory(student=pupil)
        PhotoDecider.objects.create(student=pupil, since=timezone.localdate())
    client.force_login(coordinator)

    with django_assert_max_num_queries(12):
        client.get(reverse(GRID, args=[group.pk]))

"""Guests who come often: the company states a VOG, the region sees it, nobody keeps the paper."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from employers.models import Guest
from employers.services.guests import GuestProblem, mark_vog_seen, remove_guest, save_guest
from portal.audit import trail
from tests.factories import EmployerMembershipFactory, GuestFactory

LAST_MONTH = timezone.localdate() - dt.timedelta(days=30)


@pytest.fixture
def guest(employer):
    return GuestFactory(employer=employer, name="Harm Kuipers", vog_issued_on=LAST_MONTH)


@pytest.fixture
def colleague(employer):
    return EmployerMembershipFactory(employer=employer, role="member").user


@pytest.fixture
def desk(client, employer_user):
    client.force_login(employer_user)
    return client


def page(name, *args):
    return reverse(f"employers:{name}", args=args)


def test_save_guest_keeps_and_notes_it(employer, employer_user):
    guest = save_guest(Guest(employer=employer, name="Harm", role="Lasser"), by=employer_user)

    assert [entry.action for entry in trail.entries_for(guest)] == ["employers.guest.add"]


@pytest.mark.parametrize(
    ("who", "may"),
    [("employer_user", True), ("region_coordinator", True), ("colleague", False),
     ("other_employer_user", False), ("coordinator", False), ("region_editor", False)],
)  # fmt: skip
def test_only_the_owner_and_the_region_keep_guests(guest, request, who, may):
    user = request.getfixturevalue(who)
    for service in (save_guest, remove_guest):
        if may:
            service(guest, by=user)
        else:
            with pytest.raises(PermissionDenied):
                service(guest, by=user)


@pytest.mark.parametrize(
    "who", ["employer_user", "colleague", "other_employer_user", "coordinator", "region_editor"]
)
def test_only_the_regional_coordinator_says_that_a_vog_was_seen(guest, request, who):
    with pytest.raises(PermissionDenied):
        mark_vog_seen(guest, by=request.getfixturevalue(who))

    guest.refresh_from_db()
    assert (guest.vog_seen_on, guest.vog_seen_by) == (None, None)


def test_vog_seen_keeps_day_and_person(guest, region_coordinator):
    mark_vog_seen(guest, by=region_coordinator)

    guest.refresh_from_db()
    assert (guest.vog_seen_on, guest.vog_seen_by) == (timezone.localdate(), region_coordinator)
    assert [entry.action for entry in trail.entries_for(guest)] == ["employers.guest.seen"]


def test_vog_without_a_date_cannot_be_seen(employer, region_coordinator):
    guest = GuestFactory(employer=employer)

    with pytest.raises(GuestProblem):
        mark_vog_seen(guest, by=region_coordinator)


def test_vog_of_which_the_date_changed_meanwhile_is_not_marked(guest, region_coordinator):
    Guest.objects.filter(pk=guest.pk).update(vog_issued_on=LAST_MONTH - dt.timedelta(days=1))

    with pytest.raises(GuestProblem):
        mark_vog_seen(guest, by=region_coordinator)


@pytest.mark.parametrize(
    ("change", "still_seen"),
    [({"role": "Chef"}, True), ({"name": "Een ander"}, False),
     ({"vog_issued_on": LAST_MONTH + dt.timedelta(days=1)}, False),
     ({"vog_issued_on": None}, False)],
)  # fmt: skip
def test_another_name_or_date_has_to_be_seen_again(
    guest, employer_user, region_coordinator, change, still_seen
):
    mark_vog_seen(guest, by=region_coordinator)
    for name, value in change.items():
        setattr(guest, name, value)

    save_guest(guest, by=employer_user)

    guest.refresh_from_db()
    assert bool(guest.vog_seen_on) == still_seen


def test_date_of_issue_in_the_future_is_refused(guest, employer_user):
    guest.vog_issued_on = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(GuestProblem):
        save_guest(guest, by=employer_user)


def test_remove_guest_leaves_no_name_behind(guest, employer, employer_user):
    remove_guest(guest, by=employer_user)

    assert not Guest.objects.exists()
    entries = trail.entries_for(employer)
    assert [entry.action for entry in entries] == ["employers.guest.remove"]
    assert "Harm" not in "".join(str(entry.data) for entry in entries)


def test_name_is_not_in_the_text_of_a_guest(guest):
    assert "Harm" not in str(guest)


# ---- Pages


def test_guest_pages_add_change_and_remove(desk, employer):
    data = {"name": "Harm Kuipers", "role": "Lasser", "vog_issued_on": LAST_MONTH.isoformat()}

    desk.post(page("guest-new"), data)
    guest = Guest.objects.get()
    assert (guest.employer, guest.vog_issued_on) == (employer, LAST_MONTH)

    desk.post(page("guest-edit", guest.pk), {**data, "role": "Leermeester"})
    guest.refresh_from_db()
    assert guest.role == "Leermeester"

    desk.post(page("guest-remove", guest.pk))
    assert not Guest.objects.exists()


def test_guest_form_says_that_the_date_is_still_to_come(desk):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    response = desk.post(
        page("guest-new"), {"name": "Harm", "role": "Lasser", "vog_issued_on": tomorrow}
    )

    assert response.status_code == 422
    assert "Deze dag moet nog komen" in response.text


def test_guest_form_takes_no_file(desk):
    assert 'type="file"' not in desk.get(page("guest-new")).text


def test_colleague_reads_the_list_and_changes_nothing(client, guest, colleague):
    client.force_login(colleague)

    text = client.get(page("guest-list")).text

    assert "Harm Kuipers" in text
    assert page("guest-edit", guest.pk) not in text
    assert client.post(page("guest-remove", guest.pk)).status_code == 403


def test_region_sees_the_vog_with_one_click(client, guest, region_coordinator):
    client.force_login(region_coordinator)
    assert page("guest-seen", guest.pk) in client.get(page("guest-list")).text

    client.post(page("guest-seen", guest.pk))

    text = client.get(page("guest-list")).text
    assert "VOG gezien door de regio" in text
    assert page("guest-seen", guest.pk) not in text


def test_guest_of_another_employer_is_not_found(desk):
    other = GuestFactory(vog_issued_on=LAST_MONTH)

    answers = [
        desk.get(page("guest-edit", other.pk)),
        desk.post(page("guest-remove", other.pk)),
        desk.post(page("guest-seen", other.pk)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert other.name not in desk.get(page("guest-list")).text


@pytest.mark.parametrize("guests", [1, 3])
def test_guest_list_costs_the_same_for_any_number(
    client, employer, region_coordinator, guests, django_assert_num_queries
):
    GuestFactory.create_batch(guests, employer=employer, vog_issued_on=LAST_MONTH)
    client.force_login(region_coordinator)
    client.get(page("guest-list"))

    with django_assert_num_queries(7):
        assert client.get(page("guest-list")).status_code == 200

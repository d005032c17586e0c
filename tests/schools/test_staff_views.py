"""The screens of the team: who sees which button, what a mistake answers, which school it is."""

import pytest
from django.urls import reverse

from portal.organisations.links import token_for
from schools.models import SchoolInvitation, SchoolMembership
from schools.models.rights import Role
from schools.services.invitations import invite_staff
from tests.factories import (
    GroupFactory,
    SchoolMembershipFactory,
    UserFactory,
)

LIST = "schools:staff-list"


def roles_of(user):
    return sorted(user.schools_memberships.values_list("role", flat=True))


def test_staff_list_shows_roles_subjects_groups_and_invitations(
    client, school, coordinator, teacher, mentor
):
    invite_staff(school, email="els@s.example", name="Els", role="coach", by=coordinator)
    client.force_login(coordinator)

    page = client.get(reverse(LIST))

    rows = {
        colleague.person: (colleague.groups, colleague.teaching_groups, colleague.has_second_step)
        for colleague in page.context["team"]
    }
    assert rows == {
        coordinator: ([], [], False),
        teacher: ([], ["2P1"], False),
        mentor: (["2P1"], [], False),
    }
    assert [row.email for row in page.context["invitations"]] == ["els@s.example"]


def test_staff_list_for_others_says_nothing_of_second_steps_and_invitations(
    client, school, coordinator, mentor
):
    invite_staff(school, email="els@s.example", name="Els", role="coach", by=coordinator)
    client.force_login(mentor)

    page = client.get(reverse(LIST))

    assert {colleague.has_second_step for colleague in page.context["team"]} == {None}
    assert page.context["invitations"] == []
    assert "els@s.example" not in page.text


@pytest.mark.parametrize("people", [1, 3])
def test_staff_list_costs_the_same_for_any_number(
    client, school, group, coordinator, people, django_assert_max_num_queries
):
    for row in SchoolMembershipFactory.create_batch(people, school=school, role=Role.MENTOR):
        group.mentors.add(row.user)
    client.force_login(coordinator)

    with django_assert_max_num_queries(15):
        page = client.get(reverse(LIST))

    assert len(page.context["team"]) == people + 1


def test_invite_form_says_what_is_wrong(client, coordinator, group, mentor):
    client.force_login(coordinator)
    page = reverse("schools:staff-invite")

    wrong = client.post(
        page, {"name": "", "email": "x", "roles": ["liaison"], "groups": [GroupFactory().pk]}
    )
    known = client.post(page, {"name": "B", "email": mentor.email, "roles": ["coach"]})
    loose = client.post(
        page, {"name": "B", "email": "b@s.example", "roles": ["coach"], "teaching_groups": group.pk}
    )

    assert [answer.status_code for answer in (wrong, known, loose)] == [422, 422, 422]
    assert sorted(wrong.context["form"].errors) == ["email", "groups", "name", "roles"]
    assert list(known.context["form"].errors) == ["email"]
    assert list(loose.context["form"].errors) == ["teaching_groups"]
    assert SchoolInvitation.objects.count() == 0


def test_edit_form_starts_with_what_is_and_saves(client, school, coordinator, teacher, group):
    client.force_login(coordinator)
    page = reverse("schools:staff-edit", args=[teacher.pk])

    before = client.get(page).context["form"].initial
    client.post(page, {"roles": ["company_liaison"]})

    assert (before["roles"], list(before["teaching_groups"])) == (["subject_teacher"], [group])
    assert roles_of(teacher) == ["company_liaison"]
    assert list(group.teachers.all()) == []


def test_edit_of_the_last_coordinator_is_refused_with_words(client, coordinator):
    client.force_login(coordinator)

    answer = client.post(
        reverse("schools:staff-edit", args=[coordinator.pk]), {"roles": ["mentor"]}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["roles"]
    assert roles_of(coordinator) == ["coordinator"]


def test_edit_of_somebody_elsewhere_is_not_found(client, coordinator, other_coordinator):
    client.force_login(coordinator)

    for name in ("staff-edit", "staff-remove", "staff-reset"):
        url = reverse(f"schools:{name}", args=[other_coordinator.pk])
        assert client.post(url, {"roles": ["mentor"]}).status_code == 404, name


def test_staff_remove_leaves_a_message(client, coordinator, mentor):
    client.force_login(coordinator)

    client.post(reverse("schools:staff-remove", args=[mentor.pk]))
    last = client.post(reverse("schools:staff-remove", args=[coordinator.pk]), follow=True)

    assert roles_of(mentor) == []
    assert roles_of(coordinator) == ["coordinator"]
    assert last.status_code == 200


# ---- The door


def test_the_door_for_who_has_an_account(client, school, coordinator, mentor):
    els = UserFactory(email="els@s.example")
    row = invite_staff(school, email=els.email, name="Els", role="coach", by=coordinator)
    link = reverse("schools:invitation", args=[token_for(row)])

    arrivals = [client.get(link).context["arrival"]]
    for user in (mentor, els):
        client.force_login(user)
        arrivals.append(client.get(link).context["arrival"])
    client.post(link)

    assert arrivals == ["sign_in", "other", "self"]
    assert roles_of(els) == ["coach"]


def test_the_door_is_shut_after_use_withdrawal_and_for_nonsense(client, school, coordinator):
    row = invite_staff(school, email="a@s.example", name="A", role="coach", by=coordinator)
    link = reverse("schools:invitation", args=[token_for(row)])
    client.force_login(coordinator)
    client.post(reverse("schools:invitation-step", args=[row.pk, "intrekken"]))
    client.logout()

    answers = [client.get(link), client.get(reverse("schools:invitation", args=["onzin"]))]

    assert [answer.status_code for answer in answers] == [410, 404]


def test_a_weak_password_makes_no_account(client, school, coordinator):
    row = invite_staff(school, email="a@s.example", name="A", role="coach", by=coordinator)

    answer = client.post(
        reverse("schools:invitation", args=[token_for(row)]),
        {"first_name": "A", "last_name": "B", "password": "kort"},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["password"]


# ---- Two schools


def test_the_school_looked_at_last_is_remembered(client, school, other_school):
    user = SchoolMembershipFactory(school=school).user
    SchoolMembershipFactory(user=user, school=other_school)
    client.force_login(user)

    client.get(reverse(LIST), {"school": other_school.slug})
    seen = [
        client.get(reverse(f"schools:{n}")).context["school"] for n in ("group-list", "staff-list")
    ]
    client.get(reverse("schools:group-list"), {"school": school.slug})

    assert seen == [other_school, other_school]
    assert client.get(reverse(LIST)).context["school"] == school


def test_the_school_remembered_opens_nothing_that_may_not_be(client, school, other_school):
    """Coordinator here, mentor there: the page to invite is about the only school where one may."""
    user = SchoolMembershipFactory(school=school).user
    SchoolMembershipFactory(user=user, school=other_school, role=Role.MENTOR)
    client.force_login(user)

    client.get(reverse(LIST), {"school": other_school.slug})
    page = client.get(reverse("schools:staff-invite"))
    asked = client.get(reverse("schools:staff-invite"), {"school": other_school.slug})
    stranger = SchoolMembership.objects.get(user=user, school=other_school).user

    assert (page.context["school"], asked.status_code) == (school, 404)
    assert (
        client.post(
            reverse("schools:staff-edit", args=[stranger.pk]), {"school": other_school.slug}
        ).status_code
        == 404
    )


# ---- The owner


def test_owner_page_has_what_each_may_do(client, school, coordinator, region_coordinator, mentor):
    second = SchoolMembershipFactory(school=school, role=Role.COORDINATOR).user
    school.owner = coordinator
    school.save()
    page = reverse("schools:school-owner", args=[school.slug])
    found = {}

    for user in (coordinator, second, region_coordinator):
        client.force_login(user)
        context = client.get(page).context
        found[user] = [
            name for name in ("overdragen", "aanwijzen", "uitnodigen") if f"{name}_form" in context
        ]
    client.force_login(mentor)

    assert found == {coordinator: ["overdragen"], second: [], region_coordinator: ["aanwijzen"]}
    assert client.get(page).status_code == 403


def test_owner_forms_refuse_with_words(client, school, coordinator, region_coordinator, mentor):
    second = SchoolMembershipFactory(school=school, role=Role.COORDINATOR).user
    school.owner = coordinator
    school.save()

    def send(user, step, /, **data):
        client.force_login(user)
        url = reverse("schools:school-owner-do", args=[school.slug, step])
        return client.post(url, data).status_code

    assert [
        send(coordinator, "overdragen", to=mentor.pk),
        send(second, "overdragen", to=second.pk),
        send(region_coordinator, "aanwijzen", to=second.pk, reason=""),
        send(region_coordinator, "uitnodigen", name="A", email="a@s.example"),
        send(coordinator, "verkopen"),
    ] == [422, 403, 422, 422, 404]


@pytest.mark.parametrize("schools", [1, 3])
def test_owner_list_costs_the_same_for_any_number(
    client, region_coordinator, schools, django_assert_max_num_queries
):
    for row in SchoolMembershipFactory.create_batch(schools):
        row.school.owner = row.user
        row.school.save()
    client.force_login(region_coordinator)

    with django_assert_max_num_queries(10):
        page = client.get(reverse("schools:owner-list"))

    assert [row.coordinators for row in page.context["page_obj"]] == [1] * schools

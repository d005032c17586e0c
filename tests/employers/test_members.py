"""The people of a company: invited, accepted, changed, handed over, and never without an owner."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from employers.models import EmployerInvitation, EmployerMembership, JoinRequest
from employers.services.invitations import (
    AlreadyMember,
    NotWaiting,
    accept_invitation,
    invite,
    invite_again,
    open_invitation,
    withdraw_invitation,
)
from employers.services.joining import approve_join, ask_to_join, decline_join
from employers.services.members import (
    LastOwner,
    NotAColleague,
    change_role,
    hand_over,
    remove_member,
)
from portal.accounts.models import User
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from portal.organisations.links import (
    LinkExpired,
    LinkNotYours,
    LinkUsed,
    LinkWithdrawn,
    token_for,
)
from tests.factories import EmployerFactory, EmployerMembershipFactory, UserFactory

OWNER, MEMBER = EmployerMembership.Role.OWNER, EmployerMembership.Role.MEMBER


@pytest.fixture
def owner(employer):
    return employer.memberships.get()


@pytest.fixture
def colleague(employer):
    return EmployerMembershipFactory(employer=employer, role=MEMBER)


@pytest.fixture
def invitation(employer, employer_user):
    return invite(employer, email="Els@Bedrijf.example", role=MEMBER, by=employer_user, name="Els")


def kinds(user):
    return list(Notification.objects.filter(recipient=user).values_list("kind", flat=True))


def test_invite_mails_a_link_that_opens_an_account(
    client, employer, employer_user, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(employer, email="els@bedrijf.example", role=OWNER, by=employer_user)
    link = reverse("employers:invitation", args=[token_for(invitation)])
    assert (mailoutbox[0].to, link in mailoutbox[0].body) == (["els@bedrijf.example"], True)

    form = {"first_name": "Els", "last_name": "Smit", "password": "drie woorden samen"}
    assert client.get(link).status_code == 200
    answer = client.post(link, form)

    user = User.objects.get(email="els@bedrijf.example")
    assert (answer.url, client.session["_auth_user_id"]) == (reverse("home:desk"), str(user.pk))
    assert employer.memberships.get(user=user).role == OWNER
    assert kinds(employer_user) == ["employers.member_joined"]
    assert [entry.action for entry in trail.entries_for(employer)] == [
        "employers.member.add",
        "employers.member.invite",
    ]


def test_invite_twice_is_one_invitation_with_a_new_end(invitation, employer, employer_user):
    EmployerInvitation.objects.update(expires_at=timezone.now())

    again = invite(employer, email="ELS@bedrijf.example", role=OWNER, by=employer_user)

    assert again.pk == invitation.pk
    assert (again.role, again.name, again.has_expired) == (OWNER, "Els", False)


def test_invite_of_a_colleague_is_refused(employer, employer_user, colleague):
    with pytest.raises(AlreadyMember):
        invite(employer, email=colleague.user.email.upper(), role=OWNER, by=employer_user)


@pytest.mark.parametrize("who", ["colleague", "other"])
def test_only_owners_and_the_region_invite(employer, colleague, other_employer_user, who):
    by = colleague.user if who == "colleague" else other_employer_user

    with pytest.raises(PermissionDenied):
        invite(employer, email="x@bedrijf.example", role=MEMBER, by=by)


def test_withdrawn_invitation_says_so(client, invitation, employer_user):
    withdraw_invitation(invitation, by=employer_user)

    with pytest.raises(LinkWithdrawn):
        open_invitation(token_for(invitation))
    page = client.get(reverse("employers:invitation", args=[token_for(invitation)]))
    assert page.status_code == 410
    assert "Deze uitnodiging is ingetrokken" in page.content.decode()
    with pytest.raises(NotWaiting):
        withdraw_invitation(invitation, by=employer_user)


def test_invitation_used_twice_says_so(client, invitation):
    user = UserFactory(email="els@bedrijf.example")
    accept_invitation(invitation, by=user)
    client.force_login(user)

    page = client.get(reverse("employers:invitation", args=[token_for(invitation)]))

    assert (page.status_code, "al gebruikt" in page.content.decode()) == (410, True)
    with pytest.raises(LinkUsed):
        accept_invitation(invitation, by=user)


def test_invitation_after_its_day_says_so_and_can_be_mailed_again(invitation, employer_user):
    EmployerInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(LinkExpired):
        open_invitation(token_for(invitation))

    invite_again(invitation, by=employer_user)

    assert open_invitation(token_for(invitation)) == invitation


def test_invitation_opened_by_another_is_not_theirs(client, invitation, other_employer_user):
    client.force_login(other_employer_user)
    link = reverse("employers:invitation", args=[token_for(invitation)])

    page, sent = client.get(link), client.post(link)

    assert "e…@bedrijf.example" in page.content.decode()
    assert (sent.status_code, EmployerMembership.objects.count()) == (200, 2)
    with pytest.raises(LinkNotYours):
        accept_invitation(invitation, by=other_employer_user)


def test_last_owner_cannot_leave_nor_step_down(owner, colleague, employer_user):
    with pytest.raises(LastOwner):
        remove_member(owner, by=employer_user)
    with pytest.raises(LastOwner):
        change_role(owner, MEMBER, by=employer_user)

    assert owner.employer.memberships.get(role=OWNER) == owner


def test_an_owner_who_cannot_sign_in_does_not_count(owner, colleague, employer_user):
    change_role(colleague, OWNER, by=employer_user)
    User.objects.filter(pk=colleague.user_id).update(is_active=False)

    with pytest.raises(LastOwner):
        remove_member(owner, by=employer_user)


def test_change_role_is_told(owner, colleague, employer_user):
    change_role(colleague, OWNER, by=employer_user)
    change_role(colleague, OWNER, by=employer_user)

    assert EmployerMembership.objects.get(pk=colleague.pk).role == OWNER
    assert kinds(colleague.user) == ["employers.role_changed"]


def test_hand_over_makes_the_other_owner_and_lets_go(owner, colleague, employer_user):
    hand_over(owner, colleague, by=employer_user)

    left = EmployerMembership.objects.get()
    assert (left.user, left.role) == (colleague.user, OWNER)


def test_hand_over_goes_to_a_colleague_only(owner, employer_user):
    stranger = EmployerMembershipFactory()

    with pytest.raises(NotAColleague):
        hand_over(owner, stranger, by=employer_user)


def test_member_leaves_but_removes_nobody(owner, colleague):
    with pytest.raises(PermissionDenied):
        remove_member(owner, by=colleague.user)

    remove_member(colleague, by=colleague.user)

    assert not EmployerMembership.objects.filter(pk=colleague.pk).exists()


def test_removed_member_is_told(colleague, employer_user):
    remove_member(colleague, by=employer_user)

    assert kinds(colleague.user) == ["employers.member_removed"]


def test_request_to_join_is_approved_once(employer, employer_user):
    user = UserFactory()
    request = ask_to_join(employer, by=user)
    assert ask_to_join(employer, by=user) == request

    approve_join(request, by=employer_user)

    assert employer.memberships.get(user=user).role == MEMBER
    assert kinds(user) == ["employers.join_approved"]
    with pytest.raises(TransitionNotAllowed):
        decline_join(request, by=employer_user)
    with pytest.raises(AlreadyMember):
        ask_to_join(employer, by=user)


def test_region_lets_the_first_person_in_as_owner(region_coordinator):
    employer, user = EmployerFactory(), UserFactory()
    request = ask_to_join(employer, by=user)

    approve_join(request, by=region_coordinator)

    assert employer.memberships.get().role == OWNER


def test_declined_request_gives_nothing(employer, employer_user):
    user = UserFactory()
    request = ask_to_join(employer, by=user)

    decline_join(request, by=employer_user)

    assert JoinRequest.objects.get().state == "declined"
    assert not employer.memberships.filter(user=user).exists()
    assert kinds(user) == ["employers.join_declined"]


def test_a_colleague_may_not_approve(employer, colleague):
    request = ask_to_join(employer, by=UserFactory())

    with pytest.raises(PermissionDenied):
        approve_join(request, by=colleague.user)


@pytest.mark.parametrize("people", [1, 3])
def test_people_page_costs_the_same_for_any_number(
    client, employer, employer_user, people, django_assert_num_queries
):
    for number in range(people):
        EmployerMembershipFactory(employer=employer, role=MEMBER)
        invite(employer, email=f"i{number}@x.example", role=MEMBER, by=employer_user)
        ask_to_join(employer, by=UserFactory())
    client.force_login(employer_user)

    # session, user, roles, region roles, employer, members, invitations, requests, and the shell
    with django_assert_num_queries(9):
        page = client.get(reverse("employers:member-list", args=[employer.slug]))

    assert len(page.context["members"]) == people + 1
    assert (len(page.context["invitations"]), len(page.context["requests"])) == (people, people)


def test_people_page_advises_a_second_contact(client, employer, employer_user):
    client.force_login(employer_user)
    url = reverse("employers:member-list", args=[employer.slug])
    assert "maar één contactpersoon" in client.get(url).content.decode()

    client.post(url, {"email": "els@bedrijf.example", "role": "member"})

    assert "maar één contactpersoon" not in client.get(url).content.decode()


def test_colleague_sees_the_people_and_no_buttons(client, employer, colleague):
    client.force_login(colleague.user)
    url = reverse("employers:member-list", args=[employer.slug])

    page = client.get(url).content.decode()

    assert "/rol/" not in page
    assert client.post(url, {"email": "x@x.example", "role": "member"}).status_code == 403


def test_steps_on_the_people_page(client, employer, employer_user, owner, colleague, invitation):
    client.force_login(employer_user)
    request = ask_to_join(employer, by=UserFactory())
    steps = [
        (reverse("employers:member-role", args=[colleague.pk]), {"role": "owner"}),
        (reverse("employers:invitation-step", args=[invitation.pk, "opnieuw"]), {}),
        (reverse("employers:invitation-step", args=[invitation.pk, "intrekken"]), {}),
        (reverse("employers:join-step", args=[request.pk, "goed"]), {}),
        (reverse("employers:member-hand-over", args=[owner.pk]), {"to": colleague.pk}),
    ]
    answers = [client.post(url, data).status_code for url, data in steps]

    assert answers == [302] * 5
    assert {m.user_id: m.role for m in employer.memberships.all()} == {
        colleague.user_id: OWNER,
        request.user_id: MEMBER,
    }

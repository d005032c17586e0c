"""The team of a school, from the first owner to the last goodbye, through the screens.

The region invites the owner, the owner a colleague; she works with the right role, becomes owner
herself, and the first one leaves.
"""

import pytest
from django.core import mail

from portal.accounts.models import User
from portal.accounts.services import grant_region_role
from schools.models import School, SchoolInvitation, Student
from tests.factories import GroupFactory, SchoolFactory, StudentFactory, UserFactory

PASSWORD = "drie woorden samen"


@pytest.fixture
def school():
    return SchoolFactory(name="Praktijkschool De Wissel", second_step_required=False)


@pytest.fixture
def group(school):
    return GroupFactory(school=school, name="2P1")


def link_in_the_mail() -> str:
    """The path behind the only address in the last mail."""
    lines = mail.outbox[-1].body.splitlines()
    address = next(line for line in lines if line.startswith("http"))
    return "/" + address.split("/", 3)[3]


def comes_in_by_mail(person, first_name, last_name):
    """Opens the link of the last mail, chooses a password, and is in."""
    visitor = person()
    link = link_in_the_mail()
    visitor.look(link)
    visitor.do(link, first_name=first_name, last_name=last_name, password=PASSWORD)
    visitor.user = User.objects.get(first_name=first_name)
    return visitor


def test_the_team_of_a_school(person, clock, school, group):
    clock(2026, 11, 23, 9)
    pupil = StudentFactory(base_group=group)
    region = person(UserFactory(first_name="Regio"))
    grant_region_role(region.user, "coordinator")

    # The region finds a school without an owner, and invites one.
    region.look("schools:owner-list")
    region.do(
        "schools:school-owner-do", school.slug, "uitnodigen", name="Marit", email="m@wissel.example"
    )
    marit = comes_in_by_mail(person, "Marit", "Boersma")
    assert School.objects.get().owner == marit.user
    assert list(Student.objects.visible_to(region.user)) == []

    # She invites a mentor, mails it again, and sees who came.
    marit.do(
        "schools:staff-invite",
        name="Bas", email="b@wissel.example", roles=["mentor"], groups=[group.pk],
    )  # fmt: skip
    marit.do("schools:invitation-step", SchoolInvitation.objects.first().pk, "opnieuw")
    bas = comes_in_by_mail(person, "Bas", "Hendriksen")
    team = marit.look("schools:staff-list").text
    assert ("Bas Hendriksen" in team, "b@wissel.example" in team) == (True, True)

    # He works: his own pupils, and no more than that.
    assert pupil.family_name in bas.look("placements:student-list").text
    assert bas.client.get(f"/school/team/{marit.user.pk}/").status_code == 403

    # He becomes coordinator and subject teacher; she hands over and leaves.
    marit.do(
        "schools:staff-edit", bas.user.pk,
        roles=["coordinator", "subject_teacher"], teaching_groups=[group.pk],
    )  # fmt: skip
    marit.do("schools:school-owner-do", school.slug, "overdragen", to=bas.user.pk)
    assert School.objects.get().owner == bas.user
    marit.do("schools:staff-remove", marit.user.pk)
    assert marit.client.get("/school/team/").status_code == 403

    # The next owner asks a second step of everybody, so also of himself.
    bas.do("schools:second-step-rule", school.slug, verplicht="ja")
    answer = bas.client.get("/school/team/")
    assert (answer.status_code, "/2fa/" in answer.url) == (302, True)

"""The region keeps schools in the admin, and sees no pupil there."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse

from portal.accounts.services import EDITORS, grant_region_role
from schools.models import School
from schools.navigation import school_links


@pytest.fixture
def editor(region_editor):
    grant_region_role(region_editor, "editor")
    return region_editor


def test_region_adds_a_school_in_the_admin(client, editor):
    client.force_login(editor)
    page = reverse(School.snippet_viewset.get_url_name("add"))

    assert client.get(page).status_code == 200
    client.post(
        page,
        {
            "name": "Nieuwe school",
            "slug": "nieuwe-school",
            "brin": "98ZZ",
            "tracks": '["pro"]',
            "holiday_region": "middle",
        },
    )

    assert School.objects.get(slug="nieuwe-school").tracks == ["pro"]


def test_no_pupil_is_in_the_admin():
    with pytest.raises(NoReverseMatch):
        reverse("wagtailsnippets_schools_student:list")

    rights = Permission.objects.filter(group__name=EDITORS, content_type__app_label="schools")
    assert {right.content_type.model for right in rights} == {"school", "location"}


def test_school_links_depend_on_the_role(coordinator, teacher, liaison, student, employer_user):
    more, fewer, fewest = (
        {link.url for link in school_links(user)} for user in (coordinator, teacher, liaison)
    )

    assert more - fewer == {reverse("schools:import-list")}
    assert fewer - fewest == {reverse("placements:student-list")}
    assert [school_links(user) for user in (student.user, employer_user)] == [[], []]

"""The turn of the year in a browser: prepare, choose who stays down, carry out, note a leaver."""

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from portal.core.school_year import bounds, current_school_year, school_year_of
from schools.models import Group, SchoolMembership, Student
from tests.browser.people import PASSWORD, Person
from tests.factories import (
    GroupFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    StudentFactory,
    UserFactory,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def last_year() -> str:
    first = bounds(current_school_year())[0]
    return school_year_of(first.replace(year=first.year - 1))


@pytest.fixture
def school():
    school = SchoolFactory(name="Praktijkschool De Waard")
    for name, year, pupils in [("1A", 1, ["Adem", "Bo"]), ("5A", 5, ["Cas"])]:
        group = GroupFactory(school=school, name=name, year_of_study=year, school_year=last_year())
        for given in pupils:
            StudentFactory(school=school, base_group=group, given_name=given, year_of_study=year)
    return school


@pytest.fixture
def coordinator(school):
    user = UserFactory(password=make_password(PASSWORD))
    SchoolMembershipFactory(user=user, school=school, role=SchoolMembership.Role.COORDINATOR)
    return user


def test_from_one_school_year_to_the_next(school, coordinator, somebody, keep_picture):
    person = somebody(Person, viewport={"width": 1280, "height": 900}).sign_in(coordinator)
    page = person.page
    person.go("/school/jaarovergang/")
    page.click("main form button")

    expect(page.locator("main tbody tr")).to_have_count(2)
    page.locator("main input[type=text]").first.fill("2K")
    keep_picture(page, "year-turn-groups")
    page.click("main .form-end button")

    stays_down = page.locator("tr", has_text="Adem").locator("select")
    stays_down.select_option("later")
    keep_picture(page, "year-turn-pupils")
    page.click("main .form-end button")
    page.click("main .form-end button")
    page.click("main .form-end button")

    person.says("2K")
    keep_picture(page, "year-turn-check")
    person.confirm("jaar-om")
    expect(page.locator("h1")).to_contain_text(current_school_year())

    assert Student.objects.get(given_name="Bo").base_group.name == "2K"
    assert Student.objects.get(given_name="Adem").base_group is None
    assert Group.objects.filter(school_year=current_school_year()).count() == 1
    person.go("/school/nazorg/")
    page.click("main tbody a")
    page.select_option("[name=destination]", "employment")
    page.click("main .form-end button")
    expect(page.locator("main tbody")).to_contain_text("Werk")
    assert Student.objects.get(given_name="Cas").status == "aftercare"

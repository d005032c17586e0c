"""How a school begins, in a browser: the region adds it, the mail, and the guided start."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from playwright.sync_api import expect

from portal.accounts.services import grant_region_role, set_up_editors
from schools.models import CalendarException, LearningPeriod, School
from tests.browser.people import PASSWORD, Person, school_day
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
VERSION:2.0
PRODID:-//school//NL
BEGIN:VEVENT
UID:toetsweek@school
SUMMARY:Toetsweek &amp; herkansing
DTSTART;VALUE=DATE:{first}
DTEND;VALUE=DATE:{last}
END:VEVENT
BEGIN:VEVENT
UID:jarig@school
SUMMARY:Juf is jarig
DTSTART;VALUE=DATE:{first}
DTEND;VALUE=DATE:{last}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def region():
    set_up_editors()
    user = UserFactory(password=make_password(PASSWORD))
    grant_region_role(user, "coordinator")
    return user


def test_from_the_national_list_to_a_school_that_is_ready(region, somebody, keep_picture):
    the_region_adds(somebody(Person).sign_in(region), keep_picture)
    coordinator = somebody(Person, **PHONE)
    accepts(coordinator)

    answers_the_first_questions(coordinator, keep_picture)
    divides_the_year(coordinator, keep_picture)
    fills_the_calendar(coordinator, keep_picture)
    leaves_the_rest_for_later(coordinator, keep_picture)

    school = School.objects.get(brin="99AA")
    assert (school.name, school.tracks, school.years) == ("De Lindehof", ["pro"], [1, 2, 3])
    assert [place.holiday_region for place in school.locations.order_by("brin6")] == ["", "south"]
    assert LearningPeriod.objects.filter(school=school).count() == 5
    kinds = CalendarException.objects.filter(school=school).values_list("kind", flat=True)
    assert sorted(kinds) == ["study_day", "test_week"]
    assert school.set_up.finished_at is not None


def the_region_adds(region, keep_picture) -> None:
    region.go("/scholen/")
    region.page.click("main a[href='/scholen/toevoegen/']")
    region.page.fill("[name=q]", "lindehof")
    region.page.click("main form button")
    keep_picture(region.page, "setup-journey-find")
    region.page.click("main a[href='/scholen/toevoegen/99AA/']")
    region.says("Havenkade")
    region.page.fill("[name=contact]", "Fatma Yildirim")
    region.page.fill("[name=email]", "fatma@lindehof.example")
    region.page.click("main form button")
    region.says("Uitgenodigd")
    keep_picture(region.page, "setup-journey-region")


def accepts(coordinator) -> None:
    link = re.search(r"http\S+/uitnodiging/\S+", mail.outbox[-1].body)[0]
    coordinator.go(link.replace(re.match(r"https?://[^/]+", link)[0], ""))
    for name, text in (
        ("first_name", "Fatma"),
        ("last_name", "Yildirim"),
        ("password", "drie woorden samen"),
    ):
        coordinator.page.fill(f"[name={name}]", text)
    coordinator.page.click("main form button")
    expect(coordinator.page).to_have_url(re.compile("/mijn/"))
    coordinator.page.click("main a[href$='/inrichten/']")
    coordinator.page.click("main a.button")


def goes_on(coordinator) -> None:
    coordinator.page.click("button[name=do][value=save]")


def answers_the_first_questions(coordinator, keep_picture) -> None:
    coordinator.says("Stap 1 van 8")
    coordinator.page.fill("[name=name]", "")
    goes_on(coordinator)
    expect(coordinator.page.locator(".error-summary")).to_be_visible()
    coordinator.page.fill("[name=name]", "De Lindehof")
    keep_picture(coordinator.page, "setup-journey-locations")
    goes_on(coordinator)
    coordinator.says("Stap 2 van 8")
    for track in ("vmbo_bb", "vmbo_kb"):
        coordinator.page.uncheck(f"[name=tracks][value={track}]")
    for year in (4, 5):
        coordinator.page.uncheck(f"[name=years][value='{year}']")
    goes_on(coordinator)
    coordinator.says("Stap 3 van 8")
    coordinator.page.click("main a:has-text('Terug')")  # and forward again
    coordinator.says("Stap 2 van 8")
    expect(coordinator.page.locator("[name=tracks]:checked")).to_have_count(1)
    goes_on(coordinator)
    goes_on(coordinator)


def divides_the_year(coordinator, keep_picture) -> None:
    coordinator.says("Stap 4 van 8")
    coordinator.page.click("main .seg a:text-matches('^5')")
    expect(coordinator.page.locator("[name$=-label]")).to_have_count(5)
    keep_picture(coordinator.page, "setup-journey-periods")
    goes_on(coordinator)


def fills_the_calendar(coordinator, keep_picture) -> None:
    coordinator.says("Stap 5 van 8")
    step = coordinator.path
    coordinator.page.select_option("[name=kind]", "study_day")
    coordinator.page.fill("[name=label]", "Studiedag")
    coordinator.page.fill("[name=first_day]", school_day(20))
    coordinator.page.click("button[name=do][value=add]")
    coordinator.says("Studiedag")
    coordinator.page.click("main a[href^='/school/agenda/bestand/']")
    day = school_day(30).replace("-", "")
    file = {
        "name": "jaar.ics",
        "mimeType": "text/calendar",
        "buffer": CALENDAR.format(first=day, last=day).replace("\n", "\r\n").encode(),
    }
    coordinator.page.set_input_files("[name=file]", files=[file])
    coordinator.page.click("form[enctype] button")
    coordinator.says("Toetsweek & herkansing")
    expect(coordinator.page.locator("[name^=take_]:checked")).to_have_count(1)
    keep_picture(coordinator.page, "setup-journey-calendar-file")
    coordinator.page.click("main form button")
    coordinator.says("Toetsweek & herkansing")
    assert coordinator.path == step
    goes_on(coordinator)


def leaves_the_rest_for_later(coordinator, keep_picture) -> None:
    for number in (6, 7, 8):
        coordinator.says(f"Stap {number} van 8")
        coordinator.page.click("button[name=do][value=later]")
    coordinator.says("Bijna klaar")
    keep_picture(coordinator.page, "setup-journey-done")
    coordinator.page.click("main form button")
    expect(coordinator.page).to_have_url(re.compile("/mijn/"))
    expect(coordinator.page.locator("main a[href$='/inrichten/']")).to_have_count(0)

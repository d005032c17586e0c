"""The demo is of today, also in the holidays; the same dice give the same region."""

import time_machine
from django.core.management import call_command
from django.utils import timezone

from employers.models import Session
from placements.models import Placement, Round, Wish
from portal.demo.calendar import SchoolCalendar
from portal.demo.loaders import region, schools
from portal.demo.stage import Stage
from portal.notifications.models import Notification
from schools.models import LearningPeriod, Student


def fingerprint():
    names = list(Student.objects.order_by("pk").values_list("source_key", "given_name"))
    dates = list(Session.objects.order_by("pk").values_list("offer__title", "starts_at"))
    wishes = list(Wish.objects.order_by("pk").values_list("offer__title", "rank"))
    return names, dates, wishes


@time_machine.travel("2026-11-17T10:30:00+01:00", tick=False)
def test_reset_gives_the_same_region_again():
    call_command("load_demo", verbosity=0)
    first, placed = fingerprint(), Placement.objects.count()

    call_command("load_demo", reset=True, verbosity=0)

    assert fingerprint() == first
    assert Placement.objects.count() == placed
    assert Notification.objects.filter(recipient__is_active=False).count() == 0


def test_load_demo_in_the_summer():
    with time_machine.travel("2027-07-28T12:00:00+02:00", tick=False):
        call_command("load_demo", verbosity=0)

    calendar = SchoolCalendar(timezone.localtime().date())
    days = {at.date() for at in Session.objects.values_list("starts_at", flat=True)}
    assert all(calendar.is_school_day(day) for day in days)
    assert set(Round.objects.values_list("state", flat=True)) == {
        "draft", "open", "closed", "published", "finished",
    }  # fmt: skip


def test_periods_move_to_the_school_year_of_today():
    with time_machine.travel("2027-10-05T12:00:00+02:00", tick=False):
        stage = Stage(now=timezone.localtime(), seed=1)
        region.load(stage)
        schools.load(stage)

    assert set(LearningPeriod.objects.values_list("school_year", flat=True)) == {"2027-2028"}
    assert LearningPeriod.objects.containing("2027-10-05").count() == 4


def test_day_zero_is_today_or_the_first_school_day_after():
    friday_before_christmas = SchoolCalendar(timezone.localtime().date().replace(2026, 12, 18))
    saturday = SchoolCalendar(timezone.localtime().date().replace(2026, 12, 19))

    assert friday_before_christmas.day(0).isoformat() == "2026-12-18"
    assert saturday.day(0).isoformat() == "2027-01-04"
    assert saturday.day(-1).isoformat() == "2026-12-18"

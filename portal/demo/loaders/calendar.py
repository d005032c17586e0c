"""Special days of the four schools, their bell times, and a fifth school that is being set up.

The last step: a study day is put where nobody goes anywhere, so that no visit falls on it.
"""

from django.utils import timezone

from employers.models import Session
from portal.demo.stage import Stage, read
from portal.reference.models import SchoolListing
from schools.models import (
    CalendarException,
    Group,
    LearningPeriod,
    LessonHour,
    Location,
    School,
    SchoolMembership,
    SetUp,
)
from schools.services.lesson_hours import USUAL
from schools.services.year_periods import propose

Step = SetUp.Step
STUDY_DAYS_FROM, STUDY_DAYS_UNTIL = 35, 120
NEW_SCHOOL = "99AA"


def load(stage: Stage) -> str:
    days = sum(_load_days(stage, brin, rows) for brin, rows in read("calendar").items())
    days += _load_study_day(stage)
    _load_hours()
    _load_new_school(stage)
    return f"{days} special days, and a school that is being set up"


def _load_days(stage: Stage, brin: str, rows: list[dict]) -> int:
    school = School.objects.get(brin=brin)
    for row in rows:
        groups = row.get("groups", ())
        days = CalendarException.objects.create(
            school=school,
            kind=row["kind"],
            label=row["label"],
            first_day=stage.calendar.this_year(row["first_day"]),
            last_day=stage.calendar.this_year(row["last_day"]),
            weekdays=row.get("weekdays", []),
            replaces=row.get("replaces", ""),
        )
        there = Group.objects.filter(school=school).of_year(stage.calendar.school_year)
        days.groups.set(there.filter(name__in=groups))
    return len(rows)


def _load_study_day(stage: Stage) -> int:
    """For every school one, on the first day in some weeks on which nothing is planned."""
    starts = Session.objects.values_list("starts_at", flat=True)
    taken = {timezone.localdate(start) for start in starts}
    free = [
        day
        for number in range(STUDY_DAYS_FROM, STUDY_DAYS_UNTIL)
        if (day := stage.calendar.day(number)) not in taken
    ]
    for school in School.objects.all():
        CalendarException.objects.create(
            school=school,
            kind=CalendarException.Kind.STUDY_DAY,
            label="Studiedag",
            first_day=free[0],
            last_day=free[0],
        )
    return School.objects.count()


def _load_hours() -> None:
    school = School.objects.get(brin="99XX")
    LessonHour.objects.bulk_create(
        LessonHour(school=school, number=number, starts_at=begin, ends_at=end)
        for number, (begin, end) in enumerate(USUAL, start=1)
    )


def _load_new_school(stage: Stage) -> None:
    """Half-way: locations, tracks, holidays and periods are there, the rest is still to do."""
    person = {"name": "Fatma Yildirim", "email": "fatma.yildirim@lindehof.example"}
    user = stage.make_users([person])[person["email"]]
    school = School.objects.create(
        name="Praktijkschool Lindehof",
        slug="praktijkschool-lindehof",
        brin=NEW_SCHOOL,
        tracks=["pro", "vmbo_bb", "vmbo_kb"],
        years=[1, 2, 3, 4, 5],
        owner=user,
    )
    SchoolMembership.objects.create(
        user=user, school=school, role=SchoolMembership.Role.COORDINATOR
    )
    for listed in SchoolListing.objects.of_brin(NEW_SCHOOL):
        region = listed.holiday_region
        Location.objects.create(
            school=school,
            brin6=listed.brin6,
            name=listed.name,
            street=listed.street,
            house_number=listed.house_number,
            postcode=listed.postcode,
            place=listed.place,
            holiday_region="" if region == school.holiday_region else region,
        )
    LearningPeriod.objects.bulk_create(
        LearningPeriod(
            school=school,
            school_year=stage.calendar.school_year,
            label=span.label,
            first_day=span.first_day,
            last_day=span.last_day,
        )
        for span in propose(4, stage.calendar.school_year, school.holiday_region)
    )
    done = [Step.LOCATIONS, Step.TRACKS, Step.HOLIDAYS, Step.PERIODS]
    row = SetUp.objects.create(school=school, done=[step.value for step in done])
    SetUp.objects.filter(pk=row.pk).update(created_at=stage.ago(days=2))

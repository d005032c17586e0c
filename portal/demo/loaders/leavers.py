"""Pupils of last year's highest group, who left in July and are in aftercare now."""

import datetime

from portal.core.school_year import bounds, school_year_of
from portal.demo.loaders.pupils import name_of
from portal.demo.stage import Stage, read
from schools.models import (
    Aftercare,
    AftercareCheck,
    DestinationType,
    Group,
    GroupEnrolment,
    School,
    Student,
)
from schools.models.aftercare import last_day_of_aftercare

FIRST_NUMBER = 21010
EACH = 9
ASKED = 3
DESTINATIONS = (
    DestinationType.EMPLOYMENT,
    DestinationType.MBO_ENTREE,
    DestinationType.MBO_BBL,
    DestinationType.EMPLOYMENT_WITH_TRAINING,
    DestinationType.SHELTERED_WORK,
    DestinationType.MBO_BOL,
)


def load(stage: Stage) -> str:
    names = read("names")
    for row in read("schools"):
        _load_school(stage, School.objects.get(brin=row["brin"]), names)
    return f"{Aftercare.objects.count()} leavers in aftercare"


def _load_school(stage: Stage, school: School, names: dict) -> None:
    """They left on the last day of the school year; the first three were asked this autumn."""
    dice = stage.dice(f"leavers of {school.brin}")
    left_on = bounds(stage.calendar.school_year)[0] - datetime.timedelta(days=1)
    group = _last_years_highest(school, left_on)
    students = Student.objects.bulk_create(
        _leaver(group, number, name_of(dice, names), left_on) for number in range(EACH)
    )
    GroupEnrolment.objects.bulk_create(
        GroupEnrolment(
            student=student,
            group=group,
            since=left_on - datetime.timedelta(days=330),
            until=left_on,
        )
        for student in students
    )
    asked = stage.calendar.today - datetime.timedelta(days=6)
    care = Aftercare.objects.bulk_create(
        Aftercare(
            school=school,
            student=student,
            left_on=left_on,
            until=last_day_of_aftercare(left_on),
            destination=dice.choice(DESTINATIONS),
            checked_on=asked if number < ASKED else None,
        )
        for number, student in enumerate(students)
    )
    AftercareCheck.objects.bulk_create(
        AftercareCheck(aftercare=row, day=row.checked_on, destination=row.destination)
        for row in care
        if row.checked_on
    )


def _last_years_highest(school: School, left_on: datetime.date) -> Group:
    highest = school.groups.order_by("-year_of_study", "name").first()
    return Group.objects.create(
        school=school,
        location=highest.location,
        name=highest.name,
        source_key=highest.name,
        year_of_study=highest.year_of_study,
        school_year=school_year_of(left_on),
    )


def _leaver(group: Group, number: int, name: tuple[str, str, str], left_on) -> Student:
    given, prefix, family = name
    return Student(
        school=group.school,
        location=group.location,
        source_key=str(FIRST_NUMBER + number),
        given_name=given,
        name_prefix=prefix,
        family_name=family,
        year_of_study=group.year_of_study,
        track=group.school.tracks[0],
        base_group=group,
        status=Student.Status.AFTERCARE,
        left_on=left_on,
    )

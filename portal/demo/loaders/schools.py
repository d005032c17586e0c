"""Four schools: locations, learning periods, groups and the people who work there."""

from portal.demo.stage import Stage, read
from schools.models import Group, LearningPeriod, Location, School, SchoolMembership

MENTOR = SchoolMembership.Role.MENTOR


def load(stage: Stage) -> str:
    rows = read("schools")
    for row in rows:
        _load_school(stage, row)
    return f"{len(rows)} schools, {Group.objects.count()} groups"


def _load_school(stage: Stage, row: dict) -> None:
    school = School.objects.create(
        name=row["name"],
        slug=row["slug"],
        brin=row["brin"],
        tracks=row["tracks"],
        day_telephone=row["telephone"],
    )
    locations = Location.objects.bulk_create(
        Location(school=school, **location) for location in row["locations"]
    )
    LearningPeriod.objects.bulk_create(
        LearningPeriod(
            school=school,
            school_year=stage.calendar.school_year,
            label=period["label"],
            first_day=stage.calendar.this_year(period["first_day"]),
            last_day=stage.calendar.this_year(period["last_day"]),
        )
        for period in row["periods"]
    )
    groups = Group.objects.bulk_create(
        Group(
            school=school,
            location=locations[0],
            name=group["name"],
            source_key=group["name"],
            year_of_study=group["year"],
            school_year=stage.calendar.school_year,
        )
        for group in row["groups"]
    )
    _load_staff(stage, school, row["staff"], {group.name: group for group in groups})


def _load_staff(stage: Stage, school: School, staff: list[dict], groups: dict[str, Group]) -> None:
    users = stage.make_users(staff)
    SchoolMembership.objects.bulk_create(
        SchoolMembership(user=users[person["email"]], school=school, role=person["role"])
        for person in staff
    )
    for person in staff:
        for name in person.get("groups", ()):
            groups[name].mentors.add(users[person["email"]])

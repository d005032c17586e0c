"""Four schools: locations, learning periods, groups and the people who work there."""

from portal.accounts.models import User
from portal.demo.stage import Stage, read
from portal.reference.models import Subject
from schools.models import (
    Group,
    LearningPeriod,
    Location,
    School,
    SchoolInvitation,
    SchoolMembership,
)


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
    """Who works at two schools has an account already when the second one comes."""
    known = {
        user.email: user for user in User.objects.filter(email__in=[p["email"] for p in staff])
    }
    users = known | stage.make_users([p for p in staff if p["email"] not in known])
    subjects = {subject.code: subject for subject in Subject.objects.all()}
    for person in staff:
        user = users[person["email"]]
        row = SchoolMembership.objects.create(user=user, school=school, role=person["role"])
        row.subjects.add(*(subjects[code] for code in person.get("subjects", ())))
        user.mentored_groups.add(*(groups[name] for name in person.get("groups", ())))
        user.taught_groups.add(*(groups[name] for name in person.get("teaches", ())))
    owner = next(person for person in staff if person["role"] == SchoolMembership.Role.COORDINATOR)
    School.objects.filter(pk=school.pk).update(owner=users[owner["email"]])
    _invite(stage, school, users[owner["email"]])


def _invite(stage: Stage, school: School, owner: User) -> None:
    """Somebody who starts next week and did not answer yet; without the mail."""
    domain = str(owner.email).partition("@")[2]
    invitation = SchoolInvitation.objects.create(
        school=school,
        name="Sanne Wolfert",
        email=f"sanne.wolfert@{domain}",
        roles=[SchoolMembership.Role.MENTOR],
        invited_by=owner,
        expires_at=stage.ahead(days=11),
    )
    SchoolInvitation.objects.filter(pk=invitation.pk).update(created_at=stage.ago(days=3))

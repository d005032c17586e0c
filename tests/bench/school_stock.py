"""One large school with a past and a future: 1,500 pupils in 50 groups of 30, written in bulk."""

import datetime
import random

from django.utils import timezone

from employers.models import Employer, Offer, Session, WorkSite
from placements.models import Attendance, Placement, Reflection, Round
from portal.accounts.models import User
from portal.core.school_year import current_school_year
from portal.reference.models import PracticalNeed, Sector
from schools.models import (
    Group,
    PhotoConsent,
    School,
    SchoolMembership,
    Student,
    StudentNeed,
)

PUPILS, GROUP_SIZE = 1_500, 30
BEEN, COMING = 6, 1
FAMILY = ["Aalst", "Bakker", "Jansen", "Dijk", "Vries", "Berg", "Visser", "Smit", "Meer", "Zee"]


def fill() -> tuple[School, User]:
    """The school and its coordinator. Every pupil has been in six places and goes to one."""
    rng = random.Random(2026)
    school = School.objects.create(
        name="Grote school",
        slug="grote-school",
        brin="77BB",
        tracks=["pro"],
        second_step_required=False,  # the page is measured, not the way in
    )
    user = User.objects.create_user(email="coordinator@bench.example", password=None)
    SchoolMembership.objects.create(
        user=user, school=school, role=SchoolMembership.Role.COORDINATOR
    )
    groups = Group.objects.bulk_create(
        Group(
            school=school,
            name=f"{n % 5 + 1}P{n // 5 + 1}",
            source_key=str(n),
            year_of_study=n % 5 + 1,
            school_year=current_school_year(),
        )
        for n in range(PUPILS // GROUP_SIZE)
    )
    pupils = Student.objects.bulk_create(_pupil(rng, n, groups) for n in range(PUPILS))
    _care(rng, pupils)
    _places(rng, school, pupils)
    return school, user


def _pupil(rng, number: int, groups: list[Group]) -> Student:
    group = groups[number // GROUP_SIZE]
    return Student(
        school_id=group.school_id,
        base_group=group,
        source_key=f"{number:05d}",
        given_name=f"Voornaam{number % 90}",
        name_prefix=rng.choice(["", "", "de", "van der"]),
        family_name=rng.choice(FAMILY),
        year_of_study=group.year_of_study,
        track="pro",
    )


def _care(rng, pupils: list[Student]) -> None:
    needs, today = list(PracticalNeed.objects.all()), timezone.localdate()
    StudentNeed.objects.bulk_create(
        StudentNeed(student=pupil, need=rng.choice(needs), since=today) for pupil in pupils[::3]
    )
    PhotoConsent.objects.bulk_create(
        PhotoConsent(student=pupil, purpose=purpose, given_by="parent", given_on=today)
        for pupil in pupils
        for purpose in rng.sample(PhotoConsent.Purpose.values, 2)
    )


def _places(rng, school: School, pupils: list[Student]) -> None:
    sessions = _sessions(rng)
    today = timezone.localdate()
    round_ = Round.objects.create(
        school=school,
        title="Ronde",
        first_day=today - datetime.timedelta(days=100),
        last_day=today + datetime.timedelta(days=100),
        wishes_until=timezone.now(),
        state="published",
    )
    places = Placement.objects.bulk_create(
        (
            Placement(round=round_, student=pupil, session=session, state="published")
            for pupil in pupils
            for session in [*rng.sample(sessions[:-20], BEEN), *rng.sample(sessions[-20:], COMING)]
        ),
        batch_size=2000,
    )
    been = [place for place in places if place.session.ends_at < timezone.now()]
    Attendance.objects.bulk_create(
        (Attendance(placement=place, status="present") for place in been), batch_size=2000
    )
    Reflection.objects.bulk_create(
        (Reflection(placement=place, state=rng.choice(["open", "done"])) for place in been),
        batch_size=2000,
    )


def _sessions(rng) -> list[Session]:
    """Two hundred behind us, twenty to come."""
    sectors, now = list(Sector.objects.all()), timezone.now()
    employer = Employer.objects.create(
        name="Bedrijf", slug="bedrijf", state="verified", sector=sectors[0]
    )
    site = WorkSite.objects.create(
        employer=employer,
        name="Werkplaats",
        street="Weg",
        house_number="1",
        postcode="4001 AB",
        pc4="4001",
        place="Dorp",
    )
    offers = Offer.objects.bulk_create(
        Offer(
            employer=employer,
            sector=rng.choice(sectors),
            worksite=site,
            kind="visit",
            title=f"Kom kijken {n}",
            summary="Doe mee.",
            pupil_text="Je kijkt rond.",
            live=True,
            first_published_at=now,
            confirmed_on=now.date(),
        )
        for n in range(40)
    )
    days = [*range(-200, 0), *range(3, 23)]
    return Session.objects.bulk_create(
        Session(
            offer=rng.choice(offers),
            starts_at=now + datetime.timedelta(days=day),
            ends_at=now + datetime.timedelta(days=day, hours=2),
            max_places=500,
            places_taken=60,
        )
        for day in days
    )

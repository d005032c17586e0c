import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.core.school_year import current_school_year
from portal.reference.models import PracticalNeed
from schools.models import (
    Group,
    LearningPeriod,
    Location,
    PhotoConsent,
    School,
    SchoolMembership,
    Student,
    StudentNeed,
)
from tests.factories.people import UserFactory


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    name = factory.Sequence(lambda n: f"Praktijkschool {n}")
    slug = factory.Sequence(lambda n: f"praktijkschool-{n}")
    brin = factory.Sequence(lambda n: f"{n % 100:02d}{chr(65 + n // 100 % 26)}Z")


class LocationFactory(DjangoModelFactory):
    class Meta:
        model = Location

    school = factory.SubFactory(SchoolFactory)
    name = "Hoofdlocatie"
    brin6 = factory.LazyAttributeSequence(lambda o, n: f"{o.school.brin}{n % 100:02d}")
    postcode = "4001 AA"
    place = "Molenveen"


class SchoolMembershipFactory(DjangoModelFactory):
    class Meta:
        model = SchoolMembership

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    role = SchoolMembership.Role.COORDINATOR


class LearningPeriodFactory(DjangoModelFactory):
    class Meta:
        model = LearningPeriod

    school = factory.SubFactory(SchoolFactory)
    school_year = factory.LazyFunction(current_school_year)
    label = factory.Sequence(lambda n: f"Periode {n}")
    first_day = factory.LazyAttribute(lambda o: datetime.date(int(o.school_year[:4]), 8, 24))
    last_day = factory.LazyAttribute(lambda o: datetime.date(int(o.school_year[5:]), 7, 9))


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"2P{n}")
    year_of_study = 2
    school_year = factory.LazyFunction(current_school_year)

    @factory.post_generation
    def mentors(self, create, extracted, **kwargs):
        if create and extracted:
            self.mentors.set(extracted)


class StudentFactory(DjangoModelFactory):
    """An enrolled pupil of year 2; ``user`` is empty until the pupil has a login card."""

    class Meta:
        model = Student

    base_group = factory.SubFactory(GroupFactory)
    school = factory.SelfAttribute("base_group.school")
    source_key = factory.Sequence(lambda n: f"L{n:05d}")
    given_name = factory.Sequence(lambda n: f"Voornaam{n}")
    name_prefix = "de"
    family_name = factory.Sequence(lambda n: f"Achternaam{n}")
    year_of_study = 2
    track = "pro"


class StudentNeedFactory(DjangoModelFactory):
    """``code`` names the need; it began a month ago."""

    class Meta:
        model = StudentNeed

    class Params:
        code = "wheelchair"

    student = factory.SubFactory(StudentFactory)
    need = factory.LazyAttribute(lambda o: PracticalNeed.objects.get(code=o.code))
    since = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=30))


class PhotoConsentFactory(DjangoModelFactory):
    """A yes of a parent, a month ago."""

    class Meta:
        model = PhotoConsent

    student = factory.SubFactory(StudentFactory)
    purpose = PhotoConsent.Purpose.SCHOOL
    given_by = PhotoConsent.GivenBy.PARENT
    given_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=30))

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employers.models import Guest, SafetyPassport
from tests.factories.employers import EmployerFactory, WorkSiteFactory


class SafetyPassportFactory(DjangoModelFactory):
    """Valid for another half year; ``ends_in=-3`` for one that ended three days ago."""

    class Meta:
        model = SafetyPassport

    class Params:
        ends_in = 180

    worksite = factory.SubFactory(WorkSiteFactory)
    valid_until = factory.LazyAttribute(
        lambda o: timezone.localdate() + datetime.timedelta(days=o.ends_in)
    )
    confirmed_on = factory.LazyAttribute(lambda o: o.valid_until - datetime.timedelta(days=365))


class GuestFactory(DjangoModelFactory):
    class Meta:
        model = Guest

    employer = factory.SubFactory(EmployerFactory)
    name = factory.Sequence(lambda n: f"Gast {n}")
    role = "Leermeester"

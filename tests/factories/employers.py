import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from employers.models import Employer, EmployerMembership, Offer, Session, WorkSite
from portal.reference.models import Sector
from tests.factories.people import UserFactory


class EmployerFactory(DjangoModelFactory):
    """A verified employer."""

    class Meta:
        model = Employer

    name = factory.Sequence(lambda n: f"Werkplaats {n}")
    slug = factory.Sequence(lambda n: f"werkplaats-{n}")
    state = Employer.State.VERIFIED
    sector = factory.LazyFunction(lambda: Sector.objects.order_by("order").first())


class EmployerMembershipFactory(DjangoModelFactory):
    class Meta:
        model = EmployerMembership

    user = factory.SubFactory(UserFactory)
    employer = factory.SubFactory(EmployerFactory)
    role = EmployerMembership.Role.OWNER


class WorkSiteFactory(DjangoModelFactory):
    class Meta:
        model = WorkSite

    employer = factory.SubFactory(EmployerFactory)
    name = "Hoofdgebouw"
    street = "Dorpsstraat"
    house_number = "1"
    postcode = "4001 AA"
    pc4 = "4001"
    place = "Molenveen"


class OfferFactory(DjangoModelFactory):
    """A live offer of a verified employer; ``draft=True`` for one that nobody sees yet."""

    class Meta:
        model = Offer

    class Params:
        draft = factory.Trait(live=False, has_unpublished_changes=True)

    employer = factory.SubFactory(EmployerFactory)
    sector = factory.SelfAttribute("employer.sector")
    worksite = factory.SubFactory(WorkSiteFactory, employer=factory.SelfAttribute("..employer"))
    kind = Offer.Kind.VISIT
    title = factory.Sequence(lambda n: f"Kijk in de werkplaats {n}")
    summary = "Zie hoe het werkt en doe zelf mee."
    pupil_text = "Je kijkt rond. Je maakt zelf iets."
    live = True
    first_published_at = factory.LazyFunction(timezone.now)
    confirmed_on = factory.LazyFunction(timezone.localdate)


class SessionFactory(DjangoModelFactory):
    """A date three weeks from now, from 10.00 to 12.00 hours, with 8 places."""

    class Meta:
        model = Session

    offer = factory.SubFactory(OfferFactory)
    starts_at = factory.Sequence(
        lambda n: (
            timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
            + datetime.timedelta(days=21 + n % 20)
        )
    )
    ends_at = factory.LazyAttribute(lambda s: s.starts_at + datetime.timedelta(hours=2))
    min_places = 1
    max_places = 8

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from placements.models import Booking
from tests.factories.employers import OfferFactory
from tests.factories.schools import GroupFactory, SchoolFactory


class BookingFactory(DjangoModelFactory):
    """Asked of the employer for a day five weeks from now; give a ``session`` for one of its dates.

    Places are not taken: the services do that.
    """

    class Meta:
        model = Booking

    school = factory.SubFactory(SchoolFactory)
    group = factory.SubFactory(GroupFactory, school=factory.SelfAttribute("..school"))
    offer = factory.SubFactory(OfferFactory)
    employer = factory.SelfAttribute("offer.employer")
    pupils = 6
    contact_name = "Mijn School"
    state = Booking.State.REQUESTED
    on_day = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=35))
    wishes = factory.LazyAttribute(lambda o: [{"day": o.on_day.isoformat(), "part": "any"}])
    queued_at = factory.LazyFunction(timezone.now)
    requested_at = factory.LazyAttribute(
        lambda o: None if o.state == Booking.State.QUEUED else timezone.now()
    )

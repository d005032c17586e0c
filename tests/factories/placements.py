import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from placements.models import (
    Attendance,
    Call,
    Placement,
    Reflection,
    Round,
    RoundSession,
    Wish,
    WishList,
)
from portal.reference.models import Sector
from tests.factories.employers import OfferFactory, SessionFactory
from tests.factories.people import UserFactory
from tests.factories.schools import GroupFactory, SchoolFactory, StudentFactory


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    title = factory.Sequence(lambda n: f"Najaarsronde {n}")
    first_day = factory.LazyFunction(timezone.localdate)
    last_day = factory.LazyAttribute(lambda o: o.first_day + datetime.timedelta(days=60))
    wishes_until = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))
    seed = "zaad"

    @factory.post_generation
    def groups(self, create, extracted, **kwargs):
        if create and extracted:
            self.groups.set(extracted)


class RoundSessionFactory(DjangoModelFactory):
    class Meta:
        model = RoundSession

    round = factory.SubFactory(RoundFactory)
    session = factory.SubFactory(SessionFactory)
    places = factory.LazyAttribute(lambda o: o.session.max_places)


class WishListFactory(DjangoModelFactory):
    class Meta:
        model = WishList

    round = factory.SubFactory(RoundFactory)
    student = factory.SubFactory(
        StudentFactory,
        base_group=factory.SubFactory(
            GroupFactory, school=factory.SelfAttribute("...round.school")
        ),
    )
    sent_at = factory.LazyFunction(timezone.now)


class WishFactory(DjangoModelFactory):
    class Meta:
        model = Wish

    wish_list = factory.SubFactory(WishListFactory)
    offer = factory.SubFactory(OfferFactory)
    rank = 1


class PlacementFactory(DjangoModelFactory):
    """A published place; ``state="proposed"`` for one that is not told yet."""

    class Meta:
        model = Placement

    student = factory.SubFactory(StudentFactory)
    round = factory.SubFactory(RoundFactory, school=factory.SelfAttribute("..student.school"))
    session = factory.SubFactory(SessionFactory)
    state = Placement.State.PUBLISHED
    level = 1
    reason = "first_wish"


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    placement = factory.SubFactory(PlacementFactory)
    status = Attendance.Status.PRESENT


class ReflectionFactory(DjangoModelFactory):
    class Meta:
        model = Reflection

    placement = factory.SubFactory(PlacementFactory)


class CallFactory(DjangoModelFactory):
    """An open call of a school in Molenveen, for the first sector; ``draft=True`` for a draft."""

    class Meta:
        model = Call

    class Params:
        draft = factory.Trait(state="draft", opened_at=None)
        idea = factory.Trait(state="idea", opened_at=None, asked_by=None, expires_on=None)

    school = factory.SubFactory(SchoolFactory)
    asked_by = factory.SubFactory(UserFactory)
    sector = factory.LazyFunction(lambda: Sector.objects.order_by("order").first())
    what = factory.Sequence(lambda n: f"Een bakkerij van binnen zien {n}")
    pc4 = "4001"
    place = "Molenveen"
    state = "open"
    opened_at = factory.LazyFunction(timezone.now)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=60))

"""Things to test with. A trait says what state they are in."""

from tests.factories.bookings import BookingFactory
from tests.factories.employers import (
    EmployerFactory,
    EmployerMembershipFactory,
    OfferFactory,
    SessionFactory,
    WorkSiteFactory,
)
from tests.factories.people import RegionMembershipFactory, UserFactory
from tests.factories.placements import (
    AttendanceFactory,
    CallFactory,
    PlacementFactory,
    ReflectionFactory,
    RoundFactory,
    RoundSessionFactory,
    WishFactory,
    WishListFactory,
)
from tests.factories.safety import GuestFactory, SafetyPassportFactory
from tests.factories.schools import (
    GroupFactory,
    LearningPeriodFactory,
    LocationFactory,
    PhotoConsentFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    StudentFactory,
    StudentNeedFactory,
)

__all__ = [
    "AttendanceFactory",
    "BookingFactory",
    "CallFactory",
    "EmployerFactory",
    "EmployerMembershipFactory",
    "GroupFactory",
    "GuestFactory",
    "LearningPeriodFactory",
    "LocationFactory",
    "OfferFactory",
    "PhotoConsentFactory",
    "PlacementFactory",
    "ReflectionFactory",
    "RegionMembershipFactory",
    "RoundFactory",
    "RoundSessionFactory",
    "SafetyPassportFactory",
    "SchoolFactory",
    "SchoolMembershipFactory",
    "SessionFactory",
    "StudentFactory",
    "StudentNeedFactory",
    "UserFactory",
    "WishFactory",
    "WishListFactory",
    "WorkSiteFactory",
]

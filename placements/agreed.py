"""Offers that left the catalogue, for those who have an agreement on them: their links go on."""

from django.db.models import Q, QuerySet

from employers.models import Employer, Offer
from placements.models import Booking, Round, RoundSession
from schools.permissions import own_student, school_ids


def offers_in_reach(user) -> QuerySet[Offer]:
    """What ``user`` sees, and the offers online with a date in the own rounds or bookings."""
    seen = Offer.objects.visible_to(user)
    if not getattr(user, "is_authenticated", False):
        return seen
    online = Q(live=True, employer__state=Employer.State.VERIFIED)
    return seen | Offer.objects.filter(online & _agreed_with(user))


def _agreed_with(user) -> Q:
    if student := own_student(user):
        rounds = Round.objects.filter(groups=student.base_group_id)
        bookings = Booking.objects.filter(group=student.base_group_id)
    else:
        rounds = Round.objects.filter(school__in=school_ids(user))
        bookings = Booking.objects.filter(school__in=school_ids(user))
    chosen = RoundSession.objects.filter(round__in=rounds.exclude(state=Round.State.DRAFT))
    confirmed = bookings.filter(state=Booking.State.CONFIRMED)
    return Q(pk__in=chosen.values("session__offer")) | Q(pk__in=confirmed.values("offer"))

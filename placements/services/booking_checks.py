"""What a request has to be like before anybody is asked."""

import datetime as dt
from collections.abc import Iterable

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Offer, Session
from employers.services.seats import NotEnoughPlaces
from placements.models import Booking
from placements.models.booking import MOST_WISHES, Wish
from placements.openings import open_for
from placements.safety import judge_for
from portal.core.formats import long_date
from schools.days import SchoolDays
from schools.models import Group, School

FURTHEST = dt.timedelta(days=366)


class BookingRefused(Exception):
    """It cannot be asked like this; the message says why, ``field`` where to mend it."""

    def __init__(self, text: str, field: str | None = None):
        self.field = field
        super().__init__(text)


def refuse_faults(offer: Offer, booking: Booking) -> None:
    """Everything that is checked while the employer and the date are held still."""
    if not Offer.objects.published().filter(pk=offer.pk).exists():
        raise BookingRefused(_("The company does not offer this at the moment."))
    _refuse_numbers(offer, booking)
    if booking.session_id:
        _refuse_date(offer, booking)
    else:
        refuse_wishes(offer, booking.school, booking.wished, group=booking.group)
    _refuse_twice(booking)


def refuse_wishes(
    offer: Offer, school: School, wishes: Iterable[Wish], *, group: Group | None = None
) -> None:
    """``group``: its own days, such as internships, and the holidays of its building count too."""
    wishes = list(wishes)
    days = SchoolDays(school, [wish.day for wish in wishes])
    if not wishes:
        raise BookingRefused(_("Choose a date, or name at least one day that suits."), "wish_1_day")
    if len(wishes) > MOST_WISHES:
        raise BookingRefused(_("Name three days at most."), "wish_3_day")
    first = timezone.localdate() + dt.timedelta(days=offer.lead_days)
    for number, wish in enumerate(wishes, start=1):
        if why := _why_not_that_day(wish.day, first, days, group):
            raise BookingRefused(why, f"wish_{number}_day")
    if len({(wish.day, wish.part) for wish in wishes}) < len(wishes):
        raise BookingRefused(_("You named the same day twice."), "wish_2_day")


def month_name(month: dt.date) -> str:
    """ "april 2027"."""
    return dateformat.format(month, "F Y")


def _why_not_that_day(
    day: dt.date, first: dt.date, days: SchoolDays, group: Group | None = None
) -> str:
    if day < first:
        return _("This company needs notice. Choose a day from %(day)s on.") % {
            "day": long_date(first)
        }
    if day > timezone.localdate() + FURTHEST:
        return _("This day is more than a year away. Look at the year.")
    if why := days.closed(day, group):
        return _("On %(day)s your school cannot: %(why)s. Choose another day.") % {
            "day": long_date(day),
            "why": why,
        }
    return ""


def _refuse_numbers(offer: Offer, booking: Booking) -> None:
    if booking.pupils < 1:
        raise BookingRefused(_("At least 1 pupil has to come."), "pupils")
    if booking.pupils > offer.group_max:
        text = ngettext(
            "At most %(most)s pupil can come. Ask for a part of the group.",
            "At most %(most)s pupils can come. Ask twice, for half the group each.",
            offer.group_max,
        )
        raise BookingRefused(text % {"most": offer.group_max}, "pupils")


def _refuse_date(offer: Offer, booking: Booking) -> None:
    dates = offer.sessions.filter(pk=booking.session_id or 0).open().upcoming()
    session = dates.select_related("offer__employer").first()
    if session is None:
        raise BookingRefused(_("This date is cancelled or past. Choose another one."), "when")
    opening = open_for(session, booking.school)
    if not opening.may and not session.is_full:
        raise BookingRefused(opening.text, "when")
    _refuse_away(booking, session)
    if opening.places < booking.pupils:
        raise NotEnoughPlaces(booking.pupils)
    for finding in judge_for(frozenset([booking.year] if booking.year else []), session):
        if finding.blocks:
            raise BookingRefused(str(finding), "when")


def _refuse_away(booking: Booking, session: Session) -> None:
    """The group is elsewhere that day, on internship for example, though the school is open."""
    day = timezone.localdate(session.starts_at)
    if why := SchoolDays(booking.school, [day]).not_possible(day, booking.group, booking.track):
        raise BookingRefused(
            _("This group cannot on %(day)s: %(why)s.") % {"day": long_date(day), "why": why},
            "when",
        )


def _refuse_twice(booking: Booking) -> None:
    """A second request may be for the other half of the group; the very same one is a mistake."""
    same = Booking.objects.running().filter(
        group=booking.group_id,
        offer=booking.offer_id,
        session=booking.session_id,
        pupils=booking.pupils,
    )
    if booking.wishes in same.values_list("wishes", flat=True):
        raise BookingRefused(
            _("You have asked this for this group already. Look under your requests."), "group"
        )

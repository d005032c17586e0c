"""May this school take places of this date today, and how many? One answer for every way to."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from employers.models import Session
from placements.models import Booking, PartnerSchool, Placement, Reservation, RoundSession
from placements.release_stages import Stage, release_of
from portal.core.formats import long_date
from schools.days import SchoolDays
from schools.models import School, Student

# A school saw little of a sector when fewer than one in so many of its pupils had a place there.
ONE_IN = 4


@dataclass(frozen=True)
class Opening:
    """``places`` is what the school may take now, its own ``reserved`` ones included.

    ``mind``: what the school's own calendar says of that day when it is possible all the same.
    """

    stage: Stage
    places: int
    reserved: int = 0
    opens_on: dt.date | None = None
    text: str = ""
    mind: str = ""

    @property
    def may(self) -> bool:
        return self.places > 0


def open_for(session: Session, school: School, day: dt.date | None = None) -> Opening:
    """One date for one school; ``day`` is today unless told. Needs ``session.offer``."""
    return openings([session], school, day)[session.pk]


def openings(
    sessions: Iterable[Session], school: School, day: dt.date | None = None
) -> dict[int, Opening]:
    """Id of each date -> its opening. The same few queries for any number of dates."""
    sessions = list(sessions)
    view = _View(school, sessions)
    today = day or timezone.localdate()
    return {session.pk: _for_school(session, view, today) for session in sessions}


def groups_on(sessions: Iterable[Session], *, beside: School | None = None) -> Counter[int]:
    """How many groups come on each date: rounds, requests, and reservations of other schools."""
    ids = [session.pk for session in sessions]
    rounds = RoundSession.objects.filter(session__in=ids, held__gt=0)
    bookings = Booking.objects.filter(session__in=ids, state__in=Booking.HOLDING)
    kept = Reservation.objects.kept().filter(session__in=ids)
    if beside:
        kept = kept.exclude(school=beside)
    found: Counter[int] = Counter()
    for rows in (rounds, bookings, kept):
        found.update(rows.values_list("session", flat=True))
    return found


def _for_school(session: Session, view: "_View", today: dt.date) -> Opening:
    """First the school's own calendar, then what the employer lets it choose."""
    that_day = timezone.localdate(session.starts_at)
    if why := view.days.not_possible(that_day):
        text = _("Not possible for your school: %(why)s.") % {"why": why}
        return Opening(Stage.CLOSED, 0, text=_closed(session) or text)
    opening = _opening(session, view, today)
    return replace(opening, mind=view.days.to_mind(that_day)) if opening.may else opening


def _opening(session: Session, view: "_View", today: dt.date) -> Opening:
    steps = release_of(session)
    stage = steps.stage_on(today)
    if closed := _closed(session):
        return Opening(Stage.CLOSED, 0, text=closed)
    reserved = view.reserved.get(session.pk, 0)
    partner, gap = view.is_partner(session), view.has_gap(session)
    opens_on = steps.opens_on(partner=partner, gap=gap)
    if stage == Stage.CLOSED:
        text = _("Schools could choose this date until %(day)s.") % {
            "day": long_date(steps.last_day)
        }
        return Opening(stage, reserved, reserved, text="" if reserved else text)
    if opens_on and today < opens_on:
        text = _("Your school can choose this date from %(day)s.") % {"day": long_date(opens_on)}
        return Opening(stage, reserved, reserved, opens_on, "" if reserved else text)
    if view.groups_are_full(session):
        text = _("There is no room for another group on this date.")
        return Opening(stage, reserved, reserved, text="" if reserved else text)
    left = session.places_left + reserved
    return Opening(stage, left, reserved, text="" if left else _("This date is full."))


def _closed(session: Session) -> str:
    if session.state != Session.State.OPEN:
        return _("This date is cancelled or done.")
    if session.is_past:
        return _("This date has been.")
    if not session.offer.is_in_catalogue:
        return _("This offer is not in the catalogue now.")
    return ""


@dataclass
class _View:
    """What has to be known about one school for these dates. Asked only when a date needs it."""

    school: School
    sessions: list[Session] = field(repr=False)

    @cached_property
    def days(self) -> SchoolDays:
        return SchoolDays.of_moments(self.school, [date.starts_at for date in self.sessions])

    @cached_property
    def reserved(self) -> dict[int, int]:
        rows = Reservation.objects.kept().filter(school=self.school, session__in=self.sessions)
        return dict(rows.values_list("session", "left"))

    @cached_property
    def partner_of(self) -> set[int]:
        rows = PartnerSchool.objects.filter(school=self.school)
        return set(rows.values_list("employer", flat=True))

    @cached_property
    def seen(self) -> Counter[int]:
        """Sector -> pupils of the school who had a place in it."""
        rows = Placement.objects.published().filter(
            student__school=self.school, student__status=Student.Status.ENROLLED
        )
        pairs = rows.values_list("session__offer__sector", "student").distinct()
        return Counter(sector for sector, _student in pairs)

    @cached_property
    def pupils(self) -> int:
        return Student.objects.enrolled().filter(school=self.school).count()

    @cached_property
    def groups(self) -> Counter[int]:
        limited = [session for session in self.sessions if session.groups_at_once]
        return groups_on(limited, beside=self.school)

    def is_partner(self, session: Session) -> bool:
        return release_of(session).region_from is not None and (
            session.offer.employer_id in self.partner_of
        )

    def has_gap(self, session: Session) -> bool:
        if release_of(session).region_from is None:
            return False
        return self.seen[session.offer.sector_id] * ONE_IN < max(self.pupils, 1)

    def groups_are_full(self, session: Session) -> bool:
        most = session.groups_at_once
        return bool(most) and self.groups[session.pk] >= most

"""A date as the employer needs to know it: how many come, what level, what they need, whom to call.

Numbers and levels only. No function here gives a pupil, or anything that leads to one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Session
from employers.permissions import employer_ids
from placements.models import Booking, EmployerFeedback, Placement
from placements.visit_care import NeedLine, Pictures, totals_by_session
from portal.reference.models import TalkingTip
from schools.models import Location, School, SchoolMembership

# A group that did not turn up was to come as well.
COMING = (Booking.State.CONFIRMED, Booking.State.DONE, Booking.State.NO_SHOW)

Kind = tuple[str, int | None]  # track and year


@dataclass(frozen=True)
class Level:
    """So many pupils of one track and year, and how to talk with them."""

    name: str
    year: int | None
    gist: str
    pupils: int
    tips: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        if self.year is None:
            return self.name
        return _("%(level)s year %(year)s") % {"level": self.name, "year": self.year}

    @property
    def line(self) -> str:
        """ "Praktijkonderwijs leerjaar 2: korte zinnen, veel doen"."""
        return f"{self.label}: {self.gist}" if self.gist else self.label


@dataclass(frozen=True)
class Contact:
    """Whom to call at a school; the telephone only when the school gave it."""

    school: str
    names: tuple[str, ...]
    telephone: str


@dataclass
class Visit:
    """``held`` places are kept for a round in which the pupils are not known yet."""

    session: Session
    pupils: int = 0
    held: int = 0
    adults: int | None = None
    levels: list[Level] = field(default_factory=list)
    needs: list[NeedLine] = field(default_factory=list)
    pictures: Pictures | None = None
    messages: list[str] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)

    @property
    def feedback(self) -> EmployerFeedback | None:
        return getattr(self.session, "employer_feedback", None)

    @property
    def is_over(self) -> bool:
        return self.session.ends_at <= timezone.now()

    @property
    def waits_for_report(self) -> bool:
        given = self.feedback and (self.feedback.given_at or self.feedback.is_closed)
        return self.is_over and bool(self.pupils) and not given

    @property
    def tips(self) -> list[str]:
        """The tips of all levels that come, each once."""
        return list(dict.fromkeys(tip for level in self.levels for tip in level.tips))


# ---- Which dates


def own_visits(user) -> QuerySet[Session]:
    """The dates of the employer's own on which somebody comes, came, or has a place kept."""
    return (
        Session.objects.filter(offer__employer__in=employer_ids(user))
        .exclude(state=Session.State.CANCELLED)
        .filter(Q(places_taken__gt=0) | Exists(heads()) | Exists(groups()))
        .select_related("offer__sector", "offer__worksite", "offer__employer", "employer_feedback")
    )


def coming_visits(user) -> QuerySet[Session]:
    return own_visits(user).filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")


def past_visits(user) -> QuerySet[Session]:
    """Those that really had pupils, the newest first."""
    been = own_visits(user).filter(ends_at__lte=timezone.now())
    return been.filter(Exists(heads()) | Exists(groups())).order_by("-starts_at", "-pk")


def heads() -> QuerySet[Placement]:
    return Placement.objects.published().filter(session=OuterRef("pk"))


def groups() -> QuerySet[Booking]:
    return Booking.objects.filter(session=OuterRef("pk"), state__in=COMING)


def pupils_at(session: Session) -> int:
    """How many pupils were to come: places of rounds and groups by request."""
    (visit,) = describe([session])
    return visit.pupils


# ---- What is known of them


def describe(sessions: Iterable[Session]) -> list[Visit]:
    """The same dates with all that their employer may know, in a fixed number of queries."""
    visits = {session.pk: Visit(session) for session in sessions}
    levels: dict[int, Counter[Kind]] = defaultdict(Counter)
    schools: dict[int, set[School]] = defaultdict(set)
    for session, school, track, year, count in _placed(visits):
        levels[session][_track_of(track, school), year] += count
        schools[session].add(school)
        visits[session].pupils += count
    bookings = _add_bookings(visits, levels)
    _add_care(visits, bookings)
    _add_contacts(visits, schools)
    for pk, visit in visits.items():
        visit.levels = [
            _level(track, year, pupils) for (track, year), pupils in levels[pk].most_common()
        ]
        visit.held = max(visit.session.places_taken - visit.pupils, 0)
    return list(visits.values())


def _placed(sessions) -> list[tuple]:
    """(date, school, track, year, how many) of the places that are published."""
    rows = list(
        Placement.objects.published()
        .filter(session__in=sessions)
        .order_by()
        .annotate(year=Coalesce("student__year_of_study", "student__base_group__year_of_study"))
        .values_list("session", "student__school", "student__track", "year")
        .annotate(count=Count("pk"))
    )
    schools = School.objects.in_bulk({row[1] for row in rows}) if rows else {}
    return [(session, schools[school], *rest) for session, school, *rest in rows]


def _track_of(track: str, school: School) -> str:
    """The pupil's own; where the roster gave none, that of a school with one track only."""
    return track or (school.tracks[0] if len(school.tracks) == 1 else "")


def _add_bookings(visits: dict[int, Visit], levels: dict[int, Counter[Kind]]) -> list[Booking]:
    found = Booking.objects.filter(session__in=visits, state__in=COMING)
    rows = list(found.select_related("school").order_by("pk"))
    for booking in rows:
        session = booking.session_id or 0  # the filter leaves no request without a date
        visit = visits[session]
        visit.pupils += booking.pupils
        visit.adults = (visit.adults or 0) + booking.adults
        visit.contacts.append(
            Contact(booking.school.name, (booking.contact_name,), booking.contact_phone)
        )
        if booking.message:
            visit.messages.append(booking.message)
        levels[session][_track_of(booking.track, booking.school), booking.year] += booking.pupils
    return rows


def _add_care(visits: dict[int, Visit], bookings: list[Booking]) -> None:
    """Only of what is still to come: after the day nobody needs to know it any more."""
    coming = {pk for pk, visit in visits.items() if not visit.is_over}
    if not coming:
        return
    for pk, totals in totals_by_session(coming, bookings).items():
        visits[pk].needs, visits[pk].pictures = totals.needs, totals.pictures


def _add_contacts(visits: dict[int, Visit], schools: dict[int, set[School]]) -> None:
    """For places of rounds the school's coordinators and its number on the day."""
    wanted = {school for of_date in schools.values() for school in of_date}
    if not wanted:
        return
    names: dict[int, list[str]] = defaultdict(list)
    coordinators = SchoolMembership.objects.filter(
        school__in=wanted, role=SchoolMembership.Role.COORDINATOR, user__is_active=True
    )
    for row in coordinators.select_related("user").order_by("pk"):
        names[row.school_id].append(row.user.get_full_name())
    for pk, visit in visits.items():
        for school in sorted(schools[pk], key=lambda school: school.name):
            people = tuple(names[school.pk])
            visit.contacts.append(Contact(school.name, people, school.day_telephone))


def _level(track: str, year: int | None, pupils: int) -> Level:
    tip = TalkingTip.for_level(track, year)
    if tip is None:
        return Level(_("Group"), year, "", pupils)
    return Level(tip.name, year, tip.gist, pupils, tuple(tip.tip_list))


def school_addresses(session: Session) -> list[Location]:
    """Where to go for a date at school: the locations of the schools that come. One query."""
    if session.offer.worksite_id:
        return []
    here = Q(school__students__placements__in=Placement.objects.published().filter(session=session))
    booked = Q(school__bookings__in=Booking.objects.filter(session=session, state__in=COMING))
    return list(Location.objects.filter(here | booked).distinct().order_by("name")[:4])

"""Requests for groups in every state, a queue, and companies that chose how much they want."""

import datetime
from collections.abc import Iterator

from employers.models import Employer, LoadBudget, Offer
from placements.models import Booking
from placements.models.booking import DayPart, Wish
from placements.services import booking_answers, booking_clock, bookings
from placements.services.booking_answers import Moment
from portal.accounts.models import User
from portal.demo.stage import Stage
from portal.reference.workdays import is_working_day
from schools.models import Group

FARM, SHIPYARD = "geitenboerderij-de-zilverwilg", "scheepswerf-de-rode-boei"
BUDGETS = {
    FARM: {"requests": 4, "activities": 3, "pupils": 45, "rest_weeks": 0, "quiet_months": [5]},
    SHIPYARD: {"requests": 1, "rest_weeks": 1, "quiet_months": [7, 8]},
}
FIRST, STEP = 34, 3  # school days from now
WORDS = (
    "Onze leerlingen doen graag iets met hun handen. Mag er ook iets misgaan?",
    "De groep werkt aan een project over dit beroep. Ze bedenken zelf vragen.",
    "Een kleine, rustige groep. Een rondje kijken en daarna iets doen past het best.",
)


class Story:
    """Days that suit, one after the other, and groups that take turns."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self._days = self._school_days()

    def _school_days(self) -> Iterator[datetime.date]:
        for number in range(FIRST, 150, STEP):
            day = self.stage.calendar.day(number)
            if is_working_day(day):
                yield day

    def ask(self, brin: str, offer: Offer, group_name: str, number: int) -> Booking:
        group = Group.objects.select_related("school").get(school__brin=brin, name=group_name)
        person = _coordinator(group)
        size = group.students.filter(status="enrolled").count()
        request = bookings.Request(
            group=group,
            pupils=min(size, offer.group_max) or 1,
            wishes=(
                Wish(next(self._days), DayPart.MORNING.value),
                Wish(next(self._days), DayPart.ANY.value),
            ),
            adults=2,
            year=group.year_of_study,
            track=group.school.tracks[0],
            message=WORDS[number % len(WORDS)],
            contact_name=person.get_full_name(),
            contact_phone="0344 00 00 00",
        )
        return bookings.ask_for_group(offer, request, by=person)

    def first_wish(self, booking: Booking) -> Moment:
        return self._at(booking.wished[0].day, booking.offer)

    def another(self, offer: Offer) -> Moment:
        return self._at(next(self._days), offer)

    def _at(self, day: datetime.date, offer: Offer) -> Moment:
        """At the hour at which the programme of the offer begins."""
        clock = offer.programme_steps[0][0].partition(" ")[0]
        start = self.stage.calendar.at(day, clock)
        length = datetime.timedelta(minutes=offer.duration_minutes)
        return Moment(starts_at=start, ends_at=start + length)


def load(stage: Stage) -> str:
    _choose_budgets()
    story = Story(stage)
    _at_the_farm(story)
    _of_the_coordinator(story)
    _long_ago(stage)
    queued = Booking.objects.filter(state=Booking.State.QUEUED).count()
    return f"{Booking.objects.count()} requests, {queued} in a queue"


def _choose_budgets() -> None:
    for slug, chosen in BUDGETS.items():
        LoadBudget.objects.create(employer=Employer.objects.get(slug=slug), **chosen)


def _at_the_farm(story: Story) -> None:
    """Three of four requests this month: two to answer, one agreed."""
    visit, assignment = (_offer(FARM, kind) for kind in (Offer.Kind.VISIT, Offer.Kind.ASSIGNMENT))
    boss = _owner(visit.employer)
    agreed = story.ask("99ZZ", visit, _groups("99ZZ")[0], 0)
    booking_answers.accept(agreed, by=boss, moment=story.first_wish(agreed), note="Leuk, tot dan!")
    story.ask("99XX", assignment, _groups("99XX")[0], 1)
    story.ask("98AA", visit, _groups("98AA")[0], 2)


def _of_the_coordinator(story: Story) -> None:
    """De Wissel waits in a queue, may choose another date, has a yes, a no and a silence."""
    names = _groups("99XX")
    ship = _offer(SHIPYARD, Offer.Kind.VISIT)
    story.ask("99ZZ", ship, _groups("99ZZ")[1], 0)
    story.ask("99XX", ship, names[1], 1)  # over the budget: the queue
    others = _offers_elsewhere(4)
    other, yes, no, silent = (
        story.ask("99XX", offer, names[2 + number], number) for number, offer in enumerate(others)
    )
    booking_answers.offer_other(
        other,
        story.another(other.offer),
        by=_owner(other.employer),
        note="Die week zijn we op een beurs.",
    )
    booking_answers.accept(yes, by=_owner(yes.employer), moment=story.first_wish(yes))
    booking_answers.decline(
        no, by=_owner(no.employer), reason="staff", note="In het nieuwe jaar lukt het wel."
    )
    booking_clock.expire(silent, why="Er kwam binnen 15 werkdagen geen antwoord.")


def _long_ago(stage: Stage) -> None:
    """What has ended was asked some weeks ago, and the days of asking differ."""
    for days, booking in enumerate(Booking.objects.order_by("pk")):
        shift = datetime.timedelta(days=10 - min(days, 9))
        if booking.state in {Booking.State.EXPIRED, Booking.State.DECLINED}:
            shift = datetime.timedelta(days=26)
        for step in booking.steps.exclude(name="expire"):
            type(step).objects.filter(pk=step.pk).update(at=step.at - shift)
        Booking.objects.filter(pk=booking.pk).update(created_at=booking.created_at - shift)


def _offer(slug: str, kind: str) -> Offer:
    offers = Offer.objects.published().filter(employer__slug=slug, kind=kind)
    return offers.select_related("employer").order_by("pk")[0]


def _offers_elsewhere(count: int) -> list[Offer]:
    """Visits at different companies, those of the tour left out."""
    found: dict[int, Offer] = {}
    visits = Offer.objects.published().filter(kind=Offer.Kind.VISIT)
    for offer in visits.exclude(employer__slug__in=BUDGETS).select_related("employer"):
        found.setdefault(offer.employer_id, offer)
    return [found[pk] for pk in sorted(found)][3 : 3 + count]


def _groups(brin: str) -> list[str]:
    groups = Group.objects.base().filter(school__brin=brin).order_by("name")
    return list(groups.values_list("name", flat=True))


def _coordinator(group: Group) -> User:
    return (
        User.objects.filter(
            schools_memberships__school=group.school, schools_memberships__role="coordinator"
        )
        .order_by("pk")
        .first()
    )


def _owner(employer: Employer) -> User:
    return employer.memberships.get(role="owner").user

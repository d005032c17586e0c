"""Telling pupils (in the app), mentors and employers (also by mail) what happened to places.

No message names a pupil; an employer learns head counts only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from employers.models import Employer, Session
from placements.models import Placement, Round, Unplaced
from placements.queries import coordinators_of, employer_users, mentors_of, pupil_users
from portal.accounts.models import User
from portal.core.formats import moment
from portal.notifications.services import notify
from schools.models import Student


def tell_published(round_: Round) -> None:
    """Everybody whom the round concerns, in one go."""
    _tell_pupils(round_)
    _tell_mentors(round_)
    _tell_employers(round_)


def _tell_pupils(round_: Round) -> None:
    placed = Student.objects.filter(
        placements__round=round_, placements__state=Placement.State.PUBLISHED
    )
    without = Student.objects.filter(unplaced__round=round_).exclude(pk__in=placed.values("pk"))
    notify(
        pupil_users(placed).distinct(),
        kind="placements.place_for_pupil",
        about=round_,
        url=reverse("placements:pupil-day"),
        round=round_.title,
    )
    notify(
        pupil_users(without),
        kind="placements.no_place_for_pupil",
        about=round_,
        url=reverse("placements:pupil-wishes", args=[round_.pk]),
        round=round_.title,
    )


def _tell_mentors(round_: Round) -> None:
    ours = Placement.objects.published().filter(round=round_)
    placed = Student.objects.filter(pk__in=ours.values("student"))
    with_place = Counter(placed.values_list("base_group", flat=True))
    without = Counter(
        Unplaced.objects.filter(round=round_)
        .exclude(student__in=ours.values("student"))
        .values_list("student__base_group", flat=True)
    )
    for group in round_.groups.prefetch_related("mentors"):
        notify(
            group.mentors.all(),
            kind="placements.places_for_mentor",
            about=round_,
            occasion=f"group {group.pk}",
            url=group.get_absolute_url(),
            round=round_.title,
            group=group.name,
            placed=with_place[group.pk],
            without=without[group.pk],
        )


def _tell_employers(round_: Round) -> None:
    heads = Counter(
        Placement.objects.published().filter(round=round_).values_list("session", flat=True)
    )
    per_employer: dict[Employer, list[Session]] = defaultdict(list)
    sessions = Session.objects.filter(pk__in=heads).select_related("offer__employer")
    for session in sessions.order_by("starts_at", "pk"):
        per_employer[session.offer.employer].append(session)
    people = _people_of(per_employer)
    for employer, dates in per_employer.items():
        notify(
            people[employer.pk],
            kind="placements.pupils_for_employer",
            about=round_,
            occasion=f"employer {employer.pk}",
            url=reverse("employers:offer-list"),
            school=round_.school.name,
            pupils=sum(heads[date.pk] for date in dates),
            dates=[_date_line(date, heads[date.pk]) for date in dates],
        )


def _date_line(session: Session, pupils: int) -> dict:
    when = moment(session.starts_at, session.ends_at)
    return {"title": session.offer.title, "when": when, "pupils": pupils}


def _people_of(employers: Iterable[Employer]) -> dict[int, list[User]]:
    people: dict[int, list[User]] = defaultdict(list)
    for user in employer_users(employers).prefetch_related("employers_memberships"):
        for membership in user.employers_memberships.all():
            people[membership.employer_id].append(user)
    return people


def tell_released(session: Session, places: list[Placement], occasion: str) -> None:
    """A date is off: those who had a place there, their mentors, and the coordinators."""
    facts = _facts(session, session.cancel_reason or session.change_reason)
    for round_, here in _by_round(places).items():
        told = [p.student_id for p in here if p.state == Placement.State.PUBLISHED]
        notify(
            pupil_users(told),
            kind="placements.cancelled_for_pupil",
            about=session,
            occasion=occasion,
            url=reverse("placements:pupil-day"),
            **facts,
        )
        notify(
            mentors_of(told),
            kind="placements.cancelled_for_mentor",
            about=session,
            occasion=occasion,
            url=reverse("home:desk"),
            pupils=len(told),
            **facts,
        )
        notify(
            coordinators_of(round_.school),
            kind="placements.cancelled_for_coordinator",
            about=session,
            occasion=f"{occasion} {round_.pk}",
            url=reverse("placements:round-review", args=[round_.pk]) + "?toon=zonder",
            pupils=len(here),
            round=round_.title,
            **facts,
        )


def tell_moved(session: Session, places: list[Placement]) -> None:
    """A date has another time: those who keep their place, and their mentors."""
    facts = _facts(session, session.change_reason)
    kept = [p.student_id for p in places if p.state == Placement.State.PUBLISHED]
    occasion = timezone.now().isoformat()  # it may move to and fro, and each time counts
    for kind, people, url in (
        ("placements.moved_for_pupil", pupil_users(kept), reverse("placements:pupil-day")),
        ("placements.moved_for_staff", mentors_of(kept), reverse("home:desk")),
    ):
        notify(people, kind=kind, about=session, occasion=occasion, url=url, **facts)
    for round_ in _by_round(places):
        notify(
            coordinators_of(round_.school),
            kind="placements.moved_for_staff",
            about=session,
            occasion=occasion,
            url=round_.get_absolute_url(),
            **facts,
        )


def _facts(session: Session, reason: str) -> dict:
    when = moment(session.starts_at, session.ends_at)
    return {"title": session.offer.title, "when": when, "reason": reason}


def tell_late_place(placement: Placement) -> None:
    """The pupil, the mentors, and the employer's people, who hear the new number."""
    session, occasion = placement.session, f"place {placement.pk}"
    student = [placement.student_id]
    notify(
        pupil_users(student),
        kind="placements.place_for_pupil",
        about=placement.round,
        occasion=occasion,
        url=reverse("placements:pupil-day"),
        round=placement.round.title,
    )
    notify(
        mentors_of(student),
        kind="placements.late_place_for_mentor",
        about=placement.round,
        occasion=occasion,
        url=reverse("placements:student-file", args=student),
        round=placement.round.title,
    )
    tell_head_count(session, placement.round)


def tell_head_count(session: Session, round_: Round) -> None:
    """The employer's people: another number of pupils comes on this date."""
    left = Placement.objects.published().filter(session=session).count()
    notify(
        employer_users([session.offer.employer]),
        kind="placements.head_count_for_employer",
        about=session,
        occasion=timezone.now().isoformat(),
        url=reverse("employers:offer-list"),
        title=session.offer.title,
        when=moment(session.starts_at, session.ends_at),
        pupils=left,
        school=round_.school.name,
    )


def _by_round(places: list[Placement]) -> dict[Round, list[Placement]]:
    rounds: dict[Round, list[Placement]] = defaultdict(list)
    for placement in places:
        rounds[placement.round].append(placement)
    return rounds

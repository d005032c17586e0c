"""Reads that span the round, the offers and the pupils."""

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Offer, Session
from employers.models.freshness import in_catalogue
from placements.models import (
    Placement,
    Reservation,
    Round,
    RoundSession,
    Unplaced,
    WishList,
)
from portal.accounts.models import User
from portal.core.formats import long_date
from schools.models import SchoolMembership, Student


def pupils_of(round_) -> QuerySet:
    """The enrolled pupils whose base group takes part."""
    return Student.objects.enrolled().filter(base_group__in=round_.groups.all())


def pupil_users(students) -> QuerySet:
    """The accounts of those pupils who have one."""
    return User.objects.filter(student__in=students)


def coordinators_of(school) -> QuerySet:
    return User.objects.filter(
        schools_memberships__school=school,
        schools_memberships__role=SchoolMembership.Role.COORDINATOR,
    ).distinct()


def coordinators_coming_to(session) -> QuerySet:
    """The coordinators of every school whose pupils got a place on this date in a round."""
    placed = Placement.objects.published().filter(session=session)
    return User.objects.filter(
        schools_memberships__school__students__placements__in=placed,
        schools_memberships__role=SchoolMembership.Role.COORDINATOR,
    ).distinct()


def mentors_of(students) -> QuerySet:
    return User.objects.filter(mentored_groups__students__in=students).distinct()


def employer_users(employers) -> QuerySet:
    return User.objects.filter(employers_memberships__employer__in=employers).distinct()


def places_had() -> QuerySet:
    """Published places, unless the pupil was absent: what counts as having been there."""
    return Placement.objects.published().exclude(attendance__status="absent")


def year_of(student) -> int | None:
    """The pupil's year; that of the group when the roster gave none."""
    if student.year_of_study is not None:
        return student.year_of_study
    return student.base_group.year_of_study if student.base_group else None


def usable_sessions(round_) -> QuerySet:
    """Dates of the round on which a pupil can still be placed, seen from now."""
    return RoundSession.objects.filter(
        round=round_,
        held__gt=0,
        session__state=Session.State.OPEN,
        session__starts_at__gt=timezone.now(),
        session__offer__live=True,
    )


def sessions_to_choose(round_, user) -> QuerySet:
    """Dates that can join the round: open, with places (also places kept for the school), within
    its days, seen by ``user``."""
    kept = Reservation.objects.kept().filter(session=OuterRef("pk"), school=round_.school_id)
    return (
        Session.objects.visible_to(user)
        .open()
        .upcoming()
        .filter(
            in_catalogue("offer__"),
            Q(places_taken__lt=F("max_places")) | Exists(kept),
            starts_at__date__gte=round_.first_day,
            starts_at__date__lte=round_.last_day,
        )
    )


def offers_of(round_) -> QuerySet:
    """Every offer with a date in the round, also one that is full or cancelled."""
    return Offer.objects.filter(sessions__round_sessions__round=round_).distinct()


def choosable_offers(round_, student) -> QuerySet:
    """What this pupil may wish: a date with places held, right for the year, not seen before."""
    usable = usable_sessions(round_).filter(session__offer=OuterRef("pk"))
    been = places_had().filter(student=student, session__offer=OuterRef("pk"))
    offers = Offer.objects.filter(Exists(usable)).exclude(Exists(been))
    if (year := year_of(student)) is not None:
        offers = offers.filter(year_min__lte=year, year_max__gte=year)
    return offers


def demand(round_) -> QuerySet:
    """The round's offers with ``first`` and ``wished``: how many pupils wish it (first)."""
    ours = Q(wishes__wish_list__round=round_)
    return offers_of(round_).annotate(
        first=Count("wishes", filter=ours & Q(wishes__rank=1), distinct=True),
        wished=Count("wishes", filter=ours, distinct=True),
    )


def places_by_offer(round_) -> dict[int, int]:
    """Offer -> places in the round: those held, or asked while nothing is held yet."""
    places: dict[int, int] = {}
    held = round_.state != Round.State.DRAFT
    rows = round_.round_sessions.filter(session__state=Session.State.OPEN)
    for offer, asked, kept in rows.values_list("session__offer", "places", "held"):
        places[offer] = places.get(offer, 0) + (kept if held else asked)
    return places


def with_figures(rounds: QuerySet) -> QuerySet:
    """Adds ``pupils``, ``answered``, ``dates`` and ``without`` (a place) to each round."""
    pupils = Student.objects.enrolled().filter(base_group__rounds=OuterRef("pk"))
    answered = WishList.objects.filter(
        round=OuterRef("pk"),
        student__base_group__rounds=OuterRef("pk"),
        student__status=Student.Status.ENROLLED,
    ).exclude(sent_at=None)
    return rounds.annotate(
        pupils=_counted(pupils, "base_group__rounds"),
        answered=_counted(answered, "round"),
        dates=_counted(RoundSession.objects.filter(round=OuterRef("pk")), "round"),
        without=_counted(Unplaced.objects.filter(round=OuterRef("pk")), "round"),
    )


def _counted(rows: QuerySet, group_by: str) -> Coalesce:
    """A count as a subquery, so that two counts do not multiply each other."""
    counted = rows.order_by().values(group_by).annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counted[:1], output_field=IntegerField()), 0)


def waiting_for_coordinator(user) -> list[dict]:
    """Rows for the desk: what each running round waits for, the most pressing first."""
    rounds = Round.objects.editable_by(user).exclude(state=Round.State.FINISHED)
    rows = [_waiting(round_) for round_ in with_figures(rounds).order_by("first_day", "pk")]
    return sorted((row for row in rows if row), key=lambda row: not row["hot"])


def _waiting(round_) -> dict | None:
    make = {
        Round.State.DRAFT: _draft_waits,
        Round.State.OPEN: _wishes_wait,
        Round.State.CLOSED: _dividing_waits,
        Round.State.COMPUTED: _review_waits,
        Round.State.PUBLISHED: _without_waits,
    }[round_.state]
    return make(round_)


def _draft_waits(round_) -> dict:
    text = _("The round is not open yet. Choose groups and dates.")
    return _row(round_, round_.dates, _("dates in “%(round)s”"), text, _("Go on"), hot=False)


def _wishes_wait(round_) -> dict | None:
    missing = round_.pupils - round_.answered
    if missing <= 0:
        return None
    title = ngettext(
        "pupil has not answered: “%(round)s”", "pupils have not answered: “%(round)s”", missing
    )
    text = _("Choosing goes on until %(day)s.") % {"day": long_date(round_.wishes_until)}
    url = reverse("placements:round-wishes", args=[round_.pk]) + "?toon=nog-niet"
    return _row(round_, missing, title, text, _("Look"), hot=False, url=url)


def _dividing_waits(round_) -> dict:
    text = _("%(answered)s of %(pupils)s pupils answered. You can divide the places.") % {
        "answered": round_.answered,
        "pupils": round_.pupils,
    }
    title = _("pupils wait for a place: “%(round)s”")
    return _row(round_, round_.pupils, title, text, _("Divide"), hot=True)


def _review_waits(round_) -> dict:
    text = _("Look at the places and publish them. Nobody has been told yet.")
    if not round_.without:
        title = _("pupils have a place in “%(round)s”")
        count = round_.pupils
    else:
        title = ngettext(
            "pupil without a place in “%(round)s”",
            "pupils without a place in “%(round)s”",
            round_.without,
        )
        count = round_.without
    url = reverse("placements:round-review", args=[round_.pk])
    return _row(round_, count, title, text, _("Check"), hot=True, url=url)


def _without_waits(round_) -> dict | None:
    if not round_.without:
        return None
    title = ngettext(
        "pupil without a place in “%(round)s”",
        "pupils without a place in “%(round)s”",
        round_.without,
    )
    text = _("The round is published. Look for a place with them.")
    url = reverse("placements:round-review", args=[round_.pk]) + "?toon=zonder"
    return _row(round_, round_.without, title, text, _("Look"), hot=True, url=url)


def _row(round_, count, title, text, action, *, hot, url="") -> dict:  # noqa: PLR0913
    return {
        "count": count,
        "title": title % {"round": round_.title},
        "text": text,
        "url": url or round_.get_absolute_url(),
        "action": action,
        "hot": hot,
    }

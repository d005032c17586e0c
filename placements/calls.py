"""Reading calls: which fit an employer, and what waits for whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Employer, Offer, WorkSite
from employers.permissions import employer_ids
from placements.models import Call
from portal.core.waiting import Urgency, WaitingRow
from portal.reference.distance import kilometres_between
from schools.permissions import Right, school_ids_with


@dataclass(frozen=True)
class Profile:
    """What employers do and where: enough to say which calls fit."""

    sectors: frozenset[int]
    areas: frozenset[str]


def profile_of(employers: Collection[int]) -> Profile:
    """Of the verified ones among ``employers``. Three queries."""
    own = dict(Employer.objects.verified().filter(pk__in=employers).values_list("pk", "sector_id"))
    offered = Offer.objects.filter(employer__in=own, live=True).values_list("sector_id", flat=True)
    areas = WorkSite.objects.filter(employer__in=own).values_list("pc4", flat=True)
    return Profile(frozenset([*own.values(), *offered]), frozenset(areas))


def fits(call: Call, profile: Profile) -> bool:
    """The sector is theirs, and they are near enough; who has no work site comes along."""
    return call.sector_id in profile.sectors and is_near(call, profile.areas)


def is_near(call: Call, areas: Iterable[str]) -> bool:
    distances = [kilometres_between(call.pc4, area) for area in areas]
    known = [km for km in distances if km is not None]
    return not call.km or not known or min(known) <= call.km


def nearest(call: Call, areas: Iterable[str]) -> float | None:
    distances = (kilometres_between(call.pc4, area) for area in areas)
    return min((km for km in distances if km is not None), default=None)


def fitting(employers: Collection[int], calls: QuerySet[Call]) -> list[Call]:
    """Of these calls the ones that fit and are not over, the newest first."""
    if not employers:
        return []
    profile = profile_of(employers)
    found = (
        calls.filter(sector__in=profile.sectors, expires_on__gte=timezone.localdate())
        .for_list()
        .order_by("-opened_at", "-pk")
    )
    return [call for call in found if is_near(call, profile.areas)]


def without_answer(calls: QuerySet[Call]) -> QuerySet[Call]:
    """No offer made for it went online."""
    return calls.exclude(answers__published_at__isnull=False)


def open_calls_row(user) -> list[WaitingRow]:
    """For the desk of an employer: schools ask for something that fits, and it did not answer."""
    mine = employer_ids(user)
    calls = Call.objects.live().exclude(answers__offer__employer__in=mine)
    count = len(fitting(mine, calls))
    return [
        WaitingRow(
            count=count,
            title=ngettext("school asks for what you do", "schools ask for what you do", count),
            text=_("Make an offer from the question. Most of it is filled in already."),
            url=reverse("placements:call-answers"),
            action=_("Look"),
        )
    ]


def ideas_row(user) -> list[WaitingRow]:
    """For people at school: pupils wait for an answer."""
    schools = school_ids_with(user, Right.IDEAS)
    count = Call.objects.filter(school__in=schools, state=Call.State.IDEA).count() if schools else 0
    return [
        WaitingRow(
            count=count,
            title=ngettext("pupil has an idea", "pupils have an idea", count),
            text=_("Pass it on to companies, or say kindly why not."),
            url=reverse("placements:call-list") + "?toon=ideeen",
            action=_("Look"),
            urgency=Urgency.SOON,
        )
    ]


def unanswered_row(_user) -> list[WaitingRow]:
    """For the region: what schools miss and nobody offers."""
    count = without_answer(Call.objects.live()).count()
    return [
        WaitingRow(
            count=count,
            title=ngettext(
                "question of a school has no answer", "questions of schools have no answer", count
            ),
            text=_("Do you know a company that can help?"),
            url=reverse("placements:call-list") + "?toon=zonder",
            action=_("Look"),
        )
    ]

"""Confirming an offer, pausing it for a school year, and what the calendar does to it.

Out of the catalogue is not withdrawn: visits that are agreed go on, and one click brings it back.
"""

import datetime
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Offer, OfferConfirmation
from employers.models.freshness import faded_since
from employers.permissions import employer_or_region
from employers.services.messages import tell_people
from employers.services.offers import NotOnline, OfferProblem
from employers.signals import offer_left_catalogue
from portal.accounts.models import User
from portal.audit import trail
from portal.core.months import add_months
from portal.core.school_year import bounds, school_year_of
from portal.reference.workdays import is_working_day

Answer, Reason, Presence = (
    OfferConfirmation.Answer,
    OfferConfirmation.Reason,
    Offer.Presence,
)
AHEAD = 3  # months: from May on people think of the school year that comes
ASK_AGAIN = 2  # months after "perhaps"
TIME_TO_ANSWER = datetime.timedelta(days=30)
MOST_AT_ONCE = 500


class ReasonMissing(OfferProblem):
    def __str__(self) -> str:
        return _("Say why it is not possible this year. Only you and the region read it.")


def school_year_in_mind(today: datetime.date) -> str:
    """The school year that a question of today is about."""
    return school_year_of(add_months(today, AHEAD))


@transaction.atomic
def confirm_offer(offer: Offer, *, by: User) -> None:
    """Still right: fresh today, and in the catalogue again. Raises NotOnline."""
    _require_online(offer, by)
    _note(offer, by, Answer.YES)
    _set(
        offer,
        confirmed_on=timezone.localdate(),
        presence=Presence.SHOWN,
        paused_until=None,
        ask_again_on=None,
    )
    trail.record("employers.offer.confirm", offer, by=by)


@transaction.atomic
def leave_open(offer: Offer, *, by: User) -> None:
    """Perhaps: it stays as it is, and the question comes again in two months."""
    _require_online(offer, by)
    _note(offer, by, Answer.MAYBE)
    _set(offer, ask_again_on=add_months(timezone.localdate(), ASK_AGAIN))
    trail.record("employers.offer.maybe", offer, by=by)


@transaction.atomic
def pause_offer(offer: Offer, *, by: User, reason: str, words: str = "") -> None:
    """Not this year: out of the catalogue until the next school year begins.

    Visits on which places are taken go on. Raises NotOnline, or ReasonMissing.
    """
    _require_online(offer, by)
    words = " ".join(words.split())[: OfferConfirmation._meta.get_field("words").max_length]
    if reason not in Reason.values or (reason == Reason.OTHER and not words):
        raise ReasonMissing
    row = _note(offer, by, Answer.NO, reason=reason, words=words)
    last_day = bounds(row.school_year)[1]
    _set(
        offer,
        presence=Presence.PAUSED,
        paused_until=last_day + datetime.timedelta(days=1),
        ask_again_on=None,
    )
    trail.record("employers.offer.pause", offer, by=by, reason=reason)
    offer_left_catalogue.send(sender=Offer, offer=offer, by=by)


ANSWERS: dict[str, Callable[..., None]] = {
    Answer.YES: confirm_offer,
    Answer.MAYBE: leave_open,
    Answer.NO: pause_offer,
}


def keep_catalogue_fresh(today: datetime.date | None = None) -> int:
    """The task of each working day: end pauses, let old offers fade. Returns how many moved.

    Not on days on which nobody reads mail: whoever fades is told, and can come back at once.
    """
    if not is_working_day(today or timezone.localdate()):
        return 0
    return end_pauses() + fade_stale()


def end_pauses() -> int:
    """A new school year: what was confirmed lately comes back, the rest waits for a click."""
    over = Offer.objects.filter(
        presence=Presence.PAUSED, paused_until__lte=timezone.localdate(), live=True
    )
    return _each(over, _end_pause)


def fade_stale() -> int:
    """Out of the catalogue: not confirmed for so long that nobody knows whether it is right.

    Who said "perhaps" keeps its place until asked again, and a month to answer.
    """
    limit, patience = faded_since(), timezone.localdate() - TIME_TO_ANSWER
    never = Q(confirmed_on=None, created_at__date__lte=limit)
    stale = Offer.objects.filter(
        Q(confirmed_on__lte=limit) | never,
        Q(ask_again_on=None) | Q(ask_again_on__lt=patience),
        presence=Presence.SHOWN,
        live=True,
    )
    return _each(stale, _fade)


def _each(offers, step) -> int:
    ids = list(offers.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(step(offer) for offer in Offer.objects.filter(pk__in=ids).select_related("employer"))


@transaction.atomic
def _fade(offer: Offer) -> bool:
    still = Offer.objects.filter(
        pk=offer.pk, presence=Presence.SHOWN, confirmed_on=offer.confirmed_on
    )
    if not still.update(presence=Presence.FADED):
        return False
    offer.presence = Presence.FADED
    trail.record("employers.offer.fade", offer, by=None)
    tell_people(offer, "employers.offer_faded", occasion=timezone.localdate().isoformat())
    offer_left_catalogue.send(sender=Offer, offer=offer, by=None)
    return True


@transaction.atomic
def _end_pause(offer: Offer) -> bool:
    fresh = offer.confirmed_on is not None and offer.confirmed_on > faded_since()
    presence = Presence.SHOWN if fresh else Presence.FADED
    paused = Offer.objects.filter(pk=offer.pk, presence=Presence.PAUSED)
    if not paused.update(presence=presence, paused_until=None):
        return False
    trail.record("employers.offer.resume", offer, by=None)
    kind = "employers.offer_back" if fresh else "employers.offer_faded"
    tell_people(offer, kind, occasion=timezone.localdate().isoformat())
    return True


@transaction.atomic
def stamp_online(offer: Offer, revision_made_at: datetime.datetime | None) -> None:
    """What goes online is fresh today. A pause that is newer than what went online stays."""
    today = timezone.localdate()
    newest = OfferConfirmation.objects.filter(offer=offer.pk, answer=Answer.NO)
    if revision_made_at:
        newest = newest.filter(answered_at__gt=revision_made_at)
    paused = offer.presence == Presence.PAUSED and newest.exists()
    stamps: dict = {"confirmed_on": today, "ask_again_on": None}
    if not paused:
        stamps |= {"presence": Presence.SHOWN, "paused_until": None}
    _set(offer, **stamps)


def _note(offer: Offer, by: User, answer: str, **why: str) -> OfferConfirmation:
    """The answer as a row: the question that was open, or a new one that nobody asked."""
    now = timezone.now()
    asked = OfferConfirmation.objects.filter(offer=offer, answered_at=None)
    row = asked.order_by("-asked_at").first() or OfferConfirmation(
        offer=offer, school_year=school_year_in_mind(timezone.localdate())
    )
    row.answer, row.answered_at, row.answered_by = answer, now, by
    row.reason, row.words = why.get("reason", ""), why.get("words", "")
    row.save()
    return row


def _set(offer: Offer, **fields) -> None:
    Offer.objects.filter(pk=offer.pk).update(**fields)
    for name, value in fields.items():
        setattr(offer, name, value)


def _require_online(offer: Offer, by: User) -> None:
    if not employer_or_region(by, offer):
        raise PermissionDenied
    live = Offer.objects.select_for_update(no_key=True).filter(pk=offer.pk)
    if not live.values_list("live", flat=True).first():
        raise NotOnline

"""Stating wishes: offers in order, by the pupil, or by the coordinator for the pupil.

A tap of the pupil is not written to the audit trail; sending is, and whatever staff enter.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Offer
from placements.models import Round, Wish, WishList
from placements.permissions import coordinates_round, is_pupil
from placements.queries import choosable_offers, offers_of, pupils_of, usable_sessions, year_of
from portal.audit.trail import record
from schools.models import Student

STAFF_MAY_ENTER = {Round.State.OPEN, Round.State.CLOSED, Round.State.COMPUTED}


class WishRefused(Exception):
    """This wish cannot be stated; the message says why, in words for a pupil."""


@transaction.atomic
def save_wishes(round_: Round, student: Student, offer_ids: Sequence[int], *, by: Any) -> WishList:
    """Make ``offer_ids`` the pupil's wishes, the first one first. Entered by staff, they are sent.

    Raises PermissionDenied or WishRefused.
    """
    wish_list = _wish_list_to_change(round_, student, by)
    offer_ids = list(offer_ids)
    _check_length(round_, offer_ids)
    _check_offers(round_, student, offer_ids)
    _write(wish_list, offer_ids)
    if not is_pupil(by, student):
        wish_list.entered_by = by
        wish_list.sent_at = timezone.now() if offer_ids else None
        wish_list.save(update_fields=["entered_by", "sent_at", "updated_at"])
        record("placements.wishes.enter", wish_list, by=by, offers=offer_ids)
    return wish_list


@transaction.atomic
def toggle_wish(round_: Round, student: Student, offer_id: int, *, by: Any) -> WishList:
    """Add the offer as the last wish, or take it away when it is one."""
    wish_list = _wish_list_to_change(round_, student, by)
    offer_ids = wished_offer_ids(wish_list)
    if offer_id in offer_ids:
        offer_ids.remove(offer_id)
    else:
        offer_ids.append(offer_id)
        _check_length(round_, offer_ids)
        _check_offers(round_, student, [offer_id])
    return _write(wish_list, offer_ids)


@transaction.atomic
def move_wish(
    round_: Round, student: Student, offer_id: int, *, by: Any, steps: int = -1
) -> WishList:
    """Move a wish ``steps`` places down the list; -1 is one up. Beyond the ends nothing happens."""
    wish_list = _wish_list_to_change(round_, student, by)
    offer_ids = wished_offer_ids(wish_list)
    if offer_id not in offer_ids:
        raise WishRefused(_("This is not one of the wishes."))
    old = offer_ids.index(offer_id)
    new = min(max(old + steps, 0), len(offer_ids) - 1)
    offer_ids.insert(new, offer_ids.pop(old))
    return _write(wish_list, offer_ids)


@transaction.atomic
def send_wishes(round_: Round, student: Student, *, by: Any) -> WishList:
    """Say "these are my wishes". They may still change until the deadline."""
    wish_list = _wish_list_to_change(round_, student, by)
    if not wished_offer_ids(wish_list):
        raise WishRefused(_("Choose at least one wish first."))
    wish_list.sent_at = timezone.now()
    wish_list.entered_by = None if is_pupil(by, student) else by
    wish_list.save(update_fields=["sent_at", "entered_by", "updated_at"])
    record("placements.wishes.send", wish_list, by=by)
    return wish_list


def wished_offer_ids(wish_list: WishList) -> list[int]:
    """The offers of the list, the first wish first."""
    return list(wish_list.wishes.order_by("rank").values_list("offer_id", flat=True))


def why_no_wishes(round_: Round, student: Student, *, by: Any) -> str:
    """Why ``by`` cannot state wishes for this pupil now; empty when it can be done."""
    if not pupils_of(round_).filter(pk=student.pk).exists():
        return _("This round is for other groups.")
    if is_pupil(by, student):
        if round_.state == Round.State.DRAFT:
            return _("This round is not open yet.")
        if round_.state != Round.State.OPEN or round_.wishes_until <= timezone.now():
            return _("You cannot choose any more. Choosing has stopped.")
        return ""
    if round_.state not in STAFF_MAY_ENTER:
        return _("Wishes can be entered once the round is open, and until its places are told.")
    return ""


def _wish_list_to_change(round_: Round, student: Student, by: Any) -> WishList:
    if not (is_pupil(by, student) or coordinates_round(by, round_)):
        raise PermissionDenied
    if why := why_no_wishes(round_, student, by=by):
        raise WishRefused(why)
    WishList.objects.get_or_create(round=round_, student=student)
    # Two taps at the same moment: the second waits for the first.
    return WishList.objects.select_for_update().get(round=round_, student=student)


def _check_length(round_: Round, offer_ids: list[int]) -> None:
    if len(offer_ids) > round_.wishes_each:
        raise WishRefused(
            _("You can choose %(count)s. Take one away first.") % {"count": round_.wishes_each}
        )
    if len(set(offer_ids)) < len(offer_ids):
        raise WishRefused(_("You chose the same thing twice."))


def _check_offers(round_: Round, student: Student, offer_ids: list[int]) -> None:
    fitting = set(choosable_offers(round_, student).values_list("pk", flat=True))
    for offer_id in offer_ids:
        if offer_id not in fitting:
            raise WishRefused(_why_not(round_, student, offer_id))


def _why_not(round_: Round, student: Student, offer_id: int) -> str:
    offer: Offer | None = offers_of(round_).filter(pk=offer_id).first()
    if offer is None:
        return _("This is not part of the round.")
    title = {"title": offer.title}
    year = year_of(student)
    if year is not None and not offer.year_min <= year <= offer.year_max:
        return _("“%(title)s” is for another year.") % title
    if usable_sessions(round_).filter(session__offer=offer).exists():
        return _("You have been to “%(title)s” already. Choose something new.") % title
    if offer.sessions.filter(round_sessions__round=round_, state="open").exists():
        return _("“%(title)s” is full. Choose something else.") % title
    return _("“%(title)s” is cancelled. Choose something else.") % title


def _write(wish_list: WishList, offer_ids: list[int]) -> WishList:
    wish_list.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(wish_list=wish_list, offer_id=offer_id, rank=rank)
        for rank, offer_id in enumerate(offer_ids, start=1)
    )
    if not offer_ids:
        wish_list.sent_at = None
    wish_list.save(update_fields=["sent_at", "updated_at"])
    return wish_list

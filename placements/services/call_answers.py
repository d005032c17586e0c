"""An employer answers a call with an offer made from it; the school hears when it is online."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, Offer
from employers.services.offer_start import start_offer
from placements.models import Call, CallAnswer
from placements.permissions import may_answer_call
from placements.queries import coordinators_of
from placements.services.calls import CallProblem
from placements.services.ideas import tell_pupil
from placements.workflow import CALL_WORKFLOW
from portal.accounts.models import User
from portal.audit.trail import record
from portal.notifications.services import notify


@transaction.atomic
def answer_call(call: Call, employer: Employer, *, by: User) -> Offer:
    """A draft filled in from the call; the one that is there when it was begun already.

    Raises PermissionDenied, or CallProblem when the call has ended meanwhile.
    """
    if not may_answer_call(by, employer):
        raise PermissionDenied
    fresh = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    begun = CallAnswer.objects.filter(call=call, offer__employer=employer)
    if answer := begun.select_related("offer").first():
        return answer.offer
    if not fresh.is_live or fresh.is_over:
        raise CallProblem(_("The school has closed this question. Thank you for looking."))
    kind = call.kind or Offer.Kind.VISIT
    offer = start_offer(employer, by=by, kind=kind, values=_values(call))
    CallAnswer.objects.create(call=call, offer=offer)
    record("placements.call.answer", call, by=by, offer=offer.pk)
    return offer


@transaction.atomic
def offer_went_online(offer: Offer, *, by: Any) -> None:
    """The first time: the call counts an answer, and the school gets the link."""
    answer = CallAnswer.objects.filter(offer=offer, published_at=None).first()
    if answer is None:
        return
    CallAnswer.objects.filter(pk=answer.pk).update(published_at=timezone.now())
    call = Call.objects.select_related("school", "asked_by").get(pk=answer.call_id)
    if call.state == Call.State.OPEN:
        CALL_WORKFLOW.apply("answer", call, by=None)
    if not call.is_live:
        return
    record("placements.call.answered", call, by=by, offer=offer.pk)
    _tell_school(call, offer)
    tell_pupil(call, "placements.idea_answered", employer=offer.employer.name)


def _tell_school(call: Call, offer: Offer) -> None:
    staff = set(coordinators_of(call.school).filter(is_active=True))
    if call.asked_by and call.asked_by.is_active:
        staff.add(call.asked_by)
    notify(
        staff,
        kind="placements.call_answered",
        about=call,
        occasion=f"offer {offer.pk}",
        url=offer.get_absolute_url(),
        call=call.what,
        offer=offer.title,
        employer=offer.employer.name,
    )


def _values(call: Call) -> dict[str, Any]:
    """What the offer takes over: the rest the employer knows best."""
    values: dict[str, Any] = {
        "title": call.what[: Offer._meta.get_field("title").max_length],
        "sector": call.sector,
        "group_max": call.pupils,
    }
    if call.year:
        values |= {"year_min": call.year, "year_max": call.year}
    return values

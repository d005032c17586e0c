"""Requests of a school: ask from the page of an offer, the list, one request, and its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from employers.models import Offer
from employers.services.seats import NotEnoughPlaces
from placements.alternatives import alternatives_for
from placements.booking_queue import expected_months, turn_of
from placements.booking_reading import (
    dates_for,
    groups_to_ask_for,
    in_tab,
    sees_as_employer,
    steps_of,
    tab_labels,
)
from placements.forms.bookings import AskAgainForm, BookingForm, first_possible_day
from placements.models import Booking
from placements.permissions import asks_booking, may_ask_for_groups
from placements.place_fit import remark
from placements.safety import judge_for
from placements.services import booking_answers, bookings
from placements.services.booking_checks import BookingRefused
from placements.services.booking_queue import not_in_that_month
from placements.services.places import NotOpenForSchool
from placements.views.booking_answers import answer_context
from placements.workflow import BOOKING_WORKFLOW
from portal.core.workflow import TransitionNotAllowed

PER_PAGE = 20
State = Booking.State
REFUSALS = (BookingRefused, NotEnoughPlaces, NotOpenForSchool)
DONE = {
    "agree": gettext_lazy("Agreed. The company has been told."),
    "ask_again": gettext_lazy("Your days have been passed on."),
    "withdraw": gettext_lazy("Your request is taken back."),
    "cancel": gettext_lazy("It is called off. The other side has been told."),
    "finish": gettext_lazy("Noted. Nice that the group was there."),
    "miss": gettext_lazy("Noted that the group did not come."),
}
BY_NOTE = {"withdraw": bookings.withdraw, "cancel": booking_answers.cancel}
PLAIN = {
    "agree": bookings.agree,
    "finish": booking_answers.finish,
    "miss": booking_answers.miss,
}


def booking_list(request):
    """The requests of the own school or groups: what waits, what is agreed, what has ended."""
    if not may_ask_for_groups(request.user):
        raise PermissionDenied
    tab = request.GET.get("toon", "")
    mine = Booking.objects.of_school_people(request.user)
    page = Paginator(in_tab(mine, tab, [State.OTHER]).for_list(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page_obj": page, "tab": tab, "tabs": tab_labels()}
    return render(request, "placements/booking_list.html", context)


def booking_new(request, offer_pk):
    if not may_ask_for_groups(request.user):
        raise PermissionDenied
    offers = Offer.objects.published().select_related("employer__load_budget", "sector", "worksite")
    offer = get_object_or_404(offers, pk=offer_pk)
    groups = groups_to_ask_for(request.user)
    form = BookingForm(
        request.POST or None,
        groups=groups,
        offer=offer,
        dates=dates_for(offer, groups),
        initial={
            "when": request.GET.get("datum"),
            "group": groups[0].pk if len(groups) == 1 else None,
            "contact_name": request.user.get_full_name(),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            booking = bookings.ask_for_group(offer, form.request, by=request.user)
        except REFUSALS as refused:
            _say(form, refused)
        else:
            messages.success(request, _sent_text(booking))
            return redirect(booking)
    context = {
        "form": form,
        "offer": offer,
        "queue": len(expected_months(offer.employer)),
        "first_day": first_possible_day(offer, timezone.localdate()),
    }
    status = 422 if form.is_bound else 200
    return render(request, "placements/booking_form.html", context, status=status)


def booking_detail(request, pk):
    """Either side and the region look at the same request, each with what they can do."""
    booking = visible_booking(request, pk)
    as_employer = sees_as_employer(request.user, booking)
    if as_employer:
        booking = booking_answers.see(booking, by=request.user)
    return _detail(request, booking, as_employer=as_employer)


@require_POST
def booking_do(request, pk, name):
    booking = visible_booking(request, pk)
    if name not in DONE:
        raise Http404
    try:
        if name == "ask_again":
            form = AskAgainForm(request.POST)
            if not form.is_valid():
                return _detail(request, booking, again=form)
            note = form.cleaned_data["note"]
            bookings.ask_again(booking, form.wishes, by=request.user, note=note)
        elif name in BY_NOTE:
            BY_NOTE[name](booking, by=request.user, note=request.POST.get("note", ""))
        else:
            PLAIN[name](booking, by=request.user)
    except (*REFUSALS, TransitionNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(DONE[name]))
    return redirect("placements:booking-detail", pk)


def visible_booking(request, pk) -> Booking:
    rows = Booking.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows.select_related("asked_by", "employer__load_budget"), pk=pk)


def _detail(request, booking, *, as_employer=False, again=None):
    ours = asks_booking(request.user, booking)
    may = BOOKING_WORKFLOW.available(booking, by=request.user)
    turn = None if as_employer else turn_of(booking)
    has_been = bool(booking.session and booking.session.is_past)
    context = {
        "booking": booking,
        "as_employer": as_employer,
        "ours": ours,
        "may": [name for name in may if name not in {"finish", "miss"} or has_been],
        "has_been": has_been,
        "steps": steps_of(booking, inside=not as_employer),
        "turn": turn,
        "no_room": bool(turn) and not_in_that_month(booking),
        "findings": _findings(booking) if ours else [],
        "again_form": again or AskAgainForm(),
        "others": alternatives_for(booking) if ours and booking.state in ENDED_BADLY else [],
        **(answer_context(booking) if as_employer and "accept" in may else {}),
    }
    status = 422 if again and again.is_bound else 200
    return render(request, "placements/booking_detail.html", context, status=status)


def _findings(booking: Booking) -> list:
    """What the place lacks for this group, and what the rules on age and activity say: to the
    school, as long as it can still choose."""
    if booking.is_ended:
        return []
    lacks = remark(booking.offer.worksite, frozenset(booking.needs))
    found = [lacks] if lacks else []
    if booking.session:
        found += judge_for(frozenset({booking.year} - {None}), booking.session)
    return found


ENDED_BADLY = {Booking.State.DECLINED, Booking.State.EXPIRED, Booking.State.CANCELLED}


def _say(form, refused) -> None:
    field = getattr(refused, "field", None)
    form.add_error(field if field in form.fields else None, str(refused))


def _sent_text(booking: Booking) -> str:
    if booking.state == Booking.State.QUEUED:
        return _("Your request is in the queue. You hear when it has been sent.")
    return _("Your request has been sent. You get a mail as soon as there is an answer.")

"""The employer answers: by the link in the mail, without a password, or from its own desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from employers.permissions import employer_ids
from employers.services.seats import NotEnoughPlaces
from employers.services.sessions import SessionProblem
from placements.booking_reading import in_tab, steps_of, tab_labels
from placements.forms.booking_answers import AcceptForm, DeclineForm, OtherDateForm
from placements.models import Booking
from placements.permissions import answers_booking
from placements.services.booking_answers import accept, decline, offer_other, see
from placements.services.booking_checks import BookingRefused
from placements.services.booking_links import (
    LinkExpired,
    LinkNotYours,
    LinkRefused,
    LinkUnreadable,
    open_link,
)
from placements.workflow import UNANSWERED
from portal.core.workflow import TransitionNotAllowed

PER_PAGE = 20
STATUS = {LinkExpired: 410, LinkUnreadable: 404, LinkNotYours: 403}
SAID = {
    "ja": gettext_lazy("Thank you. The school has been told: the group comes."),
    "anders": gettext_lazy("Thank you. The school gets your date and answers."),
    "nee": gettext_lazy("Thank you for answering. The school looks elsewhere."),
}


@login_not_required
@never_cache
def answer(request, token):
    """The page behind the link. A POST answers; when that is done already it says so."""
    try:
        booking, person = open_link(token, signed_in=request.user)
    except LinkRefused as refused:
        return _refused(request, refused)
    forms = None
    if request.method == "POST" and booking.state in UNANSWERED:
        forms = take_answer(request, booking, by=person)
        if forms is None:
            return redirect("placements:booking-answered", token)
    booking = see(booking, by=person) if request.method == "GET" else booking
    if booking.state not in UNANSWERED:
        return _answered(request, booking, token, late=request.method == "POST")
    context = {
        "booking": booking,
        "token": token,
        "chosen": request.GET.get("antwoord", ""),
        **(forms or answer_context(booking)),
    }
    return render(request, "placements/booking_answer.html", context, status=422 if forms else 200)


@login_not_required
@never_cache
def answered(request, token):
    try:
        booking, _person = open_link(token, signed_in=request.user)
    except LinkRefused as refused:
        return _refused(request, refused)
    if booking.state in UNANSWERED:
        return redirect("placements:booking-answer", token)
    return _answered(request, booking, token, thanks=True)


def employer_bookings(request):
    """What schools asked of the own employer."""
    if not employer_ids(request.user):
        raise PermissionDenied
    tab = request.GET.get("toon", "")
    mine = Booking.objects.asked().filter(employer__in=employer_ids(request.user))
    page = Paginator(in_tab(mine, tab, UNANSWERED).for_list(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page_obj": page, "tab": tab, "tabs": tab_labels()}
    return render(request, "placements/employer_bookings.html", context)


@require_POST
def respond(request, pk):
    """The same answers for who is signed in."""
    rows = Booking.objects.visible_to(request.user).for_list()
    booking = get_object_or_404(rows, pk=pk)
    if not answers_booking(request.user, booking):
        raise PermissionDenied
    try:
        forms = take_answer(request, booking, by=request.user)
    except TransitionNotAllowed as refused:
        messages.error(request, str(refused))
        return redirect(booking)
    if forms is None:
        messages.success(request, str(SAID[request.POST["doe"]]))
        return redirect(booking)
    context = {
        "booking": booking,
        "as_employer": True,
        "may": ["accept", "offer_other", "decline"],
        "steps": steps_of(booking, inside=False),
        **forms,
    }
    return render(request, "placements/booking_detail.html", context, status=422)


def answer_context(booking: Booking, **bound) -> dict:
    """The three forms, of which one may be filled in already."""
    dates = list(
        booking.offer.sessions.open()
        .upcoming(timezone.now())
        .with_room_for(booking.pupils)
        .exclude(pk=booking.session_id)[:6]
    )
    return {
        "accept_form": AcceptForm(bound.get("ja"), booking=booking, prefix="ja"),
        "other_form": OtherDateForm(
            bound.get("anders"), booking=booking, dates=dates, prefix="anders"
        ),
        "decline_form": DeclineForm(bound.get("nee"), prefix="nee"),
        "tried": next(iter(bound), ""),
    }


def take_answer(request, booking: Booking, *, by) -> dict | None:
    """Do what was answered. None when it is done, else the forms with what is wrong."""
    chosen = request.POST.get("doe", "")
    if chosen not in SAID:
        raise Http404
    forms = answer_context(booking, **{chosen: request.POST})
    form = {"ja": "accept_form", "anders": "other_form", "nee": "decline_form"}[chosen]
    form = forms[form]
    if not form.is_valid():
        return forms
    try:
        _do(chosen, booking, form, by)
    except BookingRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except SessionProblem as problem:
        form.add_error(None, str(problem))
    except NotEnoughPlaces:
        form.add_error(None, _("This date has too few places left for the group."))
    else:
        return None
    return forms


def _do(chosen, booking, form, by) -> None:
    note = form.cleaned_data["note"]
    if chosen == "ja":
        accept(booking, by=by, moment=form.moment, note=note)
    elif chosen == "anders":
        offer_other(booking, form.moment, by=by, note=note)
    else:
        decline(booking, by=by, reason=form.cleaned_data["reason"], note=note)


def _answered(request, booking, token, *, thanks=False, late=False):
    """It has its answer or its end: what that was, and that nothing more is needed."""
    step = booking.steps.exclude(name__in=["see", "remind", "send"]).last()
    context = {"booking": booking, "token": token, "thanks": thanks, "late": late, "step": step}
    return render(request, "placements/booking_answered.html", context, status=409 if late else 200)


def _refused(request, refused):
    context = {"text": str(refused)}
    return render(
        request, "placements/booking_link_refused.html", context, status=STATUS[type(refused)]
    )

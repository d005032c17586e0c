"""The employer's visits: who comes, the sheet of the day, how it was, and what pupils took."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from employers.models import Offer
from employers.permissions import employer_ids
from placements.forms.feedback import FeedbackForm, given_in, said_by, with_faces
from placements.quotes import released_quotes
from placements.services.feedback import (
    FeedbackRefused,
    give_feedback,
    open_report,
    why_no_report,
)
from placements.takeaway import AFTER, takeaway_by_session, takeaway_of
from placements.visits import coming_visits, describe, own_visits, past_visits, school_addresses

PER_PAGE = 15


@require_safe
def visit_list(request):
    """Coming dates first come first; with ``?toon=geweest`` those behind us with what is left."""
    if not employer_ids(request.user):
        raise PermissionDenied
    been = request.GET.get("toon") == "geweest"
    sessions = past_visits(request.user) if been else coming_visits(request.user)
    page = Paginator(sessions, PER_PAGE).get_page(request.GET.get("page"))
    visits = describe(page)
    taken = takeaway_by_session([visit.session.pk for visit in visits]) if been else {}
    context = {
        "page_obj": page,
        "been": been,
        "rows": [(visit, taken.get(visit.session.pk)) for visit in visits],
    }
    return render(request, "placements/visit_list.html", context)


@require_safe
def visit(request, pk):
    """All about one date: before it the practical things, after it what came of it."""
    shown = _own_visit(request, pk)
    session = shown.session
    context = {"visit": shown, "session": session, "addresses": school_addresses(session)}
    if shown.is_over:
        context |= {
            "taken": takeaway_of([session.pk]),
            "too_soon": session.ends_at > timezone.now() - AFTER,
            "quotes": released_quotes([session.offer.employer_id], 6, pk=session.pk),
            "said": said_by(shown.feedback) if shown.feedback else [],
        }
    return render(request, "placements/visit.html", context)


@require_safe
def day_sheet(request, pk):
    """For the wall of the workshop."""
    shown = _own_visit(request, pk)
    context = {
        "visit": shown,
        "session": shown.session,
        "addresses": school_addresses(shown.session),
    }
    return render(request, "placements/visit_sheet.html", context)


def report(request, pk):
    """How was it? The same questions as behind the link in the mail, for who is signed in."""
    shown = _own_visit(request, pk)
    if why := _why_not(shown):
        messages.info(request, why)
        return redirect("placements:visit", pk)
    initial = given_in(shown.feedback) if shown.feedback else {}
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            give_feedback(
                open_report(shown.session, by=request.user), form.answers, by=request.user
            )
        except FeedbackRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Thank you. The school has been told."))
        return redirect("placements:visit", pk)
    context = {
        "form": form,
        "faces": with_faces(),
        "visit": shown,
        "session": shown.session,
        "feedback": shown.feedback,
    }
    status = 422 if form.is_bound else 200
    return render(request, "placements/visit_report.html", context, status=status)


@require_safe
def offer_takeaway(request, pk):
    """What pupils took from all dates of one offer together."""
    if not employer_ids(request.user):
        raise PermissionDenied
    mine = Offer.objects.filter(employer__in=employer_ids(request.user))
    offer = get_object_or_404(mine.select_related("employer", "sector"), pk=pk)
    sessions = list(past_visits(request.user).filter(offer=offer))
    pks = [session.pk for session in sessions]
    each = takeaway_by_session(pks)
    context = {
        "offer": offer,
        "taken": takeaway_of(pks),
        "visits": [(visit, each.get(visit.session.pk)) for visit in describe(sessions)],
        "quotes": released_quotes([offer.employer_id], 12, offer=offer.pk),
    }
    return render(request, "placements/offer_takeaway.html", context)


def _own_visit(request, pk):
    if not employer_ids(request.user):
        raise PermissionDenied
    session = get_object_or_404(own_visits(request.user), pk=pk)
    (shown,) = describe([session])
    return shown


def _why_not(shown) -> str:
    if shown.feedback and shown.feedback.is_closed:
        return _("The time to answer is over. You no longer have to.")
    return why_no_report(shown.session)

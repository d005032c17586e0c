"""The dates of an offer: add, change, cancel, and say that one is done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.forms.sessions import SessionForm
from employers.models import Session
from employers.services import sessions as services
from employers.views.scope import own_offer, require_employers_person
from portal.core.formats import long_date
from portal.core.workflow import TransitionNotAllowed


def own_session(user, pk: int) -> Session:
    require_employers_person(user)
    dates = Session.objects.editable_by(user).select_related("offer__employer", "offer__sector")
    return get_object_or_404(dates, pk=pk)


def session_new(request, pk):
    offer = own_offer(request.user, pk)
    form = SessionForm(request.POST or None, offer=offer)
    if request.method == "POST" and form.is_valid():
        session = services.add_session(form.instance, by=request.user)
        messages.success(
            request, _("%(day)s is added.") % {"day": long_date(session.starts_at).capitalize()}
        )
        again = request.POST.get("next") == "another"
        return redirect("employers:session-new" if again else "employers:offer-detail", offer.pk)
    return _form_page(request, form, offer)


def session_edit(request, pk):
    session = own_session(request.user, pk)
    offer_page = redirect("employers:offer-detail", session.offer_id)
    if session.state != Session.State.OPEN or session.is_past:
        messages.warning(request, _("This date cannot be changed any more."))
        return offer_page
    form = SessionForm(request.POST or None, instance=session, offer=session.offer)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_session(form.instance, by=request.user)
        except (services.SessionProblem, TransitionNotAllowed) as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("The date is changed."))
        return offer_page
    return _form_page(request, form, session.offer)


@require_POST
def session_cancel(request, pk):
    session = own_session(request.user, pk)
    try:
        services.cancel_session(session, by=request.user, reason=request.POST.get("reason", ""))
    except (services.SessionProblem, TransitionNotAllowed) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The date is cancelled."))
    return redirect("employers:offer-detail", session.offer_id)


@require_POST
def session_finish(request, pk):
    session = own_session(request.user, pk)
    try:
        services.finish_session(session, by=request.user)
    except (services.SessionProblem, TransitionNotAllowed) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Thank you. This date is marked as done."))
    return redirect("employers:offer-detail", session.offer_id)


def _form_page(request, form, offer):
    holder = form.instance if form.instance.pk else None
    context = {
        "form": form,
        "offer": offer,
        "session": holder,
        "taken": holder.places_taken if holder else 0,
        "to_come": list(offer.sessions.open().upcoming(timezone.now())[:8]),
    }
    return render(
        request, "employers/session_form.html", context, status=422 if form.is_bound else 200
    )

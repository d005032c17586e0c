"""The dates of an offer: add, change, cancel, and say that one is done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from employers.forms.sessions import SessionForm
from employers.models import Session
from employers.rules import new_by_date
from employers.services import sessions as services
from employers.services.series import cancel_later, change_later, later_ones
from employers.told import Told, told_about
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
        _cite_rules(request, session)
        again = request.POST.get("next") == "another"
        return redirect("employers:session-new" if again else "employers:offer-detail", offer.pk)
    return _form_page(request, form, offer)


def session_edit(request, pk):
    session = own_session(request.user, pk)
    offer_page = redirect("employers:offer-detail", session.offer_id)
    if session.state != Session.State.OPEN or session.is_past:
        messages.warning(request, _("This date cannot be changed any more."))
        return offer_page
    later = later_ones(session)
    form = SessionForm(
        request.POST or None, instance=session, offer=session.offer, has_later=len(later) > 1
    )
    if request.method == "POST" and form.is_valid() and _change(request, form):
        return offer_page
    return _form_page(request, form, session.offer, later)


def _change(request, form) -> bool:
    change = change_later if form.cleaned_data.get("later") else services.change_session
    try:
        count = change(form.instance, by=request.user, reason=form.cleaned_data.get("reason", ""))
    except (services.SessionProblem, TransitionNotAllowed) as problem:
        form.add_error(None, str(problem))
        return False
    text = ngettext("The date is changed.", "%(n)s dates are changed.", count or 1)
    messages.success(request, text % {"n": count})
    _cite_rules(request, form.instance)
    return True


def _cite_rules(request, session) -> None:
    """What the rules about age and work say about this day and time, as a warning."""
    for finding in new_by_date(session.offer, session.starts_at, session.ends_at):
        messages.warning(request, str(finding))


@require_POST
def session_cancel(request, pk):
    session = own_session(request.user, pk)
    cancel = cancel_later if request.POST.get("later") else services.cancel_session
    try:
        count = cancel(session, by=request.user, reason=request.POST.get("reason", ""))
    except (services.SessionProblem, TransitionNotAllowed) as problem:
        messages.error(request, str(problem))
    else:
        text = ngettext("The date is cancelled.", "%(n)s dates are cancelled.", count or 1)
        messages.success(request, text % {"n": count})
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


def _form_page(request, form, offer, later=()):
    holder = form.instance if form.instance.pk else None
    heard = told_about(date.pk for date in later)
    context = {
        "form": form,
        "offer": offer,
        "session": holder,
        "told": heard[holder.pk] if holder else None,
        "told_later": sum(heard.values(), Told()),
        "later": len(later),
        "to_come": list(offer.sessions.open().upcoming(timezone.now())[:8]),
    }
    return render(
        request, "employers/session_form.html", context, status=422 if form.is_bound else 200
    )

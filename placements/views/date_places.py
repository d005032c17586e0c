"""Who has places on a date, in numbers, what is kept for which school, and partner schools."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.models import Employer, Session
from employers.told import told_about
from employers.views.scope import require_employers_person
from placements.forms.reservations import PartnerForm, ReservationForm
from placements.models import PartnerSchool, Reservation
from placements.release_stages import for_all_to_read, timeline
from placements.services import reservations as services


def date_places(request, pk):
    session = _own_date(request, pk)
    form = ReservationForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid() and _reserve(request, form, session):
        return redirect("placements:date-places", session.pk)
    told = told_about([session.pk])[session.pk]
    today = timezone.localdate()
    context = {
        "session": session,
        "offer": session.offer,
        "form": form,
        "told": told,
        "kept": Reservation.objects.filter(session=session, freed_at=None).select_related("school"),
        "stages": timeline(session, today),
        "public_text": for_all_to_read(session, today),
        "is_open": session.state == Session.State.OPEN and not session.is_past,
    }
    return render(
        request, "placements/date_places.html", context, status=422 if form.is_bound else 200
    )


def _reserve(request, form, session) -> bool:
    data = form.cleaned_data
    try:
        services.reserve(session, data["school"], data["places"], data["free_on"], by=request.user)
    except services.ReservationRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("The places are kept. The school gets a message."))
    return True


@require_POST
def reservation_free(request, pk):
    require_employers_person(request.user)
    rows = Reservation.objects.filter(
        session__in=Session.objects.editable_by(request.user)
    ).select_related("session__offer__employer", "school")
    row = get_object_or_404(rows, pk=pk)
    services.free(row, by=request.user)
    messages.success(request, _("The places are free again. The school gets a message."))
    return redirect("placements:date-places", row.session_id)


def partner_list(request, slug):
    require_employers_person(request.user)
    employer = get_object_or_404(Employer.objects.editable_by(request.user), slug=slug)
    form = PartnerForm(request.POST or None, employer=employer)
    if request.method == "POST" and form.is_valid():
        services.add_partner(employer, form.cleaned_data["school"], by=request.user)
        messages.success(request, _("This school may choose first from now on."))
        return redirect("placements:partner-list", employer.slug)
    rows = PartnerSchool.objects.filter(employer=employer).select_related("school")
    context = {"employer": employer, "form": form, "rows": rows}
    return render(
        request, "placements/partner_list.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def partner_remove(request, pk):
    require_employers_person(request.user)
    mine = Employer.objects.editable_by(request.user)
    rows = PartnerSchool.objects.filter(employer__in=mine).select_related("employer")
    row = get_object_or_404(rows, pk=pk)
    services.remove_partner(row, by=request.user)
    messages.success(request, _("This school chooses together with the others again."))
    return redirect("placements:partner-list", row.employer.slug)


def _own_date(request, pk) -> Session:
    require_employers_person(request.user)
    dates = Session.objects.editable_by(request.user)
    return get_object_or_404(dates.select_related("offer__employer", "offer__sector"), pk=pk)

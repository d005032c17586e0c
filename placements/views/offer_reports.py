"""Reporting an offer, by anybody; and the list in which the region handles it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from employers.models import Offer
from placements.forms.offer_reports import HandleReportForm, OfferReportForm
from placements.models import OfferReport
from placements.permissions import handles_reports
from placements.services.offer_reports import handle_report, report_offer
from portal.core.workflow import TransitionNotAllowed

A_PAGE = 25


@login_not_required
def report(request, pk):
    offer = get_object_or_404(
        Offer.objects.visible_to(request.user).select_related("employer", "sector"), pk=pk
    )
    form = OfferReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="offer_report"):
            return render(request, "429.html", status=429)
        given = {name: form.cleaned_data[name] for name in ("reason", "words", "email")}
        report_offer(offer, **given, by=request.user)
        return render(request, "placements/report_thanks.html", {"offer": offer})
    status = 422 if form.is_bound else 200
    return render(request, "placements/report.html", {"form": form, "offer": offer}, status=status)


@require_safe
def report_list(request):
    if not handles_reports(request.user):
        raise PermissionDenied
    state = "handled" if request.GET.get("toon") == "klaar" else "open"
    reports = (
        OfferReport.objects.visible_to(request.user)
        .filter(state=state)
        .select_related("offer__employer", "handled_by")
    )
    page = Paginator(reports, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, HandleReportForm(auto_id=f"id_{row.pk}_%s")) for row in page],
        "state": state,
        "open": OfferReport.objects.visible_to(request.user).open().count(),
    }
    return render(request, "placements/report_list.html", context)


@require_POST
def report_handle(request, pk):
    report_ = get_object_or_404(OfferReport.objects.visible_to(request.user), pk=pk)
    form = HandleReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what you did about it."))
        return redirect("placements:report-list")
    try:
        handle_report(report_, note=form.cleaned_data["note"], by=request.user)
    except TransitionNotAllowed:
        messages.error(request, _("Somebody else has handled this report."))
    else:
        messages.success(request, _("Handled. Who reported it is told, if there is an address."))
    return redirect("placements:report-list")

"""Many dates at once, with a preview; and how the dates of an offer are planned."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.day_checks import planning_of
from employers.forms.series import PlanningForm, SeriesForm
from employers.services.planning import plan_offer
from employers.services.series import count_made, make_series, plan_series
from employers.services.sessions import SessionProblem
from employers.views.scope import own_offer


def series_new(request, pk):
    """First look, then make: the button to make stands under the list of days."""
    offer = own_offer(request.user, pk)
    form = SeriesForm(request.POST or None, offer=offer)
    planned = []
    if request.method == "POST" and form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
        planned = plan_series(offer, form.rule, start, end)
        if request.POST.get("do") == "make" and _make(request, form, planned):
            return redirect("employers:offer-detail", offer.pk)
    context = {"offer": offer, "form": form, "planned": planned, "made": count_made(planned)}
    wrong = form.is_bound and not form.is_valid() and not request.htmx
    return render(request, "employers/series_form.html", context, status=422 if wrong else 200)


def _make(request, form, planned) -> bool:
    shown = set(request.POST.getlist("shown"))
    left_out = shown - set(request.POST.getlist("keep"))
    try:
        made = make_series(form.instance, form.rule, by=request.user, left_out=left_out)
    except SessionProblem as problem:
        messages.error(request, str(problem))
        return False
    text = ngettext("%(n)s date is added.", "%(n)s dates are added.", len(made))
    messages.success(request, text % {"n": len(made)})
    return True


def planning_edit(request, pk):
    offer = own_offer(request.user, pk)
    form = PlanningForm(request.POST or None, instance=planning_of(offer))
    if request.method == "POST" and form.is_valid():
        plan_offer(form.instance, by=request.user)
        messages.success(request, _("Your planning is kept. It holds for all dates to come."))
        return redirect("employers:offer-detail", offer.pk)
    context = {"offer": offer, "form": form}
    return render(
        request, "employers/planning_form.html", context, status=422 if form.is_bound else 200
    )

"""How much employers are asked: each sets its own budget; the region looks on."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.models import Employer, LoadBudget, limits_of
from employers.permissions import employer_ids
from employers.services.budget import set_budget
from placements.forms.load import LoadBudgetForm
from placements.load import usage_of
from placements.load_overview import loads_of, silent_employers
from placements.permissions import sees_load

PER_PAGE = 25


def own_budgets(request):
    """To the budget of the only employer, or a choice."""
    mine = list(Employer.objects.filter(pk__in=employer_ids(request.user)).order_by("name"))
    if not mine:
        raise PermissionDenied
    if len(mine) == 1:
        return redirect("placements:load-budget", mine[0].slug)
    return render(request, "placements/load_budgets.html", {"employers": mine})


def budget(request, slug):
    """Only people of the employer: the region cannot raise what an employer wants."""
    if not employer_ids(request.user):
        raise PermissionDenied
    mine = Employer.objects.filter(pk__in=employer_ids(request.user))
    employer = get_object_or_404(mine.select_related("load_budget"), slug=slug)
    row = LoadBudget.objects.filter(employer=employer).first()
    form = LoadBudgetForm(request.POST or None, instance=row, employer=employer)
    if request.method == "POST" and form.is_valid():
        set_budget(employer, form.cleaned_data, by=request.user)
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("placements:load-budget", slug)
    month = timezone.localdate().replace(day=1)
    fresh = Employer.objects.select_related("load_budget").get(pk=employer.pk)
    context = {
        "form": form,
        "employer": employer,
        "limits": limits_of(fresh),
        "usage": usage_of(employer.pk, month),
        "month": month,
    }
    status = 422 if form.is_bound else 200
    return render(request, "placements/load_budget.html", context, status=status)


def overview(request):
    """Budget, use and queue of each employer."""
    if not sees_load(request.user):
        raise PermissionDenied
    employers = Employer.objects.verified().select_related("load_budget", "sector")
    only_queue = request.GET.get("toon") == "rij"
    if only_queue:
        employers = employers.filter(bookings__state="queued").distinct()
    page = Paginator(employers.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    month = _month_asked(request.GET.get("maand"))
    context = {
        "page_obj": page,
        "rows": loads_of(list(page), month),
        "month": month,
        "only_queue": only_queue,
    }
    return render(request, "placements/load_overview.html", context)


def silent(request):
    """Who has requests waiting or let some end: to call them, not to punish them."""
    if not sees_load(request.user):
        raise PermissionDenied
    page = Paginator(silent_employers(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "placements/load_silent.html", {"page_obj": page})


def _month_asked(text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)

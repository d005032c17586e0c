"""The places of work of an employer."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import ListView

from employers.forms.worksites import WorkSiteForm
from employers.models import WorkSite
from employers.services.worksites import save_worksite
from employers.views.scope import (
    EmployersOnly,
    chosen_employer,
    employers_of,
    require_employers_person,
)


class WorkSiteList(EmployersOnly, ListView):
    template_name = "employers/worksite_list.html"
    paginate_by = 25

    def get_queryset(self):
        return (
            WorkSite.objects.editable_by(self.request.user)
            .select_related("employer")
            .annotate(offer_count=Count("offers"))
            .order_by("employer__name", "employer", "name", "pk")
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            employers=list(employers_of(self.request.user)[:12]), **kwargs
        )


def worksite_new(request):
    require_employers_person(request.user)
    employer = chosen_employer(request)
    if employer is None:
        context = {"employers": employers_of(request.user)}
        return render(request, "employers/worksite_new_for.html", context)
    return _form_page(request, WorkSiteForm(request.POST or None, employer=employer))


def worksite_edit(request, pk):
    require_employers_person(request.user)
    mine = WorkSite.objects.editable_by(request.user).select_related("employer")
    worksite = get_object_or_404(mine, pk=pk)
    form = WorkSiteForm(request.POST or None, instance=worksite, employer=worksite.employer)
    return _form_page(request, form)


def _form_page(request, form):
    is_new = form.instance.pk is None
    if request.method == "POST" and form.is_valid():
        save_worksite(form.instance, by=request.user)
        messages.success(request, _("The work site is kept."))
        return redirect("employers:worksite-list")
    return render(
        request,
        "employers/worksite_form.html",
        {"form": form, "is_new": is_new, "employer": form.instance.employer},
        status=422 if form.is_bound else 200,
    )

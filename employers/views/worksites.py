"""The places of work of an employer."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from employers.forms.passports import PassportForm
from employers.forms.worksites import WorkSiteForm
from employers.models import SafetyPassport, WorkSite
from employers.services.passports import renew_passport, save_passport
from employers.services.worksites import save_worksite
from employers.views.scope import (
    EmployersOnly,
    chosen_employer,
    employers_of,
    require_employers_person,
)
from portal.core.formats import long_date
from portal.reference.distance import coordinates


class WorkSiteList(EmployersOnly, ListView):
    template_name = "employers/worksite_list.html"
    paginate_by = 25

    def get_queryset(self):
        return (
            WorkSite.objects.editable_by(self.request.user)
            .select_related("employer", "passport")
            .annotate(offer_count=Count("offers"))
            .order_by("employer__name", "employer", "name", "pk")
        )


def worksite_new(request):
    require_employers_person(request.user)
    employer = chosen_employer(request)
    if employer is None:
        context = {"employers": employers_of(request.user)}
        return render(request, "employers/worksite_new_for.html", context)
    return _form_page(request, WorkSiteForm(request.POST or None, employer=employer))


def worksite_detail(request, pk):
    """The place and its safety passport as schools read it."""
    site = _own_site(request.user, pk)
    context = {
        "site": site,
        "passport": getattr(site, "passport", None),
        "offers": site.offers.order_by("title", "pk").only("pk", "title"),
    }
    return render(request, "employers/worksite_detail.html", context)


def worksite_edit(request, pk):
    site = _own_site(request.user, pk)
    form = WorkSiteForm(request.POST or None, instance=site, employer=site.employer)
    return _form_page(request, form)


def passport_edit(request, pk):
    site = _own_site(request.user, pk)
    passport = getattr(site, "passport", None) or SafetyPassport(worksite=site)
    form = PassportForm(request.POST or None, instance=passport, worksite=site)
    if request.method == "POST" and form.is_valid():
        kept = save_passport(form.instance, by=request.user)
        messages.success(
            request,
            _("The safety passport holds until %(day)s. All schools can read it.")
            % {"day": long_date(kept.valid_until)},
        )
        return redirect("employers:worksite-detail", pk)
    context = {"form": form, "site": site, "is_new": passport.pk is None}
    return render(
        request, "employers/passport_form.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def passport_renew(request, pk):
    """One click: nothing changed."""
    require_employers_person(request.user)
    mine = SafetyPassport.objects.editable_by(request.user).select_related("worksite__employer")
    passport = renew_passport(get_object_or_404(mine, worksite=pk), by=request.user)
    messages.success(
        request,
        _("Thank you. The safety passport holds until %(day)s.")
        % {"day": long_date(passport.valid_until)},
    )
    return redirect("employers:worksite-detail", pk)


def _own_site(user, pk: int) -> WorkSite:
    require_employers_person(user)
    mine = WorkSite.objects.editable_by(user).select_related("employer", "passport")
    return get_object_or_404(mine, pk=pk)


def _form_page(request, form):
    is_new = form.instance.pk is None
    if request.method == "POST" and form.is_valid():
        site = save_worksite(form.instance, by=request.user)
        _say_kept(request, site)
        where = "passport-edit" if is_new else "worksite-detail"
        return redirect(f"employers:{where}", site.pk)
    return render(
        request,
        "employers/worksite_form.html",
        {"form": form, "is_new": is_new, "employer": form.instance.employer},
        status=422 if form.is_bound else 200,
    )


def _say_kept(request, site: WorkSite) -> None:
    messages.success(request, _("The work site is kept."))
    if coordinates(site.pc4) is None:
        messages.warning(
            request,
            _(
                "We do not know where postcode %(postcode)s is, so schools see no distance. "
                "Is it written well?"
            )
            % {"postcode": site.postcode},
        )

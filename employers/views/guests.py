"""Guests who come often: list, add, change, remove, and the VOG that was seen."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from employers.forms.guests import GuestForm
from employers.models import Guest
from employers.permissions import is_region_coordinator, owner_or_region, owns_employer
from employers.services import guests as services
from employers.views.scope import (
    EmployersOnly,
    chosen_employer,
    employers_of,
    require_employers_person,
)


class GuestList(EmployersOnly, ListView):
    template_name = "employers/guest_list.html"
    paginate_by = 25

    def get_queryset(self):
        guests = Guest.objects.editable_by(self.request.user)
        if slug := self.request.GET.get("bedrijf"):
            guests = guests.filter(employer__slug=slug)
        return guests.select_related("employer", "vog_seen_by").order_by(
            "employer__name", "employer", "name", "pk"
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        for guest in context["page_obj"]:
            guest.may_change = owner_or_region(user, guest)
        region = is_region_coordinator(user)
        may_add = region or any(owns_employer(user, e) for e in employers_of(user))
        return {**context, "may_add": may_add, "may_see_vog": region}


def guest_new(request):
    require_employers_person(request.user)
    employer = chosen_employer(request)
    if employer is None:
        context = {"employers": employers_of(request.user)}
        return render(request, "employers/guest_new_for.html", context)
    return _form_page(request, GuestForm(request.POST or None, employer=employer))


def guest_edit(request, pk):
    guest = _own_guest(request.user, pk)
    form = GuestForm(request.POST or None, instance=guest, employer=guest.employer)
    return _form_page(request, form)


@require_POST
def guest_remove(request, pk):
    services.remove_guest(_own_guest(request.user, pk), by=request.user)
    messages.success(request, _("The guest is removed."))
    return redirect("employers:guest-list")


@require_POST
def guest_seen(request, pk):
    guest = _own_guest(request.user, pk)
    try:
        services.mark_vog_seen(guest, by=request.user)
    except services.GuestProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Noted: you saw this VOG today."))
    return redirect("employers:guest-list")


def _own_guest(user, pk: int) -> Guest:
    require_employers_person(user)
    mine = Guest.objects.editable_by(user).select_related("employer")
    return get_object_or_404(mine, pk=pk)


def _form_page(request, form):
    is_new = form.instance.pk is None
    if request.method == "POST" and form.is_valid():
        services.save_guest(form.instance, by=request.user)
        messages.success(request, _("The guest is kept."))
        return redirect("employers:guest-list")
    return render(
        request,
        "employers/guest_form.html",
        {"form": form, "is_new": is_new, "employer": form.instance.employer},
        status=422 if form.is_bound else 200,
    )

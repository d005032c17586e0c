"""Leavers in aftercare: who, where to, and when somebody asked last."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.forms.year_turns import CheckForm
from schools.models import Aftercare
from schools.permissions import coordinates, keeps_aftercare
from schools.services.aftercare import CheckRefused, record_check
from schools.views.scope import bound, my_schools, school_at_hand

A_PAGE = 50


def aftercare_list(request):
    """The coordinator sees all leavers, a mentor those of the own groups."""
    school = school_at_hand(request)
    rows = Aftercare.objects.visible_to(request.user).current().filter(school=school).for_list()
    context = {
        "school": school,
        "schools": my_schools(request),
        "page_obj": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "all": coordinates(request.user, school),
    }
    return render(request, "schools/aftercare_list.html", context)


def aftercare_check(request, pk):
    rows = Aftercare.objects.visible_to(request.user).current().select_related("student", "school")
    aftercare = get_object_or_404(rows, pk=pk)
    if not keeps_aftercare(request.user, aftercare.student):
        raise PermissionDenied
    initial = {"destination": aftercare.destination, "day": timezone.localdate()}
    form = CheckForm(bound(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_check(aftercare, by=request.user, **form.cleaned_data)
        except CheckRefused as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Noted."))
            return redirect("schools:aftercare-list")
    context = {
        "aftercare": aftercare,
        "form": form,
        "checks": aftercare.checks.select_related("recorded_by"),
    }
    return render(request, "schools/aftercare_check.html", context)

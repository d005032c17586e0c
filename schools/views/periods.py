"""The learning periods of the school."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.core.school_year import current_school_year
from schools.forms.periods import PeriodForm
from schools.models import LearningPeriod
from schools.permissions import coordinates
from schools.services.periods import PeriodRefused, delete_period, save_period
from schools.views.scope import bound, my_schools, school_at_hand


def period_list(request):
    school = school_at_hand(request)
    context = {
        "school": school,
        "schools": my_schools(request),
        "periods": LearningPeriod.objects.filter(school=school).order_by(
            "-school_year", "first_day"
        ),
        "coordinates": coordinates(request.user, school),
    }
    return render(request, "schools/period_list.html", context)


def period_create(request):
    school = school_at_hand(request, to_edit=True)
    return _edit(request, LearningPeriod(school=school, school_year=current_school_year()))


def period_edit(request, pk):
    return _edit(request, _editable(request, pk))


@require_POST
def period_delete(request, pk):
    period = _editable(request, pk)
    delete_period(period, by=request.user)
    messages.success(request, _("The period is deleted."))
    return redirect("schools:period-list")


def _editable(request, pk) -> LearningPeriod:
    """404 for another school, 403 for a colleague who may look only."""
    periods = LearningPeriod.objects.visible_to(request.user).select_related("school")
    period = get_object_or_404(periods, pk=pk)
    if not coordinates(request.user, period):
        raise PermissionDenied
    return period


def _edit(request, period: LearningPeriod):
    form = PeriodForm(bound(request), instance=period)
    if request.method == "POST" and form.is_valid():
        try:
            save_period(form.instance, by=request.user)
        except PeriodRefused as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("The period is saved."))
            return redirect("schools:period-list")
    context = {"form": form, "period": period, "school": period.school}
    return render(request, "schools/period_form.html", context)

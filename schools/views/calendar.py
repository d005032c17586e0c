"""The calendar of the school: the year at a glance, and special days one by one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.core.school_year import current_school_year
from schools.forms.calendar import CalendarForm
from schools.models import CalendarException, School, SetUp
from schools.permissions import coordinates
from schools.services.calendar import CalendarRefused, delete_exception, save_exception
from schools.views.scope import bound, my_schools, school_at_hand
from schools.year_view import year_view


def calendar_page(request):
    """Everybody of the school sees it; its coordinators change it."""
    school = school_at_hand(request)
    years = years_around()
    asked = request.GET.get("jaar", "")
    context = {
        "school": school,
        "schools": my_schools(request),
        "years": years,
        "view": year_view(school, asked if asked in years else current_school_year()),
        "hours": school.lesson_hours.all(),
        "coordinates": coordinates(request.user, school),
    }
    return render(request, "schools/calendar.html", context)


def calendar_create(request):
    school = school_at_hand(request, to_edit=True)
    return _edit(request, CalendarException(school=school))


def calendar_edit(request, pk):
    return _edit(request, _editable(request, pk))


@require_POST
def calendar_delete(request, pk):
    exception = _editable(request, pk)
    address = _address(exception)
    delete_exception(exception, by=request.user)
    messages.success(request, _("It is gone from your calendar."))
    return redirect(address)


def years_around() -> list[str]:
    """Last year, this one and the next."""
    first = int(current_school_year()[:4])
    return [f"{year}-{year + 1}" for year in (first - 1, first, first + 1)]


def _editable(request, pk) -> CalendarException:
    """404 for another school, 403 for a colleague who may look only."""
    rows = CalendarException.objects.visible_to(request.user).select_related("school")
    exception = get_object_or_404(rows, pk=pk)
    if not coordinates(request.user, exception):
        raise PermissionDenied
    return exception


def _edit(request, exception: CalendarException):
    school = exception.school
    form = CalendarForm(bound(request), instance=exception, school=school)
    if form.is_bound and form.is_valid():
        try:
            save_exception(form.instance, by=request.user, groups=form.chosen_groups)
        except CalendarRefused as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Saved in your calendar."))
            return redirect(_address(form.instance))
    context = {"form": form, "exception": exception, "school": school}
    status = 422 if form.is_bound else 200
    return render(request, "schools/calendar_form.html", context, status=status)


def _address(exception: CalendarException) -> str:
    return address_after(exception.school, exception.school_year)


def address_after(school: School, school_year: str) -> str:
    """Back to the guided start while it is going on; else the page of that year."""
    if SetUp.objects.unfinished().filter(school=school).exists():
        return reverse("schools:set-up-step", args=[school.slug, "bijzondere-dagen"])
    return f"{reverse('schools:calendar')}?school={school.slug}&jaar={school_year}"

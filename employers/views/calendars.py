"""The calendar of an employer: where it can be read, and the calendar itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from employers.calendars import entries_of
from employers.models import Employer
from employers.permissions import employer_ids
from employers.services import planning
from employers.views.scope import require_employers_person
from portal.core.ical import calendar_of, calendar_response


def _own(request):
    return Employer.objects.filter(pk__in=employer_ids(request.user)).order_by("name", "pk")


@require_safe
def calendar_home(request):
    """The secret addresses of one's own employers. The region has none of its own to see."""
    require_employers_person(request.user)
    rows = []
    for employer in _own(request):
        url = planning.url_of(planning.calendar_address_of(employer))
        rows.append({"employer": employer, "url": url, "webcal": _as_webcal(url)})
    return render(request, "employers/calendar.html", {"rows": rows})


@require_POST
def calendar_renew(request, slug):
    require_employers_person(request.user)
    employer = get_object_or_404(_own(request), slug=slug)
    planning.renew_calendar_address(employer, by=request.user)
    messages.success(request, _("There is a new address. The old one shows nothing any more."))
    return redirect("employers:calendar")


@login_not_required
@require_safe
def calendar_feed(request, employer, secret):
    found = planning.employer_of_address(employer, secret)
    if found is None:
        raise Http404
    body = calendar_of(entries_of(found), name=f"Praktijkplein: {found.name}")
    return calendar_response(request, body, file_name="praktijkplein.ics", private=True)


def _as_webcal(url: str) -> str:
    return f"webcal://{url.partition('://')[2]}"

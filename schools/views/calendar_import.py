"""A calendar file of the school: choose it, tick what is meant, take it over.

Nothing is kept between the two pages: what was read travels along, signed, in the form itself.
So events that are nobody's business are never stored here.
"""

import dataclasses
import datetime as dt

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.core.school_year import bounds, current_school_year
from portal.imports.problems import ImportRefused
from schools.forms.calendar import CalendarUploadForm, ProposalsForm
from schools.imports.calendar_rows import Proposal
from schools.imports.school_calendar import read_calendar
from schools.models import CalendarException, School
from schools.services.calendar import CalendarRefused, take_entries
from schools.views.calendar import address_after
from schools.views.scope import bound, school_at_hand

SALT = "schools.calendar-file"
A_DAY = 24 * 3600


def calendar_upload(request):
    school = school_at_hand(request, to_edit=True)
    if request.method == "POST" and "proposals" in request.POST:
        return _take(request, school)
    form = CalendarUploadForm(bound(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            proposals = _read(form.cleaned_data["file"])
        except ImportRefused as error:
            form.add_error("file", str(error))
        else:
            return _show(request, school, proposals, None)
    context = {"form": form, "school": school}
    status = 422 if form.is_bound else 200
    return render(request, "schools/calendar_upload.html", context, status=status)


def _read(file) -> list[Proposal]:
    """Events of this school year and the next."""
    first, _end = bounds(current_school_year())
    last = dt.date(first.year + 2, 7, 31)
    return read_calendar(file, first=first, last=last)


def _take(request, school: School):
    proposals = _opened(request.POST["proposals"], school)
    form = ProposalsForm(request.POST, proposals=proposals, known=_known(school, proposals))
    if not form.is_valid():
        return _show(request, school, proposals, form)
    try:
        taken = take_entries(school, form.entries, by=request.user)
    except CalendarRefused as error:
        form.add_error(None, str(error))
        return _show(request, school, proposals, form)
    messages.success(
        request,
        _("Taken over: %(new)s new, %(changed)s changed, %(same)s as they were.")
        % {"new": taken.created, "changed": taken.changed, "same": taken.unchanged},
    )
    return redirect(address_after(school, current_school_year()))


def _show(request, school: School, proposals: list[Proposal], form: ProposalsForm | None):
    bad = form is not None
    form = form or ProposalsForm(proposals=proposals, known=_known(school, proposals))
    context = {"form": form, "school": school, "signed": _signed(proposals, school)}
    return render(request, "schools/calendar_proposals.html", context, status=422 if bad else 200)


def _known(school: School, proposals: list[Proposal]) -> set[str]:
    """Which of them are in the calendar, just as they are now."""
    rows = CalendarException.objects.filter(school=school, uid__in=[row.uid for row in proposals])
    here = set(rows.values_list("uid", "first_day", "last_day", "label"))
    return {
        row.uid for row in proposals if (row.uid, row.first_day, row.last_day, row.label) in here
    }


def _signed(proposals: list[Proposal], school: School) -> str:
    rows = [
        {name: str(value) for name, value in dataclasses.asdict(row).items()} for row in proposals
    ]
    return signing.dumps({"school": school.pk, "rows": rows}, salt=SALT, compress=True)


def _opened(text: str, school: School) -> list[Proposal]:
    """Raises BadRequest for what this portal did not write itself, for this school, today."""
    try:
        found = signing.loads(text, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        raise BadRequest from None
    if found["school"] != school.pk:
        raise BadRequest
    days = ("first_day", "last_day")
    return [
        Proposal(**row | {name: dt.date.fromisoformat(row[name]) for name in days})
        for row in found["rows"]
    ]

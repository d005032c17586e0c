"""One function a step of the guided start: what the page shows, or None when all was saved."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.school_year import current_school_year, school_year_of
from portal.reference.models import SchoolListing, Track
from schools.forms.calendar import DayForm
from schools.forms.set_up import (
    HolidayRegionForm,
    HourFormSet,
    LocationsForm,
    SpanFormSet,
    TracksForm,
)
from schools.models import CalendarException, LearningPeriod, School
from schools.services.calendar import CalendarRefused, save_exception
from schools.services.lesson_hours import USUAL, HoursRefused, set_lesson_hours
from schools.services.periods import PeriodRefused
from schools.services.set_up import (
    LocationRefused,
    choose_holiday_region,
    choose_locations,
    choose_tracks,
)
from schools.services.year_periods import PRESETS, propose, save_year_periods
from schools.set_up_facts import facts_of
from schools.views.scope import bound, id_in

USUAL_NUMBER = 4
HOUR_ROWS = 10
JUNE = 6


def locations(request, school: School):
    form = LocationsForm(bound(request), school=school)
    if form.is_bound and form.is_valid():
        try:
            choose_locations(
                school,
                name=form.cleaned_data["name"],
                chosen=form.chosen,
                own=form.own,
                by=request.user,
            )
        except LocationRefused as error:
            form.add_error(None, str(error))
        else:
            return None
    return {"form": form, "listed": bool(form.places)}


def tracks(request, school: School):
    form = TracksForm(bound(request), school=school)
    if form.is_bound and form.is_valid():
        choose_tracks(
            school,
            tracks=form.cleaned_data["tracks"],
            years=form.cleaned_data["years"],
            per_location=form.per_location,
            by=request.user,
        )
        return None
    return {"form": form}


def holidays(request, school: School):
    form = HolidayRegionForm(bound(request), school=school)
    if form.is_bound and form.is_valid():
        choose_holiday_region(
            school,
            region=form.cleaned_data["region"],
            per_location=form.per_location,
            by=request.user,
        )
        return None
    listed = SchoolListing.objects.current().of_brin(school.brin).exclude(holiday_region="")
    return {"form": form, "listed": list(listed)}


def periods(request, school: School):
    """``aantal`` asks for another proposal, ``jaar`` for the next year, ``voor`` for one track."""
    year = _year_asked(request)
    track = request.GET.get("voor", "")
    track = track if track in school.tracks and len(school.tracks) > 1 else ""
    mine = [track] if track else []
    there = [
        row
        for row in LearningPeriod.objects.filter(school=school, school_year=year)
        if row.tracks == mine
    ]
    number = _number_asked(request, len(there))
    formset = SpanFormSet(bound(request), initial=_first_spans(request, school, year, there))
    if formset.is_bound and formset.is_valid():
        spans = [form.span for form in formset.forms if form.span]
        try:
            save_year_periods(school, year, spans, tracks=mine, by=request.user)
        except PeriodRefused as error:
            messages.error(request, str(error))
        else:
            return _to_other_track(request, school) or None
    return {
        "formset": formset,
        "number": number,
        "presets": PRESETS,
        "year": year,
        "years": _years(),
        "track": track,
        "tracks": [(code, Track(code).label) for code in school.tracks if code in Track.values],
        "there": there,
    }


def special_days(request, school: School):
    """Adding stays on the page; the button below it goes on."""
    adds = request.method == "POST" and request.POST.get("do") == "add"
    if request.method == "POST" and not adds:
        return None
    form = DayForm(request.POST if adds else None, instance=CalendarException(school=school))
    if adds and form.is_valid():
        try:
            save_exception(form.instance, by=request.user)
        except CalendarRefused as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Added. You can add more, or go on."))
            return redirect(request.path)
    coming = CalendarException.objects.filter(school=school, last_day__gte=_year_begin())
    return {"form": form, "days": coming}


def hours(request, school: School):
    there = [(row.starts_at, row.ends_at) for row in school.lesson_hours.all()]
    rows = [*(there or USUAL), *[(None, None)] * HOUR_ROWS][: max(HOUR_ROWS, len(there))]
    initial = [{"starts_at": begin, "ends_at": end} for begin, end in rows]
    formset = HourFormSet(bound(request), initial=initial)
    if formset.is_bound and formset.is_valid():
        data = [form.cleaned_data for form in formset.forms]
        times = [(row["starts_at"], row["ends_at"]) for row in data if row.get("starts_at")]
        try:
            set_lesson_hours(school, times, by=request.user)
        except HoursRefused as error:
            filled = [form for form in formset.forms if form.cleaned_data.get("starts_at")]
            filled[error.row].add_error("starts_at", str(error))
        else:
            return None
    return {"formset": formset, "usual": not there}


def roster(request, school: School):
    return None if request.method == "POST" else {"facts": facts_of(school)}


def team(request, school: School):
    return None if request.method == "POST" else {"facts": facts_of(school)}


def _years() -> list[str]:
    now = current_school_year()
    following = f"{int(now[:4]) + 1}-{int(now[5:]) + 1}"
    return [now, following]


def _year_asked(request) -> str:
    """This year; in June and July people plan the next one."""
    years = _years()
    asked = request.GET.get("jaar", "")
    if asked in years:
        return asked
    month = timezone.localdate().month
    return years[month in (JUNE, JUNE + 1)]


def _year_begin() -> dt.date:
    return dt.date(int(school_year_of(timezone.localdate())[:4]), 8, 1)


def _number_asked(request, there: int) -> int:
    asked = request.GET.get("aantal", "")
    if id_in(asked) in PRESETS:
        return id_in(asked)
    return there or USUAL_NUMBER


def _first_spans(request, school: School, year: str, there: list[LearningPeriod]) -> list[dict]:
    """What is there, unless another number was asked for."""
    number = _number_asked(request, len(there))
    spans = there if there and "aantal" not in request.GET else None
    spans = spans or propose(number, year, school.holiday_region)
    return [
        {"label": row.label, "first_day": row.first_day, "last_day": row.last_day} for row in spans
    ]


def _to_other_track(request, school: School):
    """ "Save, and now for this track" stays at the question."""
    other = request.POST.get("then", "")
    if other not in school.tracks:
        return None
    messages.success(request, _("Saved."))
    return redirect(f"{request.path}?voor={other}")

"""The guided start of a school. Each step is a page of its own, and later a setting."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.models import School, SetUp
from schools.permissions import coordinates
from schools.services.set_up import finish, pass_step
from schools.set_up_facts import facts_of
from schools.views import set_up_steps

Step = SetUp.Step


@dataclass(frozen=True)
class Page:
    """``show`` gives what the page needs, or None when it was saved and the next may come."""

    address: str
    question: str | Promise
    show: object
    skippable: bool = True


PAGES: dict[str, Page] = {
    Step.LOCATIONS: Page(
        "locaties",
        gettext_lazy("Which locations take part?"),
        set_up_steps.locations,
        skippable=False,
    ),
    Step.TRACKS: Page(
        "richtingen", gettext_lazy("Which tracks and years?"), set_up_steps.tracks, skippable=False
    ),
    Step.HOLIDAYS: Page(
        "vakantieregio",
        gettext_lazy("Which holidays do you have?"),
        set_up_steps.holidays,
        skippable=False,
    ),
    Step.PERIODS: Page(
        "leerperiodes", gettext_lazy("How do you divide the year?"), set_up_steps.periods
    ),
    Step.CALENDAR: Page(
        "bijzondere-dagen", gettext_lazy("Which days are different?"), set_up_steps.special_days
    ),
    Step.HOURS: Page("lesuren", gettext_lazy("When does the bell ring?"), set_up_steps.hours),
    Step.ROSTER: Page(
        "leerlingen", gettext_lazy("Which pupils and groups are there?"), set_up_steps.roster
    ),
    Step.TEAM: Page("team", gettext_lazy("Who works with you?"), set_up_steps.team),
}
TEMPLATES: dict[str, str] = {
    Step.LOCATIONS: "schools/set_up_locations.html",
    Step.TRACKS: "schools/set_up_tracks.html",
    Step.HOLIDAYS: "schools/set_up_holidays.html",
    Step.PERIODS: "schools/set_up_periods.html",
    Step.CALENDAR: "schools/set_up_calendar.html",
    Step.HOURS: "schools/set_up_hours.html",
    Step.ROSTER: "schools/set_up_roster.html",
    Step.TEAM: "schools/set_up_team.html",
}
STEP_AT = {page.address: step for step, page in PAGES.items()}


def set_up(request, slug):
    """All steps, with what is done; here one begins, goes on, and comes back later."""
    school = own_school(request, slug)
    row = SetUp.objects.filter(school=school).first()
    upcoming = row.next_step if row and not row.finished_at else ""
    context = {
        "school": school,
        "set_up": row,
        "running": row is not None and row.finished_at is None,
        "steps": _steps(school, row),
        "next_url": _url(school, upcoming) if upcoming else "",
        "facts": facts_of(school),
    }
    return render(request, "schools/set_up.html", context)


def set_up_step(request, slug, address):
    school = own_school(request, slug)
    step = STEP_AT.get(address)
    if step is None:
        raise Http404
    page = PAGES[step]
    row = SetUp.objects.unfinished().filter(school=school).first()
    if request.method == "POST" and request.POST.get("do") == "later" and page.skippable:
        pass_step(school, step, by=request.user, skipped=True)
        return redirect(_after(school, step, row))
    found = page.show(request, school)
    if found is None:
        pass_step(school, step, by=request.user)
        if row is None:
            messages.success(request, _("Saved."))
        return redirect(_after(school, step, row))
    if not isinstance(found, dict):
        return found
    numbers = list(PAGES)
    context = {
        "school": school,
        "page": page,
        "running": row is not None,
        "steps": _steps(school, row),
        "number": numbers.index(step) + 1,
        "total": len(numbers),
        "back_url": _before(school, step, row),
        **found,
    }
    bad = any(getattr(found.get(name), "is_bound", False) for name in ("form", "formset"))
    return render(request, TEMPLATES[step], context, status=422 if bad else 200)


def set_up_done(request, slug):
    """What is ready and what is left. The button ends the guided start."""
    school = own_school(request, slug)
    if request.method == "POST":
        finish(school, by=request.user)
        messages.success(request, _("Your school is ready. Welcome!"))
        return redirect("home:desk")
    row = SetUp.objects.filter(school=school).first()
    steps = _steps(school, row)
    context = {
        "school": school,
        "running": row is not None and row.finished_at is None,
        "left": [step for step in steps if step["state"] != "done"],
        "facts": facts_of(school),
        "back_url": _url(school, list(PAGES)[-1]),
    }
    return render(request, "schools/set_up_done.html", context)


def own_school(request, slug) -> School:
    """404 for another school, 403 for a colleague who does not organise."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    if not coordinates(request.user, school):
        raise PermissionDenied
    return school


def _steps(school: School, row: SetUp | None) -> list[dict]:
    """For the stepper. A school that was there before has every step done."""
    done = set(row.done) if row else set(PAGES)
    upcoming = row.next_step if row and not row.finished_at else ""
    return [
        {
            "label": Step(step).label,
            "question": page.question,
            "url": _url(school, step),
            "state": "done" if step in done else "current" if step == upcoming else "todo",
            "later": bool(row and step in row.skipped),
        }
        for step, page in PAGES.items()
    ]


def _url(school: School, step: str) -> str:
    return reverse("schools:set-up-step", args=[school.slug, PAGES[step].address])


def _after(school: School, step: str, row: SetUp | None) -> str:
    """The next page of a running start; the overview for who came to change one thing."""
    if row is None:
        return reverse("schools:set-up", args=[school.slug])
    order = list(PAGES)
    later = order[order.index(step) + 1 :]
    return _url(school, later[0]) if later else reverse("schools:set-up-done", args=[school.slug])


def _before(school: School, step: str, row: SetUp | None) -> str:
    order = list(PAGES)
    number = order.index(step)
    if row is None or not number:
        return reverse("schools:set-up", args=[school.slug])
    return _url(school, order[number - 1])

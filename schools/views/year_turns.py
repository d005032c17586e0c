"""The turn of the year in four steps: groups, pupils who go another way, copies, and the check."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.core.workflow import TransitionNotAllowed
from schools.forms.year_turns import CopiesForm, GroupFateForm, PupilFateForm
from schools.models import Student, YearTurn
from schools.permissions import coordinates
from schools.queries import turn_counts
from schools.services.year_turn_work import start_turn
from schools.services.year_turns import (
    TurnRefused,
    add_new_groups,
    decide_copies,
    decide_groups,
    decide_pupils,
    drop_turn,
    opens_on,
    prepare_turn,
    pupils_of,
    why_not_yet,
    year_to_leave,
)
from schools.views.scope import bound, my_schools, school_at_hand

STEPS = (
    ("groups", gettext_lazy("Groups")),
    ("pupils", gettext_lazy("Pupils")),
    ("copies", gettext_lazy("Take over")),
    ("check", gettext_lazy("Check")),
)


def _while_draft(view):
    """A colleague may carry the turn out while this page is open: then its own page says so."""

    @wraps(view)
    def guarded(request, pk):
        try:
            return view(request, pk)
        except TransitionNotAllowed as error:
            messages.error(request, str(error))
            return redirect("schools:year-turn", pk)

    return guarded


def turn_list(request):
    """What a turn of the year is, the one to prepare, and those that were done."""
    school = school_at_hand(request, to_edit=True)
    if request.method == "POST":
        try:
            return redirect(prepare_turn(school, by=request.user))
        except TurnRefused as error:
            messages.error(request, str(error))
            return redirect(f"{request.path}?school={school.slug}")
    year = year_to_leave(school)
    context = {
        "school": school,
        "schools": my_schools(request),
        "turns": YearTurn.objects.visible_to(request.user).filter(school=school),
        "year": year,
        "opens": year and opens_on(year),
        "doubted": Student.objects.filter(
            school=school, status=Student.Status.PROPOSED_LEAVER
        ).count(),
    }
    return render(request, "schools/year_turn_list.html", context)


def turn_detail(request, pk):
    """Where this turn stands: the step to go on with, the progress, or the report."""
    turn = _turn(request, pk)
    if turn.state == YearTurn.State.DRAFT:
        return redirect("schools:year-turn-groups", turn.pk)
    done = turn.state == YearTurn.State.DONE
    template = "schools/year_turn_done.html" if done else "schools/year_turn_busy.html"
    return render(request, template, {"turn": turn})


@_while_draft
def turn_groups(request, pk):
    turn = _draft(request, pk)
    if turn is None:
        return redirect("schools:year-turn", pk)
    rows = turn.groups.select_related("group").order_by("group__name", "pk")
    forms = [GroupFateForm(bound(request), row=row) for row in rows]
    error = ""
    if request.method == "POST" and _all_valid(forms):
        try:
            choices = {form.row.pk: form.cleaned_data for form in forms}
            decide_groups(turn, choices, by=request.user)
        except TurnRefused as refused:
            error = str(refused)
        else:
            return redirect("schools:year-turn-pupils", turn.pk)
    sizes = turn_counts(turn).sizes
    context = {
        "turn": turn,
        "lines": [(form, sizes.get(form.row.group_id, 0)) for form in forms],
        "error": error,
        "steps": _steps(turn, "groups"),
    }
    return render(request, "schools/year_turn_groups.html", context, status=400 if error else 200)


@_while_draft
def turn_pupils(request, pk):
    """Group by group: most pupils go with the group, so only the others are chosen here."""
    turn = _draft(request, pk)
    if turn is None:
        return redirect("schools:year-turn", pk)
    rows = list(turn.groups.select_related("group").order_by("group__name", "pk"))
    asked = request.GET.get("groep") or request.POST.get("groep") or ""
    row = next((row for row in rows if str(row.pk) == asked), rows[0] if rows else None)
    forms = _pupil_forms(request, turn, row, rows) if row else []
    if request.method == "POST" and _all_valid(forms):
        decide_pupils(turn, {form.student.pk: form.choice for form in forms}, by=request.user)
        return redirect(_after(turn, row, rows))
    others = turn_counts(turn).others
    context = {
        "turn": turn,
        "tabs": [(other, others.get(other.pk, 0)) for other in rows],
        "row": row,
        "forms": forms,
        "steps": _steps(turn, "pupils"),
    }
    return render(request, "schools/year_turn_pupils.html", context)


def _pupil_forms(request, turn, row, rows) -> list[PupilFateForm]:
    others = {
        other.student_id: other for other in turn.pupils.filter(student__base_group=row.group)
    }
    targets = [target for target in rows if target.fate == "up" and target.pk != row.pk]
    return [
        PupilFateForm(
            bound(request), student=student, other=others.get(student.pk), targets=targets
        )
        for student in pupils_of(turn).filter(base_group=row.group).for_list()
    ]


def _after(turn, row, rows) -> str:
    """The next group, and after the last one the next step."""
    here = rows.index(row) + 1 if row else len(rows)
    if here < len(rows):
        return f"{reverse('schools:year-turn-pupils', args=[turn.pk])}?groep={rows[here].pk}"
    return reverse("schools:year-turn-copies", args=[turn.pk])


@_while_draft
def turn_copies(request, pk):
    turn = _draft(request, pk)
    if turn is None:
        return redirect("schools:year-turn", pk)
    initial = {"periods": turn.copy_periods, "calendar": turn.copy_calendar}
    form = CopiesForm(bound(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        decide_copies(turn, by=request.user, **form.cleaned_data)
        return redirect("schools:year-turn-check", turn.pk)
    context = {"turn": turn, "form": form, "steps": _steps(turn, "copies")}
    return render(request, "schools/year_turn_copies.html", context)


def turn_check(request, pk):
    """All in one view before anything changes; the button carries it out."""
    turn = _draft(request, pk)
    if turn is None:
        return redirect("schools:year-turn", pk)
    if request.method == "POST":
        try:
            if add_new_groups(turn, by=request.user):
                messages.error(request, _("There are new groups. First say what happens to them."))
                return redirect("schools:year-turn-groups", turn.pk)
            start_turn(turn, by=request.user)
        except (TurnRefused, TransitionNotAllowed) as error:
            messages.error(request, str(error))
        return redirect("schools:year-turn", turn.pk)
    counts = turn_counts(turn)
    rows = turn.groups.select_related("group").order_by("group__name", "pk")
    context = {
        "turn": turn,
        "lines": [
            (row, counts.sizes.get(row.group_id, 0), counts.others.get(row.pk, 0)) for row in rows
        ],
        "counts": counts,
        "not_yet": why_not_yet(turn),
        "steps": _steps(turn, "check"),
    }
    return render(request, "schools/year_turn_check.html", context)


@require_POST
def turn_drop(request, pk):
    turn = _turn(request, pk)
    try:
        drop_turn(turn, by=request.user)
    except TransitionNotAllowed as error:
        messages.error(request, str(error))
        return redirect(turn)
    messages.success(request, _("Thrown away. Nothing was changed."))
    return redirect("schools:year-turn-list")


def _all_valid(forms) -> bool:
    """Each form is asked, so that each shows what is wrong with it."""
    return not [form for form in forms if not form.is_valid()]


def _turn(request, pk) -> YearTurn:
    turns = YearTurn.objects.visible_to(request.user).select_related("school")
    turn = get_object_or_404(turns, pk=pk)
    if not coordinates(request.user, turn):
        raise PermissionDenied
    return turn


def _draft(request, pk) -> YearTurn | None:
    """The turn while it can still change, else None: its own page says how it stands."""
    turn = _turn(request, pk)
    return turn if turn.state == YearTurn.State.DRAFT else None


def _steps(turn: YearTurn, here: str) -> list[dict]:
    names = [name for name, _label in STEPS]
    return [
        {
            "label": str(label),
            "note": "",
            "url": reverse(f"schools:year-turn-{name}", args=[turn.pk]),
            "state": "current"
            if name == here
            else ("done" if names.index(name) < names.index(here) else "todo"),
        }
        for name, label in STEPS
    ]

"""The list of rounds, one round, making and changing it, and its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from placements.forms.rounds import ReopenForm, RoundForm, default_days, split_moment
from placements.models import Round
from placements.permissions import coordinates_round
from placements.queries import with_figures
from placements.rounds import coming_deadline, steps
from placements.services import rounds as service
from placements.services.rounds import ROUND_SERVICES, RoundRefused
from placements.workflow import ROUND_WORKFLOW
from portal.core.workflow import TransitionNotAllowed
from schools.models import School
from schools.permissions import coordinated_school_ids, school_ids
from schools.views.scope import school_at_hand

PER_PAGE = 20
DONE = {
    "open": gettext_lazy("The round is open. The pupils have been told."),
    "close": gettext_lazy("The wishes are closed. Now you can divide the places."),
    "finish": gettext_lazy("The round is finished."),
}


def visible_round(request, pk: int) -> Round:
    """A round with its figures; 404 for whoever does not work at its school."""
    rounds = with_figures(Round.objects.visible_to(request.user))
    return get_object_or_404(rounds.select_related("school", "period"), pk=pk)


def coordinated_round(request, pk: int) -> Round:
    """The same, for its coordinators only."""
    round_ = visible_round(request, pk)
    if not coordinates_round(request.user, round_):
        raise PermissionDenied
    return round_


def round_list(request):
    if not school_ids(request.user):
        raise PermissionDenied
    rounds = with_figures(Round.objects.visible_to(request.user)).for_list()
    chosen = request.GET.get("toon", "")
    if chosen == "afgerond":
        rounds = rounds.filter(state=Round.State.FINISHED)
    else:
        rounds = rounds.exclude(state=Round.State.FINISHED)
    page = Paginator(rounds.prefetch_related("groups"), PER_PAGE).get_page(request.GET.get("page"))
    for round_ in page:
        round_.group_names = ", ".join(group.name for group in round_.groups.all())
    context = {
        "page_obj": page,
        "finished": chosen == "afgerond",
        "may_make": bool(coordinated_school_ids(request.user)),
    }
    return render(request, "placements/round_list.html", context)


def round_new(request):
    school = _school_for(request)
    form = RoundForm(
        request.POST or None,
        school=school,
        initial={**default_days(), **split_moment(coming_deadline())},
    )
    if request.method == "POST" and form.is_valid():
        round_ = service.create_round(school, by=request.user, **form.cleaned_data)
        messages.success(request, _("The round is made. Now choose its dates."))
        return redirect("placements:round-sessions", round_.pk)
    return render(request, "placements/round_form.html", {"form": form, "school": school})


def round_detail(request, pk):
    round_ = visible_round(request, pk)
    may_change = coordinates_round(request.user, round_)
    context = {
        "round": round_,
        "steps": steps(round_, linked=may_change),
        "transitions": ROUND_WORKFLOW.available(round_, by=request.user),
        "may_change": may_change,
        "missing": service.what_is_missing(round_) if round_.state == Round.State.DRAFT else [],
        "groups": round_.groups.with_size(),
        "runs": round_.runs.defer("problem", "result")[:5],
        "active_run": round_.runs.active().defer("problem", "result").first(),
        "reopen_form": ReopenForm(initial=split_moment(coming_deadline())),
    }
    return render(request, "placements/round_detail.html", context)


def round_edit(request, pk):
    round_ = coordinated_round(request, pk)
    form = RoundForm(request.POST or None, instance=round_, school=round_.school)
    if request.method == "POST" and form.is_valid():
        try:
            _save(round_, form, request.user)
        except RoundRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The round is changed."))
            return redirect(round_)
    return render(request, "placements/round_form.html", {"form": form, "round": round_})


@require_POST
def round_transition(request, pk, name):
    round_ = coordinated_round(request, pk)
    if name not in {*ROUND_SERVICES, "reopen"}:
        raise Http404
    try:
        if name == "reopen":
            return _reopen(request, round_)
        ROUND_SERVICES[name](round_, by=request.user)
    except (RoundRefused, TransitionNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(DONE[name]))
    return redirect("placements:round-detail", pk)


@require_POST
def round_delete(request, pk):
    round_ = coordinated_round(request, pk)
    try:
        service.delete_round(round_, by=request.user)
    except RoundRefused as refused:
        messages.error(request, str(refused))
        return redirect("placements:round-detail", pk)
    messages.success(request, _("The round is thrown away."))
    return redirect("placements:round-list")


def _reopen(request, round_):
    form = ReopenForm(request.POST)
    if form.is_valid():
        service.reopen_round(round_, by=request.user, **form.cleaned_data)
        messages.success(request, _("The round is open again. The pupils have been told."))
    else:
        messages.error(request, _("Choose a moment that has not passed."))
    return redirect("placements:round-detail", round_.pk)


def _save(round_: Round, form: RoundForm, user) -> None:
    fields = dict(form.cleaned_data)
    groups = fields.pop("groups", None)
    if not form.deadline_changed:
        fields.pop("wishes_until", None)
    service.change_round(round_, by=user, **fields)
    if groups is not None and "groups" in form.changed_data:
        service.set_groups(round_, groups, by=user)


def _school_for(request) -> School:
    """The school that this coordinator makes a round for; with several, the one asked for."""
    return school_at_hand(request, to_edit=True)

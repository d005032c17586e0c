"""Dividing the places: start, watch, stop. The page may be left; the work goes on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from placements.models import MatchRun
from placements.permissions import coordinates_round
from placements.rounds import steps
from placements.services.matching import RunRefused, cancel_run, start_run
from placements.views.rounds import coordinated_round, visible_round

PHASES = {
    "prepare": gettext_lazy("Reading wishes and dates"),
    "decide": gettext_lazy("Seeing which dates can go ahead"),
    "place": gettext_lazy("Giving every pupil a place"),
    "exact": gettext_lazy("Looking whether it can be fairer still"),
    "explain": gettext_lazy("Writing down the reasons"),
    "done": gettext_lazy("Done"),
}


@require_POST
def round_run(request, pk):
    round_ = coordinated_round(request, pk)
    try:
        run = start_run(round_, by=request.user, least_change=bool(request.POST.get("weinig")))
    except RunRefused as refused:
        messages.error(request, str(refused))
        busy = round_.runs.active().first()
        return redirect(busy or round_)
    return redirect(run)


def run_detail(request, pk):
    run = _run(request, pk)
    round_ = visible_round(request, run.round_id)
    context = {**_progress(run), "round": round_, "steps": steps(round_, here=3)}
    return render(request, "placements/round_run.html", context)


def run_progress(request, pk):
    """The moving part of the page; when all is done it leads on."""
    run = _run(request, pk)
    if run.state == MatchRun.State.DONE:
        response = HttpResponse()
        response["HX-Redirect"] = reverse("placements:round-review", args=[run.round_id])
        return response
    return render(request, "placements/_round_progress.html", _progress(run))


@require_POST
def run_cancel(request, pk):
    run = _run(request, pk)
    try:
        cancel_run(run, by=request.user)
    except RunRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Stopped. Nothing has changed."))
    return redirect("placements:round-detail", run.round_id)


def _run(request, pk) -> MatchRun:
    runs = MatchRun.objects.visible_to(request.user).defer("problem", "result")
    run = get_object_or_404(runs.select_related("round"), pk=pk)
    if not coordinates_round(request.user, run.round):
        raise PermissionDenied
    return run


def _progress(run: MatchRun) -> dict:
    return {
        "run": run,
        "phase": PHASES.get(run.phase, ""),
        "going": run.state in (MatchRun.State.QUEUED, MatchRun.State.RUNNING),
    }

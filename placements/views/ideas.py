"""A pupil's idea in two screens: which kind of work, then one sentence."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from employers.models import Offer
from placements.forms.calls import IdeaForm
from placements.models import Call
from placements.services.calls import CallProblem
from placements.services.ideas import MOST_WAITING, propose_idea
from portal.reference.models import Sector
from schools.permissions import own_student


def idea(request):
    """Pictures of the sectors, and what became of earlier ideas."""
    student = _pupil(request)
    ideas = list(
        Call.objects.filter(student=student).for_list().order_by("-created_at", "-pk")[:12]
    )
    waiting = sum(call.state == Call.State.IDEA for call in ideas)
    context = {"sectors": Sector.all_cached(), "ideas": ideas, "full": waiting >= MOST_WAITING}
    return render(request, "placements/idea.html", context)


def idea_what(request, code):
    student = _pupil(request)
    sector = get_object_or_404(Sector, code=code)
    form = IdeaForm(request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST":
        if form.is_valid():
            try:
                propose_idea(student, by=request.user, sector=sector, **form.cleaned_data)
            except CallProblem as problem:
                error = str(problem)
            else:
                return redirect("placements:idea-sent")
        else:
            error = next(iter(form.errors.values()))[0]
    context = {"sector": sector, "form": form, "error": error, "kinds": Offer.Kind}
    status = 422 if error else 200
    return render(request, "placements/idea_what.html", context, status=status)


def idea_sent(request):
    _pupil(request)
    return render(request, "placements/idea_sent.html")


def _pupil(request):
    student = own_student(request.user)
    if student is None:
        raise PermissionDenied
    return student

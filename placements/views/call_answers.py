"""What schools ask, for employers: the list, one question, and an offer made from it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.models import Employer, Offer
from employers.permissions import employer_ids
from placements.calls import fits, fitting, nearest, profile_of
from placements.models import Call, CallAnswer, CallDigest
from placements.services.call_answers import answer_call
from placements.services.call_digest import want_digest
from placements.services.calls import CallProblem

MOST = 60


def call_answers(request):
    """Open questions that fit; ``?toon=alle`` for all, ``?toon=mijn`` for those answered."""
    mine = _own(request.user)
    which = request.GET.get("toon", "")
    calls = Call.objects.visible_to(request.user)
    if which == "mijn":
        answered = calls.filter(answers__offer__employer__in=mine).distinct()
        shown = list(answered.for_list().order_by("-pk")[:MOST])
    elif which == "alle":
        shown = list(calls.live().for_list().order_by("-opened_at", "-pk")[:MOST])
    else:
        shown = fitting(mine, calls.live())[:MOST]
    profile = profile_of(mine)
    own = CallAnswer.objects.filter(call__in=shown, offer__employer__in=mine)
    begun = dict(own.values_list("call", "offer"))
    rows = [
        {"call": call, "km": nearest(call, profile.areas), "offer": begun.get(call.pk)}
        for call in shown
    ]
    employers = Employer.objects.filter(pk__in=mine).order_by("name", "pk")
    wanted = set(CallDigest.objects.filter(employer__in=mine).values_list("employer", flat=True))
    context = {
        "rows": rows,
        "chosen": which,
        "tabs": [("", _("For you")), ("alle", _("All questions")), ("mijn", _("My answers"))],
        "digests": [(employer, employer.pk in wanted) for employer in employers],
        "verified": any(employer.state == Employer.State.VERIFIED for employer in employers),
    }
    return render(request, "placements/call_answers.html", context)


def call_for_employer(request, pk):
    mine = _own(request.user)
    call = _seen(request, pk)
    profile = profile_of(mine)
    begun = Offer.objects.filter(answered_call__call=call, employer__in=mine).first()
    context = {
        "call": call,
        "km": nearest(call, profile.areas),
        "fits": fits(call, profile),
        "begun": begun,
        "employers": Employer.objects.verified().filter(pk__in=mine).order_by("name", "pk"),
        "may_answer": call.is_live and not call.is_over,
    }
    return render(request, "placements/call_for_employer.html", context)


@require_POST
def call_answer(request, pk):
    """One step: a draft made from the question, open in the form."""
    mine = _own(request.user)
    call = _seen(request, pk)
    employers = Employer.objects.filter(pk__in=mine).order_by("-state", "pk")
    slug = request.POST.get("bedrijf")
    employer = get_object_or_404(employers, slug=slug) if slug else employers.first()
    try:
        offer = answer_call(call, employer, by=request.user)
    except CallProblem as problem:
        messages.error(request, str(problem))
        return redirect("placements:call-for-employer", pk)
    messages.success(
        request, _("This is a draft made from the question. Fill it in and send it in.")
    )
    return redirect("employers:offer-edit", offer.pk)


@require_POST
def call_digest(request):
    employer = get_object_or_404(
        Employer.objects.filter(pk__in=_own(request.user)), slug=request.POST.get("bedrijf", "")
    )
    wanted = request.POST.get("wil") == "ja"
    want_digest(employer, by=request.user, wanted=wanted)
    messages.success(
        request,
        _("You get one mail a week, when there is something new.")
        if wanted
        else _("You get no mails about questions."),
    )
    return redirect("placements:call-answers")


def _own(user) -> set[int]:
    if not (mine := employer_ids(user)):
        raise PermissionDenied
    return mine


def _seen(request, pk) -> Call:
    calls = Call.objects.visible_to(request.user).select_related("school", "sector")
    return get_object_or_404(calls, pk=pk)

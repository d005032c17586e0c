"""Sentences for the employer: the mentor chooses, the pupil decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from employers.models import Session
from placements.models import QuoteRelease, Reflection, ReflectionAnswer
from placements.quotes import by_visit, sentences_for
from placements.services import quotes
from placements.services.quotes import QuoteRefused
from portal.core.workflow import TransitionNotAllowed
from schools.permissions import mentored_group_ids, own_student

MOST_VISITS = 4
MOST_CHOSEN = 30
PASSED_ON = {
    "chosen_by": "answer__reflection__placement__student",
    "about": "answer__reflection__placement__session__offer__employer",
}


@require_safe
def to_choose(request):
    """What pupils of the own groups wrote lately, visit by visit, and what was passed on."""
    _require_mentor(request.user)
    answers = sentences_for(request.user)
    newest = list(
        answers.order_by("-reflection__placement__session__starts_at")
        .values_list("reflection__placement__session", flat=True)
        .distinct()
    )
    shown = list(dict.fromkeys(newest))[:MOST_VISITS]
    passed_on = (
        QuoteRelease.objects.visible_to(request.user)
        .exclude(state=QuoteRelease.State.SKIPPED)
        .select_related(*PASSED_ON.values())
        .order_by("-chosen_at", "-pk")
    )
    context = {
        "visits": by_visit(answers.filter(reflection__placement__session__in=shown)),
        "more": max(len(set(newest)) - MOST_VISITS, 0),
        "passed_on": passed_on[:MOST_CHOSEN],
    }
    return render(request, "placements/quotes.html", context)


@require_POST
def choose(request, answer_pk):
    _require_mentor(request.user)
    mine = Reflection.objects.readable_by(request.user)
    answer = get_object_or_404(
        ReflectionAnswer.objects.filter(reflection__in=mine).select_related(
            "reflection__placement__student", "reflection__placement__session__offer__employer"
        ),
        pk=answer_pk,
    )
    try:
        quotes.choose_quote(answer, request.POST.get("text", ""), by=request.user)
    except QuoteRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The pupil is asked now. Without a yes nothing is passed on."))
    return redirect("placements:quotes")


@require_POST
def skip(request, session_pk):
    _require_mentor(request.user)
    session = get_object_or_404(
        Session.objects.filter(
            placements__student__base_group__in=mentored_group_ids(request.user)
        ).distinct(),
        pk=session_pk,
    )
    count = quotes.skip_sentences(session, by=request.user)
    messages.success(
        request,
        ngettext(
            "Done. %(n)s sentence is not passed on.",
            "Done. %(n)s sentences are not passed on.",
            count,
        )
        % {"n": count},
    )
    return redirect("placements:quotes")


@require_POST
def withdraw(request, pk):
    _require_mentor(request.user)
    quote = get_object_or_404(_readable(request.user), pk=pk)
    try:
        quotes.withdraw_quote(quote, by=request.user)
    except TransitionNotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back. The employer does not see it any more."))
    return redirect("placements:quotes")


def ask_pupil(request, pk):
    """May the company read this? Yes or no, and later still no."""
    student = own_student(request.user)
    if student is None:
        raise PermissionDenied
    mine = _readable(request.user).filter(answer__reflection__placement__student=student)
    quote = get_object_or_404(mine.exclude(state=QuoteRelease.State.SKIPPED), pk=pk)
    if request.method == "POST":
        answer = quotes.allow_quote if request.POST.get("mag") == "ja" else quotes.refuse_quote
        try:
            answer(quote, by=request.user)
        except TransitionNotAllowed as refused:
            messages.warning(request, str(refused))
        return redirect("placements:pupil-quote", pk)
    placement = quote.answer.reflection.placement
    context = {
        "quote": quote,
        "offer": placement.session.offer,
        "few": placement.session.placements.published().count() < quotes.FEW_PUPILS,
    }
    return render(request, "placements/pupil_quote.html", context)


def _readable(user):
    return QuoteRelease.objects.visible_to(user).select_related(
        "answer__reflection__placement__student",
        "answer__reflection__placement__session__offer__employer",
        "answer__reflection__placement__session__offer__sector",
    )


def _require_mentor(user) -> None:
    if not mentored_group_ids(user):
        raise PermissionDenied

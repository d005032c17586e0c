"""The page behind a link of the yearly mail. No password; looking at it answers nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from employers.forms.confirming import PauseForm
from employers.services.confirmation_links import (
    SLUGS,
    AnsweredAlready,
    LinkRefused,
    answer_by_link,
    link_for,
    open_link,
    others_open,
)
from employers.services.freshness import Answer
from employers.services.offers import OfferProblem, sessions_with_visitors


@login_not_required
@never_cache
def question(request, token, answer):
    """One button that sends the answer: a mail scanner that follows the link says nothing."""
    if answer not in SLUGS:
        raise Http404
    try:
        asked, person = open_link(token, signed_in=request.user)
        if asked.answered_at:
            raise AnsweredAlready("", asked)
        form = PauseForm(request.POST if request.method == "POST" else None)
        sends = request.method == "POST" and (SLUGS[answer] != Answer.NO or form.is_valid())
        if sends:
            why = form.cleaned_data if SLUGS[answer] == Answer.NO else {}
            answer_by_link(asked, SLUGS[answer], by=person, **why)
            return redirect("employers:question-done", token)
    except AnsweredAlready:
        return _thanks(request, token, already=True)
    except LinkRefused as refused:
        return _refused(request, refused)
    except OfferProblem as problem:
        return _refused(request, LinkRefused(str(problem)))
    others = [(link_for(asked, person, slug), slug) for slug in SLUGS if slug != answer]
    context = {
        "asked": asked,
        "answer": answer,
        "form": form,
        "others": others,
        "dates": sessions_with_visitors(asked.offer).count(),
    }
    return render(
        request, "employers/question.html", context, status=422 if request.method == "POST" else 200
    )


@login_not_required
@never_cache
def question_done(request, token):
    return _thanks(request, token, already=False)


def _thanks(request, token, *, already: bool):
    """What was answered, and the other questions of the same mail."""
    try:
        asked, person = open_link(token, signed_in=request.user)
    except LinkRefused as refused:
        return _refused(request, refused)
    if asked.answered_at is None:
        return redirect("employers:question", token, "ja")
    others = [
        (row, [(slug, link_for(row, person, slug)) for slug in SLUGS]) for row in others_open(asked)
    ]
    context = {"asked": asked, "already": already, "others": others, "person": person}
    status = AnsweredAlready.status if already and request.method == "POST" else 200
    return render(request, "employers/question_done.html", context, status=status)


def _refused(request, refused: LinkRefused):
    context = {"text": str(refused), "asked": refused.confirmation}
    return render(request, "employers/question_refused.html", context, status=refused.status)

"""What the employer saw: the page behind the link in the mail. No password, no names of pupils."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from placements.forms.feedback import FeedbackForm, given_in, with_faces
from placements.services.feedback import (
    FeedbackRefused,
    LinkExpired,
    LinkNotYours,
    LinkUnreadable,
    give_feedback,
    open_link,
)
from placements.visits import describe

STATUS = {LinkExpired: 410, LinkUnreadable: 404, LinkNotYours: 403}


@login_not_required
@never_cache
def feedback(request, token):
    try:
        asked, person = open_link(token, signed_in=request.user)
    except FeedbackRefused as refused:
        return _refused(request, refused)
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial=given_in(asked))
    if request.method == "POST" and form.is_valid():
        try:
            give_feedback(asked, form.answers, by=_who(request, person))
        except FeedbackRefused as refused:
            return _refused(request, refused)
        return redirect("placements:feedback-thanks", token)
    (visit,) = describe([asked.session])
    context = {
        "form": form,
        "faces": with_faces(),
        "feedback": asked,
        "session": asked.session,
        "pupils": visit.pupils,
        "schools": list(dict.fromkeys(contact.school for contact in visit.contacts)),
    }
    return render(
        request, "placements/feedback.html", context, status=422 if form.is_bound else 200
    )


@login_not_required
@never_cache
def thanks(request, token):
    try:
        asked, _person = open_link(token, signed_in=request.user)
    except FeedbackRefused as refused:
        return _refused(request, refused)
    if asked.given_at is None:
        return redirect("placements:feedback", token)
    context = {"feedback": asked, "session": asked.session, "token": token}
    return render(request, "placements/feedback_thanks.html", context)


def _who(request, person):
    """A colleague who is signed in answers as self, not as the one who got the mail."""
    return request.user if request.user.is_authenticated else person


def _refused(request, refused):
    context = {"text": str(refused)}
    return render(
        request, "placements/feedback_refused.html", context, status=STATUS[type(refused)]
    )

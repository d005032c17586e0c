"""What the employer saw: the page behind the link in the mail. No password, no names of pupils."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from placements.forms.feedback import FACE_LABELS, FeedbackForm
from placements.models import Placement
from placements.services.feedback import (
    FeedbackRefused,
    LinkExpired,
    LinkNotYours,
    LinkUnreadable,
    give_feedback,
    open_link,
)
from schools.models import School

STATUS = {LinkExpired: 410, LinkUnreadable: 404, LinkNotYours: 403}
DRAWINGS = ("super", "okay", "bad")


@login_not_required
@never_cache
def feedback(request, token):
    try:
        asked, person = open_link(token, signed_in=request.user)
    except FeedbackRefused as refused:
        return _refused(request, refused)
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial=_given(asked))
    if request.method == "POST" and form.is_valid():
        give_feedback(asked, form.answers, by=person)
        return redirect("placements:feedback-thanks", token)
    places = Placement.objects.published().filter(session=asked.session_id)
    context = {
        "form": form,
        "faces": [
            (str(f), text, d) for (f, text), d in zip(FACE_LABELS.items(), DRAWINGS, strict=True)
        ],
        "feedback": asked,
        "session": asked.session,
        "pupils": places.count(),
        "schools": School.objects.filter(students__placements__in=places).distinct(),
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


def _given(asked) -> dict:
    fields = ("head_count", "interest", "preparation", "again", "words")
    return {name: getattr(asked, name) for name in fields}


def _refused(request, refused):
    context = {"text": str(refused)}
    return render(
        request, "placements/feedback_refused.html", context, status=STATUS[type(refused)]
    )

"""Looking back: one question a screen, saved with each answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from placements.models import Reflection
from placements.services import reflections
from placements.services.reflections import ReflectionRefused, why_not_yet
from portal.reference.models import Competence

FACE_NAMES = ["super", "good", "okay", "bad"]


def _own(request, pk):
    mine = Reflection.objects.filter(placement__student__user=request.user)
    return get_object_or_404(
        mine.select_related(
            "placement__student",
            "placement__attendance",
            "placement__session__offer__sector",
            "placement__session__offer__employer",
        ),
        pk=pk,
    )


def start(request, pk):
    """Goes on where the pupil stopped; shows the end when all is answered."""
    reflection = _own(request, pk)
    if why := why_not_yet(reflection.placement):
        return render(
            request, "placements/reflection_not_yet.html", {"why": why, "reflection": reflection}
        )
    answered = set(reflection.answers.values_list("competence_id", flat=True))
    for number, competence in enumerate(Competence.all_cached(), start=1):
        if competence.pk not in answered:
            return redirect("placements:reflection-question", pk=pk, number=number)
    return redirect("placements:reflection-end", pk=pk)


def question(request, pk, number):
    reflection = _own(request, pk)
    competences = Competence.all_cached()
    if not 1 <= number <= len(competences):
        raise Http404
    competence = competences[number - 1]
    error = ""
    if request.method == "POST":
        error = _save(request, reflection, competence)
        if not error:
            return _onward(pk, number, len(competences))
    elif why := why_not_yet(reflection.placement):
        return render(
            request, "placements/reflection_not_yet.html", {"why": why, "reflection": reflection}
        )
    answer = reflection.answers.filter(competence=competence).first()
    return render(
        request,
        "placements/reflection_question.html",
        {
            "reflection": reflection,
            "competence": competence,
            "choices": _choices(competence),
            "answer": answer,
            "face": "" if answer is None or answer.face is None else str(answer.face),
            "number": number,
            "steps": range(1, len(competences) + 1),
            "error": error,
        },
        status=422 if error else 200,
    )


def _choices(competence):
    faces = zip("1234", competence.answer_labels, FACE_NAMES, strict=True)
    return [*faces, ("0", _("I don't know"), "")]


def _save(request, reflection, competence) -> str:
    face = request.POST.get("face", "")
    try:
        reflections.answer_question(
            reflection,
            competence,
            by=request.user,
            face=int(face) if face.isdecimal() else None,
            words=request.POST.get("words", ""),
        )
    except ReflectionRefused as refusal:
        return str(refusal)
    return ""


def _onward(pk, number, count):
    if number < count:
        return redirect("placements:reflection-question", pk=pk, number=number + 1)
    return redirect("placements:reflection-end", pk=pk)


def end(request, pk):
    """All is answered: who will see it, and done."""
    reflection = _own(request, pk)
    if request.method == "POST":
        try:
            reflections.finish_reflection(reflection, by=request.user)
        except ReflectionRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect("placements:reflection", pk=pk)
        return render(request, "placements/reflection_done.html", {"reflection": reflection})
    return render(request, "placements/reflection_end.html", {"reflection": reflection})


@require_POST
def privacy(request, pk):
    reflection = _own(request, pk)
    reflections.keep_private(reflection, "private" in request.POST, by=request.user)
    number = request.POST.get("number", "")
    if number.isdecimal():
        return redirect("placements:reflection-question", pk=pk, number=int(number))
    return redirect("placements:reflection-end", pk=pk)

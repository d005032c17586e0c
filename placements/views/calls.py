"""What schools miss: the school's own list and pages, and the region's look at all of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from placements.calls import without_answer
from placements.forms.calls import CallForm, CloseForm
from placements.models import Call
from placements.permissions import answers_idea, calling_school_ids, owns_call
from placements.services import calls as services
from placements.services.calls import CallProblem
from placements.services.ideas import approve_idea, decline_idea
from placements.workflow import CALL_WORKFLOW
from portal.core.workflow import TransitionNotAllowed
from portal.reference.models import Sector
from schools.models import School, Student
from schools.permissions import own_student, school_ids
from schools.views.scope import school_among

State = Call.State
DONE = {
    "open": gettext_lazy("Companies can see your question now."),
    "renew": gettext_lazy("Open again. Companies can see your question."),
    "fulfil": gettext_lazy("Well done. The companies hear that it worked out."),
    "close": gettext_lazy("Closed. The companies that answered hear why."),
}
SCHOOL_TABS = (
    ("", gettext_lazy("Running")),
    ("ideeen", gettext_lazy("Ideas of pupils")),
    ("klaar", gettext_lazy("Ended")),
)
REGION_TABS = (
    ("", gettext_lazy("Running")),
    ("zonder", gettext_lazy("Without an answer")),
    ("klaar", gettext_lazy("Ended")),
)
RUNNING = (State.DRAFT, State.OPEN, State.ANSWERED)
ENDED = (State.FULFILLED, State.CLOSED, State.EXPIRED, State.DECLINED)


class CallList(ListView):
    template_name = "placements/call_list.html"
    paginate_by = 25

    def dispatch(self, request, *args, **kwargs):
        self.for_region = request.user.is_region_editor
        if not self.for_region and not school_ids(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        calls = Call.objects.visible_to(self.request.user).for_list()
        which = self.request.GET.get("toon", "")
        if which == "ideeen" and not self.for_region:
            calls = calls.filter(state=State.IDEA)
        elif which == "klaar":
            calls = calls.filter(state__in=ENDED)
        elif which == "zonder":
            calls = without_answer(calls.live())
        else:
            calls = calls.filter(state__in=RUNNING)
        return calls.order_by("-opened_at", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            tabs=REGION_TABS if self.for_region else SCHOOL_TABS,
            chosen=self.request.GET.get("toon", ""),
            for_region=self.for_region,
            may_make=bool(calling_school_ids(self.request.user)),
            **kwargs,
        )


def call_detail(request, pk):
    """For the school and the region. People of employers and pupils have pages of their own."""
    call = _seen(request, pk)
    user = request.user
    if call.school_id not in school_ids(user) and not user.is_region_editor:
        return _ideas() if own_student(user) else redirect("placements:call-for-employer", pk)
    answers = call.answers.exclude(published_at=None).select_related(
        "offer__employer", "offer__sector"
    )
    mates = Student.objects.visible_to(user)
    context = {
        "call": call,
        "answers": answers.order_by("published_at", "pk"),
        "begun": call.answers.filter(published_at=None).count(),
        "actions": CALL_WORKFLOW.available(call, by=user),
        "may_change": call.state in RUNNING and owns_call(user, call),
        "pupil": mates.filter(pk=call.student_id).first() if call.student_id else None,
        "close_form": CloseForm(),
    }
    return render(request, "placements/call_detail.html", context)


def call_new(request):
    """``?sector=``, ``kind`` and ``q`` fill it in: that is how an empty catalogue asks for it."""
    if own_student(request.user):
        code = request.GET.get("sector", "")
        known = {sector.code for sector in Sector.all_cached()}
        return redirect("placements:idea-what", code) if code in known else _ideas()
    school = _calling_school(request)
    form = CallForm(
        request.POST if request.method == "POST" else None,
        school=school,
        initial=_asked_for(request),
    )
    if request.method == "POST" and form.is_valid():
        call = services.create_call(form.call(), by=request.user)
        return _kept(request, call)
    return _form_page(request, form, None)


def call_edit(request, pk):
    call = _seen(request, pk)
    if not owns_call(request.user, call):
        raise PermissionDenied
    if call.state not in RUNNING:
        messages.warning(request, _("This question has ended. It cannot be changed any more."))
        return redirect(call)
    data = request.POST if request.method == "POST" else None
    form = CallForm(data, instance=call, school=call.school)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_call(form.call(), by=request.user)
        except CallProblem as problem:
            messages.error(request, str(problem))
            return redirect(call)
        return _kept(request, call)
    return _form_page(request, form, call)


@require_POST
def call_transition(request, pk, name):
    call = _seen(request, pk)
    if name not in services.CALL_SERVICES:
        raise Http404
    why = {}
    if name == "close":
        why = {field: request.POST.get(field, "") for field in ("reason", "words")}
    try:
        services.CALL_SERVICES[name](call, by=request.user, **why)
    except (CallProblem, TransitionNotAllowed) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, str(DONE[name]))
    return redirect(call)


def idea_decide(request, pk):
    """A pupil's idea: fill in what companies must know and pass it on, or decline it kindly."""
    call = _seen(request, pk)
    if not answers_idea(request.user, call):
        raise PermissionDenied
    if call.state != State.IDEA:
        messages.info(request, _("This idea has been answered already."))
        return redirect(call)
    declines = request.POST.get("answer") == "no"
    data = request.POST if request.method == "POST" and not declines else None
    form = CallForm(data, instance=call, school=call.school)
    problem = ""
    if request.method == "POST":
        try:
            if declines:
                decline_idea(call, by=request.user, words=request.POST.get("words", ""))
                messages.success(request, _("The pupil reads your sentence."))
                return redirect("placements:call-list")
            if form.is_valid():
                approve_idea(form.call(), by=request.user)
                messages.success(request, str(DONE["open"]))
                return redirect(call)
        except (CallProblem, TransitionNotAllowed) as refusal:
            problem = str(refusal)
    names = Student.objects.visible_to(request.user).filter(pk=call.student_id)
    context = {"call": call, "form": form, "problem": problem, "pupil": names.first()}
    status = 422 if request.method == "POST" else 200
    return render(request, "placements/idea_decide.html", context, status=status)


def _ideas():
    return redirect("placements:idea")


def _seen(request, pk) -> Call:
    calls = Call.objects.visible_to(request.user).select_related("school", "sector", "asked_by")
    return get_object_or_404(calls, pk=pk)


def _calling_school(request) -> School:
    return school_among(request, calling_school_ids(request.user))


def _asked_for(request) -> dict:
    sectors = {sector.code: sector.pk for sector in Sector.all_cached()}
    return {
        "what": request.GET.get("q", "")[: Call._meta.get_field("what").max_length],
        "sector": sectors.get(request.GET.get("sector", "")),
        "kind": request.GET.get("kind", ""),
    }


def _kept(request, call: Call):
    if request.POST.get("next") == "open" and call.state == State.DRAFT:
        services.open_call(call, by=request.user)
        messages.success(request, str(DONE["open"]))
    else:
        messages.success(request, _("Kept."))
    return redirect(call)


def _form_page(request, form: CallForm, call: Call | None):
    context = {"form": form, "call": call, "school": form.school}
    return render(
        request, "placements/call_form.html", context, status=422 if form.is_bound else 200
    )

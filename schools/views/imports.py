"""Bringing pupils in: choose a file, look at what will change, bring it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.core.workflow import TransitionNotAllowed
from portal.imports.problems import ImportRefused
from schools.forms.imports import ApplyForm, UploadForm
from schools.models import RosterImport
from schools.queries import report_for
from schools.services.roster_imports import (
    ImportBusy,
    apply_import,
    cancel_import,
    upload_roster,
)
from schools.views.scope import bound, school_at_hand

State = RosterImport.State
BUSY = {State.UPLOADED, State.READING, State.APPLYING}
PAGES = {
    **dict.fromkeys(BUSY, "schools/import_busy.html"),
    State.READY: "schools/import_ready.html",
    State.APPLIED: "schools/import_applied.html",
    State.FAILED: "schools/import_ended.html",
    State.CANCELLED: "schools/import_ended.html",
}
POLL_ENDS = 286  # what htmx takes for "stop asking"


def import_list(request):
    school = school_at_hand(request, to_edit=True)
    imports = RosterImport.objects.visible_to(request.user).select_related("school", "created_by")
    page = Paginator(imports, 20).get_page(request.GET.get("page"))
    return render(request, "schools/import_list.html", {"page_obj": page, "school": school})


def import_upload(request):
    school = school_at_hand(request, to_edit=True)
    form = UploadForm(bound(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect(upload_roster(school, file, name=file.name, by=request.user))
        except (ImportRefused, ImportBusy) as error:
            form.add_error("file", str(error))
    return render(request, "schools/import_upload.html", {"form": form, "school": school})


def import_detail(request, pk):
    return _page(request, _visible(request, pk), None)


def import_progress(request, pk):
    """The part of the page that tells how far it is; asked for every two seconds."""
    import_ = _visible(request, pk)
    if import_.state in BUSY:
        return render(request, "schools/_import_progress.html", {"import": import_})
    answer = HttpResponse(status=POLL_ENDS)
    answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
def import_apply(request, pk):
    import_ = _visible(request, pk)
    form = ApplyForm(request.POST, questions=import_.report.get("confirm", []))
    if not form.is_valid():
        return _page(request, import_, form)
    try:
        apply_import(import_, by=request.user, confirmed=form.confirmed)
    except (TransitionNotAllowed, ImportBusy) as error:
        messages.error(request, str(error))
    return redirect(import_)


@require_POST
def import_cancel(request, pk):
    import_ = _visible(request, pk)
    try:
        cancel_import(import_, by=request.user)
    except TransitionNotAllowed as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Cancelled. Nothing was changed and the file is deleted."))
    return redirect("schools:import-list")


def _visible(request, pk) -> RosterImport:
    imports = RosterImport.objects.visible_to(request.user)
    return get_object_or_404(imports.select_related("school", "created_by"), pk=pk)


def _page(request, import_: RosterImport, form: ApplyForm | None):
    context = {"import": import_, "school": import_.school, "busy": import_.state in BUSY}
    if import_.state == State.READY:
        context["form"] = form or ApplyForm(questions=import_.report.get("confirm", []))
    if import_.state in {State.READY, State.APPLIED}:
        context["report"] = report_for(import_, request.user)
    return render(request, PAGES[import_.state], context)

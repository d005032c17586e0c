"""Bringing pupils in: choose a file, look at what will change, bring it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.core.workflow import TransitionNotAllowed
from portal.imports.problems import LEFT_OUT, ImportRefused
from schools.forms.imports import ApplyForm, UploadForm
from schools.imports.recognise import TABLE
from schools.imports.table_columns import FORBIDDEN
from schools.models import RosterImport
from schools.queries import Report, report_for
from schools.services.roster_imports import (
    ImportBusy,
    apply_import,
    cancel_import,
    upload_roster,
)
from schools.services.roster_undo import CannotUndo, undo_import, why_not
from schools.views.scope import bound, school_at_hand
from schools.waiting_rows import KNOWN, NEW, mentors_of, page_of_pupils

State = RosterImport.State
BUSY = {State.UPLOADED, State.READING, State.APPLYING}
PAGES = {
    **dict.fromkeys(BUSY, "schools/import_busy.html"),
    State.READY: "schools/import_ready.html",
    State.APPLIED: "schools/import_applied.html",
    State.FAILED: "schools/import_ended.html",
    State.CANCELLED: "schools/import_ended.html",
    State.UNDONE: "schools/import_undone.html",
}
# In the address -> what the report calls it, and on the page.
TABS = {
    "nieuw": (NEW, gettext_lazy("New")),
    "andere-groep": ("moved", gettext_lazy("To another group")),
    "gewijzigd": ("changed", gettext_lazy("Other changes")),
    "terug": ("returned", gettext_lazy("Back again")),
    "weg": ("leavers", gettext_lazy("Perhaps left")),
    "onduidelijk": ("unclear", gettext_lazy("Unclear")),
}
MENTORS = "mentoren"
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
    context = {"form": form, "school": school, "never_kept": [LEFT_OUT[kind] for kind in FORBIDDEN]}
    return render(request, "schools/import_upload.html", context)


def import_detail(request, pk):
    import_ = _visible(request, pk)
    if import_.kind == TABLE and import_.state == State.UPLOADED:
        return redirect("schools:import-columns", pk)
    return _page(request, import_, None)


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


@require_POST
def import_undo(request, pk):
    import_ = _visible(request, pk)
    try:
        undo_import(import_, by=request.user)
    except (CannotUndo, TransitionNotAllowed) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The import is taken back."))
    return redirect(import_)


def _visible(request, pk) -> RosterImport:
    imports = RosterImport.objects.visible_to(request.user)
    return get_object_or_404(imports.select_related("school", "created_by"), pk=pk)


def _page(request, import_: RosterImport, form: ApplyForm | None):
    context = {"import": import_, "school": import_.school, "busy": import_.state in BUSY}
    if import_.state == State.READY:
        context["form"] = form or ApplyForm(questions=import_.report.get("confirm", []))
    if import_.state in {State.READY, State.APPLIED}:
        report = report_for(import_)
        context |= {"report": report, **_tabs(request, import_, report)}
    if import_.state == State.APPLIED:
        context["why_not_undo"] = why_not(import_)
    return render(request, PAGES[import_.state], context)


def _tabs(request, import_: RosterImport, report: Report) -> dict:
    """The tabs that have something to show, and the pupils of the one that is open."""
    numbers = {**report.counts, "unclear": len(report.problems)}
    here = request.GET.get("toon", "")
    tabs = [
        (address, label, numbers[name])
        for address, (name, label) in TABS.items()
        if numbers[name] or address == here
    ]
    name = TABS.get(here, ("", ""))[0]
    named = "mentor" in import_.options.get("columns", {}).values() and bool(import_.file)
    context = {"tabs": tabs, "here": here if name else "", "tab": name, "has_mentors": named}
    if named and here == MENTORS:
        context |= {"here": here, "mentors": mentors_of(import_)}
    if name in (NEW, *KNOWN):
        page = page_of_pupils(import_, name, request.GET.get("page"), request.user)
        context |= {"page_obj": page, "more": numbers[name] - page.paginator.count}
    return context

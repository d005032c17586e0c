"""The region brings in a list of employers: choose a file, its columns, look, bring it in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from employers.forms.imports import ApplyForm, ColumnsForm, UploadForm
from employers.models import EmployerImport
from employers.permissions import is_region_coordinator
from employers.services.employer_imports import (
    ImportBusy,
    apply_import,
    cancel_import,
    start_reading,
    upload_employers,
)
from employers.services.import_plans import FIELDS
from portal.core.workflow import TransitionNotAllowed
from portal.imports.problems import ImportRefused
from portal.imports.rows import RowProblem
from portal.reference.models import Sector

State = EmployerImport.State
BUSY = {State.READING, State.APPLYING}
PAGES = {
    **dict.fromkeys(BUSY, "employers/import_busy.html"),
    State.READY: "employers/import_ready.html",
    State.APPLIED: "employers/import_applied.html",
    State.FAILED: "employers/import_ended.html",
    State.CANCELLED: "employers/import_ended.html",
}
POLL_ENDS = 286  # what htmx takes for "stop asking"


class ImportList(ListView):
    template_name = "employers/import_list.html"
    paginate_by = 20

    def dispatch(self, request, *args, **kwargs):
        _require_coordinator(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return EmployerImport.objects.visible_to(self.request.user).select_related("created_by")


def import_upload(request):
    _require_coordinator(request.user)
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES or None)
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            import_ = upload_employers(file, name=file.name, by=request.user)
            return redirect("employers:import-columns", import_.pk)
        except ImportRefused as refused:
            form.add_error("file", str(refused))
    status = 422 if form.is_bound else 200
    context = {"form": form, "sectors": Sector.all_cached()}
    return render(request, "employers/import_upload.html", context, status=status)


def import_columns(request, pk):
    """Guessed by the headers; a person looks. Also from the report back to here."""
    import_ = _visible(request, pk)
    if import_.state not in {State.UPLOADED, State.READY}:
        return redirect(import_)
    form = ColumnsForm(request.POST if request.method == "POST" else None, import_=import_)
    if request.method == "POST" and form.is_valid():
        try:
            start_reading(import_, form.mapping, by=request.user)
            return redirect(import_)
        except (ImportBusy, ImportRefused, TransitionNotAllowed) as problem:
            form.add_error(None, str(problem))
    context = {
        "import": import_,
        "form": form,
        "unused": _unused(import_),
        "sample": _sample(import_),
    }
    status = 422 if form.is_bound else 200
    return render(request, "employers/import_columns.html", context, status=status)


def _unused(import_: EmployerImport) -> list[str]:
    return [
        header
        for number, header in enumerate(import_.headers)
        if str(number) not in import_.mapping
    ]


def _sample(import_: EmployerImport) -> list[tuple[str, list[str]]]:
    rows = import_.report.get("sample", [])
    return [
        (header, [row[number] for row in rows if number < len(row)])
        for number, header in enumerate(import_.headers)
    ]


def import_detail(request, pk):
    import_ = _visible(request, pk)
    if import_.state == State.UPLOADED:
        return redirect("employers:import-columns", pk)
    context = {"import": import_, "report": _report(import_), "form": ApplyForm()}
    return render(request, PAGES[import_.state], context)


def _report(import_: EmployerImport) -> dict:
    """The stored report with its codes turned into words."""
    report = dict(import_.report)
    report["problems"] = [RowProblem.from_dict(row) for row in report.get("problems", [])]
    for row in report.get("changed", []):
        row["what"] = [str(FIELDS[name][0]) for name in row["changes"]]
    return report


def import_progress(request, pk):
    """The part of the page that tells how far it is; asked for every two seconds."""
    import_ = _visible(request, pk)
    if import_.state in BUSY:
        return render(request, "employers/_import_progress.html", {"import": import_})
    answer = HttpResponse(status=POLL_ENDS)
    answer.headers["HX-Refresh"] = "true"
    return answer


@require_POST
def import_apply(request, pk):
    import_ = _visible(request, pk)
    form = ApplyForm(request.POST)
    form.is_valid()
    try:
        apply_import(import_, by=request.user, **form.cleaned_data)
    except (TransitionNotAllowed, ImportBusy) as problem:
        messages.error(request, str(problem))
    return redirect(import_)


@require_POST
def import_cancel(request, pk):
    import_ = _visible(request, pk)
    try:
        cancel_import(import_, by=request.user)
    except TransitionNotAllowed as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Cancelled. Nothing was changed and the file is deleted."))
    return redirect("employers:import-list")


def _require_coordinator(user) -> None:
    if not is_region_coordinator(user):
        raise PermissionDenied


def _visible(request, pk) -> EmployerImport:
    _require_coordinator(request.user)
    imports = EmployerImport.objects.visible_to(request.user)
    return get_object_or_404(imports.select_related("created_by"), pk=pk)

"""The report of an import on paper: what changed, by whom and when, and what was wrong."""

from django.shortcuts import get_object_or_404, render

from schools.models import RosterImport
from schools.queries import report_for
from schools.services.roster_reports import QUESTIONS

KEPT = (RosterImport.State.APPLIED, RosterImport.State.UNDONE)


def import_report(request, pk):
    """No names of pupils: those are on the pages of who may see them."""
    imports = RosterImport.objects.visible_to(request.user).filter(state__in=KEPT)
    import_ = get_object_or_404(
        imports.select_related("school", "created_by", "applied_by", "undone_by"), pk=pk
    )
    confirmed = import_.report.get("confirmed", [])
    context = {
        "import": import_,
        "school": import_.school,
        "report": report_for(import_),
        "confirmed": [QUESTIONS[question] for question in confirmed if question in QUESTIONS],
    }
    return render(request, "schools/import_report.html", context)

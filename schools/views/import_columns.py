"""Between choosing a table and looking at what changes: its columns, and its words."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal.core.workflow import TransitionNotAllowed
from portal.imports.problems import ImportRefused
from schools.forms.import_columns import ColumnsForm, MeaningsForm
from schools.imports.recognise import TABLE
from schools.models import RosterImport
from schools.services.roster_imports import ImportBusy
from schools.services.table_imports import (
    ask_meanings,
    choose_columns,
    propose_columns,
    tell_meanings,
)
from schools.views.scope import bound

State = RosterImport.State
OPEN = {State.UPLOADED, State.READY}
PROBLEMS = (ImportBusy, ImportRefused, TransitionNotAllowed)


def import_columns(request, pk):
    """Guessed by the headers or remembered; a person looks. Also from the report back to here."""
    import_ = _visible(request, pk)
    if import_.state not in OPEN or not import_.file:
        return redirect("schools:import-detail", pk)
    proposal = propose_columns(import_)
    form = ColumnsForm(bound(request), import_=import_, proposal=proposal)
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(
                import_,
                form.chosen,
                school_year=form.cleaned_data["school_year"],
                location=form.cleaned_data.get("location"),
                by=request.user,
            )
            return redirect(import_)
        except PROBLEMS as problem:
            form.add_error(None, str(problem))
    context = {"import": import_, "school": import_.school, "form": form, "proposal": proposal}
    return _page(request, "schools/import_columns.html", context)


def import_meanings(request, pk):
    """What the school's own words mean: tracks, years and locations that were not clear."""
    import_ = _visible(request, pk)
    if import_.state != State.READY or not import_.file:
        return redirect("schools:import-detail", pk)
    known = import_.options["meanings"]
    form = MeaningsForm(
        bound(request),
        asked=ask_meanings(import_),
        told=known["told"],
        locations=known["locations"],
    )
    if request.method == "POST" and form.is_valid():
        try:
            tell_meanings(import_, form.told, by=request.user)
            return redirect(import_)
        except PROBLEMS as problem:
            form.add_error(None, str(problem))
    context = {"import": import_, "school": import_.school, "form": form}
    context["back"] = reverse("schools:import-detail", args=[pk])
    return _page(request, "schools/import_meanings.html", context)


def _page(request, template, context):
    return render(request, template, context, status=422 if context["form"].is_bound else 200)


def _visible(request, pk) -> RosterImport:
    tables = RosterImport.objects.visible_to(request.user).filter(kind=TABLE)
    return get_object_or_404(tables.select_related("school", "created_by"), pk=pk)

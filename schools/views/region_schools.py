"""The region's schools: who takes part, how far they are, adding one. Numbers, never pupils."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.imports.problems import ImportRefused
from portal.reference.models import SchoolListing
from schools.forms.new_schools import (
    FirstCoordinatorForm,
    ListedSchoolForm,
    ListUploadForm,
    NewSchoolForm,
)
from schools.imports.school_list import read_school_list
from schools.models import School
from schools.services.invitations import AlreadyInTeam, HasOwner
from schools.services.new_schools import SchoolThere, add_school, invite_first
from schools.services.school_list import ListLooksPartial, load_school_list
from schools.set_up_facts import with_facts
from schools.views.scope import bound

PER_PAGE = 30
MOST_FOUND = 40
MOST_PROBLEMS = 50


def school_list(request):
    _require_region(request)
    schools = with_facts(School.objects.select_related("set_up", "owner").order_by("name"))
    if words := request.GET.get("q", "").strip():
        schools = schools.filter(name__icontains=words[:100])
    page = Paginator(schools, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "q": words, "listed": SchoolListing.objects.current().exists()}
    return render(request, "schools/region_list.html", context)


def school_find(request):
    """Search the national list; each school once, with its locations."""
    _require_region(request)
    words = request.GET.get("q", "").strip()[:100]
    found = list(SchoolListing.objects.current().found(words)[:MOST_FOUND]) if words else []
    by_brin: dict[str, list[SchoolListing]] = {}
    for row in found:
        by_brin.setdefault(row.brin, []).append(row)
    for rows in by_brin.values():
        rows.sort(key=lambda row: row.brin6)
    there = set(School.objects.filter(brin__in=by_brin).values_list("brin", flat=True))
    context = {
        "q": words,
        "schools": [(brin, rows, brin in there) for brin, rows in by_brin.items()],
        "many": len(found) == MOST_FOUND,
    }
    return render(request, "schools/region_find.html", context)


def school_add(request, brin):
    """A school of the list: all its locations, its name, and who sets it up."""
    _require_region(request)
    listed = list(SchoolListing.objects.current().of_brin(brin.upper()))
    if not listed:
        raise Http404
    form = ListedSchoolForm(bound(request), listed=listed)
    if form.is_bound and form.is_valid():
        school = _added(request, form, brin=brin.upper())
        if school:
            return redirect("region:school-list")
    return _form(request, form, brin=brin.upper(), listed=listed)


def school_add_by_hand(request):
    _require_region(request)
    form = NewSchoolForm(bound(request))
    if form.is_bound and form.is_valid():
        school = _added(request, form, brin=form.cleaned_data["brin"])
        if school:
            return redirect("region:school-list")
    return _form(request, form)


def school_invite(request, slug):
    """Again, or somebody else: until the school has an owner of its own."""
    _require_region(request)
    school = get_object_or_404(School, slug=slug)
    form = FirstCoordinatorForm(bound(request))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            invite_first(school, email=data["email"], name=data["contact"], by=request.user)
        except (AlreadyInTeam, HasOwner) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The invitation is mailed."))
            return redirect("region:school-list")
    return _form(request, form, school=school)


def list_upload(request):
    """DUO's list of locations. The same file twice changes nothing."""
    _require_region(request)
    form = ListUploadForm(bound(request), request.FILES or None)
    context = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            context |= _loaded(request, form)
        except (ImportRefused, ListLooksPartial) as error:
            _refused(form, error)
    context["current"] = SchoolListing.objects.current().count()
    bad = form.is_bound and "report" not in context
    return render(request, "schools/region_upload.html", context, status=422 if bad else 200)


def _loaded(request, form: ListUploadForm) -> dict:
    file = form.cleaned_data["file"]
    found = read_school_list(file, name=file.name)
    report = load_school_list(found.rows, by=request.user, confirmed=form.cleaned_data["confirmed"])
    return {
        "report": report,
        "ended": SchoolListing.objects.filter(brin6__in=report.ended[:MOST_PROBLEMS]),
        "problems": found.problems[:MOST_PROBLEMS],
        "more": max(len(found.problems) - MOST_PROBLEMS, 0),
    }


def _refused(form: ListUploadForm, error: Exception) -> None:
    if isinstance(error, ListLooksPartial):
        text = _(
            "%(gone)s of %(known)s locations are not in this file. Nothing was changed. "
            "Choose the file again and tick that it is complete."
        )
        form.add_error("confirmed", text % {"gone": error.gone, "known": error.known})
    else:
        form.add_error("file", str(error))


def _added(request, form, *, brin: str) -> School | None:
    data = form.cleaned_data
    try:
        school = add_school(
            brin=brin,
            name=data["name"],
            email=data["email"],
            contact=data["contact"],
            by=request.user,
        )
    except SchoolThere as error:
        form.add_error(None, str(error))
        return None
    text = _("%(school)s is added. %(name)s gets a mail to set it up.")
    messages.success(request, text % {"school": school.name, "name": data["contact"]})
    return school


def _form(request, form, **context):
    status = 422 if form.is_bound else 200
    return render(request, "schools/region_form.html", {"form": form, **context}, status=status)


def _require_region(request) -> None:
    if not request.user.is_region_coordinator:
        raise PermissionDenied

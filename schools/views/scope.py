"""Which school the page is about: the only one, or the one chosen in the address or last time."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.http import Http404

from schools.models import School
from schools.permissions import coordinated_school_ids, school_ids

LAST = "school"
LONGEST_ID = 18  # digits, about as far as a database counts


def school_at_hand(request, *, to_edit: bool = False) -> School:
    """The visitor's school; ``?school=slug`` chooses among several, and is remembered.

    Who works at no school may not be here; who may only look, may not edit: PermissionDenied.
    A school of others: Http404.
    """
    allowed = coordinated_school_ids(request.user) if to_edit else school_ids(request.user)
    return school_among(request, allowed)


def school_among(request, allowed: Collection[int]) -> School:
    """The school asked for, else the last one looked at, else the first. One query."""
    if not allowed:
        raise PermissionDenied
    schools = list(School.objects.filter(pk__in=allowed))
    if slug := request.GET.get("school") or request.POST.get("school"):
        school = next((school for school in schools if school.slug == slug), None)
        if school is None:
            raise Http404
        if len(school_ids(request.user)) > 1 and request.session.get(LAST) != school.pk:
            request.session[LAST] = school.pk
        return school
    last = request.session.get(LAST) if len(schools) > 1 else None
    return next((school for school in schools if school.pk == last), schools[0])


def my_schools(request) -> list[School]:
    """For the choice between schools; most people have one."""
    ids = school_ids(request.user)
    return list(School.objects.filter(pk__in=ids)) if len(ids) > 1 else []


def bound(request):
    """What a form is filled with: a POST, even one with nothing ticked."""
    return request.POST if request.method == "POST" else None


def id_in(text: str) -> int:
    """The number of a row as a page sent it; 0, which no row has, for anything else."""
    fits = text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID
    return int(text) if fits else 0

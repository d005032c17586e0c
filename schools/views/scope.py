"""Which school the page is about: the only one, or the one chosen in the address."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from schools.models import School
from schools.permissions import coordinated_school_ids, school_ids


def school_at_hand(request, *, to_edit: bool = False) -> School:
    """The visitor's school; ``?school=slug`` chooses among several.

    Who works at no school may not be here; who may only look, may not edit: PermissionDenied.
    A school of others: Http404.
    """
    allowed = coordinated_school_ids(request.user) if to_edit else school_ids(request.user)
    if not allowed:
        raise PermissionDenied
    schools = School.objects.filter(pk__in=allowed)
    slug = request.GET.get("school") or request.POST.get("school")
    school = (schools.filter(slug=slug) if slug else schools).first()
    if school is None:
        raise Http404
    return school


def my_schools(request) -> list[School]:
    """For the choice between schools; most people have one."""
    ids = school_ids(request.user)
    return list(School.objects.filter(pk__in=ids)) if len(ids) > 1 else []


def bound(request):
    """What a form is filled with: a POST, even one with nothing ticked."""
    return request.POST if request.method == "POST" else None

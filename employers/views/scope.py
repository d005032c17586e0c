"""Whose pages these are: people of an employer, and the regional coordinator."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from employers.models import Employer, Offer
from employers.permissions import employer_ids, is_region_coordinator


class EmployersOnly:
    """A miss on somebody else's row is 404 by the querysets; having no employer at all is 403."""

    def dispatch(self, request, *args, **kwargs):
        require_employers_person(request.user)
        return super().dispatch(request, *args, **kwargs)


def require_employers_person(user) -> None:
    if not employer_ids(user) and not is_region_coordinator(user):
        raise PermissionDenied


def own_offer(user, pk: int) -> Offer:
    """The row of an offer that ``user`` may edit, or 404."""
    require_employers_person(user)
    return get_object_or_404(Offer.objects.editable_by(user).for_list(), pk=pk)


def chosen_employer(request) -> Employer | None:
    """The employer named in ``?bedrijf=``, or the only one; None when there is a choice to make."""
    mine = Employer.objects.editable_by(request.user)
    if slug := request.GET.get("bedrijf"):
        return get_object_or_404(mine, slug=slug)
    first_two = list(mine[:2])
    return first_two[0] if len(first_two) == 1 else None


def employers_of(user):
    return Employer.objects.editable_by(user).select_related("sector").order_by("name", "pk")

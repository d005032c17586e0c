"""From where somebody looks: the postcode in the address, else the own school."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError

from portal.reference.distance import coordinates, pc4_of
from schools.models import Location
from schools.permissions import school_ids


def home_of_visitor(user: Any, postcode: str = "") -> str:
    """Four digits; empty when it is not known. One query for who works at a school."""
    with suppress(ValidationError):
        pc4 = pc4_of(postcode)
        return pc4 if coordinates(pc4) else ""
    if not (schools := school_ids(user)):
        return ""
    found = Location.objects.filter(school__in=schools).exclude(postcode="").order_by("pk").first()
    return found.postcode[:4] if found else ""

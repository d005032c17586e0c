"""How employers reach the school on the day that pupils are there."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.accounts.models import User
from portal.audit import trail
from schools.models import School
from schools.permissions import coordinates


@transaction.atomic
def set_day_telephone(school: School, telephone: str, *, by: User) -> School:
    """Keep the number, or none. Employers see it with the visits of this school."""
    if not coordinates(by, school):
        raise PermissionDenied
    school.day_telephone = telephone
    school.save(update_fields=["day_telephone"])
    trail.record("schools.school.telephone", school, by=by)
    return school

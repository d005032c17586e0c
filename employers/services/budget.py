"""How much an employer wants to be asked. Only its own people decide; the region looks on."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from employers.models import Employer, LoadBudget
from employers.permissions import acts_for_employer
from employers.signals import budget_changed
from portal.audit import trail

FIELDS = ("requests", "activities", "pupils", "rest_weeks", "quiet_months")


@transaction.atomic
def set_budget(employer: Employer, values: Mapping[str, Any], *, by: Any) -> LoadBudget:
    """Keep what the employer chose; None in a number means what is usual for its size.

    It holds at once, also for what waits in the queue. Raises PermissionDenied or ValidationError.
    """
    if not acts_for_employer(by, employer):
        raise PermissionDenied
    # Whoever asks holds the employer still, so the budget never changes under a question.
    Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    budget = LoadBudget.objects.filter(employer=employer).first() or LoadBudget(employer=employer)
    for name in FIELDS:
        setattr(budget, name, values[name])
    budget.quiet_months = sorted(set(budget.quiet_months))
    budget.full_clean()
    budget.save()
    trail.record("employers.budget.change", employer, by=by)
    budget_changed.send(sender=Employer, employer=employer, by=by)
    return budget

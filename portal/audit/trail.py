"""The audit trail: Wagtail's log, for pages and for our own models alike.

An action must be registered (each app's wagtail_hooks.py) or writing it fails.
"""

from typing import Any

from django.db import models
from wagtail.log_actions import log, registry


def record(action: str, obj: models.Model, *, by: Any, **data: Any):
    """Write one line: who did what to which object. Never put names in ``data``.

    ``by`` is None when the portal acts by itself. Raises ValidationError on an unknown action.
    """
    title = f"{obj._meta.verbose_name} {obj.pk}"
    return log(obj, action, user=by, title=title, data=data)


def entries_for(obj: models.Model):
    return registry.get_logs_for_instance(obj)

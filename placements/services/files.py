"""Opening a pupil's file is an event: it is written down who read it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from placements.dossier import Dossier, dossier_of
from placements.permissions import is_pupil, may_read_file
from portal.audit.trail import record
from schools.models import Group, Student


@transaction.atomic
def open_file(student: Student, *, by: Any) -> Dossier:
    """The file as ``by`` may read it. Raises PermissionDenied for who may not open it at all."""
    if not may_read_file(by, student):
        raise PermissionDenied
    if not is_pupil(by, student):
        record("placements.file.read", student, by=by)
    return dossier_of(student, by)


@transaction.atomic
def note_export(groups: list[Group], *, by: Any) -> None:
    """The coverage of these groups left the portal as a file."""
    for group in groups:
        record("placements.coverage.export", group, by=by)


@transaction.atomic
def note_group_export(group: Group, kind: str, *, by: Any) -> None:
    """The list of this group left the portal: ``kind`` is "xlsx" or "print"."""
    record("placements.group.export", group, by=by, kind=kind)

"""Takes the last applied import back, as long as nobody touched what it did.

A pupil or group who was changed since keeps what people made of it. A pupil who came with the
import and has something here already (a card, a wish, a place) is not deleted, but becomes
"perhaps left". What is remembered for this is erased by the next import, the undo or the sweep.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from schools.models import (
    Group,
    GroupEnrolment,
    Location,
    RosterImport,
    RosterUndoPart,
    School,
    Student,
)
from schools.permissions import coordinates
from schools.services.roster_compare import field_names
from schools.services.roster_memory import plain_value
from schools.workflow import ROSTER_IMPORT_WORKFLOW

State = RosterImport.State
Kind = RosterUndoPart.Kind
Status = Student.Status
KEPT_FOR = timedelta(days=30)
BATCH = 500


class CannotUndo(Exception):
    """There is nothing to take back any more; the text says why."""


@transaction.atomic
def undo_import(import_: RosterImport, *, by: User | None) -> Counter:
    """Bring the school back to where it was before this import, all or nothing.

    Returns how many: pupils_removed, pupils_restored, pupils_proposed (came with the import and
    have something here), pupils_kept (changed since), groups_removed, groups_restored,
    groups_kept. Raises PermissionDenied, or CannotUndo after a newer import.
    """
    if by is not None and not coordinates(by, import_):
        raise PermissionDenied
    School.objects.select_for_update(no_key=True).get(pk=import_.school_id)
    if reason := why_not(import_):
        raise CannotUndo(reason)
    ROSTER_IMPORT_WORKFLOW.apply("undo", import_, by=by, undone_at=timezone.now(), undone_by=by)
    done = _Undo(import_).run()
    import_.report = {**import_.report, "undone": dict(done)}
    import_.save(update_fields=["report"])
    trail.record("schools.import.undo", import_, by=by, **done)
    return done


def why_not(import_: RosterImport) -> str:
    """Why this import cannot be taken back, in plain words; empty when it can."""
    if import_.state != State.APPLIED:
        return _("This import was not applied, so there is nothing to take back.")
    others = RosterImport.objects.filter(school=import_.school_id).exclude(pk=import_.pk)
    if others.filter(state=State.APPLYING).exists():
        return _("Another file is being brought in. Wait until it is done.")
    newer = others.filter(state__in=[State.APPLIED, State.UNDONE])
    if newer.filter(finished_at__gt=import_.finished_at).exists():
        return _("A newer file was brought in after this one. Only the last one can be undone.")
    if import_.report.get("nothing"):
        return _("This import changed nothing, so there is nothing to take back.")
    if not import_.undo_parts.exists():
        return _("This import is too long ago. What is needed to undo it has been erased.")
    return ""


def forget_old_undo() -> int:
    """Erase what is remembered of imports of more than a month ago. Returns of how many."""
    old = RosterImport.objects.filter(
        finished_at__lt=timezone.now() - KEPT_FOR, undo_parts__isnull=False
    ).distinct()
    imports = list(old)
    for import_ in imports:
        with transaction.atomic():
            RosterUndoPart.objects.filter(roster_import=import_).delete()
            trail.record("schools.import.forget", import_, by=None)
    return len(imports)


class _Undo:
    def __init__(self, import_: RosterImport):
        self.import_ = import_
        self.school = import_.school_id
        self.done: Counter = Counter()
        self.groups = set(self._ids(Group))
        self.locations = set(self._ids(Location))

    def run(self) -> Counter:
        """Each part is read, taken back and deleted in turn: memory does not grow with the file."""
        steps: dict[str, Callable[[list], None]] = {
            Kind.CHANGED_PUPILS: self._restore_pupils,
            Kind.MADE_PUPILS: self._remove_pupils,
            Kind.CHANGED_GROUPS: self._restore_groups,
            Kind.MADE_GROUPS: self._remove_groups,
        }
        for kind, step in steps.items():
            parts = RosterUndoPart.objects.filter(roster_import=self.import_, kind=kind)
            for pk in list(parts.order_by("-pk").values_list("pk", flat=True)):
                step(RosterUndoPart.objects.get(pk=pk).rows)
        RosterUndoPart.objects.filter(roster_import=self.import_).delete()
        return self.done

    def _restore_pupils(self, rows: list) -> None:
        students = self._locked(Student, [row[0] for row in rows])
        opened, closed = self._enrolments(rows)
        restored, reopened, removed = [], [], []
        for pk, fields, ended, begun in rows:
            student = students.get(pk)
            places = opened.issuperset(begun) and closed.issuperset(ended)
            if student is None or not places or not _still(student, fields):
                self.done["pupils_kept"] += 1
                continue
            self._set_back(student, fields)
            restored.append(student)
            reopened += ended
            removed += begun
        names = field_names(Student, {name for _pk, fields, *_ in rows for name in fields})
        if restored and names:
            Student.objects.bulk_update(restored, names, BATCH)
        GroupEnrolment.objects.filter(pk__in=removed).delete()
        GroupEnrolment.objects.filter(pk__in=reopened).update(until=None)
        self.done["pupils_restored"] += len(restored)

    def _enrolments(self, rows: list) -> tuple[set[int], set[int]]:
        """Of the places in these rows: which are open, and which could be open again."""
        ids = [pk for _student, _fields, ended, begun in rows for pk in (*ended, *begun)]
        found = list(
            GroupEnrolment.objects.filter(pk__in=ids).values_list(
                "pk", "student_id", "group_id", "until"
            )
        )
        students = {student for _pk, student, _group, _until in found}
        open_now = set(
            GroupEnrolment.objects.filter(student__in=students, until=None).values_list(
                "student_id", "group_id"
            )
        )
        opened = {pk for pk, _student, _group, until in found if until is None}
        closed = {
            pk
            for pk, student, group, until in found
            if until is not None and (student, group) not in open_now
        }
        return opened, closed

    def _remove_pupils(self, rows: list) -> None:
        ids = [pk for pk, _group in rows]
        # Locked whole: nobody may begin something with a pupil who is going.
        students = self._locked(Student, ids, no_key=False)
        busy = attached(Student, ids, besides={GroupEnrolment})
        busy |= {
            pk for pk, group in rows if pk in students and _came_to_something(students[pk], group)
        }
        gone = [pk for pk in students if pk not in busy]
        Student.objects.filter(pk__in=gone).delete()
        stays = Student.objects.filter(pk__in=busy)
        stays.filter(status=Status.ENROLLED).update(status=Status.PROPOSED_LEAVER)
        self.done["pupils_removed"] += len(gone)
        self.done["pupils_proposed"] += len(busy)

    def _restore_groups(self, rows: list) -> None:
        groups = self._locked(Group, [pk for pk, _fields in rows])
        restored = []
        for pk, fields in rows:
            if pk in groups and _still(groups[pk], fields):
                self._set_back(groups[pk], fields)
                restored.append(groups[pk])
        names = field_names(Group, {name for _pk, fields in rows for name in fields})
        if restored:
            Group.objects.bulk_update(restored, names, BATCH)
        self.done["groups_restored"] += len(restored)
        self.done["groups_kept"] += len(rows) - len(restored)

    def _remove_groups(self, ids: list[int]) -> None:
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            gone = set(some) - attached(Group, some)
            Group.objects.filter(pk__in=gone).delete()
            self.done["groups_removed"] += len(gone)
            self.done["groups_kept"] += len(some) - len(gone)

    def _locked(
        self, model: type[models.Model], ids: Iterable[int], *, no_key: bool = True
    ) -> dict[int, Any]:
        rows = model._default_manager.filter(pk__in=list(ids), school=self.school)
        return {row.pk: row for row in rows.select_for_update(no_key=no_key).order_by("pk")}

    def _set_back(self, obj: models.Model, fields: dict[str, list]) -> None:
        there = {"base_group_id": self.groups, "location_id": self.locations}
        for name, (before, _now) in fields.items():
            value = cast("models.Field", obj._meta.get_field(name)).to_python(before)
            setattr(obj, name, value if value in there.get(name, [value]) else None)

    def _ids(self, model: type[models.Model]):
        return model._default_manager.filter(school=self.school).values_list("pk", flat=True)


def _came_to_something(student: Student, group: int | None) -> bool:
    """Did this pupil sign in, move or leave since?"""
    here = student.status in {Status.ENROLLED, Status.PROPOSED_LEAVER}
    return bool(student.user_id) or student.base_group_id != group or not here


def _still(obj: models.Model, fields: dict[str, list]) -> bool:
    """Is everything as the import left it?"""
    return all(plain_value(getattr(obj, name)) == now for name, (_before, now) in fields.items())


def attached(
    model: type[models.Model], ids: list[int], *, besides: Iterable[type[models.Model]] = ()
) -> set[int]:
    """Which of these have rows elsewhere that point at them, of whatever kind."""
    found: set[int] = set()
    for other in apps.get_models(include_auto_created=True):
        if other in set(besides):
            continue
        for field in other._meta.concrete_fields:
            if field.is_relation and field.related_model is model:
                rows = other._base_manager.filter(**{f"{field.name}__in": ids})
                found |= set(rows.values_list(field.attname, flat=True))
    return found

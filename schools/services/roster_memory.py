"""Remembers while an import is applied what is needed to take it back, a row for each chunk."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from schools.models import (
    Group,
    GroupEnrolment,
    RosterImport,
    RosterUndoPart,
    School,
    Student,
)

Kind = RosterUndoPart.Kind
Status = Student.Status


class UndoMemory:
    """Without an import it remembers nothing."""

    def __init__(self, import_: RosterImport | None):
        self.import_ = import_

    def made_groups(self, groups: Iterable[Group]) -> None:
        self._remember(Kind.MADE_GROUPS, [group.pk for group in groups])

    def changed_groups(self, groups: Mapping[int, Mapping[str, list]]) -> None:
        """Per group its fields as [before, now]."""
        self._remember(
            Kind.CHANGED_GROUPS, [[pk, plain(changed)] for pk, changed in groups.items()]
        )

    def made_pupils(self, students: Iterable[Student]) -> None:
        """Each with the group it came in, to see whether somebody moved it since."""
        self._remember(Kind.MADE_PUPILS, [[pupil.pk, pupil.base_group_id] for pupil in students])

    def changed_pupils(
        self,
        fields: Mapping[int, Mapping[str, list]],
        ended: Mapping[int, list[int]],
        begun: Iterable[GroupEnrolment],
    ) -> None:
        """Per pupil: fields as [before, now], places that were ended, places that were begun."""
        new: dict[int, list[int]] = defaultdict(list)
        for enrolment in begun:
            new[enrolment.student_id].append(enrolment.pk)
        self._remember(
            Kind.CHANGED_PUPILS,
            [[pk, plain(changed), ended.get(pk, []), new[pk]] for pk, changed in fields.items()],
        )

    def proposed(self, gone: Iterable[tuple[int, datetime.date | None]]) -> None:
        """Pupils of whom the file did not speak, with their day of leaving until now."""
        status = [Status.ENROLLED, Status.PROPOSED_LEAVER]
        self._remember(
            Kind.CHANGED_PUPILS,
            [
                [pk, plain({"status": status} | ({"left_on": [day, None]} if day else {})), [], []]
                for pk, day in gone
            ],
        )

    def forget_older(self, school: School) -> None:
        """Only the last import can be undone."""
        older = RosterUndoPart.objects.filter(roster_import__school=school)
        older.exclude(roster_import=self.import_).delete()

    def _remember(self, kind: str, rows: list) -> None:
        if self.import_ is not None and rows:
            RosterUndoPart.objects.create(roster_import=self.import_, kind=kind, rows=rows)


def plain(fields: Mapping[str, list]) -> dict[str, list]:
    """Days and moments as text, as JSON has none."""
    return {name: [plain_value(value) for value in values] for name, values in fields.items()}


def plain_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value

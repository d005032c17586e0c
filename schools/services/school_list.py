"""The national list of schools, brought up to date. Nothing is deleted: what is gone has ended."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from portal.reference.models import Region, SchoolListing

INVENTED = "99"  # codes that the list never has: ours, to try things with
FEWEST_OF = 2  # a list that holds less than half of what we know is perhaps only a part of it


class Listed(Protocol):
    @property
    def brin6(self) -> str: ...

    @property
    def fields(self) -> Mapping[str, Any]: ...


class ListLooksPartial(Exception):
    """So many locations would end that somebody has to say that this is right."""

    def __init__(self, gone: int, known: int):
        super().__init__(gone, known)
        self.gone = gone
        self.known = known


@dataclass
class ListReport:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    returned: int = 0
    ended: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "returned": self.returned,
            "ended": len(self.ended),
        }


@transaction.atomic
def load_school_list(
    rows: Iterable[Listed], *, by: User | None, confirmed: bool = False, day: dt.date | None = None
) -> ListReport:
    """Create, change and end. The same list twice changes nothing.

    ``by`` is None for the command. Raises PermissionDenied, and ListLooksPartial unless confirmed.
    """
    if by is not None and not by.is_region_coordinator:
        raise PermissionDenied
    known = {row.brin6: row for row in SchoolListing.objects.select_for_update()}
    listed = {row.brin6: row for row in rows}
    gone = [
        row
        for code, row in known.items()
        if code not in listed and not row.ended_on and not code.startswith(INVENTED)
    ]
    if not confirmed:
        _refuse_partial(len(gone), known.values())
    report = _write(known, listed)
    for row in gone:
        row.ended_on = day or timezone.localdate()
    SchoolListing.objects.bulk_update(gone, ["ended_on"], batch_size=500)
    report.ended = [row.brin6 for row in gone]
    trail.record("schools.list.load", Region.current(), by=by, **report.counts)
    return report


def _write(known: Mapping[str, SchoolListing], listed: Mapping[str, Listed]) -> ListReport:
    report = ListReport()
    new: list[SchoolListing] = []
    changed: list[SchoolListing] = []
    names: set[str] = set()
    for code, given in listed.items():
        row = known.get(code)
        names |= set(given.fields)
        if row is None:
            new.append(SchoolListing(**given.fields))
            continue
        back = row.ended_on is not None
        if not back and all(getattr(row, name) == value for name, value in given.fields.items()):
            report.unchanged += 1
            continue
        for name, value in given.fields.items():
            setattr(row, name, value)
        row.ended_on = None
        changed.append(row)
        report.returned += back
        report.changed += not back
    SchoolListing.objects.bulk_create(new, batch_size=500)
    if changed:
        SchoolListing.objects.bulk_update(changed, [*names, "ended_on"], batch_size=200)
    report.created = len(new)
    return report


def _refuse_partial(gone: int, known: Iterable[SchoolListing]) -> None:
    current = sum(not row.ended_on and not row.brin6.startswith(INVENTED) for row in known)
    if gone * FEWEST_OF > current:
        raise ListLooksPartial(gone, current)

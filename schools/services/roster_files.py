"""Brings a roster file in without the pages, as the command does: any kind, at once, with a report.

What was applied is kept as an import like any other, so that it is in the list and can be undone.
"""

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import trail
from portal.core.school_year import current_school_year
from portal.imports import readers
from portal.imports.columns import plain_header
from portal.imports.problems import ImportRefused
from portal.imports.upload import digest_of
from schools.imports.recognise import TABLE
from schools.imports.table_preview import columns_of
from schools.models import ColumnChoice, Location, RosterImport, School
from schools.models.column_choice import digest_of_headers
from schools.services.roster_imports import ImportBusy, reader_options
from schools.services.roster_plans import RosterPlan, plan_roster
from schools.services.roster_reports import report_of
from schools.services.rosters import apply_roster
from schools.services.table_imports import told_before
from schools.workflow import ROSTER_IMPORT_WORKFLOW

State = RosterImport.State


def options_of(
    school: School,
    file: BinaryIO,
    kind: str,
    *,
    location: Location | None = None,
    columns: Mapping[str, str] | None = None,
    school_year: str = "",
) -> dict[str, Any]:
    """What the reader has to know besides the file.

    For a table ``columns`` says header -> field; without it, what the school chose before for
    these headers. Raises ImportRefused when it never did.
    """
    if kind != TABLE:
        options: dict[str, Any] = dict(reader_options(kind, school))
        return options | ({"brin6": location.brin6} if location and options else {})
    names = Location.objects.filter(school=school).values_list("name", flat=True)
    return {
        "columns": _plain(columns) if columns else _remembered(school, file),
        "school_year": school_year or current_school_year(),
        "brin": school.brin,
        "brin6": location.brin6 if location else reader_options("oneroster", school)["brin6"],
        "meanings": {"told": told_before(school), "locations": list(names)},
    }


def plan_file(school: School, file: BinaryIO, kind: str, options: Mapping[str, Any]) -> RosterPlan:
    """What it would change. Raises ImportRefused."""
    return plan_roster(school, readers.read(kind, file, options))


@transaction.atomic
def apply_file(
    school: School,
    file: BinaryIO,
    kind: str,
    options: Mapping[str, Any],
    *,
    by: User | None,
    confirmed: Iterable[str] = (),
) -> RosterPlan:
    """Bring it in, all or nothing. A file that changes nothing leaves no trace.

    Raises ImportRefused, NeedsConfirmation, or ImportBusy when another import is under way.
    """
    import_ = _begin(school, file, kind, options, by=by)
    asked = tuple(confirmed)
    plan = apply_roster(
        school, readers.read(kind, file, options), by=by, confirmed=asked, import_=import_
    )
    if plan.nothing:
        import_.delete()
        return plan
    now = timezone.now()
    report = {
        **report_of(plan),
        "confirmed": [q for q in plan.questions if q in asked],
        "applied": plan.counts,
    }
    ROSTER_IMPORT_WORKFLOW.apply(
        "finish", import_, by=None, finished_at=now, progress=100, report=report
    )
    trail.record("schools.import.finish", import_, by=by, **plan.counts)
    return plan


def _begin(school, file, kind, options, *, by) -> RosterImport:
    """In the state that only one import of a school can be in."""
    try:
        with transaction.atomic():
            return RosterImport.objects.create(
                school=school,
                kind=kind,
                options=dict(options),
                sha256=digest_of(file),
                state=State.APPLYING,
                heartbeat_at=timezone.now(),
                created_by=by,
                applied_by=by,
            )
    except IntegrityError as error:
        raise ImportBusy from error


def _plain(columns: Mapping[str, str]) -> dict[str, str]:
    return {plain_header(header): field for header, field in columns.items()}


def _remembered(school: School, file: BinaryIO) -> dict[str, str]:
    digest = digest_of_headers(column.header for column in columns_of(file))
    file.seek(0)
    chosen = ColumnChoice.objects.filter(school=school, headers_digest=digest).first()
    if chosen is None or not chosen.columns:
        raise ImportRefused("columns_not_chosen")
    return chosen.columns

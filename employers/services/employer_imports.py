"""The life of a list of employers: upload, choose columns, read, look, apply. One at a time."""

from collections.abc import Mapping
from functools import partial
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers import tasks
from employers.models import Employer, EmployerImport, EmployerMembership
from employers.permissions import is_region_coordinator
from employers.services.import_plans import FIELDS, REQUIRED, EmployerPlan, PlannedEmployer
from employers.services.invitations import AlreadyMember, invite
from employers.services.sign_up import free_slug
from employers.workflow import EMPLOYER_IMPORT_WORKFLOW
from portal.accounts.models import User
from portal.audit import trail
from portal.imports.columns import guess_columns, same_headers
from portal.imports.problems import ImportRefused
from portal.imports.tables import Table, read_table
from portal.imports.upload import digest_of
from portal.imports.work import forget_file
from portal.notifications.services import notify

State = EmployerImport.State
MOST_SHOWN = 200


class ImportBusy(Exception):
    """Another list is being read or applied."""

    def __str__(self) -> str:
        return _("Another list is being worked on. Wait until it is done.")


def upload_employers(file: BinaryIO, *, name: str, by: User) -> EmployerImport:
    """Keep the file out of sight and guess its columns. A list that waited makes place for it.

    Raises ImportRefused when it is no table, PermissionDenied.
    """
    if not is_region_coordinator(by):
        raise PermissionDenied
    table = read_table(file, name=name)
    with transaction.atomic():
        for older in EmployerImport.objects.filter(state__in=[State.UPLOADED, State.READY]):
            cancel_import(older, by=None, message=_("Replaced by a newer file."))
        import_ = EmployerImport.objects.create(
            name=name[-120:],
            sha256=digest_of(file),
            headers=list(table.headers),
            mapping=columns_for(table),
            report={"sample": [list(row.cells) for row in table.rows[:3]]},
            created_by=by,
        )
        extension = name.rpartition(".")[2].lower()
        import_.file.save(f"employers-{import_.pk}.{extension}", File(file), save=False)
        EmployerImport.objects.filter(pk=import_.pk).update(file=import_.file.name)
    return import_


def columns_for(table: Table) -> dict[str, str]:
    """What was chosen the last time for the same headers, else a guess by their names."""
    for earlier in EmployerImport.objects.filter(state=State.APPLIED).order_by("-pk")[:20]:
        if same_headers(table.headers, earlier.headers):
            return earlier.mapping
    return guess_columns(table.headers, {name: words for name, (_l, words) in FIELDS.items()})


def missing_columns(mapping: Mapping[str, str]) -> list[str]:
    """The names of the fields that no column was chosen for and that we cannot do without."""
    return [str(FIELDS[name][0]) for name in REQUIRED if name not in mapping.values()]


@transaction.atomic
def start_reading(import_: EmployerImport, mapping: dict[str, str], *, by: User) -> None:
    """The columns are chosen: read it in the background. Raises ImportBusy, ImportRefused."""
    if missing := missing_columns(mapping):
        raise ImportRefused("missing_column", field=", ".join(missing))
    _begin(import_, "start", by=by, mapping=mapping)
    trail.record("employers.import.start", import_, by=by)
    transaction.on_commit(partial(tasks.read_employers.delay, import_.pk))


@transaction.atomic
def show_import(import_: EmployerImport, plan: EmployerPlan) -> None:
    """The file has been read: keep the report and ask for a look."""
    report = {**import_.report, **report_of(plan)}
    EMPLOYER_IMPORT_WORKFLOW.apply("show", import_, by=None, report=report, progress=100)
    _tell(import_, "employers.import_ready")


@transaction.atomic
def apply_import(
    import_: EmployerImport, *, by: User, near: bool = False, contacts: bool = False
) -> None:
    """Have it applied in the background. ``near``: also the names that look alike; ``contacts``:
    mail an invitation to the contacts. Raises TransitionNotAllowed on a second click, ImportBusy.
    """
    report = {**import_.report, "take_near": near, "take_contacts": contacts}
    _begin(import_, "apply", by=by, report=report)
    trail.record("employers.import.apply", import_, by=by)
    transaction.on_commit(partial(tasks.apply_employers.delay, import_.pk))


@transaction.atomic
def finish_import(import_: EmployerImport, plan: EmployerPlan) -> None:
    """Write the employers and close the import, in one transaction: of two workers one does it."""
    EMPLOYER_IMPORT_WORKFLOW.apply(
        "finish", import_, by=None, finished_at=timezone.now(), progress=100
    )
    near, contacts = import_.report.get("take_near"), import_.report.get("take_contacts")
    applied = write_plan(plan, by=import_.created_by, near=bool(near), contacts=bool(contacts))
    import_.report = {**import_.report, **report_of(plan), "applied": applied}
    import_.save(update_fields=["report"])
    trail.record("employers.import.finish", import_, by=None, **applied)
    _tell(import_, "employers.import_applied", new=applied["new"], changed=applied["changed"])
    forget_file(import_)


@transaction.atomic
def cancel_import(import_: EmployerImport, *, by: User | None, message: str = "") -> None:
    """Throw the file away; nothing of it went in."""
    EMPLOYER_IMPORT_WORKFLOW.apply(
        "cancel", import_, by=by, message=message, finished_at=timezone.now()
    )
    trail.record("employers.import.cancel", import_, by=by)
    forget_file(import_)


@transaction.atomic
def fail_import(import_: EmployerImport, *, refused: ImportRefused | None = None) -> None:
    """Nothing went in. The person hears why: the refusal, or that it is our fault."""
    message = refused.message if refused else _("Something went wrong on our side. Try it again.")
    EMPLOYER_IMPORT_WORKFLOW.apply(
        "fail", import_, by=None, message=message[:300], finished_at=timezone.now()
    )
    code = getattr(refused, "code", "fault")
    trail.record("employers.import.fail", import_, by=None, code=code)
    _tell(import_, "employers.import_failed", reason=message)
    forget_file(import_)


def write_plan(
    plan: EmployerPlan, *, by: User | None, near: bool = False, contacts: bool = False
) -> dict[str, int]:
    """Write what the plan says, all or nothing. Gives how many of each. Twice changes nothing."""
    with transaction.atomic():
        new = [*plan.new, *(plan.near if near else [])]
        made = _make(new)
        for employer in made:
            trail.record("employers.employer.import", employer, by=by)
        _change(plan.changed, by)
        invited = _invite(zip(made, new, strict=True), by) if contacts and by else 0
    return {"new": len(made), "changed": len(plan.changed), "invited": invited}


def report_of(plan: EmployerPlan) -> dict[str, Any]:
    """For the screen and for --json: figures, the first rows of each kind, and every problem."""
    names = Employer.objects.in_bulk([row.pk for row in plan.changed[:MOST_SHOWN]])
    return {
        "counts": plan.counts,
        "new": [_shown(row) for row in plan.new[:MOST_SHOWN]],
        "near": [{**_shown(row), "other": row.near} for row in plan.near[:MOST_SHOWN]],
        "changed": [
            {**_shown(row), "name": names[row.pk].name, "changes": list(row.changes)}
            for row in plan.changed[:MOST_SHOWN]
        ],
        "problems": [problem.as_dict() for problem in plan.problems[:MOST_SHOWN]],
        "more_problems": max(0, len(plan.problems) - MOST_SHOWN),
    }


def _shown(row: PlannedEmployer) -> dict[str, Any]:
    return {"line": row.line, "name": row.values["name"], "place": row.values.get("place", "")}


def _make(rows: list[PlannedEmployer]) -> list[Employer]:
    """Verified straight away: the region itself vouches for its list."""
    taken = set(Employer.objects.values_list("slug", flat=True))
    employers = []
    for row in rows:
        values = {**row.values, "sector_id": row.values["sector"]}
        values.pop("sector")
        employers.append(
            Employer(**values, slug=free_slug(values["name"], taken), state=Employer.State.VERIFIED)
        )
    return Employer.objects.bulk_create(employers, batch_size=500)


def _change(rows: list[PlannedEmployer], by: User | None) -> None:
    employers = Employer.objects.select_for_update().in_bulk([row.pk for row in rows])
    for row in rows:
        employer = employers[row.pk]
        for name in row.changes:
            setattr(employer, "sector_id" if name == "sector" else name, row.values[name])
        employer.save(update_fields=list(row.changes))
        trail.record("employers.employer.change", employer, by=by)


def _invite(pairs, by: User) -> int:
    """The contacts of new employers become owners, if they accept."""
    invited = 0
    for employer, row in pairs:
        name, email = row.contact
        if not email:
            continue
        try:
            invite(employer, email=email, role=EmployerMembership.Role.OWNER, by=by, name=name)
        except AlreadyMember:
            continue
        invited += 1
    return invited


def _begin(import_: EmployerImport, name: str, *, by: User, **stamps: Any) -> None:
    fresh = {"progress": 0, "attempts": 0, "heartbeat_at": None, "message": ""}
    try:
        with transaction.atomic():
            EMPLOYER_IMPORT_WORKFLOW.apply(name, import_, by=by, **fresh, **stamps)
    except IntegrityError as error:
        raise ImportBusy from error


def _tell(import_: EmployerImport, kind: str, **context: Any) -> None:
    if import_.created_by:
        notify([import_.created_by], kind=kind, about=import_, occasion=kind, **context)


EMPLOYER_IMPORT_SERVICES = {
    "start": start_reading,
    "show": show_import,
    "apply": apply_import,
    "finish": finish_import,
    "cancel": cancel_import,
    "fail": fail_import,
}

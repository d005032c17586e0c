"""The life of an uploaded roster: upload, read, look, apply. One at a time for each school."""

from collections.abc import Mapping
from functools import partial
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster
from portal.imports.upload import digest_of
from portal.imports.work import forget_file
from portal.notifications.services import notify
from schools import tasks
from schools.imports.recognise import ENDINGS, ONEROSTER, TABLE, kind_of_upload
from schools.imports.table_preview import columns_of
from schools.models import RosterImport, School
from schools.permissions import coordinates
from schools.services.roster_plans import RosterPlan
from schools.services.roster_reports import report_of
from schools.services.roster_undo import undo_import
from schools.services.rosters import apply_roster
from schools.workflow import ROSTER_IMPORT_WORKFLOW

State = RosterImport.State


class ImportBusy(Exception):
    """Another import of this school is being read or applied."""

    def __str__(self) -> str:
        return _("An import of this school is busy already. Wait until it is done.")


def upload_roster(school: School, file: BinaryIO, *, name: str, by: User | None) -> RosterImport:
    """Keep the file out of sight and have it read in the background.

    Its kind is seen by what is in it. A table waits until its columns are chosen. A file that was
    waiting to be checked makes place for the new one. Raises ImportRefused for a file that is no
    roster at first sight, ImportBusy when another import is under way.
    """
    if by is not None and not coordinates(by, school):
        raise PermissionDenied
    kind = kind_of_upload(file, name=name, max_bytes=settings.ROSTER_MAX_BYTES)
    if kind == TABLE:
        columns_of(file)  # refuses at once what has no usable first line
    try:
        with transaction.atomic():
            return _store(school, file, kind=kind, by=by)
    except (IntegrityError, TransitionNotAllowed) as error:  # somebody else was a moment earlier
        raise ImportBusy from error


def _store(school: School, file: BinaryIO, *, kind: str, by: User | None) -> RosterImport:
    _refuse_when_busy(school)
    _replace_waiting(school)
    import_ = RosterImport.objects.create(
        school=school, kind=kind, sha256=digest_of(file), created_by=by, state=State.UPLOADED
    )
    trail.record("schools.import.upload", import_, by=by, kind=kind)
    if kind != TABLE:
        start_import(import_, by=by, options=reader_options(kind, school))
    # Only now: a refused upload must leave no file behind.
    import_.file.save(f"{school.brin}-{import_.pk}.{ENDINGS[kind]}", File(file), save=False)
    RosterImport.objects.filter(pk=import_.pk).update(file=import_.file.name)
    return import_


def reader_options(kind: str, school: School) -> dict[str, str]:
    """What a reader has to know besides the file. EDEXML says of itself of which school it is."""
    if kind != ONEROSTER:
        return {}
    codes = list(school.locations.values_list("brin6", flat=True)[:2])
    return {"brin": school.brin, "brin6": codes[0] if len(codes) == 1 else ""}


def _refuse_when_busy(school: School) -> None:
    """A table starts later, so the constraint of the database says nothing yet."""
    busy = RosterImport.objects.filter(school=school, state__in=[State.READING, State.APPLYING])
    if busy.exists():
        raise ImportBusy


def _replace_waiting(school: School) -> None:
    for older in RosterImport.objects.filter(
        school=school, state__in=[State.UPLOADED, State.READY]
    ):
        cancel_import(older, by=None, message=_("Replaced by a newer file."))


@transaction.atomic
def start_import(
    import_: RosterImport, *, by: User | None, options: Mapping[str, Any] | None = None
) -> None:
    """Let the file be read; ``options`` go to its reader. Raises ImportBusy."""
    stamps: dict[str, Any] = {"progress": 0, "attempts": 0, "heartbeat_at": None, "message": ""}
    if options is not None:
        stamps["options"] = dict(options)
    try:
        with transaction.atomic():
            ROSTER_IMPORT_WORKFLOW.apply("start", import_, by=by, **stamps)
    except IntegrityError as error:
        raise ImportBusy from error
    trail.record("schools.import.start", import_, by=by)
    transaction.on_commit(partial(tasks.read_roster.delay, import_.pk))


@transaction.atomic
def show_import(import_: RosterImport, plan: RosterPlan) -> None:
    """The file has been read: keep the report and ask for a look."""
    ROSTER_IMPORT_WORKFLOW.apply(
        "show", import_, by=None, report=report_of(plan), location=plan.location, progress=100
    )
    _tell(import_, "schools.import_ready")


@transaction.atomic
def apply_import(
    import_: RosterImport, *, by: User | None, confirmed: tuple[str, ...] = ()
) -> None:
    """Have it applied in the background. ``confirmed`` answers the questions of the report.

    Raises TransitionNotAllowed on a second click, ImportBusy when another import is under way.
    """
    report = {
        **import_.report,
        "confirmed": [q for q in confirmed if q in import_.report["confirm"]],
    }
    try:
        with transaction.atomic():
            ROSTER_IMPORT_WORKFLOW.apply(
                "apply",
                import_,
                by=by,
                report=report,
                applied_by=by,
                progress=0,
                attempts=0,
                heartbeat_at=None,
                message="",
            )
    except IntegrityError as error:
        raise ImportBusy from error
    trail.record("schools.import.apply", import_, by=by)
    transaction.on_commit(partial(tasks.apply_roster.delay, import_.pk))


@transaction.atomic
def finish_import(import_: RosterImport, roster: Roster) -> RosterPlan:
    """Write the pupils and close the import, in one transaction: a second worker finds it closed.

    Raises NeedsConfirmation when the school changed since the report was shown.
    """
    now = timezone.now()
    ROSTER_IMPORT_WORKFLOW.apply("finish", import_, by=None, finished_at=now, progress=100)
    plan = apply_roster(
        import_.school,
        roster,
        by=import_.applied_by or import_.created_by,
        confirmed=import_.report["confirmed"],
        import_=import_,
    )
    confirmed = import_.report["confirmed"]
    import_.report = {**report_of(plan), "confirmed": confirmed, "applied": plan.counts}
    import_.save(update_fields=["report"])
    trail.record("schools.import.finish", import_, by=None, **plan.counts)
    _tell(import_, "schools.import_applied", pupils=plan.counts["pupils"])
    forget_file(import_)
    return plan


@transaction.atomic
def ask_again(import_: RosterImport, questions: tuple[str, ...]) -> None:
    """The school changed since the report was shown: back to the person, with the questions."""
    report = {**import_.report, "confirm": sorted({*import_.report["confirm"], *questions})}
    ROSTER_IMPORT_WORKFLOW.apply("ask_again", import_, by=None, report=report)


@transaction.atomic
def cancel_import(import_: RosterImport, *, by: User | None, message: str = "") -> None:
    """Throw the file away; nothing of it went in. A worker that is reading stops by itself."""
    ROSTER_IMPORT_WORKFLOW.apply(
        "cancel", import_, by=by, message=message, finished_at=timezone.now()
    )
    trail.record("schools.import.cancel", import_, by=by)
    forget_file(import_)


@transaction.atomic
def fail_import(import_: RosterImport, *, refused: ImportRefused | None = None) -> None:
    """Nothing went in. The person hears why: the refusal, or that it is our fault."""
    message = refused.message if refused else _("Something went wrong on our side. Try it again.")
    ROSTER_IMPORT_WORKFLOW.apply(
        "fail", import_, by=None, message=message[:300], finished_at=timezone.now()
    )
    trail.record("schools.import.fail", import_, by=None, code=getattr(refused, "code", "fault"))
    _tell(import_, "schools.import_failed", reason=message)
    forget_file(import_)


def _tell(import_: RosterImport, kind: str, **context) -> None:
    if import_.created_by:
        notify([import_.created_by], kind=kind, about=import_, **context)


ROSTER_IMPORT_SERVICES = {
    "start": start_import,
    "show": show_import,
    "apply": apply_import,
    "ask_again": ask_again,
    "finish": finish_import,
    "cancel": cancel_import,
    "fail": fail_import,
    "undo": undo_import,
}

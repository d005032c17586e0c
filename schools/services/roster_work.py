"""What a worker does for an import: claim it, read the file, keep a pulse, and end it well.

Messages may come twice and workers may die: the row decides. A pulse older than STALE is a dead
worker; the sweep hands its import to another one, at most MOST_ATTEMPTS times.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from portal.core.workflow import TransitionNotAllowed
from portal.imports import readers
from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster
from schools import tasks
from schools.models import RosterImport
from schools.services import roster_imports
from schools.services.roster_plans import plan_roster
from schools.services.rosters import NeedsConfirmation

logger = logging.getLogger(__name__)
State = RosterImport.State
STALE = timedelta(seconds=90)
MOST_ATTEMPTS = 3
PULSE = 2.0
FORGOTTEN = timedelta(days=7)
WORK = {State.READING: tasks.read_roster, State.APPLYING: tasks.apply_roster}


class Stopped(Exception):
    """The person cancelled while the file was being read."""


def read_import(import_id: int) -> bool:
    """Read the file and make the report. False when there was nothing to do."""
    return _work(import_id, State.READING, _read)


def finish_applying(import_id: int) -> bool:
    """Read the file again and write the pupils. False when there was nothing to do."""
    return _work(import_id, State.APPLYING, _apply)


def revive_stalled() -> int:
    """Hand imports of dead workers to another one; drop what nobody looked at for a week."""
    now = timezone.now()
    silent = Q(heartbeat_at__lt=now - STALE) | Q(heartbeat_at=None, created_at__lt=now - STALE)
    stalled = RosterImport.objects.filter(silent, state__in=WORK)
    for import_ in stalled:
        if import_.attempts >= MOST_ATTEMPTS:
            roster_imports.fail_import(import_)
        else:
            WORK[State(import_.state)].delay(import_.pk)
    forgotten = RosterImport.objects.filter(state=State.READY, created_at__lt=now - FORGOTTEN)
    for import_ in forgotten:
        roster_imports.cancel_import(import_, by=None)
    return len(stalled)


def _read(import_: RosterImport) -> None:
    plan = plan_roster(import_.school, _roster(import_))
    roster_imports.show_import(import_, plan)


def _apply(import_: RosterImport) -> None:
    try:
        roster_imports.finish_import(import_, _roster(import_))
    except NeedsConfirmation as error:
        import_.refresh_from_db()
        roster_imports.ask_again(import_, error.questions)


def _work(import_id: int, state: str, job: Callable[[RosterImport], None]) -> bool:
    if not _claim(import_id, state):
        return False
    import_ = RosterImport.objects.select_related("school", "created_by").get(pk=import_id)
    language = import_.created_by and import_.created_by.language
    with translation.override(language or settings.LANGUAGE_CODE):
        try:
            job(import_)
        except (Stopped, TransitionNotAllowed):
            return False
        except ImportRefused as error:
            _fail(import_id, error)
        except OperationalError:
            # The database was busy: give the claim back, the message comes again.
            RosterImport.objects.filter(pk=import_id).update(heartbeat_at=None)
            raise
        except Exception as error:
            # Only its kind: the text of an error may quote a pupil's row.
            logger.error("roster import %s failed: %s", import_id, type(error).__name__)
            _fail(import_id, None)
    return True


def _fail(import_id: int, refused: ImportRefused | None) -> None:
    import_ = RosterImport.objects.select_related("created_by").get(pk=import_id)
    try:
        roster_imports.fail_import(import_, refused=refused)
    except TransitionNotAllowed:
        return


def _claim(import_id: int, state: str) -> bool:
    """One guarded UPDATE: of two workers with the same message, one gets it."""
    now = timezone.now()
    free = Q(heartbeat_at=None) | Q(heartbeat_at__lt=now - STALE)
    mine = RosterImport.objects.filter(free, pk=import_id, state=state)
    return bool(mine.update(heartbeat_at=now, attempts=F("attempts") + 1))


def _roster(import_: RosterImport) -> Roster:
    with import_.file.open("rb") as file:
        return readers.reader_for(import_.kind)(cast("BinaryIO", _Watched(file, import_)))


class _Watched:
    """The file, keeping the import's pulse and progress while it is read."""

    def __init__(self, file: File, import_: RosterImport):
        self._file = file
        self._import = import_
        self._size = max(import_.file.size, 1)
        self._last = monotonic()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        if monotonic() - self._last > PULSE:
            self._last = monotonic()
            self._beat(min(99, 100 * self._file.tell() // self._size))
        return data

    def seek(self, *args: int) -> int:
        return self._file.seek(*args)

    def tell(self) -> int:
        return self._file.tell()

    def _beat(self, progress: int) -> None:
        here = RosterImport.objects.filter(pk=self._import.pk, state=self._import.state)
        with transaction.atomic():
            if not here.update(heartbeat_at=timezone.now(), progress=progress):
                raise Stopped

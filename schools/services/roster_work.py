"""What a worker does for a roster: read it and make the report; later write the pupils."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.imports import readers
from portal.imports.rows import Roster
from portal.imports.work import ImportWork, opened
from schools import tasks
from schools.models import RosterImport
from schools.services import roster_imports
from schools.services.roster_plans import plan_roster
from schools.services.rosters import NeedsConfirmation

State = RosterImport.State
TIMES_READ = {"edexml": 2}  # how often a reader goes through the file
WORK = ImportWork(
    RosterImport,
    {State.READING: tasks.read_roster, State.APPLYING: tasks.apply_roster},
    fail=roster_imports.fail_import,
    cancel=roster_imports.cancel_import,
    related=("school", "created_by"),
)


def read_import(import_id: int) -> bool:
    """Read the file and make the report. False when there was nothing to do."""
    return WORK.run(import_id, State.READING, _read)


def finish_applying(import_id: int) -> bool:
    """Read the file again and write the pupils. False when there was nothing to do."""
    return WORK.run(import_id, State.APPLYING, _apply)


def revive_stalled() -> int:
    """Hand imports of dead workers to another one; drop what nobody looked at for a week."""
    return WORK.revive_stalled()


def _read(import_: RosterImport) -> None:
    with _roster(import_) as roster:
        plan = plan_roster(import_.school, roster)
        roster_imports.show_import(import_, plan)


def _apply(import_: RosterImport) -> None:
    try:
        with _roster(import_) as roster:
            roster_imports.finish_import(import_, roster)
    except NeedsConfirmation as error:
        import_.refresh_from_db()
        roster_imports.ask_again(import_, error.questions)


@contextmanager
def _roster(import_: RosterImport) -> Iterator[Roster]:
    """The file stays open meanwhile: rows may be read from it one by one."""
    with opened(import_, times=TIMES_READ.get(import_.kind, 1)) as file:
        yield readers.read(import_.kind, file, import_.options)

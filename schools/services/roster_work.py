"""What a worker does for a roster: read it and make the report; later write the pupils."""

from portal.imports import readers
from portal.imports.rows import Roster
from portal.imports.work import ImportWork, opened
from schools import tasks
from schools.models import RosterImport
from schools.services import roster_imports
from schools.services.roster_plans import plan_roster
from schools.services.rosters import NeedsConfirmation

State = RosterImport.State
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
    plan = plan_roster(import_.school, _roster(import_))
    roster_imports.show_import(import_, plan)


def _apply(import_: RosterImport) -> None:
    try:
        roster_imports.finish_import(import_, _roster(import_))
    except NeedsConfirmation as error:
        import_.refresh_from_db()
        roster_imports.ask_again(import_, error.questions)


def _roster(import_: RosterImport) -> Roster:
    with opened(import_) as file:
        return readers.reader_for(import_.kind)(file)

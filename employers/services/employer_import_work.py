"""What a worker does for a list of employers: read it and make the report; later write them."""

from employers import tasks
from employers.models import EmployerImport
from employers.services import employer_imports
from employers.services.import_plans import EmployerPlan, plan_employers
from portal.imports.tables import read_table
from portal.imports.work import ImportWork, opened

State = EmployerImport.State
WORK = ImportWork(
    EmployerImport,
    {State.READING: tasks.read_employers, State.APPLYING: tasks.apply_employers},
    fail=employer_imports.fail_import,
    cancel=employer_imports.cancel_import,
)


def read_import(import_id: int) -> bool:
    """Read the file and make the report. False when there was nothing to do."""
    return WORK.run(import_id, State.READING, _read)


def finish_applying(import_id: int) -> bool:
    """Read the file again and write the employers. False when there was nothing to do."""
    return WORK.run(import_id, State.APPLYING, _apply)


def revive_stalled() -> int:
    """Hand imports of dead workers to another one; drop what nobody looked at for a week."""
    return WORK.revive_stalled()


def _read(import_: EmployerImport) -> None:
    employer_imports.show_import(import_, _plan(import_))


def _apply(import_: EmployerImport) -> None:
    employer_imports.finish_import(import_, _plan(import_))


def _plan(import_: EmployerImport) -> EmployerPlan:
    with opened(import_) as file:
        return plan_employers(read_table(file, name=str(import_.file.name)), import_.mapping)

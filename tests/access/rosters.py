"""A table that waits for its columns, one that waits for its words, and one that was applied."""

from io import BytesIO

from django.utils import timezone

from portal.core.school_year import current_school_year
from portal.imports import readers
from schools.imports.recognise import TABLE
from schools.models import RosterImport
from schools.services.roster_plans import plan_roster
from schools.services.roster_reports import report_of

State = RosterImport.State
NAMES = {"given_name": "Nieuw", "family_name": "Gezicht"}
COLUMNS = {
    "stamnr": "source_key",
    "roepnaam": "given_name",
    "achternaam": "family_name",
    "klas": "group",
    "studie": "track",
}


def add_roster_pages(world, ours, names) -> None:
    """``names`` are of the pupil whom nobody else may see; the tables name that pupil too."""
    school, group, pupil = ours["school"], ours["group"], ours["pupil"]
    coordinator = world.people["coord"]
    text = f"Stamnr;Roepnaam;Achternaam;Klas;Studie\n77001;{names[0]};{names[1]};2P1;vmbo\n"
    options = {
        "columns": COLUMNS,
        "school_year": current_school_year(),
        "brin": school.brin,
        "brin6": "",
        "meanings": {"told": {}, "locations": []},
    }
    roster = readers.read(TABLE, BytesIO(text.encode()), options)
    report = report_of(plan_roster(school, roster))

    def table(state, **fields) -> dict:
        row = RosterImport.objects.create(
            school=school, kind=TABLE, state=state, created_by=coordinator, **fields
        )
        if state != State.APPLIED:
            row.file.save("waiting.table", BytesIO(text.encode()))
        return {"pk": row.pk}

    by_pupil, by_group = {"pk": pupil.pk}, {"pk": group.pk}
    done = {**report, "applied": report["counts"]}
    world.places |= {
        "schools:import-columns": table(State.UPLOADED),
        "schools:import-meanings": table(State.READY, options=options, report=report),
        "schools:import-undo": table(State.APPLIED, report=done, finished_at=timezone.now()),
        "schools:import-report": table(State.APPLIED, report=done, finished_at=timezone.now()),
        "schools:group-edit": by_group,
        "schools:group-archive": by_group,
        **{f"schools:student-{verb}": by_pupil for verb in ("edit", "move", "deregister")},
    }
    world.forms |= {
        "schools:import-columns": {
            "column-0": "source_key", "column-1": "given_name", "column-2": "-",
            "column-3": "-", "column-4": "-",
            "school_year": current_school_year(),
        },
        "schools:import-meanings": {"track-0": "pro"},
        "schools:student-new": NAMES,
        "schools:student-edit": {**NAMES, "number": "99999"},
        "schools:group-new": {"name": "Nieuwe groep", "kind": "base"},
        "schools:group-edit": {"name": "Andere naam", "kind": "base"},
    }  # fmt: skip

"""manage.py import_roster FILE --school BRIN6 [--dry-run] [--json] [--confirm] [--columns JSON]

FILE is EDEXML, a OneRoster zip or a table (CSV, Excel); its kind is seen by what is in it. For a
table the columns are those that the school chose before for the same headers, or --columns names a
JSON file such as {"Stamnr": "source_key", "Roepnaam": "given_name"}.

Ends with 0 when it is done, 1 when the file is refused, 3 when it asks for --confirm, 4 when
another import of the school is under way. Unless it ends with 0 nothing was changed.
"""

import json
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.imports.problems import LEFT_OUT, ImportRefused
from portal.imports.rows import RowProblem
from schools.imports.recognise import kind_of_upload
from schools.imports.table_columns import FIELDS
from schools.models import Location, School
from schools.services.roster_files import apply_file, options_of, plan_file
from schools.services.roster_imports import ImportBusy
from schools.services.roster_plans import RosterPlan
from schools.services.roster_reports import QUESTIONS, report_of
from schools.services.rosters import NeedsConfirmation

ASKS, BUSY = 3, 4
LABELS = {
    "rows": gettext_lazy("pupils in the file"),
    "pupils": gettext_lazy("of whom at school now"),
    "new": gettext_lazy("new"),
    "returned": gettext_lazy("back again"),
    "moved": gettext_lazy("to another group"),
    "changed": gettext_lazy("other changes"),
    "unchanged": gettext_lazy("unchanged"),
    "leavers": gettext_lazy("perhaps left"),
    "unclear": gettext_lazy("lines that are not clear"),
    "already_left": gettext_lazy("had left already, not taken in"),
    "groups": gettext_lazy("groups in the file"),
    "new_groups": gettext_lazy("new groups"),
}


class Command(BaseCommand):
    help = "Bring the pupils of a file into a school. The same file twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="EDEXML, OneRoster zip, CSV or Excel")
        parser.add_argument(
            "--school", required=True, metavar="BRIN6", help="for example 99XX99; 99XX will do"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and change nothing")
        parser.add_argument("--json", action="store_true", help="the report as JSON")
        parser.add_argument(
            "--confirm", action="store_true", help="yes to the questions of the report"
        )
        parser.add_argument(
            "--columns", type=Path, metavar="JSON", help="for a table: a file with header -> field"
        )
        parser.add_argument(
            "--school-year", default="", metavar="2026-2027", help="for a table; else this year"
        )

    def handle(self, *, file: Path, school: str, dry_run: bool, **options):
        here, location = self._school(school)
        if not file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file})
        columns = self._columns(options["columns"])
        try:
            with file.open("rb") as opened:
                kind = kind_of_upload(opened, name=file.name, max_bytes=settings.ROSTER_MAX_BYTES)
                reading = options_of(
                    here,
                    opened,
                    kind,
                    location=location,
                    columns=columns,
                    school_year=options["school_year"],
                )
                plan = self._run(here, opened, kind, reading, dry_run, options)
                self._report(plan, applied=not dry_run, as_json=options["json"])
        except ImportRefused as error:
            self._refuse(error, as_json=options["json"])
        except ImportBusy as error:
            raise CommandError(str(error), returncode=BUSY) from None

    def _run(
        self, school: School, file: BinaryIO, kind: str, reading: dict, dry_run: bool, options: dict
    ) -> RosterPlan:
        if dry_run:
            return plan_file(school, file, kind, reading)
        try:
            confirmed = tuple(QUESTIONS) if options["confirm"] else ()
            return apply_file(school, file, kind, reading, by=None, confirmed=confirmed)
        except NeedsConfirmation as error:
            self._report(error.plan, applied=False, as_json=options["json"])
            raise CommandError(
                _("Nothing was changed. Add --confirm if this is what you want."), returncode=ASKS
            ) from None

    def _school(self, brin: str) -> tuple[School, Location | None]:
        brin = brin.strip().upper()
        location = Location.objects.select_related("school").filter(brin6=brin).first()
        found = location.school if location else School.objects.filter(brin=brin[:4]).first()
        if found is None:
            raise CommandError(_("There is no school here with BRIN %(brin)s.") % {"brin": brin})
        return found, location

    def _columns(self, path: Path | None) -> dict[str, str] | None:
        if path is None:
            return None
        try:
            columns: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            columns = None
        if not isinstance(columns, dict) or not set(map(str, columns.values())) <= set(FIELDS):
            fields = ", ".join(FIELDS)
            text = _("%(path)s is no JSON of header and field. Fields are: %(fields)s.")
            raise CommandError(text % {"path": path, "fields": fields})
        return columns

    def _refuse(self, error: ImportRefused, *, as_json: bool):
        if as_json:
            self.stdout.write(json.dumps({"refused": error.code, "message": error.message}))
        raise CommandError(error.message) from None

    def _report(self, plan: RosterPlan, *, applied: bool, as_json: bool) -> None:
        report = {"school": plan.school.brin, "applied": applied, **report_of(plan)}
        if as_json:
            self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False, default=str))
            return
        for line in self._lines(plan, report):
            self.stdout.write(line)
        self.stdout.write(
            self.style.SUCCESS(_("Applied.")) if applied else _("Nothing was changed.")
        )

    def _lines(self, plan: RosterPlan, report: dict):
        yield f"{plan.school} ({plan.roster.brin6}), {plan.roster.school_year}"
        for name, number in report["counts"].items():
            yield f"{number:>7}  {LABELS[name]}"
        for kind, number in report["left_out"].items():
            yield _("left out: %(number)s x %(what)s") % {
                "number": number,
                "what": LEFT_OUT.get(kind, kind),
            }
        for stored in report["problems"]:
            problem = RowProblem.from_dict(stored)
            yield _("line %(line)s: %(message)s") % {
                "line": problem.line,
                "message": problem.message,
            }
        for question in plan.questions:
            yield str(QUESTIONS[question])

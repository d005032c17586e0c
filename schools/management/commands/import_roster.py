"""manage.py import_roster FILE --school BRIN6 [--dry-run] [--json] [--confirm]

Ends with 0 when it is done, 1 when the file is refused, 3 when it asks for --confirm.
"""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.imports.problems import LEFT_OUT, ImportRefused
from portal.imports.rows import Roster, RowProblem
from portal.imports.upload import check_xml_upload
from schools.imports.edexml import read_edexml
from schools.models import School
from schools.services.roster_plans import RosterPlan, plan_roster
from schools.services.roster_reports import QUESTIONS, report_of
from schools.services.rosters import NeedsConfirmation, apply_roster

ASKS = 3
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
    help = "Bring the pupils of an EDEXML file into a school. The same file twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the EDEXML export")
        parser.add_argument(
            "--school", required=True, metavar="BRIN6", help="for example 99XX99; 99XX will do"
        )
        parser.add_argument("--dry-run", action="store_true", help="report, and change nothing")
        parser.add_argument("--json", action="store_true", help="the report as JSON")
        parser.add_argument(
            "--confirm", action="store_true", help="yes to the questions of the report"
        )

    def handle(self, *, file: Path, school: str, dry_run: bool, **options):
        try:
            here = self._school(school)
            roster = self._read(file)
            plan = plan_roster(here, roster)
            if not dry_run:
                confirmed = plan.questions if options["confirm"] else ()
                plan = apply_roster(here, roster, by=None, confirmed=confirmed)
        except ImportRefused as error:
            self._refuse(error, as_json=options["json"])
        except NeedsConfirmation:
            self._report(plan, applied=False, as_json=options["json"])
            raise CommandError(
                _("Nothing was changed. Add --confirm if this is what you want."), returncode=ASKS
            ) from None
        else:
            self._report(plan, applied=not dry_run, as_json=options["json"])

    def _school(self, brin: str) -> School:
        brin = brin.strip().upper()
        found = School.objects.filter(Q(locations__brin6=brin) | Q(brin=brin[:4])).first()
        if found is None:
            raise CommandError(_("There is no school here with BRIN %(brin)s.") % {"brin": brin})
        return found

    def _read(self, path: Path) -> Roster:
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        with path.open("rb") as file:
            check_xml_upload(file, name=path.name, max_bytes=settings.ROSTER_MAX_BYTES)
            return read_edexml(file)

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

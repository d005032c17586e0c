"""manage.py import_employers FILE [--dry-run] [--json] [--near] [--columns FIELD=HEADER ...]

Ends with 0 when it is done, 1 when the file is refused.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.services.employer_imports import (
    columns_for,
    missing_columns,
    report_of,
    write_plan,
)
from employers.services.import_plans import FIELDS, EmployerPlan, plan_employers
from portal.imports.problems import ImportRefused
from portal.imports.rows import RowProblem
from portal.imports.tables import Table, read_table

LABELS = {
    "rows": gettext_lazy("rows in the file"),
    "new": gettext_lazy("new"),
    "same_kvk": gettext_lazy("here already, by KvK number"),
    "changed": gettext_lazy("of which changed"),
    "unchanged": gettext_lazy("of which unchanged"),
    "near": gettext_lazy("with a name much like another (--near takes them in)"),
    "faulty": gettext_lazy("faulty, left out"),
    "contacts": gettext_lazy("with a contact"),
}


class Command(BaseCommand):
    help = "Bring in employers from a CSV or Excel file. The same file twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a .csv or .xlsx with a header line")
        parser.add_argument("--dry-run", action="store_true", help="report, and change nothing")
        parser.add_argument("--json", action="store_true", help="the report as JSON")
        parser.add_argument(
            "--near", action="store_true", help="also those whose name is much like another"
        )
        parser.add_argument(
            "--columns",
            nargs="+",
            default=[],
            metavar="FIELD=HEADER",
            help=f"where guessing fails; fields: {', '.join(FIELDS)}",
        )

    def handle(self, *, file: Path, dry_run: bool, near: bool, **options):
        try:
            table = self._read(file)
            mapping = self._mapping(table, options["columns"])
            plan = plan_employers(table, mapping)
        except ImportRefused as refused:
            if options["json"]:
                answer = {"refused": refused.code, "message": refused.message}
                self.stdout.write(json.dumps(answer))
            raise CommandError(refused.message) from None
        applied = None if dry_run else write_plan(plan, by=None, near=near)
        self._report(plan, applied, as_json=options["json"])

    def _read(self, path: Path) -> Table:
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        with path.open("rb") as file:
            return read_table(file, name=path.name)

    def _mapping(self, table: Table, chosen: list[str]) -> dict[str, str]:
        mapping = columns_for(table)
        for pair in chosen:
            name, _is, header = pair.partition("=")
            if name not in FIELDS or header not in table.headers:
                raise CommandError(_("There is no such field or column: %(pair)s") % {"pair": pair})
            mapping = {number: field for number, field in mapping.items() if field != name}
            mapping[str(table.headers.index(header))] = name
        if missing := missing_columns(mapping):
            raise ImportRefused("missing_column", field=", ".join(missing))
        return mapping

    def _report(self, plan: EmployerPlan, applied: dict | None, *, as_json: bool) -> None:
        report = {"applied": applied, **report_of(plan)}
        if as_json:
            self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False, default=str))
            return
        for name, number in report["counts"].items():
            self.stdout.write(f"{number:>7}  {LABELS[name]}")
        for stored in report["problems"]:
            problem = RowProblem.from_dict(stored)
            text = _("line %(line)s: %(message)s")
            self.stdout.write(text % {"line": problem.line, "message": problem.message})
        done = _("Applied.") if applied is not None else _("Nothing was changed.")
        self.stdout.write(self.style.SUCCESS(done) if applied is not None else done)

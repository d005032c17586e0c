"""What a list of employers would change: row by row, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.models import Employer
from employers.services.import_cells import REMARKS, SBI_VERSIONS, Faulty, cleaned
from employers.services.lookalikes import NameIndex
from portal.imports.rows import RowProblem
from portal.imports.tables import Table, TableRow
from portal.reference.models import Sector

# field: (what we call it, the headers it goes by)
FIELDS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "name": (_("Name of the company"), ("naam", "bedrijf", "bedrijfsnaam", "name", "company")),
    "kvk_number": (_("KvK number"), ("kvk", "kvknummer", "kvknr", "handelsregister", "coc")),
    "establishment_number": (
        _("Establishment number"),
        ("vestigingsnummer", "vestigingsnr", "vestiging", "establishment"),
    ),
    "sector": (_("Sector"), ("sector", "branche", "richting")),
    "place": (_("Place of business"), ("plaats", "vestigingsplaats", "place", "city")),
    "size": (_("Number of people, or size"), ("omvang", "grootte", "medewerkers", "size", "wp")),
    "sbi_code": (_("SBI code"), ("sbi", "sbicode", "sbi code")),
    "sbi_version": (_("SBI version"), ("sbiversie", "versie sbi", "sbi version")),
    "sbb_recognised_on": (_("Recognised by SBB since"), ("sbb", "erkend", "leerbedrijf")),
    "website": (_("Website"), ("website", "web", "url", "site")),
    "about": (_("About the company"), ("omschrijving", "over", "toelichting", "about")),
    "contact_name": (_("Name of the contact"), ("contactpersoon", "contact", "contactnaam")),
    "contact_email": (_("E-mail of the contact"), ("email", "e-mail", "mail", "emailadres")),
}  # fmt: skip
REQUIRED = ("name", "kvk_number", "sector")
OWN = tuple(name for name in FIELDS if not name.startswith("contact_"))
LEAST = 2  # "en" says nothing, "ICT" does
ONLY_IF_EMPTY = {"website", "about"}  # what the company wrote itself is better than a list


@dataclass(frozen=True)
class PlannedEmployer:
    """One good row. ``pk`` is None for a new one; ``near`` is the name it looks like."""

    line: int
    values: dict[str, Any]
    pk: int | None = None
    changes: tuple[str, ...] = ()
    near: str = ""
    contact: tuple[str, str] = ("", "")  # name and address


@dataclass
class EmployerPlan:
    rows: list[PlannedEmployer] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def new(self) -> list[PlannedEmployer]:
        return [row for row in self.rows if row.pk is None and not row.near]

    @property
    def near(self) -> list[PlannedEmployer]:
        return [row for row in self.rows if row.pk is None and row.near]

    @property
    def changed(self) -> list[PlannedEmployer]:
        return [row for row in self.rows if row.pk is not None and row.changes]

    @property
    def counts(self) -> dict[str, int]:
        known = [row for row in self.rows if row.pk is not None]
        return {
            "rows": len(self.rows) + sum(problem.skipped for problem in self.problems),
            "new": len(self.new),
            "changed": len(self.changed),
            "same_kvk": len(known),
            "unchanged": len(known) - len(self.changed),
            "near": len(self.near),
            "faulty": sum(problem.skipped for problem in self.problems),
            "contacts": sum(1 for row in self.rows if row.contact[1]),
        }


def plan_employers(table: Table, mapping: Mapping[str, str]) -> EmployerPlan:
    """Compare the table with what is here. ``mapping``: column number -> field. Writes nothing."""
    return _Planner(table, mapping).plan()


class _Planner:
    def __init__(self, table: Table, mapping: Mapping[str, str]):
        self.table = table
        self.columns = {name: int(number) for number, name in mapping.items()}
        self.result = EmployerPlan(problems=list(table.problems))
        sectors = Sector.objects.all()
        self.sectors = {s.code.casefold(): s.pk for s in sectors}
        self.sectors |= {s.name.casefold(): s.pk for s in sectors}
        self.sectors |= {s.pupil_label.casefold(): s.pk for s in sectors}
        self.known: dict[str, list[Employer]] = {}
        everyone = Employer.objects.order_by("pk")
        for employer in everyone:
            if employer.kvk_number:
                self.known.setdefault(employer.kvk_number, []).append(employer)
        self.names = {employer.pk: employer.name for employer in everyone}
        self.index = NameIndex(self.names.items())
        self.seen: dict[tuple[str, str], int] = {}

    def plan(self) -> EmployerPlan:
        for row in self.table.rows:
            try:
                self._row(row)
            except Faulty as fault:
                context = {"column": self._header(fault.name), **fault.context}
                self._problem(row, fault.code, context, skipped=True)
        self.result.problems.sort(key=lambda problem: problem.line or 0)
        return self.result

    def _row(self, row: TableRow) -> None:
        values = {name: row.cells[number] for name, number in self.columns.items()}
        contact = self._contact(row, values)
        values = self._clean(row, values)
        number = (values["kvk_number"], values.get("establishment_number", ""))
        if number in self.seen:
            raise Faulty("employer_twice", "kvk_number", first=f"{self.seen[number]}")
        here = self._here(*number)
        self.seen[number] = row.line
        if here is None:
            near = self._near(values["name"])
            if near:
                self._problem(row, "employer_near", {"other": near[:80]}, skipped=False)
            self._remember(row, values["name"])
            planned = PlannedEmployer(row.line, values, near=near, contact=contact)
        else:
            changes = tuple(name for name in values if _changes(here, name, values[name]))
            planned = PlannedEmployer(row.line, values, here.pk, changes, contact=contact)
        self.result.rows.append(planned)

    def _here(self, kvk: str, establishment: str) -> Employer | None:
        """The employer that this row is about; None when it is new, a branch perhaps."""
        same = self.known.get(kvk, [])
        exact = [e for e in same if e.establishment_number == establishment]
        if exact:
            return exact[0]
        if not establishment and len(same) > 1:
            raise Faulty("employer_ambiguous", "kvk_number")
        loose = [e for e in same if not (establishment and e.establishment_number)]
        return loose[0] if loose else None

    def _near(self, name: str) -> str:
        found = self.index.near(name)
        return self.names[found[0]] if found else ""

    def _remember(self, row: TableRow, name: str) -> None:
        self.names[-row.line] = name
        self.index.add(-row.line, name)

    def _contact(self, row: TableRow, values: dict[str, str]) -> tuple[str, str]:
        name, email = values.pop("contact_name", ""), values.pop("contact_email", "").lower()
        if email:
            try:
                validate_email(email)
            except ValidationError:
                context = {"column": self._header("contact_email")}
                self._problem(row, "employer_email", context, skipped=False)
                email = ""
        return name[:150], email

    def _clean(self, row: TableRow, raw: dict[str, str]) -> dict[str, Any]:
        for name in REQUIRED:
            if not raw.get(name):
                raise Faulty("employer_cell_missing", name)
        values: dict[str, Any] = {}
        for name, text in raw.items():
            value = cleaned(name, text) if text else None
            if value is not None:
                values[name] = value
            elif text:
                self._problem(row, REMARKS[name], {"column": self._header(name)}, skipped=False)
        values["sector"] = self._sector(values["sector"])
        if values.get("sbi_code") and values.get("sbi_version") not in SBI_VERSIONS:
            raise Faulty("employer_sbi_version", "sbi_version")
        return values

    def _sector(self, text: str) -> int:
        """By code or name, or by a piece of a name that only one sector has ("Groen")."""
        word = text.casefold()
        if word in self.sectors:
            return self.sectors[word]
        found = {pk for name, pk in self.sectors.items() if len(word) > LEAST and word in name}
        if len(found) != 1:
            raise Faulty("employer_sector", "sector")
        return found.pop()

    def _header(self, name: str) -> str:
        number = self.columns.get(name)
        return str(FIELDS[name][0]) if number is None else self.table.headers[number]

    def _problem(self, row: TableRow, code: str, context: dict[str, str], *, skipped: bool) -> None:
        self.result.problems.append(RowProblem(row.line, code, context, skipped=skipped))


def _changes(employer: Employer, name: str, value: Any) -> bool:
    now = employer.sector_id if name == "sector" else getattr(employer, name)
    if name in ONLY_IF_EMPTY and now:
        return False
    return now != value

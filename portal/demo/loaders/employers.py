"""Employers with their places of work and the people who act for them."""

from employers.models import Employer, EmployerMembership, WorkSite
from portal.demo.stage import Stage, read
from portal.reference.models import Sector

Role = EmployerMembership.Role
SITE_FIELDS = {"number": "house_number", "quiet": "quiet_place"}


def load(stage: Stage) -> str:
    rows = read("employers")
    sectors = Sector.objects.in_bulk(field_name="code")
    made = Employer.objects.bulk_create(
        Employer(
            name=row["name"],
            slug=row["slug"],
            state=row["state"],
            kvk_number=row["kvk"],
            sector=sectors[row["sector"]],
            size=row["size"],
            about=row["about"],
            place=row["worksites"][0]["place"],
            state_reason=row.get("state_reason", ""),
            sbi_code=row.get("sbi", ["", ""])[0],
            sbi_version=row.get("sbi", ["", ""])[1],
            sbb_recognised_on=row.get("sbb"),
        )
        for row in rows
    )
    employers = {employer.slug: employer for employer in made}
    WorkSite.objects.bulk_create(
        _worksite(employers[row["slug"]], site) for row in rows for site in row["worksites"]
    )
    users = stage.make_users([person for row in rows for person in row["contacts"]])
    EmployerMembership.objects.bulk_create(
        EmployerMembership(
            user=users[person["email"]],
            employer=employers[row["slug"]],
            role=Role.MEMBER if number else Role.OWNER,
        )
        for row in rows
        for number, person in enumerate(row["contacts"])
    )
    return f"{len(made)} employers, {len(users)} people"


def _worksite(employer: Employer, site: dict) -> WorkSite:
    fields = {SITE_FIELDS.get(name, name): value for name, value in site.items() if name != "ppe"}
    return WorkSite(employer=employer, pc4=site["postcode"][:4], **fields)

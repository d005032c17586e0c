"""The region's own people. The region itself comes with the reference data."""

from portal.accounts.models import RegionMembership
from portal.accounts.services import grant_region_role
from portal.demo.people import COORDINATOR, EDITOR
from portal.demo.stage import Stage

Role = RegionMembership.Role
PEOPLE = (
    ("Nathalie Vermeer", COORDINATOR, Role.COORDINATOR),
    ("Guus Aarts", EDITOR, Role.EDITOR),
)


def load(stage: Stage) -> str:
    users = stage.make_users([{"name": name, "email": email} for name, email, _role in PEOPLE])
    for _name, email, role in PEOPLE:
        grant_region_role(users[email], role)
    return f"{len(users)} people"

"""What the school's own work tells people."""

from django.utils.translation import gettext_lazy as _

from portal.notifications import kinds
from portal.notifications.kinds import Kind

IMPORT_READY = Kind(
    "schools.import_ready", _("Your file has been read. Look at what will change."), "upload"
)
IMPORT_APPLIED = Kind(
    "schools.import_applied",
    _("The pupils of your file are in: %(pupils)s pupils."),
    "circle-check",
)
IMPORT_FAILED = Kind(
    "schools.import_failed", _("Your file could not be imported. Nothing was changed."), "circle-x"
)
MEMBER_ADDED = Kind(
    "schools.member_added", _("You can now work in the portal for %(school)s."), "school"
)


def register() -> None:
    kinds.register(IMPORT_READY, IMPORT_APPLIED, IMPORT_FAILED, MEMBER_ADDED)

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
SIGN_IN_ON = Kind(
    "schools.sign_in_on", _("You can now sign in for %(school)s through %(host)s."), "key-round"
)
YEAR_TURNED = Kind(
    "schools.year_turned", _("The school year %(year)s is ready. Look at the groups."), "calendar"
)

PHOTO_WITHDRAWN = Kind(
    "schools.photo_withdrawn",
    _("A pupil does not want to be in pictures any more. See for which."),
    "camera-off",
)

STAFF = (
    Kind("schools.member_joined", _("%(who)s now works with you for %(school)s."), "users"),
    Kind("schools.roles_changed", _("Your roles at %(school)s are now: %(roles)s."), "users"),
    Kind("schools.member_removed", _("You no longer work for %(school)s here."), "users"),
    Kind("schools.owner_changed", _("%(who)s is now the owner of %(school)s here."), "school"),
    Kind(
        "schools.second_step_on",
        _("%(who)s made the second step a must for everybody at %(school)s."),
        "shield-check",
    ),
    Kind(
        "schools.second_step_off",
        _("%(who)s switched the second step off for %(school)s."),
        "shield-check",
    ),
    Kind(
        "schools.second_step_reset",
        _("Your second step was reset for you. Set it up again when you sign in."),
        "shield-check",
    ),
)

LOB = (
    Kind(
        "schools.lob_offered",
        _("The LOB profile of %(school)s waits for your approval."),
        "clipboard-list",
    ),
    Kind("schools.lob_returned", _("The LOB profile of %(school)s is a draft again."), "pencil"),
    Kind("schools.lob_approved", _("The LOB profile of %(school)s is approved."), "circle-check"),
)


def register() -> None:
    kinds.register(*LOB)
    kinds.register(*STAFF)
    kinds.register(PHOTO_WITHDRAWN, SIGN_IN_ON, YEAR_TURNED)
    kinds.register(IMPORT_READY, IMPORT_APPLIED, IMPORT_FAILED)

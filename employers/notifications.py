"""The kinds of message that employers and their reviewers get."""

from django.utils.translation import gettext_lazy as _

from portal.notifications.kinds import Kind, register

register(
    Kind(
        "employers.offer_submitted",
        _("%(employer)s sent in an offer: %(offer)s. Please look at it."),
        icon="clipboard-list",
    ),
    Kind("employers.offer_approved", _("Your offer is online: %(offer)s."), icon="circle-check"),
    Kind(
        "employers.offer_returned",
        _("Your offer needs a change: %(offer)s. %(reason)s"),
        icon="undo-2",
    ),
    Kind(
        "employers.employer_verified",
        _("%(employer)s is verified. Your offers can be seen now."),
        icon="shield-check",
    ),
    Kind(
        "employers.employer_suspended",
        _("The region has put %(employer)s on hold. Your offers cannot be seen now."),
        icon="pause",
    ),
)

"""The kinds of message that employers and their reviewers get."""

from django.utils.translation import gettext_lazy as _

from portal.notifications.kinds import Kind, register

register(
    Kind(
        "employers.offer_submitted",
        _("%(employer)s sent in an offer: %(offer)s. Please look at it."),
        icon="clipboard-list",
    ),
    Kind(
        "employers.confirm_asked",
        _("Is this still right? %(employer)s is asked about %(count)s offers."),
        icon="circle-help",
    ),
    Kind(
        "employers.offer_faded",
        _("%(offer)s is out of the catalogue: not confirmed for a long time. One click helps."),
        icon="hourglass",
    ),
    Kind("employers.offer_back", _("%(offer)s is in the catalogue again."), icon="circle-check"),
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
        _("The region has put %(employer)s on hold. Your offers cannot be seen now. %(reason)s"),
        icon="pause",
    ),
    Kind(
        "employers.employer_restored",
        _("%(employer)s is active again. Your offers can be seen."),
        icon="shield-check",
    ),
    Kind(
        "employers.employer_refused",
        _("The region could not verify %(employer)s. %(reason)s"),
        icon="circle-x",
    ),
    Kind(
        "employers.employer_applied",
        _("%(employer)s signed up. Please check and verify."),
        icon="building-2",
    ),
    Kind(
        "employers.join_asked",
        _("%(who)s asks to join %(employer)s."),
        icon="user-plus",
    ),
    Kind("employers.join_approved", _("You now work for %(employer)s here."), icon="circle-check"),
    Kind(
        "employers.join_declined",
        _("Your request to join %(employer)s was not approved."),
        icon="circle-x",
    ),
    Kind("employers.member_joined", _("%(who)s now works for %(employer)s here."), icon="users"),
    Kind(
        "employers.role_changed",
        _("Your role at %(employer)s is now: %(role)s."),
        icon="users",
    ),
    Kind("employers.member_removed", _("You no longer work for %(employer)s here."), icon="users"),
    Kind(
        "employers.passport_expires",
        _("The safety passport of %(worksite)s ends on %(day)s. Is it still correct?"),
        icon="shield-check",
    ),
    Kind(
        "employers.partner_asked",
        _("%(employer)s asks you to join in: %(offer)s. Say yes or no."),
        icon="users",
    ),
    Kind("employers.partner_joins", _("%(partner)s joins in: %(offer)s."), icon="circle-check"),
    Kind("employers.partner_declines", _("%(partner)s does not join in: %(offer)s."), icon="x"),
    Kind(
        "employers.offer_ended",
        _("Your offer ran until today and left the catalogue: %(offer)s."),
        icon="calendar",
    ),
    Kind(
        "employers.import_ready",
        _("Your list of employers has been read. Look at what will change."),
        icon="upload",
    ),
    Kind(
        "employers.import_applied",
        _("Your list of employers is in: %(new)s new, %(changed)s changed."),
        icon="circle-check",
    ),
    Kind(
        "employers.import_failed",
        _("Your list of employers could not be imported. Nothing was changed."),
        icon="circle-x",
    ),
)

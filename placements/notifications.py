"""The kinds of message about rounds and places. None names a pupil."""

from django.utils.translation import gettext_lazy as _

from portal.notifications.kinds import Kind, register

KINDS = (
    Kind(
        "placements.round_opened",
        _("You can choose what you want to see: %(round)s."),
        icon="heart",
    ),
    Kind(
        "placements.offer_left_round",
        _("%(offer)s is out of the catalogue, so it left your draft round %(round)s."),
        icon="calendar-x",
    ),
    Kind(
        "placements.round_closed",
        _("The wishes for %(round)s are in: %(answered)s of %(pupils)s pupils answered."),
        icon="clipboard-list",
    ),
    Kind("placements.place_for_pupil", _("You have a place. Look where you go."), icon="map-pin"),
    Kind(
        "placements.no_place_for_pupil",
        _("There is no place for you yet. Your teacher looks for one."),
        icon="hourglass",
    ),
    Kind(
        "placements.places_for_mentor",
        _("%(round)s is published: %(placed)s pupils of %(group)s have a place."),
        icon="users",
    ),
    Kind(
        "placements.pupils_for_employer",
        _("%(school)s is coming with %(pupils)s pupils."),
        icon="users",
    ),
    Kind(
        "placements.cancelled_for_pupil",
        _("%(title)s is off. Your teacher looks for something else."),
        icon="calendar-x",
    ),
    Kind(
        "placements.cancelled_for_mentor",
        _("%(title)s on %(when)s is off. %(pupils)s of your pupils had a place there."),
        icon="calendar-x",
    ),
    Kind(
        "placements.cancelled_for_coordinator",
        _("%(title)s on %(when)s is off. %(pupils)s pupils of %(round)s need another place."),
        icon="calendar-x",
    ),
    Kind("placements.moved_for_pupil", _("%(title)s is at another time: %(when)s."), icon="clock"),
    Kind("placements.moved_for_staff", _("%(title)s is at another time: %(when)s."), icon="clock"),
    Kind(
        "placements.head_count_for_employer",
        _("Another number of pupils for %(title)s on %(when)s: now %(pupils)s."),
        icon="users",
    ),
    Kind(
        "placements.late_place_for_mentor",
        _("A pupil of your group has a place in %(round)s after all."),
        icon="map-pin",
    ),
    Kind(
        "placements.feedback_asked",
        _("How was it? Tell in one minute: %(title)s, %(when)s."),
        icon="message-circle",
    ),
    Kind(
        "placements.feedback_given",
        _("%(employer)s tells how it was: %(title)s."),
        icon="message-circle",
    ),
    Kind(
        "placements.nobody_came",
        _("%(employer)s says that nobody came: %(title)s, %(when)s."),
        icon="calendar-x",
    ),
    Kind(
        "placements.pupils_took",
        _("What pupils took from “%(title)s”: %(glad)s of %(answers)s liked it."),
        icon="star",
    ),
    Kind(
        "placements.quote_asked",
        _("May %(employer)s read what you wrote?"),
        icon="message-circle",
    ),
    Kind(
        "placements.impact_ready",
        _("Your year on a card: %(pupils)s pupils came to %(employer)s in %(year)s."),
        icon="star",
    ),
    Kind(
        "placements.words_for_pupil",
        _("%(employer)s wrote something for you."),
        icon="message-circle",
    ),
)


def register_kinds() -> None:
    register(*KINDS)

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
        "placements.idea_proposed",
        _("A pupil has an idea for a visit. Pass it on, or say kindly why not."),
        icon="lightbulb",
    ),
    Kind("placements.idea_approved", _("Your idea goes to companies."), icon="lightbulb"),
    Kind("placements.idea_declined", _("There is an answer to your idea."), icon="lightbulb"),
    Kind(
        "placements.idea_answered",
        _("%(employer)s made something for your idea."),
        icon="lightbulb",
    ),
    Kind(
        "placements.call_answered",
        _("%(employer)s made an offer for your question: %(offer)s."),
        icon="megaphone",
    ),
    Kind(
        "placements.call_fulfilled",
        _("It worked out for %(school)s: %(call)s. Thank you."),
        icon="megaphone",
    ),
    Kind(
        "placements.call_closed",
        _("%(school)s does not need it any more: %(call)s. %(why)s"),
        icon="megaphone",
    ),
    Kind(
        "placements.call_expired",
        _("Your question has passed its end date: %(call)s."),
        icon="hourglass",
    ),
    Kind(
        "placements.calls_digest",
        _("Schools look for what you do: %(count)s new questions."),
        icon="megaphone",
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
        "placements.places_reserved",
        _("%(places)s places are kept for your school until %(until)s: %(title)s, %(when)s."),
        icon="calendar-plus",
    ),
    Kind(
        "placements.reservation_freed",
        _("%(left)s places are not kept for your school any more: %(title)s, %(when)s."),
        icon="calendar",
    ),
    Kind(
        "placements.reserved_date_cancelled",
        _("%(title)s on %(when)s is off. Places were kept there for your school."),
        icon="calendar-x",
    ),
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
    Kind(
        "placements.new_finds",
        _("New in the catalogue and right for your searches: %(offers)s."),
        icon="search",
    ),
    Kind("placements.offer_reported", _("Somebody reported the offer “%(title)s”."), icon="flag"),
)


BOOKING_KINDS = (
    Kind(
        "placements.booking_requested",
        _("%(school)s asks: may %(pupils)s pupils come? %(title)s."),
        icon="mail",
    ),
    Kind(
        "placements.booking_reminder",
        _("%(school)s still waits for an answer: %(title)s."),
        icon="hourglass",
    ),
    Kind(
        "placements.booking_sent", _("%(employer)s has your request now: %(title)s."), icon="send"
    ),
    Kind(
        "placements.booking_agreed",
        _("Agreed: %(title)s, %(when)s, %(pupils)s pupils of %(school)s."),
        icon="circle-check",
    ),
    Kind(
        "placements.booking_other_date",
        _("%(employer)s offers another date for %(title)s: %(when)s. Does it suit you?"),
        icon="calendar",
    ),
    Kind(
        "placements.booking_declined",
        _("%(employer)s cannot receive your group: %(title)s. %(reason)s."),
        icon="calendar-x",
    ),
    Kind(
        "placements.booking_expired",
        _("No answer on your request: %(title)s. See what else is possible."),
        icon="hourglass",
    ),
    Kind(
        "placements.booking_lapsed",
        _("The request of %(school)s has ended without an answer: %(title)s."),
        icon="hourglass",
    ),
    Kind(
        "placements.booking_withdrawn",
        _("%(school)s took the request back: %(title)s."),
        icon="undo-2",
    ),
    Kind(
        "placements.booking_cancelled",
        _("%(who)s called it off: %(title)s, %(when)s."),
        icon="calendar-x",
    ),
    Kind(
        "placements.booking_moved",
        _("%(title)s is at another time or place: %(when)s."),
        icon="clock",
    ),
    Kind(
        "placements.booking_missed",
        _("%(employer)s noted that the group did not come: %(title)s, %(when)s."),
        icon="calendar-x",
    ),
)


def register_kinds() -> None:
    register(*KINDS, *BOOKING_KINDS)

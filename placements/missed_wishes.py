"""Why a wish was not met, as a sentence for staff and one for the pupil. Names no other pupil."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

Titles = Mapping[int, str]


def missed_for_staff(fact: Mapping, titles: Titles) -> str:
    """ "Wish 1, “Kaas maken”, was full: 9 places, wished by 14 pupils." """
    return str(MISSED_FOR_STAFF[_kind(fact["reason"])]) % _about(fact, titles)


def missed_for_pupil(fact: Mapping, titles: Titles) -> str:
    kind = _kind(fact["reason"])
    if kind == "full" and fact["wished"] > fact["places"]:
        kind = "crowded"
    return str(MISSED_FOR_PUPIL[kind]) % _about(fact, titles)


def _about(fact: Mapping, titles: Titles) -> dict:
    return {
        "rank": fact["rank"],
        "title": titles.get(fact["offer"], "…"),
        "places": fact["places"],
        "wished": fact["wished"],
    }


def _kind(reason: str) -> str:
    return next((kind for kind, reasons in KINDS.items() if reason in reasons), "trade_off")


# What the solver and the step before it distinguish, and a reader need not.
KINDS = {
    "full": {"session_full", "employer_full", "school_quota", "no_places"},
    "clash": {"overlap", "busy", "same_offer"},
    "too_small": {"session_not_running", "too_small"},
    "off": {"cancelled", "past"},
    "year": {"year"},
    "been_there": {"been_there"},
    "away": {"away"},
    "need": {"need"},
}
MISSED_FOR_STAFF = {
    "full": gettext_lazy(
        "Wish %(rank)s, “%(title)s”, was full: %(places)s places, wished by %(wished)s pupils."
    ),
    "clash": gettext_lazy(
        "Wish %(rank)s, “%(title)s”, is at the same time as something else of this pupil."
    ),
    "too_small": gettext_lazy(
        "Wish %(rank)s, “%(title)s”, does not go ahead: too few pupils could go."
    ),
    "off": gettext_lazy("Wish %(rank)s, “%(title)s”, is off."),
    "year": gettext_lazy("Wish %(rank)s, “%(title)s”, is for another year."),
    "been_there": gettext_lazy("Wish %(rank)s, “%(title)s”: the pupil has been there before."),
    "away": gettext_lazy(
        "Wish %(rank)s, “%(title)s”, is on a day when the class is elsewhere, by your calendar."
    ),
    "need": gettext_lazy(
        "Wish %(rank)s, “%(title)s”: the place does not have what the pupil needs."
    ),
    "trade_off": gettext_lazy(
        "Wish %(rank)s, “%(title)s”, was possible only if others were worse off."
    ),
}
MISSED_FOR_PUPIL = {
    "full": gettext_lazy("“%(title)s” is full."),
    "crowded": gettext_lazy(
        "“%(title)s” is full. %(wished)s pupils wanted to go. There are %(places)s places."
    ),
    "clash": gettext_lazy("“%(title)s” is at a time when you are somewhere else."),
    "too_small": gettext_lazy("“%(title)s” does not happen. Too few pupils could go."),
    "off": gettext_lazy("“%(title)s” does not happen."),
    "year": gettext_lazy("“%(title)s” is for another year."),
    "been_there": gettext_lazy("You have been to “%(title)s” before."),
    "away": gettext_lazy("“%(title)s” is on a day when your class cannot go."),
    "need": gettext_lazy("“%(title)s” does not have what you need."),
    "trade_off": gettext_lazy("“%(title)s” was possible only if others had no good place."),
}

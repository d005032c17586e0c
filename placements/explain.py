"""Why this place, and why none: the solver's facts as sentences. No sentence names another pupil.

``for_staff`` is plain Dutch (B1), ``for_pupil`` is easy Dutch (A2) and speaks to the pupil.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from employers.models import Offer
from placements.matching.problem import LAST_WISH_LEVEL
from placements.missed_wishes import Titles, missed_for_pupil, missed_for_staff
from placements.models import Placement, Unplaced


@dataclass(frozen=True)
class Why:
    """``short`` fits in a table; ``lines`` are the facts behind it."""

    short: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """What to do for a pupil without a place; the screen makes a link of ``action``."""

    action: str
    text: str


def titles_for(rows) -> dict[int, str]:
    """The titles of all offers that the reasons of ``rows`` speak about, in one query."""
    wanted = {fact["offer"] for row in rows for fact in row.reason_data.get("missed", [])}
    wanted |= {row.reason_data["offer"] for row in rows if "offer" in row.reason_data}
    return dict(Offer.objects.filter(pk__in=wanted).values_list("pk", "title")) if wanted else {}


# ---- A place: for staff


def for_staff(placement: Placement, titles: Titles) -> Why:
    data = placement.reason_data
    if placement.by_hand:
        return Why(_("Placed by hand"), tuple(_hand_lines(placement)))
    lines = [_wish_line(placement)]
    if data.get("new_sector"):
        lines.append(_("This sector is new for the pupil."))
    lines += [missed_for_staff(fact, titles) for fact in data.get("missed", [])]
    if data.get("lottery"):
        lines.append(_("Another division was just as good. The lottery decided."))
    elif data.get("missed"):
        lines.append(_("No other division was better for all pupils together."))
    return Why(_short(placement), tuple(lines))


def _short(placement: Placement) -> str:
    data, level = placement.reason_data, placement.level or 99
    new, missed = data.get("new_sector"), data.get("missed", [])
    if level == 1:
        return _("First wish and a new sector") if new else _("First wish")
    if missed and missed[0]["reason"] == "session_full":
        return (
            _("First wish was full after the lottery")
            if data.get("lottery")
            else _("First wish was full")
        )
    if missed and missed[0]["reason"] in ("overlap", "busy"):
        return _("First wish is at another place's time")
    if missed and missed[0]["reason"] == "session_not_running":
        return _("First wish does not go ahead")
    if level <= LAST_WISH_LEVEL:
        return _("Wish %(rank)s") % {"rank": level}
    return _("A new sector") if new else _("What was still free")


def _wish_line(placement: Placement) -> str:
    level = placement.level or 99
    if level <= LAST_WISH_LEVEL:
        return _("This was wish %(rank)s.") % {"rank": level}
    if not placement.reason_data.get("wishes"):
        return _("The pupil stated no wishes.")
    if placement.reason == "wished_sector":
        return _("This is in a sector that the pupil wished.")
    return _("The pupil did not wish this, but nothing that was wished was left.")


def _hand_lines(placement: Placement) -> Iterator[str]:
    yield _("Somebody of the school chose this place.")
    if placement.level and placement.level <= LAST_WISH_LEVEL:
        yield _("This was wish %(rank)s.") % {"rank": placement.level}
    elif "not_wished" in placement.reason_data.get("warnings", []):
        yield _("The pupil did not wish this.")


# ---- A place: for the pupil


def for_pupil(placement: Placement, titles: Titles) -> Why:
    """Short sentences, "you", the true reason."""
    data, level = placement.reason_data, placement.level or 99
    lines = []
    if placement.by_hand:
        lines.append(_("Your teacher chose this place for you."))
    if level <= LAST_WISH_LEVEL:
        lines.append(_("You put this on place %(rank)s.") % {"rank": level})
    elif not placement.by_hand and not data.get("wishes"):
        lines.append(_("You did not choose anything. So you got a place that was free."))
    elif placement.reason == "wished_sector":
        lines.append(_("It looks like what you chose."))
    if data.get("new_sector"):
        lines.append(_("You have not seen this kind of work yet."))
    lines += [missed_for_pupil(fact, titles) for fact in data.get("missed", [])]
    if data.get("lottery") and data.get("missed"):
        lines.append(_("More pupils wanted the same. Then we draw lots. That is fair."))
    return Why(lines[0] if lines else _("This place was free for you."), tuple(lines))


# ---- No place


def unplaced_for_staff(row: Unplaced, titles: Titles) -> Why:
    data = row.reason_data
    lines = [_unplaced_reason(row, titles)]
    if row.reason in ("no_options", "too_few_options"):
        lines += _barrier_lines(data.get("barriers", {}))
    if "wishes" in data and not data["wishes"]:
        lines.append(_("The pupil stated no wishes."))
    lines += [missed_for_staff(fact, titles) for fact in data.get("missed", [])[:3]]
    return Why(lines[0], tuple(lines))


def _unplaced_reason(row: Unplaced, titles: Titles) -> str:
    data = row.reason_data
    text = {
        "no_options": _("None of the %(dates)s dates fits this pupil."),
        "too_few_options": _("The pupil has every date that fits; there are no more."),
        "none_running": _("The dates that fit do not go ahead: too few pupils could go."),
        "overlap_only": _("What is left is at the same time as what the pupil has."),
        "all_full": _("All %(options)s dates that fit this pupil are full."),
        "trade_off": _("A place here would have cost other pupils theirs."),
        "session_cancelled": _("“%(title)s” is off. The pupil had a place there."),
        "session_moved": _("“%(title)s” has another time, when the pupil is somewhere else."),
        "removed": _("Somebody of the school took the place away."),
    }.get(row.reason, _("There is no place for this pupil yet."))
    title = titles.get(data.get("offer", 0), "…")
    return text % {"title": title, "dates": data.get("dates", 0), "options": data.get("options", 0)}


def _barrier_lines(barriers: Mapping[str, int]) -> list[str]:
    return [
        text % {"count": barriers[code]}
        for code, text in {
            "year": _("For another year: %(count)s."),
            "busy": _("At a time when the pupil is somewhere else: %(count)s."),
            "been_there": _("Where the pupil has been before: %(count)s."),
            "need": _("Where something is missing that the pupil needs: %(count)s."),
            "away": _("When the class is elsewhere, by your calendar: %(count)s."),
            "cancelled": _("Cancelled: %(count)s."),
            "past": _("In the past: %(count)s."),
            "no_places": _("Full before the round opened: %(count)s."),
            "too_small": _("With fewer places than are needed to go ahead: %(count)s."),
        }.items()
        if barriers.get(code)
    ]


def unplaced_for_pupil(row: Unplaced, titles: Titles) -> Why:
    data = row.reason_data
    title = {"title": titles.get(data.get("offer", 0), "…")}
    text = {
        "no_options": _("Nothing in this round fits you."),
        "too_few_options": _("There was nothing more that fits you."),
        "none_running": _("What fits you does not happen. Too few pupils wanted to go."),
        "overlap_only": _("What is left is at a time when you are somewhere else."),
        "all_full": _("Everything that fits you is full."),
        "session_cancelled": _("“%(title)s” is off. That is not your fault."),
        "session_moved": _("“%(title)s” is at another time. Then you are somewhere else."),
    }.get(row.reason, _("There is no place for you yet."))
    lines = [text % title]
    lines += [missed_for_pupil(fact, titles) for fact in data.get("missed", [])[:2]]
    lines.append(_("Your teacher looks for a place with you."))
    return Why(lines[0], tuple(lines))


def next_step(row: Unplaced, *, published: bool = False) -> NextStep:
    """The most useful thing to do now for this pupil."""
    data = row.reason_data
    if published:
        return NextStep("place", _("Look for a place that is still free"))
    if data.get("wishes") == 0:
        return NextStep("wishes", _("Enter wishes together with the pupil"))
    barriers = data.get("barriers", {})
    if row.reason == "no_options" and (step := _step_past(barriers)):
        return step
    if row.reason in ("no_options", "too_few_options", "overlap_only"):
        return NextStep("dates", _("Add dates at another time"))
    if row.reason == "all_full":
        return NextStep("dates", _("Add dates, or ask the employer for a second one"))
    return NextStep("place", _("Place the pupil by hand"))


def _step_past(barriers: Mapping[str, int]) -> NextStep | None:
    """What takes away the barrier that stands before every date."""
    if barriers.get("year"):
        return NextStep("dates", _("Add dates for the year of this pupil"))
    if barriers.get("need"):
        return NextStep("place", _("Ask a company what is possible, then place by hand"))
    return None

"""Reads a school's own calendar (iCalendar) into proposals. No database here.

Calendars in the wild have headers twice, HTML in their texts, and times where days are meant.
"""

import datetime as dt
import hashlib
import html
import re
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from icalendar import Calendar

from portal.imports import problems
from portal.imports.problems import ImportRefused
from portal.imports.upload import BYTE_ORDER_MARKS, MEGABYTE, check_size
from portal.reference.models import SchoolHoliday
from schools.imports.calendar_rows import LONGEST_LABEL, Proposal
from schools.models import CalendarException

Kind = CalendarException.Kind
National = SchoolHoliday.Kind
MOST_BYTES = 2 * MEGABYTE
MOST_EVENTS = 300
MOST_READ = 3_000
LONGEST_SUMMARY = 1_000  # of which at most LONGEST_LABEL is kept
LONGEST_UID = 255
A_DAY = dt.timedelta(days=1)
PROBLEMS: dict[str, Promise] = {
    "not_ical": gettext_lazy(
        "This is not a calendar file. Choose the .ics file that your calendar exports."
    ),
    "broken_ical": gettext_lazy(
        "This calendar file breaks off or is damaged. Make the export again."
    ),
    "no_events": gettext_lazy("There are no events of this or next school year in this calendar."),
    "too_many_events": gettext_lazy(
        "This calendar holds more than %(most)s events of these school years. "
        "Export only the calendar with holidays and special weeks."
    ),
}
problems.register(PROBLEMS)

# The first that fits wins, so what is more certain stands higher.
GUESSES: tuple[tuple[str, Kind], ...] = (
    (r"vakantie|holiday|\breces\b", Kind.HOLIDAY),
    (r"toets|tentamen|\bpw-?week|proefwerk|test ?week|\bse-?week", Kind.TEST_WEEK),
    (r"examen|\bce\b|\bcse\b|\bcspe\b|\bexam", Kind.EXAM_PERIOD),
    (r"studie-?(?:mid)?dag|scholing|teamdag|study day|organisatiedag", Kind.STUDY_DAY),
    (r"project|themaweek|vakoverstijg", Kind.PROJECT_WEEK),
    (r"\bstage", Kind.INTERNSHIP),
    (
        r"lesvrij|roostervrij|\bvrij\b|vrije dag|margedag|geen les|goede vrijdag|pasen|paasdag|"
        r"pinkster|koningsdag|bevrijdingsdag|hemelvaart|kerstdag|nieuwjaarsdag|free day",
        Kind.FREE_DAY,
    ),
    (r"activiteiten|excursie|sportdag|kamp\b|introductie|werkweek|open dag", Kind.ACTIVITY),
)
NATIONAL: tuple[tuple[str, National], ...] = (
    (r"herfst|autumn", National.AUTUMN),
    (r"kerst|christmas", National.CHRISTMAS),
    (r"voorjaar|krokus|carnaval|spring", National.SPRING),
    (r"\bmei|\bmay", National.MAY),
    (r"zomer|summer", National.SUMMER),
)


def read_calendar(file: BinaryIO, *, first: dt.date, last: dt.date) -> list[Proposal]:
    """The events that touch the days from ``first`` to ``last``, by date, each UID once.

    Cancelled ones stay out, and a repeating one counts as its first day. Raises ImportRefused.
    """
    check_size(file, MOST_BYTES)
    text = _text_of(file.read())
    found: dict[str, Proposal] = {}
    for event in _events(text):
        proposal = _proposal(event)
        if proposal and proposal.first_day <= last and proposal.last_day >= first:
            found[proposal.uid] = proposal
    if not found:
        raise ImportRefused("no_events")
    if len(found) > MOST_EVENTS:
        raise ImportRefused("too_many_events", most=f"{MOST_EVENTS}")
    return sorted(found.values(), key=lambda row: (row.first_day, row.last_day, row.label))


def guess_kind(label: str) -> str:
    low = label.casefold()
    return next((str(kind) for pattern, kind in GUESSES if re.search(pattern, low)), "")


def guess_replaced(label: str) -> str:
    """Which national holiday this one is; "" for one that is the school's alone."""
    low = label.casefold()
    return next((str(kind) for pattern, kind in NATIONAL if re.search(pattern, low)), "")


def _text_of(data: bytes) -> str:
    for mark in BYTE_ORDER_MARKS:
        data = data.removeprefix(mark)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise ImportRefused("web_page")
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR") or "\0" in text:
        raise ImportRefused("not_ical")
    if "END:VCALENDAR" not in text.upper():
        raise ImportRefused("broken_ical")
    return text


def _events(text: str) -> list[Any]:
    if len(re.findall(r"^BEGIN:VEVENT", text, flags=re.M | re.I)) > MOST_READ:
        raise ImportRefused("too_many_events", most=f"{MOST_EVENTS}")
    try:
        calendars: list[Any] = Calendar.from_ical(text, multiple=True)
        return [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except Exception as error:
        # Whatever a damaged file makes the library trip over, it is the file.
        raise ImportRefused("broken_ical") from error


def _proposal(event: Any) -> Proposal | None:
    """None for what cannot be a special day: no date, no name, cancelled, ended before it began."""
    try:
        begin = event.decoded("DTSTART", None)
        end = event.decoded("DTEND", None)
        span = event.decoded("DURATION", None)
        label = _label(event.get("SUMMARY", ""))
        status = str(event.get("STATUS", "")).upper()
        uid = str(event.get("UID", "")).strip()
        if not isinstance(begin, dt.date):
            return None
        if not isinstance(end, dt.date):
            end = begin + span if isinstance(span, dt.timedelta) else None
        first, last = _days(begin, end)
    except Exception:
        # One unreadable event leaves the others as they are.
        return None
    if not label or status == "CANCELLED" or last < first:
        return None
    kind = guess_kind(label)
    return Proposal(
        uid=_uid(uid, label, first),
        label=label,
        first_day=first,
        last_day=last,
        kind=kind,
        replaces=guess_replaced(label) if kind == Kind.HOLIDAY else "",
    )


def _days(begin: dt.date, end: dt.date | None) -> tuple[dt.date, dt.date]:
    """Both included. The end of whole days is the day after; so is midnight."""
    first = _here(begin)
    if end is None:
        return first, first
    last = _here(end)
    whole = not isinstance(end, dt.datetime)
    midnight = isinstance(end, dt.datetime) and _local(end).time() == dt.time()
    if (whole or midnight) and last > first:
        last -= A_DAY
    return first, last


def _here(value: dt.date) -> dt.date:
    return _local(value).date() if isinstance(value, dt.datetime) else value


def _local(value: dt.datetime) -> dt.datetime:
    """In the time of this country; a time without a zone is that already."""
    return value.astimezone(ZoneInfo(settings.TIME_ZONE)) if value.tzinfo else value


def _label(text: Any) -> str:
    """One plain line: no entities, no tags, no line ends."""
    plain = html.unescape(html.unescape(str(text)[:LONGEST_SUMMARY]))
    plain = re.sub(r"<[^<>]*>", " ", plain)
    plain = "".join(character if character.isprintable() else " " for character in plain)
    return " ".join(plain.split())[:LONGEST_LABEL]


def _uid(uid: str, label: str, first: dt.date) -> str:
    """Without a UID, or with one too long to keep, the event is known by what it says."""
    if uid and len(uid) <= LONGEST_UID:
        return uid
    digest = hashlib.sha256(f"{uid}|{label}|{first}".encode()).hexdigest()
    return f"without-uid-{digest[:40]}"

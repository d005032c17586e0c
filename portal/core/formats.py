"""How dates, times, distances and numbers read, in the active language."""

import datetime as dt

from django.utils import dateformat, formats, timezone
from django.utils.translation import get_language, gettext, ngettext


def is_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def local_day(value: dt.date | dt.datetime) -> dt.date:
    """The calendar day here, whatever zone a moment was stored in."""
    value = _local(value)
    return value.date() if isinstance(value, dt.datetime) else value


def long_date(value: dt.date | dt.datetime | None) -> str:
    """ "dinsdag 24 november 2026"."""
    return dateformat.format(local_day(value), "l j F Y") if value else ""


def day_and_month(value: dt.date | dt.datetime | None) -> str:
    """ "dinsdag 24 november": for cards, where the year is clear."""
    return dateformat.format(local_day(value), "l j F") if value else ""


def short_date(value: dt.date | dt.datetime | None) -> str:
    """ "24 nov": for tables and charts only; running text takes the long form."""
    if not value:
        return ""
    day = local_day(value)
    return f"{day.day} {short_month(day)}"


def month_and_year(value: dt.date | dt.datetime | None) -> str:
    """ "april 2027"."""
    return dateformat.format(local_day(value), "F Y") if value else ""


def short_month(value: dt.date | dt.datetime) -> str:
    """ "nov", without a full stop."""
    return dateformat.format(local_day(value), "M").rstrip(".").lower()[:4]


def short_weekday(value: dt.date | dt.datetime) -> str:
    """ "di" in Dutch, "Tue" in English."""
    return dateformat.format(local_day(value), "D").rstrip(".")


def relative_day(value: dt.date | dt.datetime | None) -> str:
    """ "Vandaag", "Morgen", "Gisteren", else the long date."""
    if not value:
        return ""
    distance = (local_day(value) - timezone.localdate()).days
    names = {0: gettext("Today"), 1: gettext("Tomorrow"), -1: gettext("Yesterday")}
    return names.get(distance) or long_date(value)


def _bare_clock(value: dt.time | dt.datetime) -> str:
    moment = value
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        moment = timezone.localtime(value)
    return f"{moment.hour}{'.' if is_dutch() else ':'}{moment.minute:02d}"


def clock(value: dt.time | dt.datetime | None) -> str:
    """ "10.00 uur"; "10:00" in English."""
    if value is None or value == "":
        return ""
    return f"{_bare_clock(value)}\N{NO-BREAK SPACE}uur" if is_dutch() else _bare_clock(value)


def time_span(start: dt.time | dt.datetime | None, end: dt.time | dt.datetime | None) -> str:
    """ "9.30 tot 12.00 uur"; only the start when there is no end."""
    if not start or not end:
        return clock(start)
    return gettext("%(start)s to %(end)s") % {"start": _bare_clock(start), "end": clock(end)}


def moment(start: dt.datetime | None, end: dt.datetime | None = None) -> str:
    """ "dinsdag 24 november 2026, 9.30 tot 12.00 uur"."""
    return f"{long_date(start)}, {time_span(start, end)}" if start else ""


def duration(minutes: int | None) -> str:
    """ "45 minuten", "2 uur", "2 uur en 30 minuten"."""
    if not minutes:
        return ""
    hours, rest = divmod(int(minutes), 60)
    whole = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours} if hours else ""
    part = ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest} if rest else ""
    return (
        gettext("%(hours)s and %(minutes)s") % {"hours": whole, "minutes": part}
        if whole and part
        else whole or part
    )


def date_span(start: dt.date | None, end: dt.date | None) -> str:
    """ "23 november tot en met 18 december 2026": the year once where it can be."""
    if not start or not end:
        only = start or end
        return dateformat.format(local_day(only), "j F Y") if only else ""
    start, end = local_day(start), local_day(end)
    if start == end:
        return dateformat.format(start, "j F Y")
    first = "j F" if start.year == end.year else "j F Y"
    return gettext("%(first)s until %(last)s") % {
        "first": dateformat.format(start, first),
        "last": dateformat.format(end, "j F Y"),
    }


def number(value: float | None, decimals: int = 0) -> str:
    """ "1.234" or, with decimals, "3,5"."""
    if value is None or value == "":
        return ""
    return formats.number_format(round(value, decimals), decimals, force_grouping=True)


def km(value: float | None) -> str:
    """ "6 km"; under a kilometre "minder dan 1 km"."""
    if value is None or value == "":
        return ""
    if value < 1:
        return gettext("less than 1 km")
    return f"{number(value)}\N{NO-BREAK SPACE}km"


def percent(part: float, whole: float) -> str:
    """ "60%"; empty when there is nothing to share."""
    return f"{round(100 * part / whole)}%" if whole else ""

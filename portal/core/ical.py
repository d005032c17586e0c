"""iCalendar (RFC 5545): dates as other calendars read them, in the time of this country."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import condition
from icalendar import Calendar, Event

HOST = "praktijkplein"
FIRST_YEAR, LAST_YEAR = 2025, 2040
AN_HOUR = 3600


@dataclass(frozen=True)
class Entry:
    """One date. Its ``uid`` never changes; each change has a higher ``sequence``."""

    uid: str
    sequence: int
    changed_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False


def calendar_of(entries: Iterable[Entry], *, name: str) -> bytes:
    """A whole calendar, with the rules of summer time in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Praktijkplein//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 1, 1))
    return calendar.to_ical()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{HOST}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("dtstart", timezone.localtime(entry.starts_at))
    event.add("dtend", timezone.localtime(entry.ends_at))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", entry.title)
    for name, value in (("location", entry.place), ("description", entry.text)):
        if value:
            event.add(name, value)
    if entry.url:
        event.add("url", entry.url)
    return event


def calendar_response(
    request: HttpRequest, body: bytes, *, file_name: str, private: bool = False
) -> HttpResponse:
    """Answers 304 to who has this version already."""
    return feed_response(
        request, body, "text/calendar; charset=utf-8", file_name=file_name, private=private
    )


def feed_response(
    request: HttpRequest,
    body: bytes,
    content_type: str,
    *,
    file_name: str = "",
    private: bool = False,
) -> HttpResponse:
    """A body with an ETag, kept for an hour by who may keep it."""
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])

    @condition(etag_func=lambda _request: etag)
    def answer(_request):
        response = HttpResponse(body, content_type=content_type)
        if file_name:
            response["Content-Disposition"] = f'inline; filename="{file_name}"'
        return response

    response = answer(request)
    patch_cache_control(response, max_age=AN_HOUR, **{"private" if private else "public": True})
    return response

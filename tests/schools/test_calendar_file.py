"""A calendar file of the school: read with care, shown, and taken over once."""

import datetime as dt
import io
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from portal.core.school_year import bounds, current_school_year
from portal.imports.problems import ImportRefused
from schools.imports.school_calendar import guess_kind, guess_replaced, read_calendar
from schools.models import CalendarException
from schools.services.calendar import (
    Entry,
    take_entries,
)

Kind = CalendarException.Kind
SAMPLES = Path(
    os.environ.get("PRAKTIJKPLEIN_SAMPLES", Path(__file__).parents[3] / "shared" / "samples")
)
SAMPLE = SAMPLES / "ical/nl-school-north.ics"
YEAR = (dt.date(2026, 8, 1), dt.date(2028, 7, 31))
TUESDAY = dt.date(2026, 11, 24)
AUTUMN = dt.date(2026, 10, 20)  # in the autumn holiday of Middle


# ---- A calendar file


def ical(*events, head="BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n", end="END:VCALENDAR\n"):
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return io.BytesIO((head + body + end).replace("\n", "\r\n").encode())


def event(summary="Studiedag", first="20261124", last="20261125", uid="a@b", more=""):
    return (
        f"UID:{uid}\nSUMMARY:{summary}\nDTSTART;VALUE=DATE:{first}\nDTEND;VALUE=DATE:{last}{more}"
    )


def read(*events, **options):
    return read_calendar(ical(*events, **options), first=YEAR[0], last=YEAR[1])


def test_end_of_whole_days_is_the_day_before():
    (row,) = read(event(last="20261128"))

    assert (row.first_day, row.last_day, row.kind) == (TUESDAY, dt.date(2026, 11, 27), "study_day")


def test_moments_become_days_of_this_country():
    (row,) = read("UID:a\nSUMMARY:Sportdag\nDTSTART:20261123T233000Z\nDTEND:20261124T090000Z")

    assert (row.first_day, row.last_day) == (TUESDAY, TUESDAY)


def test_doubled_headers_entities_and_tags_do_no_harm():
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nVERSION:2.0\nPRODID:x\nPRODID:y\nMETHOD:PUBLISH\n"

    (row,) = read(event("Vakantie &amp; <b>meer</b> &eacute;&eacute;n"), head=head)

    assert row.label == "Vakantie & meer één"


def test_events_without_use_stay_out():
    found = read(
        event(uid="keep"),
        event(uid="gone", more="\nSTATUS:CANCELLED"),
        event("", uid="no-name"),
        event(first="20261124", last="20261101", uid="backwards"),
        event(first="20240101", last="20240102", uid="long-ago"),
        "UID:no-date\nSUMMARY:Iets",
    )

    assert [row.uid for row in found] == ["keep"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Herfstvakantie", "holiday"),
        ("Toetsweek 2", "test_week"),
        ("Centraal examen tijdvak 1", "exam_period"),
        ("Studiedag team", "study_day"),
        ("Projectweek duurzaamheid", "project_week"),
        ("Goede Vrijdag", "free_day"),
        ("Stage leerjaar 4", "internship"),
        ("Excursie Burgers Zoo", "activity"),
        ("Verjaardag", ""),
    ],
)
def test_kind_is_guessed_from_the_name(name, kind):
    assert guess_kind(name) == kind


@pytest.mark.parametrize(
    ("name", "holiday"),
    [("Krokusvakantie", "spring"), ("Meivakantie", "may"), ("Extra vakantie", "")],
)
def test_replaced_holiday_is_guessed(name, holiday):
    assert guess_replaced(name) == holiday


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"naam;datum\r\n", "not_ical"),
        (b"<!DOCTYPE html><html></html>", "web_page"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "broken_ical"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "no_events"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * (2 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_another_file_is_refused(content, code):
    with pytest.raises(ImportRefused) as refused:
        read_calendar(io.BytesIO(content), first=YEAR[0], last=YEAR[1])

    assert refused.value.code == code
    assert refused.value.message


def test_too_many_events_are_refused():
    with pytest.raises(ImportRefused) as refused:
        read(*(event(uid=f"u{number}") for number in range(301)))

    assert refused.value.code == "too_many_events"


@given(st.binary(max_size=300), st.integers(0, 250))
def test_mangled_file_gives_a_message_and_no_crash(noise, place):
    data = ical(event(), event(uid="b")).getvalue()
    data = data[:place] + noise + data[place:]

    try:
        found = read_calendar(io.BytesIO(data), first=YEAR[0], last=YEAR[1])
    except ImportRefused:
        return
    assert all(row.first_day <= row.last_day for row in found)


def test_sample_with_doubled_headers_is_read():
    if not SAMPLE.exists():
        pytest.skip("the sample calendar is not on this machine")
    with SAMPLE.open("rb") as file:
        found = read_calendar(file, first=dt.date(2026, 8, 1), last=dt.date(2027, 7, 31))

    autumn = next(row for row in found if row.replaces == "autumn")
    assert (autumn.first_day, autumn.last_day) == (dt.date(2026, 10, 10), dt.date(2026, 10, 18))
    assert {row.kind for row in found} == {"holiday"}


def test_same_file_twice_adds_nothing(school, coordinator):
    entries = [Entry("a", "study_day", "Studiedag", TUESDAY, TUESDAY)]
    later = [Entry("a", "study_day", "Studiedag", TUESDAY, TUESDAY + dt.timedelta(days=1))]

    first = take_entries(school, entries, by=coordinator)
    second = take_entries(school, entries, by=coordinator)
    third = take_entries(school, later, by=coordinator)

    assert (first.created, second.unchanged, third.changed) == (1, 1, 1)
    assert CalendarException.objects.get().last_day == TUESDAY + dt.timedelta(days=1)


def year_day(month, day):
    """A day of the school year that is going on."""
    first, _last = bounds(current_school_year())
    return dt.date(first.year if month >= 8 else first.year + 1, month, day)


def upload(client, school, *events):
    file = SimpleUploadedFile("jaar.ics", ical(*events).getvalue(), "text/calendar")
    return client.post(reverse("schools:calendar-upload"), {"file": file, "school": school.slug})


def test_ticked_events_come_into_the_calendar(client, school, coordinator):
    client.force_login(coordinator)
    day = f"{year_day(11, 24):%Y%m%d}"
    shown = upload(
        client, school, event(first=day, last=day, uid="a"), event("Jarig", day, day, uid="b")
    )
    signed = shown.context["signed"]

    client.post(
        reverse("schools:calendar-upload"),
        {"proposals": signed, "school": school.slug, "take_0": "on", "kind_0": "study_day"},
    )

    assert shown.status_code == 200
    assert [row["take"].value() for row in shown.context["form"].rows] == [False, True]
    assert CalendarException.objects.count() == 1


def test_event_without_a_kind_is_asked_for(client, school, coordinator):
    client.force_login(coordinator)
    day = f"{year_day(11, 24):%Y%m%d}"
    signed = upload(client, school, event("Jarig", day, day)).context["signed"]

    page = client.post(reverse("schools:calendar-upload"), {"proposals": signed, "take_0": "on"})

    assert page.status_code == 422
    assert not CalendarException.objects.exists()


@pytest.mark.parametrize("change", [lambda text: text + "x", lambda _text: ""])
def test_changed_proposals_are_refused(client, school, coordinator, change):
    client.force_login(coordinator)
    day = f"{year_day(11, 24):%Y%m%d}"
    signed = upload(client, school, event(first=day, last=day)).context["signed"]

    page = client.post(reverse("schools:calendar-upload"), {"proposals": change(signed)})

    assert page.status_code == 400


def test_proposals_are_for_the_school_that_uploaded(client, school, coordinator, other_coordinator):
    day = f"{year_day(11, 24):%Y%m%d}"
    client.force_login(coordinator)
    signed = upload(client, school, event(first=day, last=day)).context["signed"]
    client.force_login(other_coordinator)

    page = client.post(reverse("schools:calendar-upload"), {"proposals": signed, "take_0": "on"})

    assert page.status_code == 400
    assert not CalendarException.objects.exists()


@pytest.mark.parametrize("summary", ["<" * 100_000, "&amp;" * 30_000, "vakantie " * 20_000])
def test_endless_name_of_an_event_takes_no_time(summary):
    found = read(event(summary), event(uid="b"))

    assert "b" in [row.uid for row in found]
    assert all(len(row.label) <= 80 for row in found)

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from icalendar import Calendar

from employers.models import CalendarAddress, Session
from employers.services.planning import (
    calendar_address_of,
    employer_of_address,
    renew_calendar_address,
    secret_of,
    url_of,
)
from employers.services.sessions import cancel_session, change_session
from tests.factories import SessionFactory, StudentFactory


def read(client, employer, status=200):
    path = url_of(calendar_address_of(employer)).partition("//")[2].partition("/")[2]
    response = client.get(f"/{path}")
    assert response.status_code == status
    return response


def events(response):
    calendar = Calendar.from_ical(response.content)
    return list(calendar.walk("VEVENT"))


def test_calendar_has_each_date_with_its_head_count_and_no_names(client, live):
    session = SessionFactory(offer=live, places_taken=3, room="Poort; 2, links")
    SessionFactory()  # somebody else's
    student = StudentFactory(given_name="Samira")

    response = read(client, live.employer)

    (event,) = events(response)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["summary"] == live.title
    assert event["uid"] == f"{session.uid}@praktijkplein"
    assert event["status"] == "CONFIRMED"
    assert event["sequence"] == 0
    assert "3 van 8 plekken zijn bezet" in event["description"]
    assert event["location"].endswith("Poort; 2, links")
    assert student.given_name not in response.content.decode()
    assert event["dtstart"].dt == session.starts_at


def test_calendar_is_in_the_time_of_this_country_with_its_rules(client, live):
    SessionFactory(offer=live)

    text = read(client, live.employer).content.decode()

    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam" in text
    assert "DTSTART;TZID=Europe/Amsterdam:" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_calendar_follows_a_change_and_keeps_what_is_cancelled(client, live, employer_user):
    session = SessionFactory(offer=live)
    session.room = "Hal 2"
    change_session(session, by=employer_user)
    changed = events(read(client, live.employer))[0]
    cancel_session(Session.objects.get(pk=session.pk), by=employer_user, reason="Oven stuk.")

    (event,) = events(read(client, live.employer))

    assert changed["sequence"] == 1
    assert (event["status"], event["sequence"], event["uid"]) == ("CANCELLED", 2, changed["uid"])
    assert event["last-modified"].dt >= changed["last-modified"].dt
    assert "Oven stuk." in event["description"]


def test_calendar_answers_short_to_who_has_it_already(client, live):
    SessionFactory(offer=live)
    first = read(client, live.employer)
    path = first.wsgi_request.path

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "private" in first["Cache-Control"]


def test_new_address_makes_the_old_one_dead(client, live, employer_user):
    old = secret_of(calendar_address_of(live.employer))

    renew_calendar_address(live.employer, by=employer_user)

    assert employer_of_address(live.employer_id, old) is None
    assert (
        client.get(reverse("employers:calendar-feed", args=[live.employer_id, old])).status_code
        == 404
    )
    read(client, live.employer)


def test_secret_is_not_in_the_database(live):
    row = calendar_address_of(live.employer)

    values = [str(value) for value in CalendarAddress.objects.values_list()[0]]
    assert secret_of(row) not in values


def test_new_address_of_another_employer_is_refused(live, other_employer_user):
    with pytest.raises(PermissionDenied):
        renew_calendar_address(live.employer, by=other_employer_user)


def test_screen_shows_the_address_of_own_employers_only(client, live, other_employer_user):
    client.force_login(other_employer_user)

    response = client.get(reverse("employers:calendar"))

    assert url_of(calendar_address_of(live.employer)) not in response.text
    assert [row["employer"].pk for row in response.context["rows"]] == [
        other_employer_user.employers_memberships.get().employer_id
    ]


@pytest.mark.parametrize("dates", [1, 3])
def test_calendar_costs_the_same(client, live, dates, django_assert_num_queries):
    SessionFactory.create_batch(dates, offer=live)
    secret = secret_of(calendar_address_of(live.employer))
    path = reverse("employers:calendar-feed", args=[live.employer_id, secret])

    with django_assert_num_queries(2):
        client.get(path)

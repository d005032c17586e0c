"""From a question of a school to an answer by mail, and what happens when it is asked too often."""

import pytest
from django.urls import reverse

from placements.models import Booking
from placements.tasks import look_at_bookings, release_all_queues
from tests.factories import (
    EmployerFactory,
    EmployerMembershipFactory,
    GroupFactory,
    OfferFactory,
    SchoolFactory,
    SchoolMembershipFactory,
    SessionFactory,
    StudentFactory,
    UserFactory,
)

State = Booking.State


@pytest.fixture
def baker(person):
    member = EmployerMembershipFactory(
        employer=EmployerFactory(name="Bakkerij De Korst"), user=UserFactory(first_name="Bram")
    )
    return person(member.user)


@pytest.fixture
def offer(baker):
    return OfferFactory(
        employer=baker.user.employers_memberships.get().employer, title="Bak je eigen brood"
    )


def a_school(person, name):
    school = SchoolFactory(name=name)
    group = GroupFactory(school=school, name="2P1")
    StudentFactory.create_batch(4, base_group=group)
    return group, person(SchoolMembershipFactory(school=school, role="coordinator").user)


def link_in(mail):
    return (
        next(word for word in mail.body.split() if "/antwoord/" in word)
        .partition("://")[2]
        .partition("/")[2]
    )


def mails_about(mailoutbox, words):
    return [mail for mail in mailoutbox if words in mail.subject]


def ask(school, offer, group, day):
    school.look("placements:booking-new", offer.pk)
    school.do(
        "placements:booking-new", offer.pk,
        group=group.pk, when="other", wish_1_day=day, wish_1_part="morning",
        adults=2, contact_name="Marit", message="Mogen we komen kijken?",
    )  # fmt: skip
    return Booking.objects.latest("pk")


def test_a_school_asks_and_the_company_answers_by_mail(person, baker, offer, clock, mailoutbox):
    clock(2026, 11, 9, 9)
    group, school = a_school(person, "Praktijkschool De Wissel")

    booking = ask(school, offer, group, "2027-01-19")

    (asked,) = mails_about(mailoutbox, "Mag er een groep komen?")
    assert asked.to == [baker.user.email]
    pupil = group.students.first()
    assert pupil.family_name not in asked.body

    # Bram has no time; three working days later he is reminded, and then he answers on his phone.
    clock(2026, 11, 12, 9)
    with person()._run_callbacks(execute=True):
        look_at_bookings()
    (reminder,) = mails_about(mailoutbox, "wacht nog op je antwoord")
    phone = person()
    link = f"/{link_in(reminder)}"
    page = phone.look(link)
    assert "Praktijkschool De Wissel" in page.text
    done = phone.do(
        link, **{"doe": "ja", "ja-day": "2027-01-19", "ja-start": "09:30", "ja-end": "11:30"}
    )
    assert "komt met 4 leerlingen" in done.text

    booking.refresh_from_db()
    assert (booking.state, booking.pupils, booking.session.places_taken) == (State.CONFIRMED, 4, 4)
    (agreed,) = [m for m in mails_about(mailoutbox, "Afgesproken") if m.to == [school.user.email]]
    assert "19 januari 2027" in agreed.body
    assert "Bak je eigen brood" in school.look("placements:session-list").text
    assert "19 januari" in school.look(booking.get_absolute_url()).text

    # The link once more: it says what was answered, and changes nothing.
    assert "Er is al geantwoord" in phone.look(link).text


def test_another_date_to_and_fro_and_a_queue(person, baker, offer, clock, mailoutbox):
    clock(2026, 11, 9, 9)
    baker.do(
        "placements:load-budget", offer.employer.slug,
        requests=1, activities=3, pupils=40, rest_weeks=0,
    )  # fmt: skip
    group, school = a_school(person, "Praktijkschool De Wissel")
    other_group, other_school = a_school(person, "Praktijkschool De Waard")
    first = ask(school, offer, group, "2027-01-19")
    second = ask(other_school, offer, other_group, "2027-02-11")

    # One request a month: the second school sees where it stands, Bram sees nothing of it.
    assert second.state == State.QUEUED
    assert "nummer 1 in de rij" in other_school.look(second.get_absolute_url()).text
    assert "december 2026" in other_school.look(second.get_absolute_url()).text
    assert len(mails_about(mailoutbox, "Mag er een groep komen?")) == 1
    assert "De Waard" not in baker.look("placements:employer-bookings").text

    own = SessionFactory(offer=offer, starts_at=first_moment(), ends_at=first_moment(2))
    baker.do(
        reverse("placements:booking-respond", args=[first.pk]),
        **{"doe": "anders", "anders-when": own.pk, "anders-note": "Dan is de oven warm"},
    )
    page = school.look(first.get_absolute_url())
    assert "Komt deze datum uit?" in page.text
    school.do("placements:booking-do", first.pk, "agree")
    first.refresh_from_db()
    assert (first.state, first.session) == (State.CONFIRMED, own)

    # A new month: now the second school is asked for.
    clock(2026, 12, 1, 9)
    with baker._run_callbacks(execute=True):
        release_all_queues()
    second.refresh_from_db()
    assert second.state == State.REQUESTED
    assert len(mails_about(mailoutbox, "Mag er een groep komen?")) == 2

    fresh = person(baker.user)
    fresh.do(
        reverse("placements:booking-respond", args=[second.pk]),
        **{"doe": "nee", "nee-reason": "staff", "nee-note": "Wij zijn dan verhuisd."},
    )
    (no,) = mails_about(mailoutbox, "Het kan niet")
    assert "Wij zijn dan verhuisd." in no.body


def first_moment(hours=0):
    import datetime

    from tests.journeys.conftest import HERE

    return datetime.datetime(2027, 1, 21, 10 + hours, tzinfo=HERE)

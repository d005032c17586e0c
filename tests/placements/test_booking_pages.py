"""The pages of a request: the form, the list, the answer by link, the budget, the region."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers.models import EmployerMembership, LoadBudget
from placements.models import Booking
from placements.services import booking_answers as answers
from placements.services.booking_links import LinkRefused, link_for, open_link, token_for
from placements.services.bookings import withdraw
from placements.views.booking_answers import STATUS
from tests.factories import (
    BookingFactory,
    EmployerMembershipFactory,
    OfferFactory,
    SessionFactory,
    StudentFactory,
    StudentNeedFactory,
)
from tests.placements.bookings import ask_for_day, ask_on, school_day

State = Booking.State


@pytest.fixture
def member():
    return EmployerMembershipFactory().user


@pytest.fixture
def employer(member):
    return member.employers_memberships.get().employer


@pytest.fixture
def offer(employer):
    return OfferFactory(employer=employer, title="Kijk in de smederij", group_max=12)


@pytest.fixture
def session(offer):
    return SessionFactory(offer=offer, max_places=10)


@pytest.fixture
def booking(session, group, coordinator):
    return ask_on(session, group, coordinator)


@pytest.fixture
def link(booking, member):
    return link_for(booking, member)


def form_for(group, **more):
    return {"group": group.pk, "when": "other", "adults": 2, "contact_name": "Jo", **more}


# ---- Asking


def test_school_asks_from_the_page_of_the_offer(client, offer, session, group, coordinator):
    client.force_login(coordinator)
    page = client.get(offer.get_absolute_url())
    url = reverse("placements:booking-new", args=[offer.pk])
    assert url in page.text

    StudentNeedFactory(student__base_group=group, code="low_stimulus")

    response = client.post(
        url, form_for(group, when=session.pk, pupils=5, message="Graag!"), follow=True
    )

    booking = Booking.objects.get()
    assert response.redirect_chain[-1][0] == booking.get_absolute_url()
    found = (booking.session, booking.pupils, booking.adults, booking.needs, booking.message)
    assert found == (session, 5, 2, {"low_stimulus": 1}, "Graag!")


def test_form_without_a_number_asks_for_the_whole_group(client, offer, group, coordinator):
    StudentFactory.create_batch(3, base_group=group)
    client.force_login(coordinator)

    client.post(
        reverse("placements:booking-new", args=[offer.pk]),
        form_for(group, wish_1_day=school_day(40).isoformat()),
    )

    assert Booking.objects.get().pupils == 3


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "wish_1_day"),
        ({"wish_1_day": "2020-01-06"}, "wish_1_day"),
        ({"wish_1_day": "geen dag"}, "wish_1_day"),
        ({"pupils": "900"}, "pupils"),
        ({"pupils": "13", "wish_1_day": "ok"}, "pupils"),
        ({"contact_phone": "bel me <script>"}, "contact_phone"),
        ({"message": "x" * 601}, "message"),
        ({"when": "999999"}, "when"),
        ({"group": "999999"}, "group"),
    ],
)
def test_form_that_is_not_right_says_so_and_keeps_what_was_typed(
    client, offer, group, coordinator, data, field
):
    client.force_login(coordinator)
    if data.get("wish_1_day") == "ok":
        data = {**data, "wish_1_day": school_day(40).isoformat()}

    response = client.post(
        reverse("placements:booking-new", args=[offer.pk]),
        {**form_for(group, pupils="4"), **data, "contact_name": "Bewaar mij"},
    )

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Bewaar mij" in response.text
    assert not Booking.objects.exists()


def test_html_in_the_message_is_shown_as_words(client, booking, member):
    Booking.objects.update(message="<script>alert(1)</script>")
    client.force_login(member)

    response = client.get(booking.get_absolute_url())

    assert "<script>alert(1)" not in response.text
    assert "&lt;script&gt;" in response.text


# ---- Lists


def queries_of(client, name):
    """How many queries the page takes, once it is warm."""
    client.get(reverse(f"placements:{name}"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"placements:{name}"))
    return len(queries)


def test_list_of_the_school_costs_the_same_for_any_number(client, group, school, coordinator):
    client.force_login(coordinator)
    BookingFactory(group=group, school=school)
    one = queries_of(client, "booking-list")
    BookingFactory.create_batch(2, group=group, school=school)

    assert queries_of(client, "booking-list") == one <= 8


def test_list_of_the_company_costs_the_same_for_any_number(client, offer, member):
    client.force_login(member)
    BookingFactory(offer=offer)
    BookingFactory(offer=offer, state=State.QUEUED)
    one = queries_of(client, "employer-bookings")
    BookingFactory.create_batch(2, offer=offer)

    assert queries_of(client, "employer-bookings") == one <= 8
    page = client.get(reverse("placements:employer-bookings")).context["page_obj"]
    assert len(page) == 3


@pytest.mark.parametrize("name", ["load-overview", "load-silent"])
def test_lists_of_the_region_cost_the_same_for_any_number(client, region_coordinator, name):
    client.force_login(region_coordinator)
    _silent_company()
    one = queries_of(client, name)
    _silent_company()
    _silent_company()

    assert queries_of(client, name) == one <= 13
    assert len(client.get(reverse(f"placements:{name}")).context["page_obj"]) == 3


def _silent_company():
    offer = OfferFactory(employer=EmployerMembershipFactory().employer)
    BookingFactory(offer=offer)
    BookingFactory(offer=offer, state=State.EXPIRED, answered_at=timezone.now())


def test_agreed_group_stands_with_the_days_of_the_school(
    client, booking, member, coordinator, school_leader
):
    answers.accept(booking, by=member)

    for user, linked in ((coordinator, True), (school_leader, False)):
        client.force_login(user)
        response = client.get(reverse("placements:session-list"))
        assert "Kijk in de smederij" in response.text
        assert (booking.get_absolute_url() in response.text) == linked


# ---- The answer


def test_yes_by_the_link_without_a_password(client, link, booking):
    page = client.get(link)
    assert page.status_code == 200
    booking.refresh_from_db()
    assert booking.state == State.SEEN

    response = client.post(link, {"doe": "ja", "ja-note": "Tot dan"}, follow=True)

    booking.refresh_from_db()
    assert booking.state == State.CONFIRMED
    assert response.redirect_chain[-1][0].endswith("/klaar/")


def test_another_date_by_the_link(client, link, booking, offer):
    day = school_day(50).isoformat()

    client.post(
        link,
        {
            "doe": "anders", "anders-when": "new", "anders-day": day,
            "anders-start": "10:00", "anders-end": "12:00",
        },
    )  # fmt: skip

    booking.refresh_from_db()
    assert (booking.state, booking.own_date) == (State.OTHER, True)
    assert timezone.localdate(booking.session.starts_at).isoformat() == day


def test_no_by_the_link(client, link, booking):
    client.post(link, {"doe": "nee", "nee-reason": "staff", "nee-note": "Volgend jaar wel"})

    booking.refresh_from_db()
    assert (booking.state, booking.reason) == (State.DECLINED, "staff")


@pytest.mark.parametrize(
    "data",
    [
        {"doe": "nee"},
        {"doe": "nee", "nee-reason": "geen zin"},
        {"doe": "anders"},
        {"doe": "anders", "anders-when": "new"},
        {"doe": "anders", "anders-when": "new", "anders-day": "2026-02-30"},
        {"doe": "anders", "anders-when": "new", "anders-day": "2020-01-06",
         "anders-start": "10:00", "anders-end": "12:00"},
        {"doe": "anders", "anders-when": "new", "anders-day": "2030-01-07",
         "anders-start": "12:00", "anders-end": "10:00"},
        {"doe": "anders", "anders-when": "424242"},
        {"doe": "ja", "ja-note": "x" * 401},
    ],
)  # fmt: skip
def test_answer_that_is_not_right_is_refused_and_nothing_changes(client, link, booking, data):
    response = client.post(link, data)

    assert response.status_code == 422
    booking.refresh_from_db()
    assert booking.state == State.REQUESTED


def test_answer_that_is_no_answer_is_not_found(client, link):
    assert client.post(link, {"doe": "misschien"}).status_code == 404


def test_link_used_twice_says_what_was_answered(client, link, booking):
    client.post(link, {"doe": "nee", "nee-reason": "staff"})

    again = client.get(link)
    late = client.post(link, {"doe": "ja"})

    assert again.status_code == 200
    assert late.status_code == 409
    booking.refresh_from_db()
    assert booking.state == State.DECLINED


def test_link_after_the_school_took_it_back(client, link, booking, coordinator):
    withdraw(booking, by=coordinator)

    assert client.get(link).status_code == 200
    assert client.post(link, {"doe": "ja"}).status_code == 409


def test_link_after_the_request_has_ended(client, link, booking):
    Booking.objects.update(state=State.EXPIRED)

    assert client.get(link).status_code == 200
    assert client.post(link, {"doe": "ja"}).status_code == 409


def test_link_that_is_too_old_is_gone(client, link, booking, settings, time_machine):
    time_machine.move_to(timezone.now() + dt.timedelta(days=settings.BOOKING_LINK_DAYS, minutes=1))

    assert client.get(link).status_code == 410
    assert client.post(link, {"doe": "ja"}).status_code == 410


@pytest.mark.parametrize("token", ["onzin", "a:b:c", "é", "%00", ":", "x" * 3000])
def test_altered_link_is_not_found(client, booking, token):
    assert client.get(f"/antwoord/{token}/").status_code == 404
    with pytest.raises(LinkRefused):
        open_link(token)


@pytest.mark.parametrize(
    "change",
    [
        lambda member: EmployerMembership.objects.filter(user=member).delete(),
        lambda member: type(member).objects.filter(pk=member.pk).update(is_active=False),
    ],
    ids=["left", "closed"],
)
def test_link_of_who_no_longer_works_there_is_closed(client, link, member, change):
    change(member)

    assert client.get(link).status_code == 403
    assert client.post(link, {"doe": "ja"}).status_code == 403


def test_link_for_a_member_of_another_company_is_closed(client, booking, other_employer_user):
    assert client.get(link_for(booking, other_employer_user)).status_code == 403


@pytest.mark.parametrize("who", ["other_employer_user", "coordinator", "region_coordinator"])
def test_somebody_else_who_is_signed_in_does_not_answer(request, client, link, booking, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(link, {"doe": "ja"}).status_code == 403
    booking.refresh_from_db()
    assert booking.state == State.REQUESTED


def test_what_waits_in_the_queue_has_no_link_that_works(client, booking, member):
    Booking.objects.update(state=State.QUEUED)

    assert client.get(link_for(booking, member)).status_code == 403


def test_every_refusal_has_a_status_of_its_own():
    assert set(LinkRefused.__subclasses__()) == set(STATUS)


def test_company_answers_from_its_desk(client, booking, member):
    client.force_login(member)
    desk = client.get(reverse("home:desk"))
    assert reverse("placements:employer-bookings") in desk.text

    client.post(reverse("placements:booking-respond", args=[booking.pk]), {"doe": "ja"})

    booking.refresh_from_db()
    assert booking.state == State.CONFIRMED


def test_page_after_a_no_shows_what_else_is_possible(
    client, offer, group, coordinator, member, school
):
    booking = ask_for_day(offer, group, coordinator)
    near = OfferFactory(sector=offer.sector, title="Kijk bij de buren")
    SessionFactory(offer=near, max_places=8)
    full = OfferFactory(sector=offer.sector, title="Al helemaal vol")
    SessionFactory(offer=full, max_places=8, places_taken=6)
    answers.decline(booking, by=member, reason="full")
    client.force_login(coordinator)

    response = client.get(booking.get_absolute_url())

    assert [card.title for card in response.context["others"]] == ["Kijk bij de buren"]


# ---- The budget


def test_company_sets_its_budget_and_sees_the_meter(client, booking, employer, member):
    client.force_login(member)

    response = client.post(
        reverse("placements:load-budget", args=[employer.slug]),
        {"requests": "4", "rest_weeks": "1", "quiet_months": ["5", "12"]},
        follow=True,
    )

    row = LoadBudget.objects.get(employer=employer)
    assert (row.requests, row.activities, row.rest_weeks, row.quiet_months) == (4, None, 1, [5, 12])
    assert response.context["usage"].requests == 1
    desk = client.get(reverse("home:desk"))
    assert "1 van 4 aanvragen deze maand" in desk.text


@pytest.mark.parametrize(
    "wrong", [{"requests": "-1"}, {"requests": "veel"}, {"pupils": "99999"}, {"quiet_months": "13"}]
)
def test_budget_that_is_not_right_is_refused(client, employer, member, wrong):
    client.force_login(member)

    response = client.post(reverse("placements:load-budget", args=[employer.slug]), wrong)

    assert response.status_code == 422
    assert not LoadBudget.objects.exists()


def test_token_is_bound_to_one_request(client, booking, member):
    other = BookingFactory(offer=booking.offer)
    mine, theirs = token_for(booking, member), token_for(other, member)
    mixed = theirs.partition(":")[0] + ":" + mine.partition(":")[2]

    assert client.get(reverse("placements:booking-answer", args=[mixed])).status_code == 404

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from placements.models import Placement, Round, WishList
from tests.factories import (
    OfferFactory,
    PlacementFactory,
    ReflectionFactory,
    RoundFactory,
    RoundSessionFactory,
    SessionFactory,
    StudentFactory,
)


@pytest.fixture
def open_round(school, group):
    round_ = RoundFactory(school=school, groups=[group], state=Round.State.OPEN, wishes_each=2)
    for session in SessionFactory.create_batch(3):
        RoundSessionFactory(round=round_, session=session, places=8, held=8)
    return round_


@pytest.fixture
def offers(open_round):
    return [item.session.offer for item in open_round.round_sessions.order_by("pk")]


def tap(client, round_, offer, name="pupil-wish-toggle", **kwargs):
    return client.post(reverse(f"placements:{name}", args=[round_.pk, offer.pk]), **kwargs)


def wished(student):
    return [wish.offer for wish in WishList.objects.get(student=student).wishes.all()]


def test_tapping_pictures_ranks_them_without_javascript(client, student, open_round, offers):
    client.force_login(student.user)

    tap(client, open_round, offers[1])
    response = tap(client, open_round, offers[0], follow=True)
    assert wished(student) == [offers[1], offers[0]]
    assert response.context["left"] == 0

    tap(client, open_round, offers[0], name="pupil-wish-up")
    assert wished(student) == [offers[0], offers[1]]

    tap(client, open_round, offers[0])
    assert wished(student) == [offers[1]]


def test_one_wish_too_many_is_told_kindly(client, student, open_round, offers):
    client.force_login(student.user)
    tap(client, open_round, offers[0])
    tap(client, open_round, offers[1])

    response = tap(client, open_round, offers[2], follow=True)

    assert len(list(response.context["messages"])) == 1
    assert wished(student) == offers[:2]


def test_tapping_with_htmx_answers_with_the_cards(client, student, open_round, offers):
    client.force_login(student.user)

    response = tap(client, open_round, offers[0], headers={"HX-Request": "true"})

    assert "<!doctype" not in response.text
    assert response.context["chosen"] == [offers[0]]


def test_sending_wishes_shows_that_it_is_done(client, student, open_round, offers):
    client.force_login(student.user)
    tap(client, open_round, offers[0])

    client.post(reverse("placements:pupil-wishes-send", args=[open_round.pk]))

    assert WishList.objects.get(student=student).sent_at


def test_a_round_of_another_school_is_not_found(client, other_student, open_round):
    client.force_login(other_student.user)

    response = client.get(reverse("placements:pupil-wishes", args=[open_round.pk]))

    assert response.status_code == 404


def test_a_closed_round_shows_the_wishes_but_no_buttons(client, student, open_round, offers):
    client.force_login(student.user)
    tap(client, open_round, offers[0])
    Round.objects.update(state=Round.State.CLOSED)

    response = client.get(reverse("placements:pupil-wishes", args=[open_round.pk]))

    assert response.context["why_not"]
    tap(client, open_round, offers[1])
    assert wished(student) == [offers[0]]


@pytest.mark.parametrize("dates", [1, 6])
def test_wishes_page_costs_the_same_for_any_number_of_offers(
    client, student, school, group, dates, django_assert_max_num_queries
):
    round_ = RoundFactory(school=school, groups=[group], state=Round.State.OPEN)
    for session in SessionFactory.create_batch(dates):
        RoundSessionFactory(round=round_, session=session, places=8, held=8)
    client.force_login(student.user)

    with django_assert_max_num_queries(12):
        response = client.get(reverse("placements:pupil-wishes", args=[round_.pk]))

    assert len(response.context["others"]) == dates


def test_the_start_shows_choosing_first(client, student, open_round):
    client.force_login(student.user)

    response = client.get(reverse("home:desk"))

    assert response.context["next"]["what"] == "choose"


def test_the_start_shows_looking_back_after_a_visit(client, student, open_round):
    past = timezone.now() - datetime.timedelta(days=2)
    session = SessionFactory(starts_at=past, ends_at=past + datetime.timedelta(hours=1))
    ReflectionFactory(placement=PlacementFactory(student=student, session=session))
    client.force_login(student.user)

    response = client.get(reverse("home:desk"))

    assert response.context["next"]["what"] == "look_back"


def test_the_start_shows_a_visit_of_tomorrow_before_anything_else(client, student, open_round):
    soon = timezone.now() + datetime.timedelta(hours=20)
    session = SessionFactory(starts_at=soon, ends_at=soon + datetime.timedelta(hours=2))
    PlacementFactory(student=student, session=session)
    client.force_login(student.user)

    response = client.get(reverse("home:desk"))

    assert response.context["next"]["what"] == "go"
    assert session.offer.employer.name in response.text


def test_a_proposed_place_is_not_shown_to_the_pupil(client, student):
    placement = PlacementFactory(
        student=student, state=Placement.State.PROPOSED, session__offer__title="Nog geheim"
    )
    client.force_login(student.user)

    pages = [
        client.get(reverse(name)).text
        for name in ("home:desk", "placements:pupil-day", "placements:pupil-file")
    ]

    assert not [page for page in pages if "Nog geheim" in page]
    why = client.get(reverse("placements:pupil-why", args=[placement.pk]))
    assert why.status_code == 404


def test_why_this_place_names_no_other_pupil(client, student, group):
    StudentFactory(base_group=group, given_name="Zeldzamenaam")
    placement = PlacementFactory(student=student)
    client.force_login(student.user)

    response = client.get(reverse("placements:pupil-why", args=[placement.pk]))

    assert response.context["why"].short
    assert "Zeldzamenaam" not in response.text


def test_staff_have_no_pupil_pages(client, coordinator):
    client.force_login(coordinator)

    for name in ("placements:pupil-day", "placements:pupil-file", "placements:pupil-wish-home"):
        assert client.get(reverse(name)).status_code == 403


def test_empty_pages_say_what_will_be_here(client, student):
    client.force_login(student.user)

    for name in (
        "home:desk",
        "placements:pupil-day",
        "placements:pupil-file",
        "placements:pupil-wish-home",
    ):
        assert client.get(reverse(name)).status_code == 200


def test_my_folder_costs_the_same_for_any_number_of_visits(
    client, student, django_assert_max_num_queries
):
    for _ in range(4):
        past = timezone.now() - datetime.timedelta(days=9)
        session = SessionFactory(
            offer=OfferFactory(), starts_at=past, ends_at=past + datetime.timedelta(hours=1)
        )
        ReflectionFactory(placement=PlacementFactory(student=student, session=session))
    client.force_login(student.user)

    with django_assert_max_num_queries(12):
        response = client.get(reverse("placements:pupil-file"))

    assert len(response.context["dossier"].been) == 4

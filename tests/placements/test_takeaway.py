"""What employers read of pupils: never under five, never what is private, never by subtraction."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from placements.models import EmployerFeedback
from placements.services.takeaways import tell_what_pupils_took
from placements.takeaway import at_least_five, takeaway_by_session, takeaway_of
from placements.tasks import tell_what_pupils_took as task
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import OfferFactory
from tests.placements.visits import looked_back_at, visit_of

GLAD, SAD = 1, 4


@pytest.fixture
def employer(employer_user):
    return employer_user.employers_memberships.get().employer


@pytest.fixture
def session(employer):
    return visit_of(employer)


def liked(taken):
    return [face.count for face in taken.liked.faces] if taken and taken.liked else None


@pytest.mark.parametrize(("answers", "shown"), [(0, False), (4, False), (5, True), (6, True)])
def test_at_least_five(answers, shown):
    assert at_least_five(answers) is shown


@pytest.mark.parametrize(("pupils", "shown"), [(4, None), (5, [5, 0, 0, 0])])
def test_takeaway_shows_from_five_answers_on(session, pupils, shown):
    looked_back_at(session, [GLAD] * pupils)

    assert liked(takeaway_of([session.pk])) == shown
    assert liked(takeaway_by_session([session.pk]).get(session.pk)) == shown


def test_takeaway_counts_each_face(session):
    looked_back_at(session, [1, 1, 2, 3, 4, 4])

    taken = takeaway_of([session.pk])

    assert liked(taken) == [2, 1, 1, 2]
    assert (taken.liked.answers, taken.liked.glad, taken.answers) == (6, 3, 6)
    assert [face.label for face in taken.liked.faces] == ["Super", "Leuk", "Gaat wel", "Niet leuk"]


def test_private_reflections_never_count(session):
    looked_back_at(session, [GLAD] * 4)
    looked_back_at(session, [GLAD] * 3, private=True)

    assert not takeaway_of([session.pk])


def test_unfinished_and_unknown_answers_do_not_count(session):
    looked_back_at(session, [GLAD] * 4)
    looked_back_at(session, [GLAD], state="started")
    looked_back_at(session, [0, 0])

    assert not takeaway_of([session.pk])


def test_a_pupil_who_was_absent_does_not_count(session):
    rows = looked_back_at(session, [GLAD] * 5)
    rows[0].placement.attendance.status = "absent"
    rows[0].placement.attendance.save()

    assert not takeaway_of([session.pk])


@pytest.mark.parametrize(("days", "shown"), [(-6, None), (-8, [5, 0, 0, 0])])
def test_a_visit_counts_from_a_week_after_it(employer, days, shown):
    visit = visit_of(employer, days=days)
    looked_back_at(visit, [GLAD] * 5)

    assert liked(takeaway_of([visit.pk])) == shown


def test_each_question_needs_five_answers_of_its_own(session):
    looked_back_at(session, [GLAD] * 5)
    looked_back_at(session, [GLAD] * 4, code="work_exploration")

    taken = takeaway_of([session.pk])

    assert [question.code for question in taken.questions] == ["motives"]


def test_a_small_visit_cannot_be_found_by_subtraction(employer, session):
    small = visit_of(employer, days=-9)
    looked_back_at(session, [GLAD] * 6)
    looked_back_at(small, [SAD] * 2)

    assert liked(takeaway_of([session.pk, small.pk])) == [6, 0, 0, 0]


def test_small_visits_count_together_from_five_on(employer, session):
    small, smaller = visit_of(employer, days=-9), visit_of(employer, days=-10)
    looked_back_at(session, [GLAD] * 6)
    looked_back_at(small, [SAD] * 3)
    looked_back_at(smaller, [SAD] * 2)

    assert liked(takeaway_of([session.pk, small.pk, smaller.pk])) == [6, 0, 0, 5]


# ---- A week later


@pytest.fixture
def asked(session):
    return EmployerFeedback.objects.create(session=session)


def test_the_employer_hears_once_a_week_later(
    session, asked, employer_user, mailoutbox, django_capture_on_commit_callbacks
):
    looked_back_at(session, [1, 1, 2, 2, 4])

    with django_capture_on_commit_callbacks(execute=True):
        assert [task(), task()] == [1, 0]

    (mail,) = mailoutbox
    assert mail.to == [employer_user.email]
    assert reverse("placements:visit", args=[session.pk]) in mail.body
    assert "4 van de 5" in mail.body
    assert [e.action for e in trail.entries_for(asked)] == ["placements.takeaway.tell"]


@pytest.mark.parametrize("days", [-6, -29])
def test_nothing_is_told_within_a_week_or_after_four(employer, days):
    other = visit_of(employer, days=days)
    EmployerFeedback.objects.create(session=other)
    looked_back_at(other, [GLAD] * 5)

    assert tell_what_pupils_took() == 0


def test_too_few_answers_are_waited_for(session, asked, employer_user):
    looked_back_at(session, [GLAD] * 4)
    assert tell_what_pupils_took() == 0

    looked_back_at(session, [GLAD])

    assert tell_what_pupils_took() == 1
    assert Notification.objects.get(kind="placements.pupils_took").recipient == employer_user


def test_nothing_is_told_when_nobody_came(session, asked):
    looked_back_at(session, [GLAD] * 5)
    EmployerFeedback.objects.update(nobody_came=True, given_at=timezone.now())

    assert tell_what_pupils_took() == 0


# ---- The pages


@pytest.mark.parametrize(("pupils", "shown"), [(4, False), (5, True)])
def test_page_of_a_visit_shows_numbers_from_five_on(client, session, employer_user, pupils, shown):
    looked_back_at(session, [GLAD] * pupils, words="Het was superleuk geheim")
    client.force_login(employer_user)

    page = client.get(reverse("placements:visit", args=[session.pk]))

    assert bool(page.context["taken"]) is shown
    assert "superleuk geheim" not in page.text


@pytest.mark.parametrize("visits", [1, 3])
def test_page_of_an_offer_costs_the_same_for_any_number_of_visits(
    client, employer, employer_user, visits, django_assert_max_num_queries
):
    offer = OfferFactory(employer=employer)
    for number in range(visits):
        looked_back_at(visit_of(employer, offer=offer, days=-8 - number), [GLAD] * 5)
    client.force_login(employer_user)
    url = reverse("placements:offer-takeaway", args=[offer.pk])
    client.get(url)

    with django_assert_max_num_queries(15):
        page = client.get(url)

    assert len(page.context["visits"]) == visits
    assert page.context["taken"].answers == 5 * visits


def test_page_of_an_offer_of_another_is_not_found(client, employer_user):
    client.force_login(employer_user)

    response = client.get(reverse("placements:offer-takeaway", args=[OfferFactory().pk]))

    assert response.status_code == 404


def test_a_week_is_seven_days(session, asked, time_machine):
    looked_back_at(session, [GLAD] * 5)
    time_machine.move_to(session.ends_at + datetime.timedelta(days=6, hours=23))
    assert tell_what_pupils_took() == 0

    time_machine.move_to(session.ends_at + datetime.timedelta(days=7, minutes=1))

    assert tell_what_pupils_took() == 1

"""What an employer knows before pupils come, and telling how it was from the desk."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from employers.models import Session
from placements.models import EmployerFeedback
from placements.services.feedback import (
    Answers,
    LinkExpired,
    give_feedback,
    open_report,
    sessions_to_ask,
)
from placements.visits import describe
from portal.audit import trail
from portal.notifications.models import Notification
from portal.reference.models import TalkingTip
from schools.models import SchoolMembership
from tests.factories import (
    EmployerMembershipFactory,
    GroupFactory,
    PlacementFactory,
    SchoolMembershipFactory,
    StudentFactory,
)
from tests.placements.visits import visit_of


@pytest.fixture
def employer(employer_user):
    return employer_user.employers_memberships.get().employer


@pytest.fixture
def coming(employer):
    return visit_of(employer, days=5)


@pytest.fixture
def been(employer):
    return visit_of(employer, days=-1)


def pupils(session, count, *, school, track="pro", year=2):
    group = GroupFactory(school=school, year_of_study=year)
    return [
        PlacementFactory(
            session=session,
            student=StudentFactory(base_group=group, track=track, year_of_study=None),
        )
        for _ in range(count)
    ]


def url(name, session):
    return reverse(f"placements:{name}", args=[session.pk])


# ---- Before


def test_describe_gives_head_count_level_and_whom_to_call(coming, school, coordinator):
    school.day_telephone = "0344 123 456"
    school.save()
    pupils(coming, 3, school=school)
    pupils(coming, 1, school=school, track="vmbo_kb", year=3)

    (visit,) = describe([coming])

    assert visit.pupils == 4
    assert [(level.line, level.pupils) for level in visit.levels] == [
        ("Praktijkonderwijs leerjaar 2: korte zinnen, veel doen", 3),
        ("Vmbo basis en kader leerjaar 3: echt werk, vakwoorden mogen", 1),
    ]
    (contact,) = visit.contacts
    assert (contact.school, contact.names, contact.telephone) == (
        school.name,
        (coordinator.get_full_name(),),
        "0344 123 456",
    )


def test_places_that_are_proposed_do_not_count_and_held_ones_are_called_so(employer, school):
    session = visit_of(employer, days=5, places_taken=6)
    PlacementFactory(session=session, state="proposed")
    pupils(session, 2, school=school)

    (visit,) = describe([session])

    assert (visit.pupils, visit.held) == (2, 4)


@pytest.mark.parametrize(
    ("track", "year", "code"),
    [
        ("pro", 1, "pro-onderbouw"),
        ("pro", 5, "pro-bovenbouw"),
        ("vso", None, "vso"),
        ("havo", 3, "havo-vwo"),
        ("", 2, "algemeen"),
    ],
)
def test_tips_fit_the_level(track, year, code):
    assert TalkingTip.for_level(track, year).code == code


def test_page_and_sheet_say_who_comes_without_names(client, coming, school, employer_user):
    places = pupils(coming, 2, school=school)
    client.force_login(employer_user)

    for name in ("visit", "visit-sheet"):
        page = client.get(url(name, coming))
        assert "korte zinnen, veel doen" in page.text
        assert "iets met hun handen" in page.text
        for place in places:
            assert place.student.family_name not in page.text
            assert place.student.given_name not in page.text


@pytest.mark.parametrize("name", ["visit", "visit-sheet", "visit-report"])
def test_visit_of_another_employer_is_not_found(client, coming, school, other_employer_user, name):
    pupils(coming, 1, school=school)
    client.force_login(other_employer_user)

    assert client.get(url(name, coming)).status_code == 404


@pytest.mark.parametrize("been_there", ["", "?toon=geweest"])
@pytest.mark.parametrize("visits", [1, 3])
def test_list_costs_the_same_for_any_number_of_visits(
    client, employer, employer_user, visits, been_there, django_assert_max_num_queries
):
    for number in range(visits):
        session = visit_of(employer, days=-2 - number if been_there else 2 + number)
        membership = SchoolMembershipFactory(role=SchoolMembership.Role.COORDINATOR)
        pupils(session, 2, school=membership.school)
    client.force_login(employer_user)
    address = reverse("placements:visit-list") + been_there
    client.get(address)

    with django_assert_max_num_queries(14):
        page = client.get(address)

    assert [visit.pupils for visit, _taken in page.context["rows"]] == [2] * visits


@pytest.mark.parametrize("visits", [1, 3])
def test_desk_costs_the_same_for_any_number_of_visits(
    client, employer, employer_user, school, visits, django_assert_max_num_queries
):
    for number in range(visits):
        pupils(visit_of(employer, days=2 + number), 2, school=school)
        pupils(visit_of(employer, days=-2 - number), 2, school=school)
    client.force_login(employer_user)
    desk = reverse("home:desk")
    client.get(desk)

    with django_assert_max_num_queries(34):
        page = client.get(desk)

    assert len(page.context["visits"]) == visits


# ---- After


def test_the_desk_asks_about_a_visit_that_is_over(client, been, school, employer_user):
    pupils(been, 3, school=school)
    client.force_login(employer_user)

    (row,) = [r for r in client.get(reverse("home:desk")).context["waiting"] if "verslag" in r.url]

    assert (row.count, row.url, row.hot) == (1, url("visit-report", been), True)


def test_report_from_the_desk_is_kept_and_marks_the_date_as_done(
    client, been, school, employer_user
):
    pupils(been, 3, school=school)
    client.force_login(employer_user)

    response = client.post(
        url("visit-report", been),
        {"head_count": "3", "interest": "1", "again": "1", "words": "Top gewerkt."},
    )

    assert response["Location"] == url("visit", been)
    given = EmployerFeedback.objects.given().get(session=been)
    assert (given.head_count, given.interest, given.words) == (3, 1, "Top gewerkt.")
    assert given.given_by == employer_user
    been.refresh_from_db()
    assert been.state == Session.State.DONE
    assert "employers.session.finish" in [e.action for e in trail.entries_for(been)]
    assert sessions_to_ask() == []


def test_a_colleague_changes_the_answer_and_the_date_is_done_once(been, school, employer):
    pupils(been, 1, school=school)
    first, second = (EmployerMembershipFactory(employer=employer).user for _ in range(2))

    give_feedback(open_report(been, by=first), Answers(words="Goed."), by=first)
    give_feedback(open_report(been, by=second), Answers(words="Heel goed."), by=second)

    feedback = EmployerFeedback.objects.get()
    assert (feedback.words, feedback.given_by) == ("Heel goed.", second)
    finished = [e for e in trail.entries_for(been) if e.action == "employers.session.finish"]
    assert len(finished) == 1


def test_nobody_came_tells_the_coordinator_and_no_pupil(been, school, coordinator, employer_user):
    places = pupils(been, 2, school=school)

    give_feedback(
        open_report(been, by=employer_user),
        Answers(nobody_came=True, head_count=9, interest=1, words="We wachtten een uur."),
        by=employer_user,
    )

    feedback = EmployerFeedback.objects.get()
    assert (feedback.nobody_came, feedback.head_count, feedback.interest) == (True, 0, None)
    told = Notification.objects.values_list("kind", "recipient")
    assert list(told) == [("placements.nobody_came", coordinator.pk)]
    assert all(place.student.user_id is None for place in places)


def test_nobody_came_and_a_number_cannot_both_be(client, been, school, employer_user):
    pupils(been, 1, school=school)
    client.force_login(employer_user)

    response = client.post(url("visit-report", been), {"nobody_came": "on", "head_count": "4"})

    assert response.status_code == 422
    assert not EmployerFeedback.objects.given().exists()


def test_report_after_the_time_is_refused_with_a_clear_message(
    client, been, school, employer_user, settings
):
    pupils(been, 1, school=school)
    feedback = EmployerFeedback.objects.create(session=been)
    long_ago = timezone.now() - datetime.timedelta(days=settings.FEEDBACK_LINK_DAYS + 1)
    EmployerFeedback.objects.update(asked_at=long_ago)
    client.force_login(employer_user)

    page = client.post(url("visit-report", been), {"words": "Te laat"}, follow=True)

    assert "De tijd om te antwoorden is voorbij" in page.text
    feedback.refresh_from_db()
    with pytest.raises(LinkExpired):
        give_feedback(feedback, Answers(words="Te laat"), by=employer_user)
    assert feedback.given_at is None


def test_report_before_the_end_goes_back_with_the_reason(client, coming, school, employer_user):
    pupils(coming, 1, school=school)
    client.force_login(employer_user)

    page = client.get(url("visit-report", coming), follow=True)

    assert page.redirect_chain[-1][0] == url("visit", coming)
    assert "nog niet voorbij" in page.text


def test_open_report_of_another_is_refused(been, school, other_employer_user):
    pupils(been, 1, school=school)

    with pytest.raises(PermissionDenied):
        open_report(been, by=other_employer_user)

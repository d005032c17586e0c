"""What an employer knows of the needs of who comes: totals, to get ready. Never who."""

import pytest
from django.urls import reverse

from placements.models import Booking
from placements.visit_care import Pictures, needs_of_group
from placements.visits import describe
from schools.models import GroupEnrolment
from tests.factories import (
    BookingFactory,
    GroupFactory,
    PhotoConsentFactory,
    PlacementFactory,
    StudentFactory,
    StudentNeedFactory,
)
from tests.placements.visits import visit_of


@pytest.fixture
def employer(employer_user):
    return employer_user.employers_memberships.get().employer


@pytest.fixture
def coming(employer):
    return visit_of(employer, days=5)


def placed(session, group, count=1):
    students = StudentFactory.create_batch(count, base_group=group)
    for student in students:
        PlacementFactory(session=session, student=student)
    return students


def lines(visit):
    return [(count, need.code) for count, need in visit.needs]


def told(session):
    (visit,) = describe([session])
    return visit


def test_totals_count_who_comes(coming, group):
    one, two, three = placed(coming, group, 3)
    StudentNeedFactory(student=one)
    StudentNeedFactory(student=one, code="easy_text")
    StudentNeedFactory(student=two, code="easy_text")
    StudentNeedFactory(student__base_group=group)  # a classmate who stays at school
    PlacementFactory(
        session=coming, student=StudentNeedFactory().student, state="proposed"
    )  # not told yet

    assert lines(told(coming)) == [(1, "wheelchair"), (2, "easy_text")]
    assert three.pk


def test_groups_by_request_count_too(coming, group):
    StudentNeedFactory(student=placed(coming, group)[0], code="hearing")
    other = GroupFactory()
    StudentNeedFactory.create_batch(3, student__base_group=other, code="hearing")
    BookingFactory(
        session=coming, group=other, school=other.school, pupils=2, state=Booking.State.CONFIRMED
    )

    # Two of the three come, and nobody knows which: at most two.
    assert lines(told(coming)) == [(3, "hearing")]


def test_a_request_that_is_not_agreed_says_nothing(coming, group):
    StudentNeedFactory(student__base_group=group)
    BookingFactory(session=coming, group=group, school=group.school, state="requested")

    assert lines(told(coming)) == []


def test_a_composite_group_counts_by_its_members(school):
    mixed = GroupFactory(school=school, kind="composite")
    inside, gone = StudentNeedFactory.create_batch(2, student__base_group__school=school)
    for row, until in ((inside, None), (gone, "2026-01-01")):
        GroupEnrolment.objects.create(
            student=row.student, group=mixed, since="2025-09-01", until=until
        )

    assert needs_of_group(mixed.pk, 10) == {"wheelchair": 1}


def test_after_the_day_nothing_is_told(employer, group):
    session = visit_of(employer, days=-1)
    StudentNeedFactory(student=placed(session, group)[0])

    visit = told(session)

    assert (visit.needs, visit.pictures) == ([], None)


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        (["employer", "employer"], Pictures(2, 0)),
        (["employer", "social"], Pictures(2, 1)),
        (["school", "portal"], Pictures(2, 2)),
    ],
)
def test_pictures_are_for_the_report_of_the_company_only(coming, group, consents, expected):
    for student, purpose in zip(placed(coming, group, 2), consents, strict=True):
        PhotoConsentFactory(student=student, purpose=purpose)

    assert told(coming).pictures == expected


def test_consent_that_was_taken_back_is_no_consent(coming, group):
    (student,) = placed(coming, group)
    PhotoConsentFactory(student=student, purpose="employer", withdrawn_on="2026-01-01")

    assert told(coming).pictures == Pictures(1, 1)


def test_of_a_group_without_known_pupils_nobody_may(coming, group):
    BookingFactory(session=coming, group=group, school=group.school, pupils=4, state="confirmed")

    assert told(coming).pictures == Pictures(4, 4)


@pytest.mark.parametrize("page", ["visit", "visit-sheet"])
def test_the_company_reads_what_to_do_and_no_name(client, employer_user, coming, group, page):
    (student,) = placed(coming, group)
    StudentNeedFactory(student=student, code="low_stimulus")
    client.force_login(employer_user)

    text = client.get(reverse(f"placements:{page}", args=[coming.pk])).text

    assert "1× <strong>Prikkelarm</strong>" in text
    assert "rustige plek" in text
    assert student.family_name not in text
    assert student.given_name not in text


@pytest.mark.parametrize("number", [1, 3])
def test_totals_cost_the_same_for_any_number(
    employer, group, number, django_assert_max_num_queries
):
    sessions = [visit_of(employer, days=3 + n) for n in range(number)]
    for session in sessions:
        StudentNeedFactory(student=placed(session, group)[0])
        BookingFactory(session=session, group=group, school=group.school, state="confirmed")

    with django_assert_max_num_queries(11):
        describe(sessions)

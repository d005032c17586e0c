"""The demo region as the commission describes it, and as true as the real thing must be."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from employers.models import Employer, Offer, OfferConfirmation, Session
from placements.eligibility import half_hours
from placements.matching import solve
from placements.models import (
    Attendance,
    Booking,
    Call,
    CallAnswer,
    EmployerFeedback,
    Placement,
    Reflection,
    ReflectionAnswer,
    Reservation,
    Round,
    RoundSession,
    Wish,
    WishList,
)
from placements.services.problem import build_problem
from portal.accounts.models import User
from portal.core.school_year import current_school_year
from portal.demo.people import PERSONAS
from portal.notifications.models import Notification
from portal.reference.models import SchoolHoliday
from schools.models import Group, LoginCard, School, Student

pytestmark = pytest.mark.usefixtures("demo_region")
State = Round.State


def test_load_demo_makes_the_whole_region():
    assert set(School.objects.values_list("brin", flat=True)) == {
        "99XX",
        "99ZZ",
        "98AA",
        "98BB",
        "99AA",
    }
    assert set(School.objects.get(brin="99XX").locations.values_list("brin6", flat=True)) == {
        "99XX99"
    }
    assert Student.objects.enrolled().count() == 901
    assert Group.objects.filter(mentors=None, school_year=current_school_year()).count() == 0
    assert Employer.objects.verified().count() == 60
    assert Employer.objects.filter(state="applied").count() == 2
    assert Offer.objects.count() == 180
    assert Offer.objects.published().count() == 170
    assert 380 <= Session.objects.count() <= 460


def test_every_sector_has_employers_and_every_kind_of_offer():
    employers = Employer.objects.verified().values_list("sector__code").annotate(Count("pk"))
    kinds = set(Offer.objects.published().values_list("sector__code", "kind"))

    assert {count for _code, count in employers} == {6}
    assert len(kinds) == 10 * 3


def test_offers_are_fresh_amber_faded_and_paused_and_the_farm_is_asked():
    presence = Counter(Offer.objects.filter(live=True).values_list("presence", flat=True))
    farm = OfferConfirmation.objects.open().filter(offer__employer__slug__contains="zilverwilg")

    assert presence == {"shown": 170, "faded": 2, "paused": 2}
    assert sum(offer.is_amber for offer in Offer.objects.published()) == 6
    assert farm.count() >= 1


def test_schools_ask_for_things_and_a_pupil_has_an_idea():
    states = Counter(Call.objects.values_list("state", flat=True))

    assert states == {"open": 3, "answered": 1, "idea": 1}
    assert CallAnswer.objects.count() == 1


def test_load_demo_twice_changes_nothing(capsys):
    before = [model.objects.count() for model in (User, Session, Placement, Wish)]

    call_command("load_demo")

    assert "there already" in capsys.readouterr().out
    assert [model.objects.count() for model in (User, Session, Placement, Wish)] == before


def test_load_demo_refuses_where_the_demo_is_off(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="known passwords"):
        call_command("load_demo")


def test_dates_are_on_school_days():
    holidays = SchoolHoliday.objects.in_region("middle").values_list("first_day", "last_day")
    days = {moment.date() for moment in Session.objects.values_list("starts_at", flat=True)}

    assert [day for day in days if day.isoweekday() > 5] == []
    assert [day for day in days if any(first <= day <= last for first, last in holidays)] == []


def test_dates_begin_at_the_hour_of_their_programme():
    wrong = [
        session.pk
        for session in Session.objects.exclude(offer__kind="assignment").select_related("offer")
        if not session.offer.programme.startswith(f"{session.starts_at.astimezone():%-H.%M} uur")
    ]

    assert wrong == []


def test_seats_taken_are_seats_somebody_has_or_holds():
    waiting = RoundSession.objects.filter(round__state__in=["open", "closed"])
    held = dict(waiting.values_list("session", "held"))
    had = Counter(Placement.objects.published().values_list("session", flat=True))
    asked = Booking.objects.filter(state__in=Booking.HOLDING).exclude(session=None)
    for session, pupils in asked.values_list("session", "pupils"):
        had[session] += pupils
    for session, left in Reservation.objects.kept().values_list("session", "left"):
        had[session] += left
    wrong = [
        session.pk
        for session in Session.objects.all()
        if session.places_taken != held.get(session.pk, 0) + had[session.pk]
    ]

    assert wrong == []


def test_nobody_is_in_two_places_at_once():
    busy = Counter()
    for student, start, end in Placement.objects.published().values_list(
        "student", "session__starts_at", "session__ends_at"
    ):
        busy.update((student, slot) for slot in half_hours(start, end))

    assert [who for who, times in busy.items() if times > 1] == []


def test_rounds_stand_at_every_step_for_one_coordinator():
    states = School.objects.get(brin="99XX").rounds.values_list("state", flat=True)

    assert set(states) == {State.FINISHED, State.PUBLISHED, State.CLOSED, State.OPEN, State.DRAFT}


def test_an_open_round_is_partly_answered():
    round_ = Round.objects.get(school__brin="99XX", state=State.OPEN)
    pupils = Student.objects.filter(base_group__in=round_.groups.all()).count()
    sent = WishList.objects.filter(round=round_).exclude(sent_at=None).count()

    assert 0.3 * pupils < sent < 0.9 * pupils


def test_the_closed_round_can_be_matched_and_leaves_a_few_without():
    round_ = Round.objects.get(state=State.CLOSED)
    now = round_.wishes_until

    result = solve(build_problem(round_, now=now).problem)

    assert len(result.placements) >= 36
    assert 1 <= len(result.unplaced) <= 9


def test_the_finished_rounds_left_a_trace():
    placements = Placement.objects.filter(round__state=State.FINISHED)
    done = Reflection.objects.filter(state="done")

    assert Attendance.objects.count() == placements.count()
    assert Attendance.objects.filter(status="absent", reason="").count() == 0
    assert done.count() > 100
    assert ReflectionAnswer.objects.filter(reflection__in=done).count() == 5 * done.count()
    assert EmployerFeedback.objects.given().exclude(words="").count() > 20
    assert Reflection.objects.filter(placement__attendance__status="absent").count() == 0


def test_one_offer_waits_and_one_came_back_with_a_reason():
    waiting = [o for o in Offer.objects.filter(live=False) if o.workflow_in_progress]
    returned = Offer.objects.get(title="Varen op de simulator")

    assert [offer.title for offer in waiting] == ["Bouw een trommelmuur"]
    assert returned.current_workflow_state.status == "needs_changes"
    assert "stuurhut" in returned.current_workflow_state.current_task_state.comment


def test_pupils_have_a_card_and_no_name_or_address_in_their_account():
    accounts = User.objects.exclude(student=None)

    enrolled = Student.objects.enrolled().count()
    assert LoginCard.objects.valid().count() == accounts.count() == enrolled
    assert accounts.exclude(first_name="", last_name="").count() == 0
    assert accounts.exclude(email=None).count() == 0
    assert [user.pk for user in accounts[:20] if user.has_usable_password()] == []


def test_nothing_waits_to_be_mailed():
    assert Notification.objects.due().count() == 0
    assert Notification.objects.count() > 5


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.code)
def test_everybody_of_the_tour_is_there(persona):
    assert persona.find().count() == 1


def test_samira_has_something_to_see_and_something_to_do():
    own = Placement.objects.published().filter(
        student__given_name="Samira", student__source_key="26001"
    )
    first, last, coming = own.order_by("session__starts_at")

    assert (first.reflection.state, last.reflection.state) == ("done", "open")
    assert last.attendance.status == "present"
    assert coming.session.offer.title == "Een ochtend op de melkgeitenboerderij"

"""The coordinator's screens of a round: who sees them, what they do, what they cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers.models import Session
from placements.models import MatchRun, Placement, Round, Unplaced, WishList
from placements.services.matching import claim_run, execute_run, start_run
from placements.services.wishes import wished_offer_ids
from tests.factories import (
    GroupFactory,
    PlacementFactory,
    RoundFactory,
    SchoolMembershipFactory,
    SessionFactory,
    StudentFactory,
    UserFactory,
)
from tests.placements.rounds import a_round, add_date, wish

MOST_QUERIES = 15
GET_PAGES = [
    "round-detail",
    "round-edit",
    "round-sessions",
    "round-wishes",
    "round-review",
]
POST_PAGES = ["round-run", "round-publish", "round-delete"]


def url(name, *args, **query):
    return reverse(f"placements:{name}", args=args, query=query or None)


@pytest.fixture
def coordinated(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def computed(school, group, coordinator):
    """Four pupils, three places, three with wishes: matched."""
    round_, pupils = a_round(school, group, pupils=4)
    dates = [add_date(round_, places=2), add_date(round_, places=1, day=22)]
    for pupil in pupils[:3]:
        wish(round_, pupil, *dates)
    run = start_run(round_, by=coordinator)
    execute_run(run.pk, claim_run(run.pk))
    round_.refresh_from_db()
    return round_


# ---- Who sees it


@pytest.mark.parametrize("name", [*GET_PAGES, *POST_PAGES])
def test_round_of_another_school_is_not_found(client, computed, other_coordinator, name):
    client.force_login(other_coordinator)

    answer = client.post if name in POST_PAGES else client.get

    assert answer(url(name, computed.pk)).status_code == 404


@pytest.mark.parametrize("name", [*GET_PAGES[1:], *POST_PAGES])
def test_round_is_changed_by_the_coordinator_only(client, computed, mentor, name):
    client.force_login(mentor)

    answer = client.post if name in POST_PAGES else client.get

    assert answer(url(name, computed.pk)).status_code == 403


def test_mentor_sees_the_round_without_buttons(client, computed, mentor):
    client.force_login(mentor)

    page = client.get(url("round-detail", computed.pk))

    assert page.status_code == 200
    body = page.text.split("<main")[1].split("</main>")[0]
    assert "<form" not in body
    assert [step["url"] for step in page.context["steps"] if step["url"]] == []


@pytest.mark.parametrize("who", ["student", "employer_user"])
def test_round_list_is_for_people_of_a_school(client, computed, who, request):
    user = request.getfixturevalue(who)
    client.force_login(getattr(user, "user", user))

    assert client.get(url("round-list")).status_code == 403
    assert client.get(url("round-review", computed.pk)).status_code == 404


def test_run_of_another_school_is_not_found(client, computed, other_coordinator):
    client.force_login(other_coordinator)
    run = computed.runs.get()

    assert client.get(url("run-detail", run.pk)).status_code == 404
    assert client.get(url("run-progress", run.pk)).status_code == 404
    assert client.post(url("run-cancel", run.pk)).status_code == 404


def test_placement_of_another_school_is_not_found(client, computed, other_coordinator):
    client.force_login(other_coordinator)
    place = computed.placements.first()

    for name in ("placement-lock", "placement-move", "placement-remove"):
        assert client.post(url(name, place.pk)).status_code == 404
    assert client.get(url("placement-move", place.pk)).status_code == 404


# ---- Making and changing


def form_data(group, **changed):
    today = timezone.localdate()
    return {
        "title": "Najaarsronde",
        "first_day": today + datetime.timedelta(days=20),
        "last_day": today + datetime.timedelta(days=60),
        "groups": [group.pk],
        "places_each": 1,
        "wishes_each": 3,
        "wishes_day": today + datetime.timedelta(days=10),
        "wishes_time": "17:00",
        **changed,
    }


def test_round_new_makes_a_round_and_leads_to_the_dates(coordinated, group):
    answer = coordinated.post(url("round-new"), form_data(group))

    round_ = Round.objects.get()
    assert answer.url == url("round-sessions", round_.pk)
    assert list(round_.groups.all()) == [group]
    assert timezone.localtime(round_.wishes_until).hour == 17


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"last_day": timezone.localdate() + datetime.timedelta(days=11)}, "last_day"),
        ({"wishes_day": timezone.localdate() - datetime.timedelta(days=1)}, "wishes_day"),
        ({"wishes_day": timezone.localdate() + datetime.timedelta(days=30)}, "wishes_day"),
        ({"places_each": 0}, "places_each"),
        ({"wishes_each": 9}, "wishes_each"),
        ({"wishes_time": "vijf uur"}, "wishes_time"),
        ({"groups": [999999]}, "groups"),
    ],
)
def test_round_new_says_what_is_wrong_and_keeps_what_was_filled_in(
    coordinated, group, changed, field
):
    page = coordinated.post(url("round-new"), form_data(group, **changed))

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Round.objects.exists()


def test_round_new_with_a_group_of_another_school_is_refused(coordinated):
    page = coordinated.post(url("round-new"), form_data(GroupFactory()))

    assert "groups" in page.context["form"].errors


def test_round_new_is_for_coordinators(client, mentor):
    client.force_login(mentor)

    assert client.get(url("round-new")).status_code == 403


def test_coordinator_of_two_schools_chooses_the_school(coordinated, coordinator, group):
    second = SchoolMembershipFactory(user=coordinator).school
    theirs = GroupFactory(school=second)

    coordinated.post(url("round-new"), form_data(theirs, school=second.slug))

    assert Round.objects.get().school == second


def test_round_edit_of_an_open_round_changes_the_name_and_no_more(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.OPEN, wishes_each=3)

    page = coordinated.get(url("round-edit", round_.pk))
    assert set(page.context["form"].fields) == {"title", "wishes_day", "wishes_time"}
    coordinated.post(url("round-edit", round_.pk), form_data(group, title="Anders", wishes_each=1))

    round_.refresh_from_db()
    assert (round_.title, round_.wishes_each) == ("Anders", 3)


# ---- Dates


def test_round_sessions_takes_many_at_once_with_places(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.DRAFT)
    first, second, third = SessionFactory.create_batch(3)

    coordinated.post(
        url("round-sessions", round_.pk),
        {
            "shown": [first.pk, second.pk, third.pk],
            "session": [first.pk, second.pk],
            f"places-{first.pk}": "3",
            f"places-{second.pk}": "veel",
        },
    )

    assert dict(round_.round_sessions.values_list("session", "places")) == {
        first.pk: 3,
        second.pk: 1,
    }


def test_round_sessions_leaves_other_pages_alone(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.DRAFT)
    here, elsewhere = SessionFactory.create_batch(2)
    for session in (here, elsewhere):
        coordinated.post(url("round-sessions", round_.pk), {"session": [session.pk]})

    coordinated.post(url("round-sessions", round_.pk), {"shown": [here.pk]})

    assert list(round_.round_sessions.values_list("session", flat=True)) == [elsewhere.pk]


def test_round_sessions_can_be_searched_and_taken_all(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.DRAFT)
    cheese = SessionFactory(offer__title="Kaas maken")
    SessionFactory(offer__title="Metselen")
    SessionFactory(offer__title="Kaas verkopen", offer__draft=True)

    page = coordinated.get(url("round-sessions", round_.pk, q="kaas"))
    assert [s.pk for s in page.context["page_obj"]] == [cheese.pk]
    coordinated.post(url("round-sessions", round_.pk, q="kaas"), {"do": "all"})

    assert list(round_.round_sessions.values_list("session", flat=True)) == [cheese.pk]


def test_round_sessions_with_a_faulty_filter_shows_everything(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.DRAFT)
    SessionFactory()

    page = coordinated.get(url("round-sessions", round_.pk, sector="x", year="q", page="99"))

    assert len(page.context["page_obj"]) == 1


def test_round_sessions_with_a_cancelled_date_says_so(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.DRAFT)
    gone = SessionFactory(state="cancelled")

    page = coordinated.post(url("round-sessions", round_.pk), {"session": [gone.pk]}, follow=True)

    assert "message-error" in page.text
    assert not round_.round_sessions.exists()


# ---- Steps


def test_round_without_dates_cannot_open(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.DRAFT)

    page = coordinated.post(url("round-transition", round_.pk, "open"), follow=True)

    assert "message-error" in page.text
    assert Round.objects.get().state == Round.State.DRAFT


def test_round_opens_closes_and_opens_again(coordinated, school, group):
    round_, _pupils = a_round(school, group, state=Round.State.DRAFT)
    add_date(round_, held=0, day=25)
    steps = [("open", {}), ("close", {}), ("reopen", deadline(5))]

    states = []
    for name, data in steps:
        coordinated.post(url("round-transition", round_.pk, name), data)
        states.append(Round.objects.get().state)

    assert states == ["open", "closed", "open"]


def deadline(days):
    day = timezone.localdate() + datetime.timedelta(days=days)
    return {"wishes_day": day, "wishes_time": "17:00"}


@pytest.mark.parametrize("data", [{}, deadline(-3)], ids=["nothing", "past"])
def test_reopen_without_a_good_moment_says_so(coordinated, school, group, data):
    round_, _pupils = a_round(school, group, state=Round.State.CLOSED)

    page = coordinated.post(url("round-transition", round_.pk, "reopen"), data, follow=True)

    assert "message-error" in page.text
    assert Round.objects.get().state == Round.State.CLOSED


def test_step_that_does_not_exist_is_not_found(coordinated, computed):
    assert coordinated.post(url("round-transition", computed.pk, "compute")).status_code == 404


def test_steps_are_not_for_get(coordinated, computed):
    for address in (url("round-transition", computed.pk, "open"), url("round-run", computed.pk)):
        assert coordinated.get(address).status_code == 405


# ---- Wishes


def test_round_wishes_shows_who_has_not_answered(coordinated, school, group):
    round_, (anna, bram) = a_round(school, group, pupils=2, state=Round.State.OPEN)
    wish(round_, anna, add_date(round_))

    page = coordinated.get(url("round-wishes", round_.pk, toon="nog-niet"))

    assert list(page.context["page_obj"]) == [bram]
    assert page.context["missing"] == 1


def test_wish_entry_keeps_wishes_in_order(coordinated, school, group):
    round_, (anna,) = a_round(school, group, pupils=1, state=Round.State.CLOSED)
    first, second = add_date(round_), add_date(round_, day=22)

    coordinated.post(
        url("round-wish-entry", round_.pk, anna.pk),
        {"wish_1": second.offer_id, "wish_2": "", "wish_3": first.offer_id},
    )

    assert wished_offer_ids(WishList.objects.get()) == [second.offer_id, first.offer_id]


def test_wish_entry_refuses_doubles_and_what_does_not_fit(coordinated, school, group):
    round_, (anna,) = a_round(school, group, pupils=1, state=Round.State.CLOSED)
    offer = add_date(round_).offer_id
    full = add_date(round_, held=0).offer_id

    for wishes in ({"wish_1": offer, "wish_2": offer}, {"wish_1": full}, {"wish_1": "x"}):
        page = coordinated.post(url("round-wish-entry", round_.pk, anna.pk), wishes)
        assert page.status_code == 200
        assert page.context["form"].errors

    assert not WishList.objects.filter(wishes__isnull=False).exists()


def test_wish_entry_for_a_pupil_of_another_school_is_not_found(
    coordinated, school, group, other_student
):
    round_, _pupils = a_round(school, group)

    assert coordinated.get(url("round-wish-entry", round_.pk, other_student.pk)).status_code == 404


# ---- Dividing


def test_run_is_started_watched_and_leads_to_the_review(coordinated, school, group):
    round_, _pupils = a_round(school, group)
    add_date(round_)

    answer = coordinated.post(url("round-run", round_.pk))
    run = MatchRun.objects.get()
    assert answer.url == url("run-detail", run.pk)
    waiting = coordinated.get(url("run-progress", run.pk))
    assert url("run-progress", run.pk) in waiting.text

    execute_run(run.pk, claim_run(run.pk))
    done = coordinated.get(url("run-progress", run.pk))
    assert done["HX-Redirect"] == url("round-review", round_.pk)
    assert coordinated.get(url("run-detail", run.pk)).status_code == 200


def test_second_start_leads_to_the_run_that_is_busy(coordinated, school, group):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    coordinated.post(url("round-run", round_.pk))

    answer = coordinated.post(url("round-run", round_.pk))

    assert answer.url == url("run-detail", MatchRun.objects.get().pk)


def test_run_without_dates_says_so(coordinated, school, group):
    round_, _pupils = a_round(school, group)

    page = coordinated.post(url("round-run", round_.pk), follow=True)

    assert "message-error" in page.text
    assert not MatchRun.objects.exists()


def test_run_can_be_stopped_once(coordinated, school, group):
    round_, _pupils = a_round(school, group)
    add_date(round_)
    coordinated.post(url("round-run", round_.pk))
    run = MatchRun.objects.get()

    coordinated.post(url("run-cancel", run.pk))
    page = coordinated.post(url("run-cancel", run.pk), follow=True)

    assert "message-error" in page.text
    assert MatchRun.objects.get().state == "cancelled"
    assert coordinated.get(url("run-detail", run.pk)).status_code == 200


def test_failed_run_shows_why(coordinated, computed):
    run = computed.runs.get()
    MatchRun.objects.update(state="failed", message="This took too long.")

    assert "This took too long." in coordinated.get(url("run-detail", run.pk)).text


# ---- Review


@pytest.mark.parametrize("show", ["", "leerlingen", "data", "zonder", "let-op", "onzin"])
def test_review_shows_each_view(coordinated, computed, show):
    page = coordinated.get(url("round-review", computed.pk, toon=show))

    assert page.status_code == 200
    assert page.context["figures"]["places"] == 3
    assert page.context["figures"]["without"] == 1


def test_review_gives_the_reason_of_the_pupil_without_a_place(coordinated, computed):
    page = coordinated.get(url("round-review", computed.pk, toon="zonder"))

    row = page.context["page_obj"][0]
    assert row.why.lines
    assert row.next_url.startswith("/rondes/")


def test_lock_with_htmx_answers_with_the_row(coordinated, computed):
    place = computed.placements.first()

    answer = coordinated.post(
        url("placement-lock", place.pk), {"vast": "1"}, headers={"HX-Request": "true"}
    )

    assert answer.text.lstrip().startswith("<tr")
    assert 'aria-pressed="true"' in answer.text
    assert Placement.objects.get(pk=place.pk).locked


def test_lock_and_unlock_without_javascript(coordinated, computed):
    place = computed.placements.first()

    answer = coordinated.post(url("placement-lock", place.pk), {"vast": "1"})
    assert answer.url == f"{url('round-review', computed.pk)}#plek-{place.pk}"
    coordinated.post(url("placement-lock", place.pk), {"vast": ""})

    assert not Placement.objects.get(pk=place.pk).locked


def test_lock_after_publishing_reloads_with_a_message(coordinated, computed):
    Round.objects.update(state=Round.State.PUBLISHED)
    place = computed.placements.first()

    answer = coordinated.post(
        url("placement-lock", place.pk), {"vast": "1"}, headers={"HX-Request": "true"}
    )

    assert "HX-Redirect" in answer
    assert not Placement.objects.get(pk=place.pk).locked


def test_move_asks_once_more_and_then_does_it(coordinated, computed):
    place = computed.placements.first()
    other = add_date(computed, day=30)
    address = url("placement-move", place.pk)

    asked = coordinated.post(address, {"session": other.pk})
    assert asked.context["warnings"]
    done = coordinated.post(address, {"session": other.pk, "toch": "1"})

    assert done.url == url("round-review", computed.pk)
    assert Placement.objects.get(pk=place.pk).session == other


@pytest.mark.parametrize("session", ["", "x", "999999"])
def test_move_without_a_good_date_says_so(coordinated, computed, session):
    place = computed.placements.first()

    page = coordinated.post(url("placement-move", place.pk), {"session": session})

    assert page.status_code == 200
    assert "message-error" in page.text


def test_pupil_without_a_place_gets_one_by_hand(coordinated, computed):
    student = Unplaced.objects.get().student
    extra = add_date(computed, day=30)
    address = url("placement-add", computed.pk, student.pk)

    assert coordinated.get(address).status_code == 200
    coordinated.post(address, {"session": extra.pk, "toch": "1"})

    assert Placement.objects.get(student=student).session == extra
    assert not Unplaced.objects.exists()


def test_remove_takes_the_place_away(coordinated, computed):
    place = computed.placements.first()

    coordinated.post(url("placement-remove", place.pk))

    assert not Placement.objects.filter(pk=place.pk).exists()
    assert Unplaced.objects.count() == 2


def test_publish_twice_says_that_it_was_done(coordinated, computed):
    first = coordinated.post(url("round-publish", computed.pk), follow=True)
    second = coordinated.post(url("round-publish", computed.pk), follow=True)

    assert "message-success" in first.text
    assert "message-error" in second.text
    assert Placement.objects.published().count() == 3
    assert "placement-lock" not in second.text
    assert "/vast/" not in second.text


def test_publish_with_a_cancelled_date_is_refused_and_shown(coordinated, computed):
    Session.objects.update(state="cancelled")

    page = coordinated.post(url("round-publish", computed.pk), follow=True)

    assert "message-error" in page.text
    assert page.context["board"].obstacles
    assert Round.objects.get().state == Round.State.COMPUTED


# ---- What it costs


def grown(school, group, pupils):
    round_, students = a_round(school, group, pupils=pupils, state=Round.State.COMPUTED)
    for number, student in enumerate(students):
        date = add_date(round_, day=20 + number)
        wish(round_, student, date)
        missed = {"rank": 1, "offer": date.offer_id, "reason": "overlap", "places": 1, "wished": 2}
        PlacementFactory(
            round=round_,
            student=student,
            session=date,
            state="proposed",
            reason_data={"missed": [missed]},
        )
        lost = StudentFactory(base_group=group)
        Unplaced.objects.create(round=round_, student=lost, reason="all_full")
    RoundFactory.create_batch(pupils, school=school, groups=[group])
    return round_


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("round-list", {}),
        ("round-detail", {}),
        ("round-sessions", {}),
        ("round-wishes", {}),
        ("round-review", {}),
        ("round-review", {"toon": "data"}),
        ("round-review", {"toon": "zonder"}),
        ("round-review", {"toon": "let-op"}),
    ],
)
def test_page_costs_the_same_for_any_number_of_pupils(coordinated, school, group, name, query):
    counts = []
    for pupils in (1, 6):
        round_ = grown(school, group, pupils)
        address = url(name, *([] if name == "round-list" else [round_.pk]), **query)
        coordinated.get(address)  # the school's own sectors are remembered from now on
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert coordinated.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST_QUERIES


def test_move_page_stays_within_its_queries(coordinated, school, group):
    round_ = grown(school, group, 6)
    coordinated.get(url("round-list"))  # who asks, and what the process remembers

    with CaptureQueriesContext(connection) as queries:
        coordinated.get(url("placement-move", round_.placements.first().pk))

    # Some of them read the school's own calendar and what these pupils need.
    assert len(queries) <= MOST_QUERIES + 8


def test_pages_are_in_pages(coordinated, school, group):
    round_, _pupils = a_round(school, group, pupils=31, state=Round.State.OPEN)

    page = coordinated.get(url("round-wishes", round_.pk))

    assert len(page.context["page_obj"]) == 30
    assert page.context["page_obj"].paginator.num_pages == 2


def test_nobody_signed_in_sees_a_round(client, computed):
    client.force_login(UserFactory())

    assert client.get(url("round-detail", computed.pk)).status_code == 404

import pytest
from django.urls import reverse

from tests.factories import (
    GroupFactory,
    PhotoConsentFactory,
    PlacementFactory,
    ReflectionFactory,
    StudentFactory,
    StudentNeedFactory,
)
from tests.placements.days import been, looked_back, session_in

LIST = "placements:student-list"


@pytest.fixture
def neighbours(school):
    return GroupFactory(school=school, name="3K1")


def shown(response):
    return [row.student for row in response.context["rows"]]


def get(client, **query):
    return client.get(reverse(LIST), query)


def test_a_mentor_sees_the_own_groups_only(client, mentor, student, neighbours, other_student):
    StudentFactory(base_group=neighbours)
    client.force_login(mentor)

    assert shown(get(client)) == [student]


def test_a_row_says_what_was_seen_what_comes_and_what_is_open(client, mentor, student):
    looked_back(been(student), words="Leuk")
    ReflectionFactory(placement=been(student, code="crafts", days=-2))
    ReflectionFactory(placement=been(student, code="media_ict", status="absent"))
    coming = PlacementFactory(student=student, session=session_in(4))
    PlacementFactory(student=student, session=session_in(9))
    client.force_login(mentor)

    (row,) = get(client).context["rows"]

    standing = row.standing
    assert standing.met == {"green_animals", "crafts"}
    assert (standing.coming, standing.next, standing.to_look_back) == (2, coming, 1)


def test_a_teacher_sees_names_and_where_they_go_but_no_files(client, teacher, student):
    ReflectionFactory(placement=been(student))
    coming = PlacementFactory(student=student, session=session_in(4))
    client.force_login(teacher)

    response = get(client)

    (row,) = response.context["rows"]
    assert row.standing.next == coming
    assert (row.reads, row.standing.met, row.standing.to_look_back) == (False, set(), 0)
    assert student.get_absolute_url() not in response.text
    assert shown(get(client, toon="terugkijken")) == []


def test_a_school_leader_sees_no_names(client, school_leader, student):
    client.force_login(school_leader)

    response = get(client)

    assert response.status_code == 200
    assert student.family_name not in response.text


@pytest.mark.parametrize("who", ["employer_user", "region_coordinator", "region_editor"])
def test_the_list_is_for_people_of_a_school(request, client, who):
    client.force_login(request.getfixturevalue(who))

    assert get(client).status_code == 403


def test_the_list_is_not_for_pupils(client, student):
    client.force_login(student.user)

    assert get(client).status_code == 403


def test_filter_nothing_planned(client, mentor, group):
    idle, busy, past, proposed = StudentFactory.create_batch(4, base_group=group)
    PlacementFactory(student=busy, session=session_in(4))
    been(past)
    PlacementFactory(student=proposed, session=session_in(4), state="proposed")
    client.force_login(mentor)

    assert set(shown(get(client, toon="zonder-plek"))) == {idle, past, proposed}


def test_filter_must_look_back(client, mentor, group):
    waits, done, ill, later = StudentFactory.create_batch(4, base_group=group)
    ReflectionFactory(placement=been(waits))
    looked_back(been(done), words="Leuk")
    ReflectionFactory(placement=been(ill, status="absent"))
    ReflectionFactory(placement=PlacementFactory(student=later, session=session_in(4)))
    client.force_login(mentor)

    assert shown(get(client, toon="terugkijken")) == [waits]


def test_filter_by_group(client, coordinator, student, neighbours):
    other = StudentFactory(base_group=neighbours)
    client.force_login(coordinator)

    assert shown(get(client, groep=neighbours.pk)) == [other]
    assert set(shown(get(client))) == {student, other}


@pytest.mark.parametrize("bad", ["x", "999999", "' OR 1=1"])
def test_a_filter_that_is_no_filter_is_told(client, coordinator, student, bad):
    client.force_login(coordinator)

    response = get(client, groep=bad, toon=bad)

    assert response.status_code == 200
    assert set(response.context["filter"].form.errors) == {"groep", "toon"}


def test_a_name_is_posted_and_never_stands_in_an_address(client, mentor, group):
    wanted = StudentFactory(base_group=group, given_name="Noor", family_name="Berg")
    StudentFactory(base_group=group, given_name="Sem", family_name="Bos")
    client.force_login(mentor)

    found = client.post(reverse(LIST), {"q": "noor ber", "groep": group.pk, "toon": "zonder-plek"})

    assert shown(found) == [wanted]
    assert "q=" not in found.text
    assert len(shown(get(client, q="noor"))) == 2  # a name in the address does nothing


def test_posting_without_a_name_leads_to_an_address_that_can_be_sent(client, mentor, group):
    client.force_login(mentor)

    response = client.post(reverse(LIST), {"q": " ", "groep": group.pk})

    assert response["Location"] == f"{reverse(LIST)}?groep={group.pk}"


def test_filters_by_year_level_and_status(client, coordinator, group):
    wanted = StudentFactory(base_group=group, year_of_study=3, track="vmbo_kb")
    StudentFactory(base_group=group, year_of_study=3)
    doubted = StudentFactory(base_group=group, status="proposed_leaver")
    client.force_login(coordinator)

    assert shown(get(client, jaar="3", niveau="vmbo_kb")) == [wanted]
    assert shown(get(client, status="proposed_leaver")) == [doubted]
    assert doubted not in shown(get(client))


def test_who_left_is_for_the_coordinator(client, mentor, group):
    StudentFactory(base_group=group, status="left")
    client.force_login(mentor)

    assert shown(get(client, status="left")) == []


def test_the_list_is_sorted_on_the_family_name_without_its_prefix(client, coordinator, group):
    names = [("van der", "Zee"), ("", "Bakker"), ("de", "Vries"), ("van", "Aalst")]
    for prefix, family in names:
        StudentFactory(base_group=group, name_prefix=prefix, family_name=family)
    client.force_login(coordinator)

    assert [s.family_name for s in shown(get(client))] == ["Aalst", "Bakker", "Vries", "Zee"]


@pytest.mark.parametrize("pupils", [1, 3, 45])
@pytest.mark.parametrize("who", ["coordinator", "mentor"])
def test_the_list_costs_the_same_for_any_number(
    request, client, group, who, pupils, django_assert_max_num_queries
):
    for pupil in StudentFactory.create_batch(pupils, base_group=group):
        ReflectionFactory(placement=been(pupil))
        PlacementFactory(student=pupil, session=session_in(4))
        StudentNeedFactory(student=pupil)
        PhotoConsentFactory(student=pupil)
    client.force_login(request.getfixturevalue(who))
    get(client)

    with django_assert_max_num_queries(12):
        assert len(shown(get(client, jaar="2"))) == min(pupils, 40)

import pytest
from django.urls import reverse

from portal.audit import trail
from schools.school_sectors import sectors_of
from tests.factories import GroupFactory, PlacementFactory, StudentFactory
from tests.placements.days import been, looked_back, session_in

SECRET = "Dit is alleen van mij"
OPEN = "Ik wil dit vaker doen"


@pytest.fixture
def words(open_words, private_words):
    """Both kinds at once."""


@pytest.fixture
def open_words(student):
    return looked_back(been(student), words=OPEN)


@pytest.fixture
def private_words(student):
    return looked_back(been(student, code="crafts"), words=SECRET, private=True)


def file_of(student):
    return reverse("placements:student-file", args=[student.pk])


def opened(student):
    return [(e.action, e.user) for e in trail.entries_for(student)]


def test_the_mentor_reads_the_words_but_not_the_private_ones(
    client, student, mentor, open_words, private_words
):
    client.force_login(mentor)

    response = client.get(file_of(student))

    assert OPEN in response.text
    assert SECRET not in response.text
    assert [e.hidden for e in response.context["dossier"].been].count(True) == 1
    assert "Gedaan, alleen voor de leerling." in response.text


def test_the_coordinator_sees_that_it_is_done_and_no_words(
    client, student, coordinator, open_words, private_words
):
    client.force_login(coordinator)

    response = client.get(file_of(student))

    assert response.status_code == 200
    assert OPEN not in response.text
    assert SECRET not in response.text
    assert [e.hidden for e in response.context["dossier"].been] == [True, True]


def test_words_that_are_not_finished_stay_with_the_pupil(client, student, mentor):
    reflection = looked_back(been(student), words="Nog niet klaar")
    reflection.state = reflection.State.STARTED
    reflection.save()
    client.force_login(mentor)

    response = client.get(file_of(student))

    assert "Nog niet klaar" not in response.text


@pytest.mark.parametrize("who", ["mentor", "coordinator"])
def test_opening_a_file_is_written_down(request, client, student, who):
    reader = request.getfixturevalue(who)
    client.force_login(reader)

    client.get(file_of(student))

    assert opened(student) == [("placements.file.read", reader)]
    assert student.family_name not in str(trail.entries_for(student).get().data)
    assert student.family_name not in trail.entries_for(student).get().label


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("teacher", 403),
        ("school_leader", 404),
        ("other_coordinator", 404),
        ("other_mentor", 404),
        ("employer_user", 404),
        ("region_coordinator", 404),
        ("region_editor", 404),
    ],
)
def test_who_may_not_open_a_file_learns_nothing(request, client, student, words, who, status):
    client.force_login(request.getfixturevalue(who))

    response = client.get(file_of(student))

    assert response.status_code == status
    for text in (OPEN, SECRET, student.family_name):
        assert text not in response.text
    assert opened(student) == []


def test_a_mentor_of_another_group_does_not_see_the_file(client, student, mentor):
    neighbour = StudentFactory(base_group=GroupFactory(school=student.school))
    client.force_login(mentor)

    assert client.get(file_of(neighbour)).status_code == 404


def test_a_pupil_goes_to_the_own_folder_and_not_to_that_of_another(client, student, group):
    classmate = StudentFactory(base_group=group)
    client.force_login(student.user)

    own = client.get(file_of(student))

    assert own["Location"] == reverse("placements:pupil-file")
    assert client.get(file_of(classmate)).status_code == 404
    assert opened(student) == []


def test_the_file_shows_what_the_employer_said_and_what_is_coming(client, student, mentor):
    from placements.models import EmployerFeedback

    place = been(student)
    EmployerFeedback.objects.create(
        session=place.session, words="Netjes gewerkt", given_at=place.session.ends_at
    )
    coming = PlacementFactory(student=student, session=session_in(5))
    PlacementFactory(student=student, session=session_in(6), state="proposed")
    client.force_login(mentor)

    response = client.get(file_of(student))

    assert "Netjes gewerkt" in response.text
    assert [e.placement for e in response.context["dossier"].coming] == [coming]
    assert response.context["dossier"].sectors_met == {"green_animals"}


@pytest.mark.parametrize("places", [1, 3])
def test_a_file_costs_the_same_for_any_number_of_places(
    client, student, mentor, places, django_assert_max_num_queries
):
    for number in range(places):
        looked_back(been(student, days=-number - 1), words=OPEN)
    client.force_login(mentor)

    sectors_of(student.school_id)  # kept for a minute

    with django_assert_max_num_queries(24):  # six of them write down who read it
        client.get(file_of(student))

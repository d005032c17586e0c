import csv
import io

import pytest
from django.urls import reverse

from placements.quality.exports import safe_cell
from portal.audit import trail
from portal.reference.models import Sector
from tests.factories import GroupFactory, PlacementFactory, ReflectionFactory, StudentFactory
from tests.placements.days import been, looked_back, session_in

COVERAGE = "placements:coverage"
EXPORT = "placements:coverage-export"


@pytest.fixture
def neighbours(school):
    group = GroupFactory(school=school, name="3K1")
    been(StudentFactory(base_group=group), code="crafts")
    return group


def exported(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


# ---- The group


def test_the_mentor_sees_the_group_at_a_glance(client, mentor, group, student):
    looked_back(been(student), words="Leuk")
    ReflectionFactory(placement=been(student, code="crafts"))
    coming = PlacementFactory(student=student, session=session_in(3))
    StudentFactory(base_group=group)
    client.force_login(mentor)

    response = client.get(group.get_absolute_url())

    glance = response.context["glance"]
    assert (glance.progress.pupils, glance.without, glance.to_look_back) == (2, 1, 1)
    assert [(v.session.pk, v.pupils) for v in glance.coming] == [(coming.session_id, 1)]
    assert sum(response.context["coverage"][0]["values"]) == 2
    assert student.get_absolute_url() in response.text


def test_coming_days_of_a_group_count_that_group_only(client, mentor, group, student, neighbours):
    session = session_in(3)
    PlacementFactory(student=student, session=session)
    PlacementFactory(student=StudentFactory(base_group=neighbours), session=session)
    client.force_login(mentor)

    response = client.get(group.get_absolute_url())

    assert [visit.pupils for visit in response.context["glance"].coming] == [1]


def test_a_teacher_sees_names_and_no_files(client, teacher, group, student):
    been(student)
    client.force_login(teacher)

    response = client.get(group.get_absolute_url())

    assert student.family_name in response.text
    assert student.get_absolute_url() not in response.text
    assert [row.reads for row in response.context["rows"]] == [False]


def test_a_school_leader_sees_counts_only(client, school_leader, group, student):
    been(student)
    PlacementFactory(student=student, session=session_in(3))
    client.force_login(school_leader)

    response = client.get(group.get_absolute_url())

    assert response.context["glance"].progress.been == 1
    assert response.context["rows"] == []
    assert student.family_name not in response.text
    assert "aanwezigheid" not in response.text


def test_a_mentor_sees_another_group_of_the_school_in_numbers(client, mentor, neighbours):
    client.force_login(mentor)

    response = client.get(neighbours.get_absolute_url())

    assert (response.status_code, response.context["rows"]) == (200, [])


@pytest.mark.parametrize(
    "who", ["other_coordinator", "other_mentor", "employer_user", "region_coordinator"]
)
def test_a_group_of_another_school_is_not_found(request, client, group, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(group.get_absolute_url()).status_code == 404


def test_a_group_is_not_for_pupils(client, student, group):
    client.force_login(student.user)

    assert client.get(group.get_absolute_url()).status_code == 404


# ---- Coverage


def test_coverage_by_pupil_shows_what_each_has_seen(client, mentor, group, student):
    been(student)
    been(student, code="crafts", status="late")
    been(student, code="media_ict", status="absent")
    been(student, code="care_welfare", status="")
    client.force_login(mentor)

    table = client.get(reverse(COVERAGE)).context["by_pupil"]

    (row,) = table["rows"]
    met = {sector.code for sector, seen in row["cells"] if seen}
    assert met == {"green_animals", "crafts"}
    assert table["sums"] == [int(s.code in met) for s in Sector.all_cached()]


def test_coverage_says_what_is_still_open(client, coordinator, group, student, other_student):
    ReflectionFactory(placement=been(student))
    been(StudentFactory(base_group=group), status="", days=-1)
    ReflectionFactory(placement=been(other_student))
    client.force_login(coordinator)

    items = client.get(reverse(COVERAGE)).context["open_items"]

    assert (items["look_back"], items["without"], items["not_noted"]) == (1, 2, 1)


def test_the_coordinator_chooses_a_group(client, coordinator, group, student, neighbours):
    client.force_login(coordinator)

    everyone = client.get(reverse(COVERAGE))
    one = client.get(reverse(COVERAGE), {"groep": neighbours.pk})

    assert everyone.context["by_pupil"] is None
    assert [row["label"] for row in everyone.context["by_group"]] == ["2P1", "3K1"]
    assert [row["student"].base_group for row in one.context["by_pupil"]["rows"]] == [neighbours]


@pytest.mark.parametrize("who", ["school_leader", "teacher"])
def test_who_reads_no_files_sees_coverage_by_group_only(request, client, student, who):
    been(student)
    client.force_login(request.getfixturevalue(who))

    response = client.get(reverse(COVERAGE), {"groep": student.base_group_id})

    assert response.context["by_pupil"] is None
    assert len(response.context["by_group"]) == 1
    assert student.family_name not in response.text
    assert client.get(reverse(EXPORT)).status_code == 403


@pytest.mark.parametrize("who", ["employer_user", "region_coordinator"])
def test_coverage_is_for_people_of_a_school(request, client, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(COVERAGE)).status_code == 403
    assert client.get(reverse(EXPORT)).status_code == 403


def test_coverage_of_a_group_of_another_school_is_not_shown(client, mentor, student, other_student):
    client.force_login(mentor)

    response = client.get(reverse(COVERAGE), {"groep": other_student.base_group_id})

    assert other_student.family_name not in response.text
    assert [row["student"] for row in response.context["by_pupil"]["rows"]] == [student]


@pytest.mark.parametrize("pupils", [1, 3])
def test_coverage_costs_the_same_for_any_number(
    client, coordinator, group, pupils, django_assert_max_num_queries
):
    for pupil in StudentFactory.create_batch(pupils, base_group=group):
        been(pupil)
    client.force_login(coordinator)
    Sector.all_cached()

    with django_assert_max_num_queries(15):
        client.get(reverse(COVERAGE), {"groep": group.pk})


# ---- The file for a spreadsheet


def test_the_export_opens_in_a_dutch_spreadsheet(client, mentor, group):
    pupil = StudentFactory(base_group=group, given_name="Noor", name_prefix="", family_name="Berg")
    been(pupil)
    client.force_login(mentor)

    response = client.get(reverse(EXPORT))

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.content.count(b"\r\n") == 2
    assert 'filename="dekking-' in response["Content-Disposition"]
    heading, row = exported(response)
    assert len(heading) == len(row) == 4 + len(Sector.all_cached()) + 3
    assert row[:4] == ["2P1", "Noor", "", "Berg"]
    green = [sector.code for sector in Sector.all_cached()].index("green_animals")
    assert [i for i, cell in enumerate(row[4:-3]) if cell == "1"] == [green]
    assert row[-3:] == ["1", "0", "0"]


def test_the_export_holds_the_own_pupils_only(client, mentor, student, neighbours, other_student):
    client.force_login(mentor)

    rows = exported(client.get(reverse(EXPORT)))[1:]

    assert [row[3] for row in rows] == [student.family_name]


def test_the_export_is_written_down_for_each_group(client, coordinator, student, neighbours):
    client.force_login(coordinator)

    client.get(reverse(EXPORT), {"groep": neighbours.pk})

    assert [e.action for e in trail.entries_for(neighbours)] == ["placements.coverage.export"]
    assert not trail.entries_for(student.base_group).exists()


@pytest.mark.parametrize(
    "name", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1", " =HYPERLINK()", "\n=1"]
)
def test_a_name_that_is_a_formula_stays_a_text(client, mentor, group, name):
    StudentFactory(base_group=group, given_name=name, name_prefix="", family_name="Berg")
    client.force_login(mentor)

    row = exported(client.get(reverse(EXPORT)))[1]

    assert row[1].startswith("'")


@pytest.mark.parametrize("text", ["Noor", "van 't", "", "3K1", "1-2"])
def test_a_harmless_cell_stays_as_it_is(text):
    assert safe_cell(text) == text

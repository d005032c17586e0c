"""The group page: who stands where, for each role what it may see; and its two ways to paper."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.audit import trail
from schools.models import GroupEnrolment
from schools.school_sectors import sectors_of
from schools.services.login_cards import issue_cards_for_group
from tests.factories import (
    GroupFactory,
    PhotoConsentFactory,
    PlacementFactory,
    ReflectionFactory,
    RoundFactory,
    StudentFactory,
    StudentNeedFactory,
    WishListFactory,
)
from tests.placements.days import been, looked_back, session_in

PRINT, EXPORT = "placements:group-print", "placements:group-export"


def look(client, user, group):
    client.force_login(user)
    return client.get(group.get_absolute_url())


def only_row(response):
    (row,) = response.context["rows"]
    return row


def test_what_is_open_stands_with_each_pupil(client, mentor, school, group, student):
    ReflectionFactory(placement=been(student))
    round_ = RoundFactory(school=school, groups=[group], state="open")

    row = only_row(look(client, mentor, group))

    assert row.open == ["1 keer terugkijken", "Nog geen wensen", "Geen inlogkaart"]
    WishListFactory(round=round_, student=student, sent_at=timezone.now())
    issue_cards_for_group(group, by=mentor)
    assert only_row(look(client, mentor, group)).open == ["1 keer terugkijken"]


def test_what_is_open_is_counted_for_the_group(client, coordinator, school, group):
    one, two, three = StudentFactory.create_batch(3, base_group=group)
    ReflectionFactory(placement=been(one))
    looked_back(been(two), words="Leuk")
    been(three, status="")
    RoundFactory(school=school, groups=[group], state="open")

    glance = look(client, coordinator, group).context["glance"]

    counts = (glance.to_look_back, glance.without, glance.without_wishes, glance.without_card)
    assert counts == (1, 3, 3, 3)
    assert (glance.not_noted, glance.progress.been, glance.progress.looked_back) == (1, 2, 1)


def test_needs_and_pictures_stand_with_each_pupil(client, mentor, group, student):
    StudentNeedFactory(student=student, code="hearing")
    PhotoConsentFactory(student=student, purpose="school")

    response = look(client, mentor, group)

    care = only_row(response).care
    assert (care.need_codes, care.photos) == ({"hearing"}, {"school"})
    assert 'aria-label="Slechthorend"' in response.text
    assert 'aria-label="Foto&#x27;s alleen voor: school"' in response.text


@pytest.mark.parametrize(
    ("who", "needs", "opens"),
    [
        ("coordinator", {"hearing"}, 1),
        ("coach", {"hearing"}, 1),
        ("support_coordinator", {"hearing"}, 0),
        ("teacher", set(), 0),
    ],
)
def test_each_role_sees_its_part(request, client, group, student, who, needs, opens):
    StudentNeedFactory(student=student, code="hearing")

    row = only_row(look(client, request.getfixturevalue(who), group))

    assert (row.care.need_codes, len(row.open)) == (needs, opens)


def test_a_school_leader_gets_numbers_and_nothing_to_take_along(
    client, school_leader, group, student
):
    StudentNeedFactory(student=student)

    response = look(client, school_leader, group)

    assert (response.context["rows"], response.context["glance"].progress.pupils) == ([], 1)
    assert student.family_name not in response.text
    assert "Rolstoel" not in response.text
    for name in (PRINT, EXPORT):
        assert client.get(reverse(name, args=[group.pk])).status_code == 403


def test_the_last_visit_is_the_one_to_note(client, mentor, group, student):
    been(student, days=-9)
    last = been(student, days=-2)
    PlacementFactory(student=student, session=session_in(3))

    response = look(client, mentor, group)

    assert response.context["glance"].last.session == last.session
    assert reverse("placements:attendance", args=[last.session_id]) in response.text


def test_a_composite_group_shows_who_is_in_it_now(client, coordinator, school, student):
    mixed = GroupFactory(school=school, kind="composite")
    gone = StudentFactory(base_group=student.base_group)
    for pupil, until in ((student, None), (gone, "2026-01-01")):
        GroupEnrolment.objects.create(student=pupil, group=mixed, since="2025-09-01", until=until)

    assert only_row(look(client, coordinator, mixed)).student == student


@pytest.mark.parametrize("pupils", [1, 3, 30])
@pytest.mark.parametrize("who", ["coordinator", "mentor", "school_leader"])
def test_a_group_costs_the_same_for_any_number(
    request, client, group, who, pupils, django_assert_max_num_queries
):
    for pupil in StudentFactory.create_batch(pupils, base_group=group):
        ReflectionFactory(placement=been(pupil))
        PlacementFactory(student=pupil, session=session_in(3))
        StudentNeedFactory(student=pupil)
        PhotoConsentFactory(student=pupil)
    user = request.getfixturevalue(who)
    look(client, user, group)

    with django_assert_max_num_queries(12):
        client.get(group.get_absolute_url())


# ---- On paper, in a spreadsheet


def exported(client, user, group):
    client.force_login(user)
    response = client.get(reverse(EXPORT, args=[group.pk]))
    sheet = load_workbook(io.BytesIO(response.content)).active
    return response, [[cell.value for cell in row] for row in sheet.iter_rows()], sheet


def test_the_file_has_dutch_headings_and_texts(client, mentor, group):
    pupil = StudentFactory(
        base_group=group, name_prefix="van", family_name="Aalst", source_key="00123"
    )
    StudentNeedFactory(student=pupil, code="allergy")
    been(pupil)

    response, (heading, row), _sheet = exported(client, mentor, group)

    units = sectors_of(group.school_id).units
    assert heading[:4] == ["Achternaam", "Tussenvoegsel", "Roepnaam", "Leerlingnummer"]
    assert row[:4] == ["Aalst", "van", pupil.given_name, "00123"]
    found = dict(zip(heading, row, strict=True))
    assert [u.code for u in units if found[u.name] == "ja"] == ["green_animals"]
    assert (found["Behoeften"], found["Foto's"]) == ("Allergie of dieet", "Geen foto's")
    name = f"groep-2p1-{timezone.localdate():%Y-%m-%d}.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("name", ["=1+1", "+31", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_a_name_that_is_a_formula_stays_a_text(client, mentor, group, name):
    StudentFactory(base_group=group, given_name=name)

    _response, (_heading, row), sheet = exported(client, mentor, group)

    assert row[2] == f"'{name}"
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {
        "s",
        "inlineStr",
        "n",
    }


def test_a_name_with_an_unprintable_sign_breaks_nothing(client, mentor, group):
    StudentFactory(base_group=group, given_name="Noor\x07")

    assert exported(client, mentor, group)[1][1][2] == "Noor"


def test_who_reads_no_files_gets_names_and_days_only(client, teacher, group, student):
    StudentNeedFactory(student=student)

    heading = exported(client, teacher, group)[1][0]

    assert "Behoeften" not in heading
    assert "Nog open" not in heading
    assert "Gepland" in heading


@pytest.mark.parametrize(("name", "kind"), [(PRINT, "print"), (EXPORT, "xlsx")])
def test_it_is_written_down_who_took_the_names_along(client, mentor, group, student, name, kind):
    client.force_login(mentor)

    assert client.get(reverse(name, args=[group.pk])).status_code == 200

    (entry,) = trail.entries_for(group)
    assert (entry.action, entry.user, entry.data) == (
        "placements.group.export",
        mentor,
        {"kind": kind},
    )


@pytest.mark.parametrize("name", [PRINT, EXPORT])
@pytest.mark.parametrize(
    ("who", "status"), [("other_coordinator", 404), ("employer_user", 404), ("student", 404)]
)
def test_a_group_of_others_is_not_there(request, client, group, name, who, status):
    user = request.getfixturevalue(who)
    client.force_login(getattr(user, "user", user))

    assert client.get(reverse(name, args=[group.pk])).status_code == status


# ---- The pupil's own words


def test_the_own_words_come_first_on_the_page_of_a_pupil(client, mentor, student):
    looked_back(been(student), words="Ik wil dit vaker doen")
    client.force_login(mentor)

    page = client.get(student.get_absolute_url())

    assert [w.text for w in page.context["voice"].said] == ["Ik wil dit vaker doen"]
    assert page.text.index("Ik wil dit vaker doen") < page.text.index('class="experience')


def test_private_words_and_words_for_the_mentor_are_not_the_coordinators(
    client, coordinator, mentor, student
):
    looked_back(been(student), words="Alleen voor mij", private=True)
    looked_back(been(student, code="crafts"), words="Voor mijn mentor")

    for user, words in ((coordinator, []), (mentor, ["Voor mijn mentor"])):
        client.force_login(user)
        page = client.get(student.get_absolute_url())
        assert [w.text for w in page.context["voice"].said] == words
        assert "Alleen voor mij" not in page.text

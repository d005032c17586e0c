"""The pages of the LOB profile: reading, filling in, deciding, and the page of the pupils."""

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.lob_parts import PARTS
from schools.models import AssessmentChoice, LobProfile


def part_url(profile, slug):
    return reverse("schools:lob-part", args=[profile.pk, slug])


def rows_data(rows, *, initial=0):
    """A formset as a browser sends it."""
    data = {"rij-TOTAL_FORMS": len(rows), "rij-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"rij-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.mark.parametrize("slug", [part.slug for part in PARTS])
def test_every_part_opens_and_can_be_saved_as_it_is(client, coordinator, draft, slug):
    client.force_login(coordinator)
    page = client.get(part_url(draft, slug))
    sent = {
        field.html_name: "" if field.value() is None else field.value()
        for form in (page.context["form"], *(page.context["rows"] or ()))
        for field in form
    }
    sent |= {"rij-TOTAL_FORMS": 0, "rij-INITIAL_FORMS": 0}
    sent |= {"vision__html": draft.vision}

    answer = client.post(part_url(draft, slug), sent)

    assert page.status_code == 200
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())


def test_saving_goes_on_with_the_next_part(client, coordinator, draft):
    client.force_login(coordinator)
    sent = {"coaching_method": "grow", "coaching_words": "Vier vragen.", "next": "1"}

    answer = client.post(part_url(draft, "coaching"), sent)

    assert answer["Location"] == part_url(draft, "model")
    draft.refresh_from_db()
    assert (draft.coaching_method, draft.coaching_words) == ("grow", "Vier vragen.")


def test_saving_twice_leaves_one_row(client, coordinator, draft):
    client.force_login(coordinator)
    sent = {"target_model": "4", "target_on": "2030-01-01"}
    sent |= rows_data([{"text": "Training", "due_on": "2029-01-01", "done_on": ""}])

    for _click in range(2):
        assert client.post(part_url(draft, "groei"), sent).status_code == 302

    assert list(draft.steps.values_list("text", flat=True)) == ["Training"]


def test_a_row_is_taken_away(client, coordinator, draft, write):
    write(
        draft,
        "groei",
        by=coordinator,
        rows=[{"text": "Training", "due_on": timezone.localdate(), "done_on": None}],
    )
    client.force_login(coordinator)
    row = {"text": "Training", "due_on": "2029-01-01", "done_on": "", "DELETE": "on"}

    client.post(part_url(draft, "groei"), rows_data([row], initial=1))

    assert draft.steps.count() == 0


WRONG = [
    ("groei", {"target_model": "4", "target_on": ""}, []),
    ("groei", {"target_model": "", "target_on": ""}, [{"text": "Stap", "due_on": "31-31-2026"}]),
    ("model", {"model": "own"}, []),
    ("model", {"model": "7"}, []),
    ("visie", {"vision": "x", "vision_shared_on": "2999-01-01"}, []),
    ("visie", {"vision": "x" * 20_001}, []),
    ("visie", {"vision": "", "vision__mode": "rich", "vision__html": "<b>" * 500 + "x"}, []),
    ("vertrek", {"leavers_of": "2025"}, []),
    ("vertrek", {"leavers_of": ""}, [{"kind": "employment", "label": "", "share": "50"}]),
    ("vertrek", {"leavers_of": ""}, [{"kind": "employment", "label": "", "share": "-1"}]),
    ("vertrek", {"leavers_of": ""}, [{"kind": "prison", "label": "", "share": "100"}]),
    ("vakken", {}, [{"subject": "999999", "year_of_study": "0", "activities": "1"}]),
    ("vakken", {}, [{"subject": "", "year_of_study": "9", "activities": "0"}]),
    ("gesprekken", {}, [{"year_of_study": "1", "lob": "-1", "coach": "0", "three_way": "0"}]),
    ("gesprekken", {}, [{"year_of_study": "1", "lob": "99", "coach": "0", "three_way": "0"}]),
    ("beoordelen", {"assessment_words": ""}, [{"item": "reflections", "choice": "assessed"}]),
    ("plannen", {}, [{"kind": "other", "title": "x", "url": "javascript:alert(1)", "where": ""}]),
    ("plannen", {}, [{"kind": "other", "title": "x", "url": "ftp://a.example", "where": ""}]),
]


@pytest.mark.parametrize(("slug", "fields", "rows"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_written(
    client, coordinator, draft, slug, fields, rows
):
    client.force_login(coordinator)
    before = LobProfile.objects.filter(pk=draft.pk).values().get()

    answer = client.post(part_url(draft, slug), fields | rows_data(rows))

    assert answer.status_code == 400
    assert LobProfile.objects.filter(pk=draft.pk).values().get() == before


def test_a_form_without_its_list_is_refused(client, coordinator, draft):
    client.force_login(coordinator)

    assert client.post(part_url(draft, "vakken"), {}).status_code == 400


def test_the_same_row_twice_is_refused(client, coordinator, draft):
    client.force_login(coordinator)
    talk = {"year_of_study": "1", "lob": "1", "coach": "0", "three_way": "0"}

    answer = client.post(part_url(draft, "gesprekken"), rows_data([talk, talk], initial=2))

    assert answer.status_code == 400
    assert draft.talks.count() == 0


def test_a_share_may_have_a_comma(client, coordinator, draft):
    client.force_login(coordinator)
    rows = [
        {"kind": "employment", "label": "", "share": "37,1"},
        {"kind": "mbo_bol", "label": "", "share": "62,9"},
    ]

    answer = client.post(part_url(draft, "vertrek"), {"leavers_of": "2025-2026"} | rows_data(rows))

    assert answer.status_code == 302
    assert [str(row.share) for row in draft.destinations.all()] == ["62.9", "37.1"]


def test_an_approved_version_is_closed(client, coordinator, draft, approve):
    approve(draft)
    client.force_login(coordinator)

    answer = client.post(part_url(draft, "coaching"), {"coaching_method": "grow"})

    assert answer["Location"] == draft.get_absolute_url()
    draft.refresh_from_db()
    assert draft.coaching_method == ""


def test_who_may_open_what(client, draft, approve, mentor, other_coordinator, student):
    urls = [reverse("schools:lob-version", args=[draft.pk]), part_url(draft, "model")]
    people = {"mentor": mentor, "other": other_coordinator, "pupil": student.user}
    found = {}
    for state in ("draft", "approved"):
        if state == "approved":
            approve(draft)
        for name, user in people.items():
            client.force_login(user)
            found[state, name] = [client.get(url).status_code for url in urls]

    assert found == {
        ("draft", "mentor"): [404, 404],
        ("draft", "other"): [404, 404],
        ("draft", "pupil"): [404, 404],
        ("approved", "mentor"): [200, 403],
        ("approved", "other"): [404, 404],
        ("approved", "pupil"): [404, 404],
    }


def test_from_begin_to_approval_by_way_of_the_pages(
    client, school, coordinator, school_leader, draft
):
    client.force_login(coordinator)
    client.post(reverse("schools:lob-offer", args=[draft.pk]))
    client.force_login(school_leader)
    page = client.get(draft.get_absolute_url())
    day = timezone.localdate().isoformat()
    client.post(reverse("schools:lob-approve", args=[draft.pk]), {"in_force_from": day})
    home = client.get(reverse("schools:lob-home"))

    assert page.context["can"] == ["take_back", "approve"]
    assert home.context["holding"] == draft


def test_a_day_that_is_no_day_approves_nothing(client, school_leader, draft):
    client.force_login(school_leader)
    client.post(reverse("schools:lob-approve", args=[draft.pk]), {"in_force_from": "gisteren"})

    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_costs_the_same_for_any_number_of_rows(
    client, coordinator, draft, write, approve, rows, django_assert_max_num_queries
):
    day = timezone.localdate()
    steps = [{"text": f"Stap {n}", "due_on": day, "done_on": None} for n in range(rows)]
    write(draft, "groei", by=coordinator, rows=steps)
    approve(draft)
    client.force_login(coordinator)
    client.get(reverse("schools:lob-home"))

    with django_assert_max_num_queries(24):
        page = client.get(reverse("schools:lob-home"))

    assert page.content.decode().count("Stap ") == rows


@pytest.fixture
def told_to_pupils(draft, coordinator, write, approve):
    rows = [{"item": item, "choice": "assessed"} for item in AssessmentChoice.Item]
    rows[0]["choice"], rows[1]["choice"] = "never", "not"
    write(draft, "beoordelen", by=coordinator, assessment_words="Van jou.", rows=rows)
    talk = {"year_of_study": 2, "lob": 3, "coach": 0, "three_way": 1}
    write(draft, "gesprekken", by=coordinator, rows=[talk])
    return approve(draft)


def test_a_pupil_reads_how_the_school_does_it(client, student, told_to_pupils):
    client.force_login(student.user)
    page = client.get(reverse("schools:pupil-lob")).context["page"]

    assert page.words == "Van jou."
    assert [number for number, _words in page.talks] == [3, 1]
    assert (len(page.assessed), len(page.not_assessed), len(page.never)) == (2, 1, 6)


def test_a_pupil_of_another_school_does_not(client, other_student, told_to_pupils):
    client.force_login(other_student.user)

    assert client.get(reverse("schools:pupil-lob")).context["page"] is None


def test_a_script_in_the_table_reaches_no_page(client, coordinator, draft, approve):
    LobProfile.objects.filter(pk=draft.pk).update(
        vision=draft.vision + "<script>steal()</script><p onclick='steal()'>Hoi</p>"
    )
    approve(draft)
    client.force_login(coordinator)

    assert "steal()" not in client.get(reverse("schools:lob-home")).content.decode()

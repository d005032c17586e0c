"""The report of an import on paper."""

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.models import RosterImport
from schools.services.roster_reports import report_of
from schools.services.roster_undo import undo_import
from schools.services.rosters import apply_roster
from tests.factories.rosters import make_roster, make_row


@pytest.fixture
def applied(school, coordinator):
    import_ = RosterImport.objects.create(
        school=school,
        state=RosterImport.State.APPLIED,
        created_by=coordinator,
        applied_by=coordinator,
        finished_at=timezone.now(),
    )
    roster = make_roster(school, make_row("1"), make_row("#2"))
    plan = apply_roster(school, roster, by=coordinator, import_=import_)
    report = {**report_of(plan), "applied": plan.counts, "confirmed": ["older_year"]}
    import_.report = report
    import_.save()
    return import_


def test_import_report_says_what_changed_by_whom_and_names_no_pupil(
    client, applied, coordinator, django_assert_max_num_queries
):
    client.force_login(coordinator)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("schools:import-report", args=[applied.pk]))

    text = page.content.decode()
    assert page.status_code == 200
    assert str(coordinator) in text
    assert "2P1: 2" in text
    assert "Naam1" not in text


def test_import_report_says_who_took_it_back(client, applied, coordinator):
    undo_import(applied, by=coordinator)
    client.force_login(coordinator)

    page = client.get(reverse("schools:import-report", args=[applied.pk]))

    assert page.context["import"].undone_by == coordinator
    assert page.content.decode().count(str(coordinator)) >= 3


@pytest.mark.parametrize("state", ["ready", "failed", "cancelled"])
def test_import_report_is_of_what_was_brought_in(client, school, coordinator, state):
    import_ = RosterImport.objects.create(school=school, state=state)
    client.force_login(coordinator)

    page = client.get(reverse("schools:import-report", args=[import_.pk]))

    assert page.status_code == 404

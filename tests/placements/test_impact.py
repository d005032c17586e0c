"""The year card: figures, when it is told, and that sharing can be undone."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from placements.impact import impact_of, years_of
from placements.models import EmployerFeedback, ImpactCard
from placements.services.impact import (
    NothingToShare,
    share_card,
    stop_sharing,
    tell_year_cards,
)
from placements.tasks import tell_year_cards as task
from portal.audit import trail
from portal.core.school_year import current_school_year
from portal.notifications.models import Notification
from tests.placements.visits import looked_back_at, visit_of

NOVEMBER = "2026-11-18T12:00:00+01:00"
JULY = "2027-07-03T12:00:00+02:00"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


@pytest.fixture
def employer(employer_user):
    return employer_user.employers_memberships.get().employer


@pytest.fixture
def year():
    return current_school_year()


@pytest.fixture
def visited(employer):
    """Two visits of two hours, with six pupils and with one."""
    first, second = visit_of(employer, days=-20), visit_of(employer, days=-10)
    looked_back_at(first, [1, 1, 1, 2, 3, 4], words="Zelf")
    looked_back_at(second, [1])
    return first, second


def url(name, employer, year):
    return reverse(f"placements:{name}", args=[employer.slug, year])


def test_impact_adds_up(visited, employer, year):
    impact = impact_of(employer, year)

    assert (impact.visits, impact.pupils, impact.hours) == (2, 7, 14)
    assert impact.sectors == (employer.sector,)
    assert (impact.takeaway.liked.glad, impact.takeaway.liked.answers) == (4, 6)
    assert impact.year_label == "2026–2027"


def test_the_count_at_the_door_goes_before_the_list(visited, employer, year):
    EmployerFeedback.objects.create(session=visited[0], head_count=5, given_at=timezone.now())
    EmployerFeedback.objects.create(session=visited[1], nobody_came=True, head_count=0)

    impact = impact_of(employer, year)

    assert (impact.visits, impact.pupils) == (1, 5)


def test_another_year_and_what_is_to_come_do_not_count(employer, year):
    looked_back_at(visit_of(employer, days=-200), [1])
    looked_back_at(visit_of(employer, days=9), [1])

    assert not impact_of(employer, year)
    assert years_of([employer.pk]) == {employer.pk: ["2025-2026"]}


@pytest.mark.parametrize("wrong", ["2026", "2026-2028", "vorig"])
def test_a_year_that_is_none_is_not_found(client, employer, employer_user, wrong):
    client.force_login(employer_user)

    assert client.get(url("impact", employer, wrong)).status_code == 404


def test_card_is_a_picture_to_download_without_markup_of_others(
    client, visited, employer, employer_user, year
):
    employer.name = "<script>Bakker & Zn</script>"
    employer.save()
    client.force_login(employer_user)

    shown = client.get(url("impact-card", employer, year))
    taken = client.get(url("impact-card", employer, year) + "?download")

    assert shown["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert shown["Content-Disposition"].startswith("inline")
    assert taken["Content-Disposition"].startswith("attachment")
    assert "&lt;script&gt;Bakker" in shown.text
    assert "<script" not in shown.text


@pytest.mark.parametrize("name", ["impact", "impact-card"])
def test_card_of_another_employer_is_not_found(
    client, visited, employer, other_employer_user, name
):
    client.force_login(other_employer_user)

    assert client.get(url(name, employer, current_school_year())).status_code == 404


@pytest.mark.parametrize("visits", [1, 3])
def test_page_costs_the_same_for_any_number_of_visits(
    client, employer, employer_user, year, visits, django_assert_max_num_queries
):
    for number in range(visits):
        looked_back_at(visit_of(employer, days=-9 - number), [1] * 5)
    client.force_login(employer_user)
    client.get(url("impact", employer, year))

    with django_assert_max_num_queries(11):
        page = client.get(url("impact", employer, year))

    assert page.context["impact"].visits == visits


# ---- Sharing


def test_nothing_is_public_until_the_employer_shares(client, visited, employer, year):
    ImpactCard.objects.create(employer=employer, school_year=year)

    for secret in ("None", "x"):
        assert client.get(reverse("placements:impact-public", args=[secret])).status_code == 404


def test_sharing_opens_a_page_and_stopping_closes_it_for_good(
    client, visited, employer, employer_user, year
):
    client.force_login(employer_user)
    client.post(url("impact-share", employer, year))
    card = ImpactCard.objects.get()
    public = reverse("placements:impact-public", args=[card.secret])
    picture = reverse("placements:impact-public-card", args=[card.secret])
    client.logout()

    assert employer.name in client.get(public).text
    assert client.get(picture)["Content-Type"].startswith("image/svg+xml")

    client.force_login(employer_user)
    client.post(url("impact-share", employer, year), {"stop": "1"})
    client.post(url("impact-share", employer, year))
    client.logout()

    assert client.get(public).status_code == 404
    assert client.get(picture).status_code == 404
    assert ImpactCard.objects.get().secret not in (None, card.secret)
    actions = [entry.action for entry in trail.entries_for(card)]
    assert sorted(actions) == [
        "placements.impact.share",
        "placements.impact.share",
        "placements.impact.unshare",
    ]


def test_sharing_twice_keeps_the_address(visited, employer, employer_user, year):
    first = share_card(employer, year, by=employer_user)

    assert share_card(employer, year, by=employer_user).secret == first.secret


def test_shared_card_of_a_suspended_employer_is_gone(
    client, visited, employer, employer_user, year
):
    card = share_card(employer, year, by=employer_user)
    employer.state = "suspended"
    employer.save()

    assert client.get(reverse("placements:impact-public", args=[card.secret])).status_code == 404


def test_a_year_without_visits_is_not_shared(employer, employer_user, year):
    with pytest.raises(NothingToShare):
        share_card(employer, year, by=employer_user)


def test_sharing_is_for_the_employers_people(
    visited, employer, employer_user, other_employer_user, year
):
    with pytest.raises(PermissionDenied):
        share_card(employer, year, by=other_employer_user)
    card = share_card(employer, year, by=employer_user)
    with pytest.raises(PermissionDenied):
        stop_sharing(card, by=other_employer_user)


# ---- In July


def test_the_card_is_told_once_in_july(visited, employer, employer_user, time_machine):
    assert tell_year_cards() == 0
    time_machine.move_to(JULY, tick=False)

    assert [task(), task()] == [1, 0]

    told = Notification.objects.get(kind="placements.impact_ready")
    assert told.recipient == employer_user
    assert told.url == url("impact", employer, "2026-2027")
    assert told.context["pupils"] == 7


def test_an_employer_without_visits_is_not_told(employer, time_machine):
    time_machine.move_to(JULY, tick=False)

    assert tell_year_cards() == 0
    assert not ImpactCard.objects.exists()


def test_july_belongs_to_the_year_that_ends(time_machine):
    time_machine.move_to(JULY, tick=False)

    assert current_school_year() == "2026-2027"
    assert timezone.localdate() == datetime.date(2027, 7, 3)

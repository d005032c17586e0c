"""What the region sees beside an employer, and what the employer sees while it waits."""

import pytest
from django.urls import reverse

from employers.models import Employer, Offer
from employers.queries import dates_with_visitors
from portal.accounts.services import grant_region_role, set_up_editors
from tests.factories import EmployerFactory, OfferFactory, SessionFactory, UserFactory


@pytest.fixture
def region(client):
    set_up_editors()
    user = UserFactory()
    grant_region_role(user, "coordinator")
    client.force_login(user)
    return user


@pytest.fixture
def visits(employer):
    """An employer with a date on which four pupils come, and one on which nobody does."""
    offer = OfferFactory(employer=employer, title="Kijk in de smederij")
    return SessionFactory(offer=offer, places_taken=4), SessionFactory(offer=offer)


def edit_page(employer):
    return reverse("wagtailsnippets_employers_employer:edit", args=[employer.pk])


def step(employer, name):
    return reverse("employer_transition", args=[employer.pk, name])


def test_admin_shows_people_lookalikes_and_dates_with_visitors(client, region, employer, visits):
    twin = EmployerFactory(name=f"{employer.name} B.V.")

    page = client.get(edit_page(employer)).content.decode()

    assert employer.memberships.get().user.email in page
    assert f'href="{edit_page(twin)}"' in page
    assert "Kijk in de smederij, 4 leerlingen" in page


@pytest.mark.parametrize(("name", "start"), [("suspend", "verified"), ("refuse", "applied")])
def test_admin_asks_for_a_reason(client, region, employer, name, start):
    Employer.objects.update(state=start)

    client.post(step(employer, name))
    employer.refresh_from_db()
    assert employer.state == start

    client.post(step(employer, name), {"reason": "Het nummer klopt niet."})
    employer.refresh_from_db()
    assert employer.state_reason == "Het nummer klopt niet."
    assert employer.state in {"suspended", "refused"}


def test_admin_does_not_apply_again_for_a_company(client, region, employer):
    Employer.objects.update(state="refused")

    assert client.post(step(employer, "apply_again")).status_code == 404


def test_suspended_employers_offers_leave_the_catalogue_and_visits_are_shown(
    client, region, employer, visits
):
    assert Offer.objects.published().count() == 1

    client.post(step(employer, "suspend"), {"reason": "Eerst de veiligheid."})

    desk = client.get(reverse("home:desk-of", args=["regio"]))
    assert Offer.objects.published().count() == 0
    assert list(desk.context["on_hold"]) == [visits[0]]
    assert list(dates_with_visitors(employer)) == [visits[0]]
    client.post(step(employer, "restore"))
    assert Offer.objects.published().count() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("applied", "Wacht op de regio"),
        ("refused", "Het nummer klopt niet."),
        ("suspended", "Het nummer klopt niet."),
    ],
)
def test_employer_reads_on_the_desk_where_it_stands(client, employer, employer_user, state, words):
    Employer.objects.update(state=state, state_reason="Het nummer klopt niet.")
    client.force_login(employer_user)

    assert words in client.get(reverse("home:desk-of", args=["bedrijf"])).content.decode()


def test_refused_employer_sends_it_in_again(client, employer, employer_user):
    Employer.objects.update(state="refused", state_reason="Het nummer klopt niet.")
    client.force_login(employer_user)

    client.post(reverse("employers:sign-up-again", args=[employer.slug]))

    employer.refresh_from_db()
    assert employer.state == "applied"


def test_verified_number_is_only_changed_by_the_region(client, employer, employer_user):
    Employer.objects.update(kvk_number="12345678")
    client.force_login(employer_user)
    form = {"name": "Nieuw", "sector": employer.sector_id, "size": "small", "kvk_number": "1"}

    answer = client.post(reverse("employers:employer-edit", args=[employer.slug]), form)

    employer.refresh_from_db()
    assert (answer.status_code, employer.name) == (302, "Nieuw")
    assert employer.kvk_number == "12345678"


def test_profile_of_a_company_that_is_here_already_is_refused(client, employer, employer_user):
    EmployerFactory(kvk_number="12345678")
    client.force_login(employer_user)
    form = {"name": "Nieuw", "sector": employer.sector_id, "size": "small"}

    answer = client.post(
        reverse("employers:employer-edit", args=[employer.slug]),
        {**form, "kvk_number": "1234 5678"},
    )

    assert answer.status_code == 422
    assert "staat hier al" in answer.content.decode()


def test_person_who_asks_to_join_a_company_without_people_waits_for_the_region(client, region):
    from employers.services.joining import ask_to_join

    ask_to_join(EmployerFactory(), by=UserFactory())

    desk = client.get(reverse("home:desk-of", args=["regio"]))

    assert "persoon wil meedoen" in desk.content.decode()

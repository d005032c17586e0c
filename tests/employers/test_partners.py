"""Several employers in one offer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from employers.models import Employer, Offer, OfferPartner
from employers.services.partners import (
    AlreadyAsked,
    AnsweredAlready,
    NotAPartner,
    TooManyPartners,
    answer_partner,
    ask_partner,
    remove_partner,
)
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import EmployerFactory, OfferFactory


@pytest.fixture
def other(other_employer_user):
    return Employer.objects.get(memberships__user=other_employer_user)


@pytest.fixture
def asked(live, other, employer_user):
    return ask_partner(live, other, by=employer_user)


def kinds_for(user):
    return list(Notification.objects.filter(recipient=user).values_list("kind", flat=True))


def test_ask_partner_tells_its_people(asked, live, other_employer_user):
    assert asked.state == "asked"
    assert kinds_for(other_employer_user) == ["employers.partner_asked"]
    assert [e.action for e in trail.entries_for(live)] == ["employers.partner.ask"]


def test_ask_partner_twice_or_oneself_or_a_stranger_is_refused(
    asked, live, employer, other, employer_user
):
    with pytest.raises(AlreadyAsked):
        ask_partner(live, other, by=employer_user)
    for wrong in (employer, EmployerFactory(state="suspended")):
        with pytest.raises(NotAPartner):
            ask_partner(live, wrong, by=employer_user)


def test_ask_partner_has_an_end(live, employer_user):
    for _number in range(8):
        ask_partner(live, EmployerFactory(), by=employer_user)

    with pytest.raises(TooManyPartners):
        ask_partner(live, EmployerFactory(), by=employer_user)


@pytest.mark.parametrize(
    ("joins", "state", "kind"),
    [
        (True, "accepted", "employers.partner_joins"),
        (False, "declined", "employers.partner_declines"),
    ],
)
def test_answer_partner_tells_the_lead(
    asked, joins, state, kind, employer_user, other_employer_user
):
    answer_partner(asked, joins=joins, by=other_employer_user)

    asked.refresh_from_db()
    assert asked.state == state
    assert kinds_for(employer_user) == [kind]
    with pytest.raises(AnsweredAlready):
        answer_partner(asked, joins=True, by=other_employer_user)


def test_only_who_was_asked_answers(asked, employer_user):
    with pytest.raises(PermissionDenied):
        answer_partner(asked, joins=True, by=employer_user)


def test_who_said_no_may_be_asked_again(asked, live, other, employer_user, other_employer_user):
    answer_partner(asked, joins=False, by=other_employer_user)

    assert ask_partner(live, other, by=employer_user).state == "asked"
    assert OfferPartner.objects.count() == 1


def test_partner_reads_a_draft_and_does_not_edit_it(
    draft, other, employer_user, other_employer_user
):
    ask_partner(draft, other, by=employer_user)

    assert list(Offer.objects.visible_to(other_employer_user)) == [draft]
    assert list(Offer.objects.editable_by(other_employer_user)) == []


def test_who_said_no_reads_it_no_more(draft, other, employer_user, other_employer_user):
    partner = ask_partner(draft, other, by=employer_user)
    answer_partner(partner, joins=False, by=other_employer_user)

    assert list(Offer.objects.visible_to(other_employer_user)) == []


def test_remove_partner_is_for_the_lead(asked, employer_user, other_employer_user):
    with pytest.raises(PermissionDenied):
        remove_partner(asked, by=other_employer_user)

    remove_partner(asked, by=employer_user)
    assert not OfferPartner.objects.exists()


def test_public_pages_name_who_said_yes_only(client, live, other, asked, other_employer_user):
    before = client.get(live.get_absolute_url())
    answer_partner(asked, joins=True, by=other_employer_user)

    after = client.get(live.get_absolute_url())
    page = client.get(other.get_absolute_url())

    assert other.name not in before.text
    assert other.name in after.text
    assert live.title in page.text


def test_partner_pages_in_turn(client, live, other, employer_user, other_employer_user):
    client.force_login(employer_user)
    found = client.get(reverse("employers:offer-partners", args=[live.pk]), {"q": other.name})
    assert found.context["found"] == [other]
    client.post(reverse("employers:offer-partners", args=[live.pk]), {"employer": other.slug})
    partner = OfferPartner.objects.get()

    client.force_login(other_employer_user)
    assert reverse("employers:partner-answer", args=[partner.pk]) in (
        client.get(reverse("employers:offer-list")).text
    )
    client.post(reverse("employers:partner-answer", args=[partner.pk]), {"answer": "yes"})

    partner.refresh_from_db()
    assert partner.state == "accepted"


def test_partner_answer_of_somebody_else_is_not_found(client, asked, employer_user):
    client.force_login(employer_user)

    response = client.get(reverse("employers:partner-answer", args=[asked.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_partners_costs_the_same(
    client, live, employer_user, count, django_assert_num_queries
):
    for _number in range(count):
        ask_partner(live, EmployerFactory(), by=employer_user)
    OfferFactory()
    client.force_login(employer_user)
    address = reverse("employers:offer-partners", args=[live.pk])
    client.get(address)

    with django_assert_num_queries(7):
        page = client.get(address)

    assert len(page.context["partners"]) == count

"""Beginning an offer: an example, an old one, what a school asked, or nothing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from employers.models import Offer, OfferTemplate
from employers.services.offer_start import copied_fields, copy_offer, start_offer
from employers.services.offer_templates import load_offer_templates
from portal.audit import trail
from portal.reference.models import Sector, Subject
from portal.reference.plain_language import advice
from tests.factories import EmployerMembershipFactory, OfferFactory


def start_page(client):
    return client.get(reverse("employers:offer-new"))


def test_start_offer_needs_nothing_but_a_kind(employer, employer_user, worksite):
    colleague = EmployerMembershipFactory(employer=employer)

    offer = start_offer(employer, by=employer_user, kind="visit", values={})

    offer.refresh_from_db()
    assert (offer.title, offer.live, offer.worksite) == ("", False, worksite)
    assert (offer.contact.user, offer.deputy) == (employer_user, colleague)
    assert "employers.offer.create" in [entry.action for entry in trail.entries_for(offer)]


def test_start_offer_takes_the_values_of_a_call(employer, employer_user):
    subjects = list(Subject.objects.all()[:2])
    values = {"title": "Een bakkerij van binnen", "group_max": 12, "subjects": subjects}

    offer = start_offer(employer, by=employer_user, kind="visit", values=values)

    offer = Offer.objects.get(pk=offer.pk)
    assert (offer.title, offer.group_max) == ("Een bakkerij van binnen", 12)
    assert list(offer.subjects.all()) == subjects


def test_start_offer_with_a_value_that_cannot_be_keeps_nothing(employer, employer_user):
    with pytest.raises(ValidationError):
        start_offer(employer, by=employer_user, kind="visit", values={"group_max": 9000})

    assert not Offer.objects.exists()


def test_start_offer_for_another_employer_is_refused(employer, other_employer_user):
    with pytest.raises(PermissionDenied):
        start_offer(employer, by=other_employer_user, kind="visit", values={})


def test_copy_offer_carries_every_field_that_says_something(employer, employer_user, worksite):
    person = EmployerMembershipFactory(employer=employer)
    old = OfferFactory(
        employer=employer,
        worksite=worksite,
        kind="assignment",
        tracks=["pro"],
        weekdays=[2],
        clothing="Laarzen",
        client_question="Kan dit?",
        contact=person,
        cost_per_pupil=2,
    )

    copy = Offer.objects.get(pk=copy_offer(old, by=employer_user).pk)

    assert {name: getattr(copy, name) for name in copied_fields()} == {
        name: getattr(old, name) for name in copied_fields()
    }
    assert {"tracks", "clothing", "client_question", "contact", "activity"} <= set(copied_fields())


def test_examples_are_there_for_each_kind_and_sector():
    wanted = {(kind, sector.pk) for kind in Offer.Kind.values for sector in Sector.objects.all()}

    assert set(OfferTemplate.objects.values_list("kind", "sector")) == wanted


def test_examples_keep_what_the_region_rewrote():
    example = OfferTemplate.objects.first()
    OfferTemplate.objects.filter(pk=example.pk).update(title="Onze eigen titel")

    load_offer_templates()

    example.refresh_from_db()
    assert example.title == "Onze eigen titel"
    assert OfferTemplate.objects.count() == 30


def test_examples_are_written_as_we_advise():
    texts = OfferTemplate.objects.values_list("title", "pupil_text")

    assert {title: advice(text) for title, text in texts if advice(text)} == {}


def test_start_page_shows_examples_of_the_own_sector_and_old_offers(
    client, employer, employer_user, live
):
    client.force_login(employer_user)

    page = start_page(client)

    examples = {kind: example for kind, _about, _icon, example in page.context["kinds"]}
    assert {example.sector for example in examples.values()} == {employer.sector}
    assert [title for _offer, title in page.context["old"]] == [live.title]


@pytest.mark.parametrize("count", [1, 3])
def test_start_page_costs_the_same(
    client, employer, employer_user, count, django_assert_num_queries
):
    OfferFactory.create_batch(count, employer=employer)
    client.force_login(employer_user)
    start_page(client)

    with django_assert_num_queries(10):
        page = start_page(client)

    assert len(page.context["old"]) == count


def test_start_from_an_example_makes_a_draft_of_it(client, employer_user):
    client.force_login(employer_user)
    example = OfferTemplate.objects.filter(kind="assignment").first()

    response = client.post(reverse("employers:offer-new"), {"example": example.code})

    offer = Offer.objects.get()
    assert response.url == reverse("employers:offer-edit", args=[offer.pk])
    assert (offer.kind, offer.client_question) == ("assignment", example.client_question)


@pytest.mark.parametrize(
    ("data", "status"), [({"kind": "tour"}, 302), ({}, 302), ({"example": "nergens"}, 404)]
)
def test_start_from_nonsense_makes_nothing(client, employer_user, data, status):
    client.force_login(employer_user)

    response = client.post(reverse("employers:offer-new"), data)

    assert response.status_code == status
    assert not Offer.objects.exists()


def test_editor_may_rewrite_an_example(client, editor):
    client.force_login(editor)
    example = OfferTemplate.objects.first()

    page = client.get(reverse("wagtailsnippets_employers_offertemplate:edit", args=[example.pk]))

    assert page.status_code == 200
    assert example.title in page.text

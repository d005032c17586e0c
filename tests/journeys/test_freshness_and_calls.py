"""Three stories: the yearly question, a call that becomes an offer, a pupil's idea that does."""

import datetime
import re

import pytest
from django.urls import reverse

from employers.models import Offer
from employers.services.confirmations import ask_due_employers
from employers.services.freshness import keep_catalogue_fresh
from employers.services.review import set_up_review
from placements.models import Call
from portal.accounts.services import set_up_editors
from tests.factories import (
    EmployerMembershipFactory,
    LocationFactory,
    OfferFactory,
    WorkSiteFactory,
)

CATALOGUE = "placements:catalogue"


@pytest.fixture
def farm():
    member = EmployerMembershipFactory(employer__name="Boerderij De Hoek")
    WorkSiteFactory(employer=member.employer)
    return member


def in_catalogue(person, title):
    return title in person.look(CATALOGUE).text


def links_of(mail, title):
    """The three links under an offer in the mail: yes, perhaps, not this year."""
    part = mail.body.split(title)[1]
    return [re.sub(r"^https?://[^/]+", "", link) for link in re.findall(r"http\S+", part)[:3]]


def test_the_yearly_question(
    person, clock, farm, mailoutbox, region_editor, django_capture_on_commit_callbacks
):
    clock(2027, 5, 12, 10)
    for title, confirmed in (("Melken", "2026-06-01"), ("Hooien", "2026-08-01")):
        OfferFactory(
            employer=farm.employer, title=title, confirmed_on=datetime.date.fromisoformat(confirmed)
        )
    with django_capture_on_commit_callbacks(execute=True):
        ask_due_employers()
    (mail,) = mailoutbox
    farmer, visitor, editor = person(), person(), person(region_editor)

    # From the mail, without a password: one yes, one not this year.
    yes, _perhaps, _no = links_of(mail, "Melken")
    farmer.look(yes)
    assert Offer.objects.get(title="Melken").confirmed_on == datetime.date(2026, 6, 1)
    farmer.do(yes)
    assert Offer.objects.get(title="Melken").confirmed_on == datetime.date(2027, 5, 12)
    farmer.do(links_of(mail, "Hooien")[2], reason="no_time", words="Te druk in de zomer")
    assert (in_catalogue(visitor, "Melken"), in_catalogue(visitor, "Hooien")) == (True, False)
    assert "Te druk in de zomer" in editor.look("employers:freshness-list").text

    # A year without an answer: first amber, then out, then back with one click.
    clock(2028, 6, 7, 10)
    assert "Al een tijd niet bevestigd" in visitor.look(CATALOGUE).text
    clock(2028, 9, 6, 10)
    keep_catalogue_fresh()
    assert not in_catalogue(visitor, "Melken")
    signed_in = person(farm.user)
    melken = Offer.objects.get(title="Melken")
    assert "Klopt nog" in signed_in.look("employers:offer-list", status="confirm").text
    signed_in.do("employers:offer-confirm", melken.pk, next="list")
    assert in_catalogue(visitor, "Melken")


def fill_in_and_publish(farmer, editor, offer):
    """The employer completes the draft, the region approves it."""
    texts = {"title": "Lammeren", "summary": "Help bij de geboorte.", "pupil_text": "Je helpt."}
    for name, value in texts.items():
        setattr(offer, name, value)
    offer.save()
    offer.save_revision(user=farmer.user).publish(skip_permission_checks=True)


def test_from_a_call_to_an_offer(person, farm, school, coordinator, region_editor):
    set_up_editors()
    set_up_review()
    LocationFactory(school=school)
    asker, farmer, region = person(coordinator), person(farm.user), person(region_editor)

    asker.do(
        "placements:call-new",
        what="Helpen bij het lammeren",
        sector=farm.employer.sector_id,
        pupils=12,
        year=2,
        km=20,
        expires_on=(datetime.date.today() + datetime.timedelta(days=40)).isoformat(),  # noqa: DTZ011
        next="open",
    )
    call = Call.objects.get()
    assert "Helpen bij het lammeren" in region.look("placements:call-list", toon="zonder").text
    desk = farmer.look("home:desk-of", "bedrijf")
    assert reverse("placements:call-answers") in desk.text
    assert "Helpen bij het lammeren" in farmer.look("placements:call-answers").text

    farmer.do("placements:call-answer", call.pk)
    offer = Offer.objects.get(answered_call__call=call)
    assert not in_catalogue(asker, offer.title)
    fill_in_and_publish(farmer, region, offer)

    page = asker.look("placements:call-detail", call.pk)
    assert ("Lammeren" in page.text, page.context["call"].state) == (True, "answered")
    assert "Lammeren" in asker.look("notifications:inbox").text
    asker.do("placements:call-transition", call.pk, "fulfil")
    assert "Het is gelukt" in farmer.look("notifications:inbox").text


def test_from_a_pupils_idea_to_a_call(person, farm, student, mentor):
    LocationFactory(school=student.school)
    pupil, teacher, farmer = person(student.user), person(mentor), person(farm.user)
    sector = farm.employer.sector

    pupil.do("placements:idea-what", sector.code, what="Ik wil een lam zien", kind="visit")
    assert "Je docent kijkt ernaar." in pupil.look("placements:idea").text
    assert "Ik wil een lam zien" not in farmer.look("placements:call-answers").text
    call = Call.objects.get()
    assert reverse("placements:call-list") in teacher.look("home:desk-of", "school").text
    teacher.do(
        "placements:idea-decide",
        call.pk,
        answer="yes",
        what="Een lam zien en verzorgen",
        sector=sector.pk,
        kind="visit",
        pupils=10,
        expires_on=(datetime.date.today() + datetime.timedelta(days=40)).isoformat(),  # noqa: DTZ011
    )

    seen = farmer.look("placements:call-for-employer", call.pk)
    assert "Een lam zien en verzorgen" in seen.text
    assert student.given_name not in seen.text
    assert "Bedrijven kunnen je idee zien." in pupil.look("placements:idea").text

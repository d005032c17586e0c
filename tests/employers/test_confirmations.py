"""The yearly question: who is asked when, one mail an employer, never in the holidays."""

import datetime

import pytest

from employers.models import Offer, OfferConfirmation
from employers.services.confirmations import ask_due_employers
from employers.services.freshness import leave_open, pause_offer
from portal.notifications.models import Notification
from tests.factories import EmployerFactory, EmployerMembershipFactory, OfferFactory

Presence = Offer.Presence


@pytest.fixture
def member():
    return EmployerMembershipFactory()


def at(time_machine, day):
    time_machine.move_to(f"{day}T10:00:00Z", tick=False)


def offer_of(member, confirmed, **fields):
    return OfferFactory(
        employer=member.employer, confirmed_on=datetime.date.fromisoformat(confirmed), **fields
    )


def asked():
    return list(OfferConfirmation.objects.order_by("pk").values_list("offer", flat=True))


@pytest.mark.parametrize(
    ("confirmed", "is_asked"), [("2025-12-24", True), ("2025-12-25", False), ("2026-11-01", False)]
)
def test_an_offer_is_asked_about_after_eleven_months(member, time_machine, confirmed, is_asked):
    at(time_machine, "2026-11-24")
    offer = offer_of(member, confirmed)

    ask_due_employers()

    assert asked() == ([offer.pk] if is_asked else [])


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-22", "Sunday"),
        ("2026-12-28", "Christmas holiday"),
        ("2027-05-06", "Ascension Day"),
        ("2027-07-27", "summer"),
    ],
)
def test_nobody_is_asked_on_a_day_off(member, time_machine, day, why):
    at(time_machine, day)
    offer_of(member, "2025-01-01")

    assert ask_due_employers() == 0
    assert asked() == []


def test_one_mail_an_employer_with_all_that_is_not_fresh(
    member, time_machine, mailoutbox, django_capture_on_commit_callbacks
):
    at(time_machine, "2026-11-24")
    old = offer_of(member, "2025-12-01", title="Aardappels rooien")
    along = offer_of(member, "2026-08-20", title="Bieten wassen")
    offer_of(member, "2026-11-01", title="Vers")
    offer_of(member, "2025-12-01", title="Concept", live=False)

    with django_capture_on_commit_callbacks(execute=True):
        assert ask_due_employers() == 1
        assert ask_due_employers() == 0

    assert asked() == [old.pk, along.pk]
    (mail,) = mailoutbox
    assert mail.to == [member.user.email]
    assert mail.subject == "Klopt je aanbod nog voor 2026-2027? 2 vragen in één mail"
    assert ("Aardappels rooien" in mail.body, "Bieten wassen" in mail.body) == (True, True)
    assert mail.body.count("/bedrijf/klopt/") == 6


def test_both_contacts_get_links_of_their_own(member, time_machine):
    at(time_machine, "2026-11-24")
    EmployerMembershipFactory(employer=member.employer)
    offer_of(member, "2025-12-01")

    ask_due_employers()

    notes = Notification.objects.filter(kind="employers.confirm_asked")
    assert len({note.context["offers"][0]["yes"] for note in notes}) == 2
    assert OfferConfirmation.objects.count() == 1


def test_an_employer_without_people_is_not_asked(time_machine):
    at(time_machine, "2026-11-24")
    OfferFactory(confirmed_on=datetime.date(2025, 12, 1))

    assert ask_due_employers() == 0
    assert asked() == []


def test_an_employer_on_hold_is_not_asked(time_machine):
    at(time_machine, "2026-11-24")
    member = EmployerMembershipFactory(employer=EmployerFactory(state="suspended"))
    offer_of(member, "2025-12-01")

    assert ask_due_employers() == 0


def test_in_the_month_of_the_region_everybody_is_asked_once(member, time_machine):
    at(time_machine, "2027-05-12")
    offer = offer_of(member, "2026-11-01")
    offer_of(member, "2027-05-01", title="Pas bevestigd")
    faded = offer_of(member, "2025-09-01", title="Weg", presence=Presence.FADED)

    assert [ask_due_employers(), ask_due_employers()] == [1, 0]

    assert sorted(asked()) == sorted([offer.pk, faded.pk])
    assert set(OfferConfirmation.objects.values_list("school_year", flat=True)) == {"2027-2028"}


def test_the_month_is_a_setting(member, time_machine, settings):
    settings.OFFER_ASK_MONTH = 3
    at(time_machine, "2027-03-10")
    offer = offer_of(member, "2026-11-01")

    ask_due_employers()

    assert asked() == [offer.pk]


def test_what_is_paused_until_the_next_year_is_asked_about_in_may(member, time_machine):
    at(time_machine, "2026-11-24")
    now, later = offer_of(member, "2026-10-01"), offer_of(member, "2026-10-01")
    pause_offer(now, by=member.user, reason="no_time")
    pause_offer(later, by=member.user, reason="no_time")
    Offer.objects.filter(pk=later.pk).update(paused_until=datetime.date(2028, 8, 1))
    at(time_machine, "2027-05-12")

    ask_due_employers()

    open_ones = OfferConfirmation.objects.filter(answered_at=None)
    assert list(open_ones.values_list("offer", flat=True)) == [now.pk]


def test_perhaps_is_asked_again_after_two_months(member, time_machine):
    at(time_machine, "2026-11-24")
    offer = offer_of(member, "2026-06-01")
    leave_open(offer, by=member.user)

    at(time_machine, "2027-01-22")
    assert ask_due_employers() == 0
    at(time_machine, "2027-01-25")
    assert [ask_due_employers(), ask_due_employers()] == [1, 0]


def test_who_does_not_answer_is_asked_once_more_and_then_it_fades(member, time_machine):
    at(time_machine, "2026-11-24")
    offer_of(member, "2025-12-20")

    assert ask_due_employers() == 1
    at(time_machine, "2027-01-21")
    assert ask_due_employers() == 0
    at(time_machine, "2027-01-25")
    assert ask_due_employers() == 1
    assert OfferConfirmation.objects.count() == 2

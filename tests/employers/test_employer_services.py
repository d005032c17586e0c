import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from employers.models import Employer, WorkSite
from employers.services import employers as services
from employers.services.worksites import BadPostcode, save_worksite, tidy_postcode
from portal.audit import trail
from portal.core.workflow import TransitionNotAllowed
from portal.notifications.models import Notification
from tests.factories import WorkSiteFactory


@pytest.mark.parametrize(
    ("name", "states", "told"),
    [
        ("verify", ("applied", "verified"), ["employers.employer_verified"]),
        ("suspend", ("verified", "suspended"), ["employers.employer_suspended"]),
        ("refuse", ("applied", "refused"), ["employers.employer_refused"]),
        ("restore", ("suspended", "verified"), ["employers.employer_restored"]),
        ("leave", ("verified", "left"), []),
    ],
)
def test_employer_step(employer, employer_user, region_coordinator, name, states, told):
    start, end = states
    Employer.objects.update(state=start)
    employer.refresh_from_db()

    words = {"reason": "We kennen u niet."} if name in services.WITH_REASON else {}
    services.EMPLOYER_SERVICES[name](employer, by=region_coordinator, **words)

    employer.refresh_from_db()
    messages = Notification.objects.filter(recipient=employer_user)
    assert employer.state == end
    assert [message.kind for message in messages] == told
    assert [e.action for e in trail.entries_for(employer)] == [f"employers.employer.{name}"]


def test_verify_employer_only_one_of_two_clicks_wins(employer, region_coordinator):
    Employer.objects.update(state="applied")

    services.verify_employer(employer, by=region_coordinator)

    with pytest.raises(TransitionNotAllowed):
        services.verify_employer(employer, by=region_coordinator)


@pytest.mark.parametrize(("name", "state"), [("refuse", "applied"), ("suspend", "verified")])
def test_employer_is_not_refused_or_put_on_hold_without_a_reason(
    employer, region_coordinator, name, state
):
    Employer.objects.update(state=state)

    with pytest.raises(services.ReasonMissing):
        services.EMPLOYER_SERVICES[name](employer, by=region_coordinator, reason="  ")

    assert Employer.objects.get(pk=employer.pk).state == state


def test_refused_employer_reads_why_and_applies_again(
    employer, employer_user, region_coordinator, mailoutbox, django_capture_on_commit_callbacks
):
    Employer.objects.update(state="applied")
    with django_capture_on_commit_callbacks(execute=True):
        services.refuse_employer(employer, by=region_coordinator, reason="Het nummer klopt niet.")
        services.apply_again(employer, by=employer_user)

    employer.refresh_from_db()
    assert (employer.state, employer.state_reason) == ("applied", "Het nummer klopt niet.")
    assert [mail.to for mail in mailoutbox] == [[employer_user.email], [region_coordinator.email]]
    assert "Het nummer klopt niet." in mailoutbox[0].body


def test_change_profile(employer, employer_user):
    employer.about = "Wij bakken brood."

    services.change_profile(employer, by=employer_user)

    assert Employer.objects.get().about == "Wij bakken brood."


def test_change_profile_never_moves_the_status(employer, employer_user):
    employer.about, employer.state = "Brood.", "applied"

    services.change_profile(employer, by=employer_user)

    assert Employer.objects.get().state == "verified"


def test_change_profile_with_a_wrong_number_is_refused(employer, employer_user):
    employer.kvk_number = "123"

    with pytest.raises(ValidationError):
        services.change_profile(employer, by=employer_user)


def test_change_profile_of_another_is_refused(employer, other_employer_user):
    with pytest.raises(PermissionDenied):
        services.change_profile(employer, by=other_employer_user)


@pytest.mark.parametrize("text", ["4001ab", "4001 AB", " 4001AB "])
def test_tidy_postcode(text):
    assert tidy_postcode(text) == "4001 AB"


@pytest.mark.parametrize("text", ["", "400", "0123 AB", "4001 SS", "straat"])
def test_tidy_postcode_refuses(text):
    with pytest.raises(BadPostcode):
        tidy_postcode(text)


def test_save_worksite_knows_where_it_is(employer, employer_user):
    site = WorkSiteFactory.build(employer=employer, postcode="4001ab", pc4="")

    save_worksite(site, by=employer_user)

    kept = WorkSite.objects.get()
    assert (kept.postcode, kept.pc4) == ("4001 AB", "4001")
    assert [entry.action for entry in trail.entries_for(kept)] == ["employers.worksite.add"]


def test_save_worksite_of_another_is_refused(worksite, other_employer_user):
    with pytest.raises(PermissionDenied):
        save_worksite(worksite, by=other_employer_user)

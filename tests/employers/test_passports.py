"""The safety passport: fill in, renew, remind, and what its pages say."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from employers.forms.passports import PassportForm
from employers.forms.worksites import WorkSiteForm
from employers.models import SafetyPassport, WorkSite
from employers.models.passport import a_year_after
from employers.services.passports import remind_of_passports, renew_passport, save_passport
from portal.audit import trail
from portal.notifications.models import Notification
from tests.factories import (
    EmployerMembershipFactory,
    OfferFactory,
    SafetyPassportFactory,
    WorkSiteFactory,
)

TODAY = dt.date(2027, 3, 8)


@pytest.fixture
def passport(worksite):
    return SafetyPassportFactory(worksite=worksite)


@pytest.fixture
def desk(client, employer_user):
    client.force_login(employer_user)
    return client


def page(name, pk):
    return reverse(f"employers:{name}", args=[pk])


def filled(**more):
    return {
        "hazards": ["machines", "heat"],
        "gear_shoes": "company",
        "gear_helmet": "school",
        "gear_note": "Schoenen in maat 35 tot 47.",
        "first_aider": "on",
        "risk_check_on": "2026-01-15",
        "supervision": "De voorman",
        "pupils_per_adult": "5",
        "emergency_point": "Bij de vlag",
        "min_age": "",
        **more,
    }


def actions(worksite):
    return [entry.action for entry in trail.entries_for(worksite)]


# ---- Services


def test_save_passport_holds_for_a_year(worksite, employer_user):
    kept = save_passport(
        SafetyPassport(worksite=worksite, hazards=["heat"], gear={"shoes": "company"}),
        by=employer_user,
    )

    today = timezone.localdate()
    assert (kept.confirmed_on, kept.confirmed_by) == (today, employer_user)
    assert kept.valid_until == a_year_after(today)
    assert (kept.is_valid, kept.expires_soon) == (True, False)
    assert actions(worksite) == ["employers.worksite.passport"]


def test_save_passport_twice_at_once_keeps_one_row(worksite, employer_user):
    save_passport(SafetyPassport(worksite=worksite, hazards=["heat"]), by=employer_user)
    save_passport(SafetyPassport(worksite=worksite, hazards=["animals"]), by=employer_user)

    assert [row.hazards for row in SafetyPassport.objects.all()] == [["animals"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"hazards": ["dragons"]},
        {"hazards": "heat"},
        {"gear": {"cape": "company"}},
        {"gear": {"shoes": "nobody"}},
        {"gear": ["shoes"]},
        {"min_age": 4},
        {"pupils_per_adult": 0},
    ],
)
def test_save_passport_refuses_what_is_not_in_the_lists(worksite, employer_user, wrong):
    with pytest.raises(ValidationError):
        save_passport(SafetyPassport(worksite=worksite, **wrong), by=employer_user)

    assert not SafetyPassport.objects.exists()


def test_save_and_renew_by_another_employer_are_refused(passport, other_employer_user):
    for service in (save_passport, renew_passport):
        with pytest.raises(PermissionDenied):
            service(passport, by=other_employer_user)


def test_renew_passport_counts_from_today(worksite, employer_user):
    passport = SafetyPassportFactory(worksite=worksite, ends_in=-40, hazards=["heat"])
    assert not passport.is_valid

    renew_passport(passport, by=employer_user)

    passport.refresh_from_db()
    assert passport.valid_until == a_year_after(timezone.localdate())
    assert (passport.is_valid, passport.hazards) == (True, ["heat"])
    assert actions(worksite) == ["employers.worksite.renew"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2027, 3, 8), dt.date(2028, 3, 8)),
        (dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
    ],
)
def test_a_year_after(day, expected):
    assert a_year_after(day) == expected


@pytest.mark.parametrize(("ends_in", "told"), [(-1, 0), (0, 1), (1, 1), (30, 1), (31, 0), (200, 0)])
def test_reminder_comes_in_the_last_thirty_days(worksite, ends_in, told):
    SafetyPassportFactory(worksite=worksite, ends_in=ends_in)

    assert remind_of_passports() == told


def test_reminder_goes_once_to_everybody_of_the_employer(worksite, employer_user, mailoutbox):
    colleague = EmployerMembershipFactory(employer=worksite.employer, role="member").user
    passport = SafetyPassportFactory(worksite=worksite, ends_in=20)
    SafetyPassportFactory(ends_in=20, worksite__employer__state="left")

    counts = [remind_of_passports() for _day in range(3)]

    assert counts == [2, 0, 0]
    told = Notification.objects.order_by("recipient")
    assert {n.recipient for n in told} == {employer_user, colleague}
    assert {(n.kind, n.url) for n in told} == {
        ("employers.passport_expires", page("worksite-detail", worksite.pk))
    }
    renew_passport(passport, by=employer_user)
    assert remind_of_passports() == 0
    assert remind_of_passports(passport.valid_until - dt.timedelta(days=5)) == 2


# ---- Forms


def test_passport_form_makes_ticks_and_providers(worksite):
    form = PassportForm(filled(), worksite=worksite)

    assert form.is_valid(), form.errors
    passport = form.instance
    assert passport.hazards == ["machines", "heat"]
    assert passport.gear == {"shoes": "company", "helmet": "school"}
    assert (passport.first_aider, passport.pupils_per_adult) == (True, 5)
    assert not SafetyPassport.objects.exists()


def test_passport_form_may_stay_empty(worksite):
    assert PassportForm({}, worksite=worksite).is_valid()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hazards": ["dragons"]}, "hazards"),
        ({"gear_shoes": "nobody"}, "gear_shoes"),
        ({"min_age": "4"}, "min_age"),
        ({"min_age": "zestien"}, "min_age"),
        ({"pupils_per_adult": "0"}, "pupils_per_adult"),
        ({"risk_check_on": "2999-01-01"}, "risk_check_on"),
        ({"risk_check_on": "0202-01-01"}, "risk_check_on"),
        ({"gear_note": "x" * 201}, "gear_note"),
    ],
)
def test_passport_form_says_what_is_wrong(worksite, change, field):
    assert list(PassportForm(filled(**change), worksite=worksite).errors) == [field]


@pytest.mark.parametrize("postcode", ["", "12", "0123 AB", "4001 SS", "4001", "ABCD 12"])
def test_worksite_form_refuses_what_is_no_dutch_postcode(employer, postcode):
    data = {
        "name": "De hal", "street": "Kade", "house_number": "3", "postcode": postcode,
        "place": "Tiel",
    }  # fmt: skip

    assert list(WorkSiteForm(data, employer=employer).errors) == ["postcode"]


# ---- Pages


def test_a_new_work_site_leads_to_its_safety_passport(desk, employer):
    data = {
        "name": "De hal", "street": "Kade", "house_number": "3", "postcode": "4001ab",
        "place": "Tiel", "step_free": "on", "hearing_loop": "on", "coach_stop": "Op het plein",
    }  # fmt: skip

    response = desk.post(reverse("employers:worksite-new"), data)

    site = WorkSite.objects.get()
    assert response.url == page("passport-edit", site.pk)
    assert site.access == ["Zonder drempels", "ringleiding"] or len(site.access) == 2
    assert (site.postcode, site.coach_stop) == ("4001 AB", "Op het plein")


def test_a_postcode_that_nobody_knows_is_kept_and_said(desk):
    data = {
        "name": "De hal", "street": "Kade", "house_number": "3", "postcode": "7999 ZX",
        "place": "Elders",
    }  # fmt: skip

    text = desk.post(reverse("employers:worksite-new"), data, follow=True).text

    assert WorkSite.objects.get().pc4 == "7999"
    assert "7999 ZX" in text


def test_passport_page_keeps_what_was_ticked(desk, worksite):
    response = desk.post(page("passport-edit", worksite.pk), filled(), follow=True)

    passport = SafetyPassport.objects.get(worksite=worksite)
    assert passport.gear_names == ["Veiligheidsschoenen of laarzen", "Helm"]
    assert response.redirect_chain == [(page("worksite-detail", worksite.pk), 302)]
    for words in ("De voorman", "Bij de vlag", "maat 35 tot 47", "Machines die kunnen snijden"):
        assert words in response.text


def test_passport_page_shows_again_what_was_wrong_and_loses_nothing(desk, worksite):
    response = desk.post(page("passport-edit", worksite.pk), filled(min_age="4"))

    assert response.status_code == 422
    assert 'value="machines" checked' in response.text
    assert "Bij de vlag" in response.text
    assert not SafetyPassport.objects.exists()


def test_script_in_a_passport_is_shown_as_text(desk, worksite):
    attack = "<script>alert(1)</script>"

    text = desk.post(
        page("passport-edit", worksite.pk), filled(emergency_point=attack), follow=True
    ).text

    assert attack not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    ("ends_in", "words", "asks"),
    [
        (200, "Veiligheidspaspoort geldig", False),
        (20, "Veiligheidspaspoort loopt bijna af", True),
        (-1, "Veiligheidspaspoort verlopen", True),
    ],
)
def test_worksite_page_says_whether_the_passport_holds(desk, worksite, ends_in, words, asks):
    SafetyPassportFactory(worksite=worksite, ends_in=ends_in)

    text = desk.get(page("worksite-detail", worksite.pk)).text

    assert words in text
    assert (page("passport-renew", worksite.pk) in text) == asks


def test_worksite_page_without_a_passport_invites(desk, worksite):
    assert "Veiligheidspaspoort invullen" in desk.get(page("worksite-detail", worksite.pk)).text


def test_one_click_renews(desk, worksite):
    SafetyPassportFactory(worksite=worksite, ends_in=-1)

    response = desk.post(page("passport-renew", worksite.pk))

    assert response.url == page("worksite-detail", worksite.pk)
    assert SafetyPassport.objects.get().is_valid


def test_renew_without_a_passport_or_of_another_is_not_found(desk, worksite):
    other = SafetyPassportFactory(ends_in=-1)

    answers = [desk.post(page("passport-renew", pk)) for pk in (worksite.pk, other.worksite_id)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not SafetyPassport.objects.get().is_valid


@pytest.mark.parametrize("sites", [1, 3])
def test_worksite_list_costs_the_same_for_any_number(
    client, employer, region_coordinator, sites, django_assert_num_queries
):
    for number in range(sites):
        site = WorkSiteFactory(employer=employer, name=f"Hal {number}")
        SafetyPassportFactory(worksite=site)
        OfferFactory(employer=employer, worksite=site)
    client.force_login(region_coordinator)
    client.get(reverse("employers:worksite-list"))

    with django_assert_num_queries(7):
        assert client.get(reverse("employers:worksite-list")).status_code == 200

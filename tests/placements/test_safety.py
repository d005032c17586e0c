"""Schools read the ticks of a work site; a coordinator hears what a rule says about a date."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from placements.safety import judge_for, years_of
from placements.services.round_sessions import SessionsRefused, set_sessions
from tests.factories import (
    GroupFactory,
    GuestFactory,
    OfferFactory,
    RoundFactory,
    SafetyPassportFactory,
    SessionFactory,
    StudentFactory,
)


@pytest.fixture
def offer():
    passport = SafetyPassportFactory(
        hazards=["heat"],
        gear={"shoes": "company", "glasses": "school"},
        gear_note="Schoenen in alle maten.",
        emergency_point="Bij de grote eik",
        first_aider=True,
        min_age=13,
        worksite__step_free=True,
        worksite__lift=True,
        worksite__coach_stop="Keren kan op het erf.",
    )
    site = passport.worksite
    return OfferFactory(
        employer=site.employer, worksite=site, hazards=["water"], activity="observe"
    )


@pytest.fixture
def lecture():
    lecture = OfferFactory(kind="guest_lecture", worksite=None)
    GuestFactory(
        employer=lecture.employer,
        name="Harm Kuipers",
        vog_issued_on=dt.date(2026, 1, 5),
        vog_seen_on=dt.date(2026, 2, 3),
    )
    return lecture


def text_for(client, offer, user=None):
    if user:
        client.force_login(user)
    return client.get(offer.get_absolute_url()).text


PUBLIC = ("Veiligheidsschoenen of laarzen", "Schoenen in alle maten.", "Vanaf 13 jaar", "lift")
FOR_STAFF = (
    "Bij de grote eik",
    "Heet: oven, vuur of lassen",
    "Keren kan op het erf.",
    "Diep water",
)


def test_offer_page_shows_everybody_what_to_wear_and_the_access(client, offer):
    text = text_for(client, offer)

    assert [words for words in PUBLIC if words not in text] == []
    assert [words for words in FOR_STAFF if words in text] == []


@pytest.mark.parametrize("who", ["coordinator", "mentor", "teacher", "school_leader"])
def test_offer_page_shows_the_ticks_to_people_of_a_school(client, offer, request, who):
    text = text_for(client, offer, request.getfixturevalue(who))

    assert [words for words in (*PUBLIC, *FOR_STAFF) if words not in text] == []


@pytest.mark.parametrize("who", ["student", "other_employer_user"])
def test_offer_page_hides_the_ticks_from_pupils_and_other_companies(client, offer, request, who):
    person = request.getfixturevalue(who)
    text = text_for(client, offer, person.user if who == "student" else person)

    assert [words for words in FOR_STAFF if words in text] == []


def test_offer_page_says_that_a_passport_is_expired(client, offer, coordinator):
    passport = offer.worksite.passport
    passport.valid_until = timezone.localdate() - dt.timedelta(days=1)
    passport.confirmed_on = passport.valid_until - dt.timedelta(days=365)
    passport.save()

    assert "Veiligheidspaspoort verlopen" in text_for(client, offer, coordinator)


def test_offer_page_without_a_passport_says_so(client, coordinator):
    assert "Nog geen veiligheidspaspoort" in text_for(client, OfferFactory(), coordinator)


def test_guest_lecture_says_that_a_guest_is_never_alone(client, lecture, offer):
    rule = "Een gast is nooit alleen met leerlingen."

    assert rule in text_for(client, lecture)
    assert rule not in text_for(client, offer)


def test_guests_are_named_to_people_of_a_school_only(client, lecture, coordinator, student):
    assert "Harm Kuipers" not in text_for(client, lecture)
    assert "Harm Kuipers" not in text_for(client, lecture, student.user)
    text = text_for(client, lecture, coordinator)
    assert "Harm Kuipers" in text
    assert "dinsdag 3 februari 2026" in text


@pytest.mark.parametrize("guests", [1, 3])
def test_offer_page_costs_the_same_for_any_number_of_guests(
    client, coordinator, guests, django_assert_max_num_queries
):
    lecture = OfferFactory(kind="guest_lecture", worksite=None)
    GuestFactory.create_batch(guests, employer=lecture.employer)
    client.force_login(coordinator)
    client.get(lecture.get_absolute_url())

    with django_assert_max_num_queries(20) as counted:
        client.get(lecture.get_absolute_url())
    guests_read = [q for q in counted.captured_queries if "employers_guest" in q["sql"]]
    assert len(guests_read) == 1


# ---- Dates of a round


def a_round(school, *years, **pupil):
    groups = [GroupFactory(school=school, year_of_study=year) for year in years]
    for group in groups:
        StudentFactory(base_group=group, year_of_study=None, **pupil)
    return RoundFactory(school=school, groups=groups)


def a_date(**offer):
    start = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    start += dt.timedelta(days=42 - start.weekday())  # a Monday, with time enough to ask
    return SessionFactory(
        offer=OfferFactory(**offer), starts_at=start, ends_at=start + dt.timedelta(hours=2)
    )


def test_years_of_a_round_come_from_the_pupils_else_from_their_group(school):
    round_ = a_round(school, 2, 3)
    StudentFactory(base_group=round_.groups.first(), year_of_study=4)
    StudentFactory(base_group=round_.groups.first(), year_of_study=1, status="left")

    assert years_of(round_) == {2, 3, 4}


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({1}, {"work_from_14": "block"}),
        ({2}, {"work_from_14": "warn"}),
        ({1, 3}, {"work_from_14": "block"}),
        ({3, 4}, {}),
        ({6}, {}),
        (set(), {"work_from_14": "block"}),
    ],
)
def test_judge_for_the_years_that_come(years, expected):
    date = a_date(activity="work", year_min=1, year_max=4)

    assert {f.code: f.severity for f in judge_for(frozenset(years), date)} == expected


def test_judge_for_hears_the_company_own_rule():
    date = a_date(activity="observe", min_age=16, year_min=1, year_max=6)

    assert [(f.code, f.severity) for f in judge_for(frozenset({5}), date)] == []
    assert [(f.code, f.severity) for f in judge_for(frozenset({4}), date)] == [
        ("own_min_age", "warn")
    ]


def test_set_sessions_refuses_work_for_pupils_who_are_too_young(school, coordinator):
    round_, date = a_round(school, 1), a_date(activity="work", title="Meehelpen in de keuken")

    with pytest.raises(SessionsRefused) as refused:
        set_sessions(round_, {date.pk: 4}, by=coordinator)

    assert "Meehelpen in de keuken" in str(refused.value)
    assert "Meewerken bij een bedrijf mag vanaf 14 jaar." in str(refused.value)
    assert not round_.round_sessions.exists()


def test_set_sessions_keeps_a_date_with_a_warning(school, coordinator):
    round_, date = a_round(school, 2), a_date(activity="work")

    set_sessions(round_, {date.pk: 4}, by=coordinator)

    assert round_.round_sessions.count() == 1


def test_page_of_dates_cites_the_rule_beside_the_date(client, school, coordinator):
    round_ = a_round(school, 2)
    a_date(activity="work")
    client.force_login(coordinator)

    text = client.get(reverse("placements:round-sessions", args=[round_.pk])).text

    assert "Meewerken bij een bedrijf mag vanaf 14 jaar." in text
    assert "Nadere regeling kinderarbeid" in text


def test_taking_all_dates_leaves_out_what_a_rule_stops(client, school, coordinator):
    round_ = a_round(school, 1)
    a_date(activity="work")
    fine = a_date(activity="try")
    client.force_login(coordinator)

    page = reverse("placements:round-sessions", args=[round_.pk])
    text = client.post(page, {"do": "all"}, follow=True).text

    assert list(round_.round_sessions.values_list("session", flat=True)) == [fine.pk]
    assert "1 datum is weggelaten" in text


@pytest.mark.parametrize("dates", [1, 3])
def test_page_of_dates_costs_the_same_for_any_number(
    client, school, coordinator, dates, django_assert_max_num_queries
):
    round_ = a_round(school, 2)
    for _number in range(dates):
        passport = SafetyPassportFactory()
        a_date(activity="work", worksite=passport.worksite, employer=passport.worksite.employer)
    client.force_login(coordinator)
    page = reverse("placements:round-sessions", args=[round_.pk])
    client.get(page)

    with django_assert_max_num_queries(20) as counted:
        client.get(page)
    assert len([q for q in counted.captured_queries if "safetypassport" in q["sql"]]) <= 1

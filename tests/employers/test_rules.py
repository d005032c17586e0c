"""The rules on age and activity: tables first, then what always holds."""

import datetime as dt
import itertools

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.rules import Ages, Finding, Occasion, clear_breach, judge, judge_offer, new_by_date
from portal.reference.models import ActivityRule, Hazard, Regime
from tests.factories import OfferFactory, SafetyPassportFactory

MONDAY, SUNDAY = dt.date(2027, 3, 8), dt.date(2027, 3, 14)
YOUNG, OLD = Ages.known(15), Ages.known(17)


def rules():
    return ActivityRule.all_cached()


def at(day, start, end):
    moments = (dt.datetime.combine(day, dt.time.fromisoformat(text)) for text in (start, end))
    return dict(zip(("starts_at", "ends_at"), map(timezone.make_aware, moments), strict=True))


def verdict(regime, ages=None, **more):
    return {f.code: f.severity for f in judge(Occasion(regime, ages, **more), rules())}


@pytest.mark.parametrize(
    ("regime", "ages", "expected"),
    [
        ("work", Ages.known(11), {"work_from_14": "block"}),
        ("work", Ages.known(13), {"work_from_14": "block"}),
        ("work", Ages.known(14), {}),
        ("work", Ages.of_year(1), {"work_from_14": "block"}),
        ("work", Ages.of_year(2), {"work_from_14": "warn"}),
        ("work", Ages.of_year(3), {}),
        ("work", None, {}),
        ("try", Ages.known(11), {}),
        ("observe", Ages.known(11), {}),
        ("lesson", Ages.known(11), {}),
    ],
)
def test_rule_on_age_stops_only_who_is_too_young_for_sure(regime, ages, expected):
    assert verdict(regime, ages) == expected


@pytest.mark.parametrize(
    ("regime", "ages", "day", "start", "end", "expected"),
    [
        ("work", YOUNG, MONDAY, "09:00", "12:00", {}),
        ("work", YOUNG, MONDAY, "07:00", "11:00", {}),
        ("work", YOUNG, MONDAY, "06:59", "11:00", {"work_to_15_times": "warn"}),
        ("work", YOUNG, MONDAY, "15:00", "19:00", {}),
        ("work", YOUNG, MONDAY, "15:00", "19:01", {"work_to_15_times": "warn"}),
        ("work", YOUNG, SUNDAY, "09:00", "12:00", {"work_to_15_sunday": "warn"}),
        ("work", YOUNG, MONDAY, "09:00", "13:30", {}),
        ("work", YOUNG, MONDAY, "09:00", "13:31", {"work_to_15_break": "warn"}),
        ("work", YOUNG, MONDAY, "08:00", "15:00", {"work_to_15_break": "warn"}),
        (
            "work", YOUNG, MONDAY, "08:00", "15:01",
            {"work_to_15_hours": "warn", "work_to_15_break": "warn"},
        ),
        ("work", OLD, SUNDAY, "09:00", "12:00", {}),
        ("work", OLD, MONDAY, "06:00", "14:00", {}),
        ("work", OLD, MONDAY, "05:30", "09:00", {"work_16_17_times": "warn"}),
        ("work", OLD, MONDAY, "08:00", "17:30", {"work_16_17_hours": "warn"}),
        ("work", Ages.known(18), SUNDAY, "03:00", "18:00", {}),
        ("try", YOUNG, SUNDAY, "09:00", "12:00", {"visit_sunday": "warn"}),
        ("observe", YOUNG, MONDAY, "06:30", "08:00", {"visit_times": "warn"}),
        ("lesson", YOUNG, MONDAY, "18:30", "19:30", {"visit_times": "warn"}),
        ("lesson", None, SUNDAY, "10:00", "11:00", {"visit_sunday": "warn"}),
    ],
)  # fmt: skip
def test_rule_on_day_and_time(regime, ages, day, start, end, expected):
    assert verdict(regime, ages, **at(day, start, end)) == expected


@pytest.mark.parametrize(
    ("regime", "ages", "hazards", "expected"),
    [
        ("work", YOUNG, {"machines"}, {"work_to_15_light": "warn"}),
        ("work", YOUNG, {"animals"}, {}),
        ("work", YOUNG, {"loud_noise"}, {}),
        ("work", OLD, {"machines"}, {}),
        ("work", OLD, {"loud_noise", "machines"}, {"work_16_17_hazards": "warn"}),
        ("try", YOUNG, {"machines"}, {"try_is_harmless": "warn"}),
        ("try", None, {"heights"}, {"try_is_harmless": "warn"}),
        ("try", YOUNG, {"sharp_tools"}, {}),
        ("observe", YOUNG, {"machines"}, {}),
    ],
)
def test_rule_on_hazards(regime, ages, hazards, expected):
    assert verdict(regime, ages, hazards=frozenset(hazards)) == expected


@pytest.mark.parametrize(
    ("ages", "own", "expected"),
    [
        (Ages.known(15), 16, {"own_min_age": "block"}),
        (Ages.known(16), 16, {}),
        (Ages.of_year(3), 15, {"own_min_age": "warn"}),
        (Ages.of_year(2), 15, {"own_min_age": "block"}),
        (None, 15, {}),
    ],
)
def test_rule_of_the_company_itself(ages, own, expected):
    assert verdict("observe", ages, own_min_age=own) == expected


def test_finding_cites_the_rule_in_the_language_of_the_reader(settings):
    from django.utils import translation

    occasion = Occasion("work", Ages.known(12))
    with translation.override("en"):
        english = judge(occasion, rules())
        assert english == [
            Finding(
                "work_from_14",
                "block",
                "Working along at a company is allowed from the age of 14. "
                "Younger pupils may look and try something.",
                "Nadere regeling kinderarbeid (BWBR0007195), text of Wednesday 1 January 2014",
            )
        ]
        assert str(english[0]).endswith("1 January 2014.")
    with translation.override("nl"):
        assert judge(occasion, rules())[0].sentence.startswith("Meewerken bij een bedrijf mag")


def test_finding_names_the_hazards():
    found = judge(Occasion("work", YOUNG, frozenset({"heat", "machines", "animals"})), rules())

    assert [finding.detail for finding in found] == [
        "machines die kunnen snijden of knellen, heet: oven, vuur of lassen"
    ]


def test_rule_that_is_not_valid_yet_or_no_longer_says_nothing():
    today = timezone.localdate()
    rule = ActivityRule(code="x", regimes=["try"], min_age=18, sentence_nl="Nee.", source="bron")
    occasion = Occasion("try", YOUNG)

    def found(**dates):
        for name, value in {"valid_until": None, **dates}.items():
            setattr(rule, name, value)
        return len(judge(occasion, [rule]))

    assert found(valid_from=today) == 1
    assert found(valid_from=today + dt.timedelta(days=1)) == 0
    assert found(valid_from=dt.date(2020, 1, 1), valid_until=today) == 1
    assert found(valid_from=dt.date(2020, 1, 1), valid_until=today - dt.timedelta(days=1)) == 0


def test_rule_that_the_region_makes_stricter_stops_at_once():
    ActivityRule.objects.filter(code="visit_sunday").update(severity="block")
    from portal.reference.cached import forget_all

    forget_all()

    assert verdict("try", YOUNG, **at(SUNDAY, "09:00", "12:00")) == {"visit_sunday": "block"}


ages_of = st.integers(6, 25).map(Ages.known) | st.integers(1, 6).map(Ages.of_year) | st.none()
occasions = st.builds(
    Occasion,
    regime=st.sampled_from(Regime.values),
    ages=ages_of,
    hazards=st.frozensets(st.sampled_from(["machines", "heat", "substances", "animals"])),
    starts_at=st.dates(dt.date(2026, 9, 1), dt.date(2028, 1, 1)).flatmap(
        lambda day: st.times().map(lambda time: dt.datetime.combine(day, time))
    ),
    own_min_age=st.none() | st.integers(10, 20),
).map(lambda o: Occasion(o.regime, o.ages, o.hazards, *_span(o.starts_at), o.own_min_age))


def _span(start):
    return timezone.make_aware(start), timezone.make_aware(start + dt.timedelta(hours=3))


@settings(max_examples=60, deadline=None)
@given(occasion=occasions)
def test_judge_always_cites_and_puts_what_stops_first(occasion):
    found = judge(occasion, rules())

    assert all(finding.sentence and finding.source for finding in found)
    assert [f.blocks for f in found] == sorted((f.blocks for f in found), reverse=True)
    assert len({finding.code for finding in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(occasion=occasions, years=st.integers(1, 5))
def test_judge_never_stops_older_pupils_where_younger_ones_may(occasion, years):
    """Growing up never makes anything impossible that was possible."""
    if occasion.ages is None:
        return
    older = Ages(occasion.ages.youngest + years, occasion.ages.at_most + years)
    stops = [f for f in judge(occasion, rules()) if f.blocks]
    later = Occasion(
        occasion.regime, older, occasion.hazards, occasion.starts_at, occasion.ends_at,
        occasion.own_min_age,
    )  # fmt: skip

    assert {f.code for f in judge(later, rules()) if f.blocks} <= {f.code for f in stops}


def test_a_lesson_at_school_is_never_stopped():
    moments = at(SUNDAY, "05:00", "23:00")
    hazards = frozenset(row.code for row in Hazard.all_cached())

    for age, with_hazards in itertools.product(range(10, 19), (frozenset(), hazards)):
        found = judge(Occasion("lesson", Ages.known(age), with_hazards, **moments), rules())
        assert {finding.severity for finding in found} == {"warn"}


def test_offer_is_judged_with_the_hazards_of_its_place_only_when_pupils_work():
    passport = SafetyPassportFactory(hazards=["machines"])
    offer = OfferFactory(worksite=passport.worksite, year_min=3, activity="try")

    assert judge_offer(offer) == []
    offer.activity = "work"
    assert [finding.code for finding in judge_offer(offer)] == ["work_to_15_light"]
    offer.activity, offer.hazards = "try", ["electricity"]
    assert [finding.code for finding in judge_offer(offer)] == ["try_is_harmless"]


def test_offer_with_its_own_youngest_age_is_judged_by_that_age():
    passport = SafetyPassportFactory(min_age=16)
    offer = OfferFactory(worksite=passport.worksite, activity="work", year_min=1, min_age=14)

    assert offer.youngest_age == 16
    assert judge_offer(offer) == []
    passport.delete()
    offer = type(offer).objects.get(pk=offer.pk)
    offer.min_age = 11
    assert clear_breach(offer).startswith("Meewerken bij een bedrijf mag vanaf 14 jaar.")


def test_new_by_date_leaves_out_what_was_known_of_the_offer():
    offer = OfferFactory(activity="work", year_min=2)
    moments = at(SUNDAY, "09:00", "12:00")

    assert [f.code for f in new_by_date(offer, *moments.values())] == ["work_to_15_sunday"]


def test_guest_lecture_at_school_is_a_lesson_whatever_was_ticked():
    offer = OfferFactory(kind="guest_lecture", worksite=None, activity="work", year_min=1)

    assert (offer.regime, judge_offer(offer)) == ("lesson", [])


def test_judging_costs_no_query(django_assert_num_queries):
    offer = OfferFactory(activity="work", year_min=2, worksite=SafetyPassportFactory().worksite)
    judge_offer(offer)

    with django_assert_num_queries(0):
        judge_offer(offer)

import pytest
from django.core.exceptions import ValidationError

from portal.reference.distance import (
    areas_within,
    coordinates,
    haversine,
    kilometres_between,
    normalise_postcode,
    pc4_of,
)
from portal.reference.models import PostcodeArea


@pytest.mark.parametrize("text", ["3511 LX", "3511LX", " 3511lx ", "3511  lx"])
def test_normalise_postcode(text):
    assert normalise_postcode(text) == "3511 LX"


@pytest.mark.parametrize("text", ["3511 LX", "3511lx", "3511", " 3511 "])
def test_pc4_of_takes_a_whole_postcode_or_four_digits(text):
    assert pc4_of(text) == "3511"


@pytest.mark.parametrize(
    "text", ["", None, "351", "0511 LX", "3511 L", "3511 SS", "LX 3511", "٣٥١١"]
)
def test_what_is_no_postcode_is_refused(text):
    with pytest.raises(ValidationError) as caught:
        pc4_of(text)

    assert caught.value.code == "invalid_postcode"


def test_distance_from_amsterdam_to_utrecht():
    assert kilometres_between("1012", "3511") == pytest.approx(35, abs=1)
    assert kilometres_between("1012", "1012") == 0


def test_distance_to_an_unknown_area_is_unknown():
    assert kilometres_between("1012", "0000") is None
    assert coordinates("0000") is None
    assert areas_within("0000", 10) == []


def test_areas_within_are_exactly_those_at_that_distance():
    near = set(areas_within("3511", 10))

    here = coordinates("3511")
    measured = {
        area.pc4
        for area in PostcodeArea.objects.all()
        if haversine(here, (area.latitude, area.longitude)) <= 10
    }
    assert near == measured
    assert "3511" in near


def test_distances_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        areas_within("3511", 10)
        areas_within("1012", 25)
        kilometres_between("1012", "3511")


def test_without_areas_there_are_no_distances():
    PostcodeArea.objects.all().delete()

    assert areas_within("3511", 10) == []
    assert kilometres_between("1012", "3511") is None

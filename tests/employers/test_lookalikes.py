import pytest

from employers.models import Employer
from employers.services.lookalikes import NameIndex, core_name, lookalikes_of
from tests.factories import EmployerFactory, WorkSiteFactory


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Bakkerij Jansen B.V.", "bakkerij jansen"),
        ("BAKKERIJ JANSEN BV", "bakkerij jansen"),
        ("Café 't Hoekje v.o.f.", "cafe t hoekje"),
        ("Loonbedrijf De Vries & Zn. (N.V.)", "loonbedrijf de vries zn"),
        ("Bvba Service", "bvba service"),
        ("🙂", ""),
    ],
)
def test_core_name(name, core):
    assert core_name(name) == core


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Bakkerij Janssen", [1]),
        ("bakkerij jansen bv", [1]),
        ("Bakkerij Pietersen", []),
        ("Garage Jansen", []),
        ("", []),
    ],
)
def test_near_finds_what_is_written_a_little_otherwise(typed, found):
    index = NameIndex([(1, "Bakkerij Jansen B.V."), (2, "Smederij Het Aambeeld")])

    assert index.near(typed) == found


def test_lookalikes_show_only_name_and_place():
    baker = EmployerFactory(name="Bakkerij Jansen B.V.", kvk_number="12345678")
    WorkSiteFactory(employer=baker, place="Molenveen")

    found = lookalikes_of("Bakkerij Janssen", "87654321")

    assert [(f.pk, f.name, f.place, f.same_number) for f in found] == [
        (baker.pk, "Bakkerij Jansen B.V.", "Molenveen", False)
    ]


@pytest.mark.parametrize("state", ["applied", "refused", "suspended"])
def test_lookalikes_give_away_no_company_that_is_not_public(state):
    hidden = EmployerFactory(name="Geheim Bedrijf", kvk_number="12345678", state=state, place="X")

    by_number = lookalikes_of("Iets Anders", "12345678")

    assert [(f.pk, f.name, f.place) for f in by_number] == [(hidden.pk, "Iets Anders", "")]
    assert lookalikes_of("Geheim Bedrijf", "") == []


def test_lookalikes_forget_who_left():
    EmployerFactory(name="Oud", kvk_number="12345678", state=Employer.State.LEFT)

    assert lookalikes_of("Oud", "12345678") == []

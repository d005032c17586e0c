import io
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster, RosterGroup
from schools.imports.edexml import read_edexml
from tests.factories.edexml import CITIZEN_NUMBER, edexml_file, edexml_text, pupil_xml

SAMPLES = Path(
    os.environ.get("PRAKTIJKPLEIN_SAMPLES", Path(__file__).parents[4] / "shared" / "samples")
)


@pytest.fixture
def sample():
    """Opens a published example file; where those are absent the test is skipped."""

    def read(name):
        path = SAMPLES / "edexml" / name
        if not path.exists():
            pytest.skip(f"the sample files are not here ({SAMPLES.name}/edexml)")
        return io.BytesIO(path.read_bytes())

    return read


def told(roster):
    return [(problem.code, problem.skipped) for problem in roster.problems]


def refusal(file):
    with pytest.raises(ImportRefused) as caught:
        read_edexml(file)
    return caught.value


# --- The samples, as they are


def test_export_of_a_real_system_with_400_pupils(sample):
    roster = read_edexml(sample("lvs-400-leerlingen-1.0.3.xml"))

    assert roster.counts == {
        "pupils": 400,
        "left": 2,
        "groups": 19,
        "staff": 29,
        "skipped": 0,
        "remarks": 1,
    }
    assert (roster.brin, roster.brin6, roster.school_year) == ("99XX", "99XX99", "2012-2013")
    assert sum(bool(row.group_key) for row in roster.rows) == 389
    assert sum(bool(row.name_prefix) for row in roster.rows) == 35
    assert roster.left_out["citizen_number"] == 5
    assert told(roster) == [("primary_years", False)]


def test_one_unknown_year_is_told_with_its_line_and_the_rest_goes_in(sample):
    roster = read_edexml(sample("lvs-400-leerlingen-1.0.3-invalid.xml"))

    assert len(roster.rows) == 400
    problem = roster.problems[0]
    assert (problem.line, problem.code, problem.context) == (15, "unknown_year", {"year": "100"})


def test_example_of_the_standard(sample):
    roster = read_edexml(sample("voorbeeld-2.0.xml"))

    assert roster.counts["pupils"] == 3
    assert roster.brin6 == "99ZZ00"
    first, second, third = roster.rows
    assert (first.given_name, first.family_name, first.group_key) == ("Wimpie", "", "GRP4B")
    assert first.composite_keys == ("sg1", "sg2")
    assert first.location_name == "Vestiging Huissen"
    assert (second.given_name, second.initials) == ("Ismaël Hassan", "IH")
    assert (third.name_prefix, third.family_name, third.left) == ("van 't", "Hof", True)
    assert [person.roles for person in roster.staff] == [(), (), ("OWA", "STA")]
    assert "133456785" not in everything_in(roster)


# --- What goes in


def test_pupil_group_and_staff_become_rows():
    staff = (
        "<leerkracht key='7'><achternaam>Berg</achternaam><voorvoegsel>van den</voorvoegsel>"
        "<emailadres>berg@school.example</emailadres><rol>DIR</rol><rol>XYZ</rol>"
        "<groepen><groep key='g1'/></groepen></leerkracht>"
    )
    pupil = pupil_xml(inside="<groep key='g1'/>", emailadres="noor@school.example")
    roster = read_edexml(edexml_file(pupil, staff=staff))

    assert (roster.brin6, roster.school_year) == ("99XY01", "2026-2027")
    assert roster.reference_date == date(2026, 10, 1)
    assert roster.groups == (RosterGroup("g1", "1P1", composite=False, year_of_study=1),)
    [row] = roster.rows
    assert (row.source_key, row.given_name, row.family_name) == ("1001", "Noor", "Voorbeeld")
    assert (row.group_key, row.year_of_study, row.email) == ("g1", 2, "noor@school.example")
    [person] = roster.staff
    assert (person.name_prefix, person.roles, person.group_keys) == ("van den", ("DIR",), ("g1",))
    assert roster.problems == ()


@pytest.mark.parametrize(
    ("of_pupil", "group", "year", "track"),
    [
        ("11", "", 1, ""),
        ("16", "", 6, ""),
        (None, "<groep key='g1'/>", 1, ""),
        ("13", "<groep key='g1'/>", 3, ""),
        ("V", "", None, "vso"),
        ("C", "", None, ""),
    ],
)
def test_year_is_the_pupils_else_the_groups(of_pupil, group, year, track):
    roster = read_edexml(edexml_file(pupil_xml(jaargroep=of_pupil, inside=group)))

    assert [(row.year_of_study, row.track) for row in roster.rows] == [(year, track)]
    assert roster.problems == ()


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"uitstroomdatum": "2026-09-30"}, True),
        ({"uitstroomdatum": "2026-10-01"}, False),
        ({"uitstroomdatum": "2027-07-31"}, False),
        ({"jaargroep": "H"}, True),
        ({}, False),
    ],
)
def test_pupil_has_left_when_the_leaving_date_is_before_the_reference_date(fields, left):
    roster = read_edexml(edexml_file(pupil_xml(**fields)))

    assert [row.left for row in roster.rows] == [left]


def test_without_a_reference_date_the_day_of_making_counts():
    file = edexml_file(pupil_xml(uitstroomdatum="2026-10-01"), peildatum=None)

    assert [row.left for row in read_edexml(file).rows] == [True]


@pytest.mark.parametrize("year", ["2012-2013", "2025-2026", "2026-2027", "2031-2032"])
def test_school_years_outside_the_list_of_the_schema_are_read(year):
    assert read_edexml(edexml_file(schooljaar=year)).school_year == year


@pytest.mark.parametrize(
    ("heading", "brin6"),
    [
        ({"dependancecode": None}, "99XY00"),
        ({"brincode": "99xy"}, "99XY01"),
        ({"brincode": "99XY03", "dependancecode": None}, "99XY03"),
    ],
)
def test_location_code_is_brin_and_two_digits(heading, brin6):
    assert read_edexml(edexml_file(**heading)).brin6 == brin6


def test_private_additions_are_ignored_even_when_they_hold_pupils():
    addition = (
        "<toevoegingen><blok xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        "xsi:type='EigenType'><leerling key='9'><roepnaam>Nep</roepnaam></leerling></blok>"
        "</toevoegingen>"
    )
    roster = read_edexml(edexml_file(pupil_xml(inside=addition), groups=addition))

    assert [row.source_key for row in roster.rows] == ["1001"]
    assert roster.left_out == {"extension": 1}


def test_names_get_one_spelling():
    pupil = pupil_xml(roepnaam=" Zoe\u0308 \n Anna ", voorvoegsel="van 't", achternaam="O'Neill")
    [row] = read_edexml(edexml_file(pupil)).rows

    assert (row.given_name, row.name_prefix, row.family_name) == ("Zoë Anna", "van 't", "O'Neill")


def test_groups_may_come_after_the_pupils():
    text = edexml_text(pupil_xml(inside="<groep key='g1'/>"), groups="")
    text = text.replace(
        "</EDEX>", "<groepen><groep key='g1'><naam>1A</naam></groep></groepen></EDEX>"
    )
    roster = read_edexml(io.BytesIO(text.encode()))

    assert [row.group_key for row in roster.rows] == ["g1"]


def test_utf_16_is_read():
    text = edexml_text(pupil_xml(roepnaam="Ayşe")).replace('"UTF-8"', '"UTF-16"')
    roster = read_edexml(io.BytesIO(text.encode("utf-16")))

    assert next(iter(roster.rows)).given_name == "Ayşe"


# --- Faulty rows: told with line and reason, the others go in


@pytest.mark.parametrize(
    ("pupil", "code"),
    [
        (pupil_xml(""), "pupil_without_key"),
        (pupil_xml("#17"), "unstable_key"),
        (pupil_xml("9" * 257), "pupil_key_too_long"),
        (pupil_xml("2", roepnaam=None, achternaam=None), "pupil_without_name"),
        (pupil_xml("2", achternaam="a" * 201), "pupil_name_too_long"),
        (pupil_xml("1001", roepnaam="Ander"), "duplicate_pupil"),
    ],
)
def test_faulty_pupil_stays_out_and_the_rest_goes_in(pupil, code):
    roster = read_edexml(edexml_file(pupil_xml("1001"), pupil, pupil_xml("1003")))

    assert [row.source_key for row in roster.rows] == ["1001", "1003"]
    assert told(roster) == [(code, True)]
    assert roster.problems[0].line == 8
    assert next(iter(roster.rows)).given_name == "Noor"


@pytest.mark.parametrize(
    ("pupil", "code"),
    [
        (pupil_xml(jaargroep="19"), "unknown_year"),
        (pupil_xml(jaargroep="5"), "primary_years"),
        (pupil_xml(jaargroep=None), "missing_year"),
        (pupil_xml(inside="<groep key='weg'/>"), "unknown_group"),
        (pupil_xml(inside="<vestiging key='weg'/>"), "unknown_location"),
        (pupil_xml(uitstroomdatum="31-07-2026"), "bad_date"),
        (pupil_xml(emailadres="geen adres"), "bad_email"),
    ],
)
def test_faulty_part_is_left_out_and_the_pupil_goes_in(pupil, code):
    roster = read_edexml(edexml_file(pupil))

    assert [row.source_key for row in roster.rows] == ["1001"]
    assert told(roster) == [(code, False)]
    assert roster.problems[0].line == 7
    assert roster.problems[0].message


@pytest.mark.parametrize(
    ("group", "code"),
    [
        ("<groep><naam>A</naam></groep>", "group_without_key"),
        ("<groep key='b'/>", "group_without_name"),
        (f"<groep key='b'><naam>{'a' * 101}</naam></groep>", "group_name_too_long"),
        ("<samengestelde_groep key='a'><naam>B</naam></samengestelde_groep>", "duplicate_group"),
    ],
)
def test_faulty_group_stays_out(group, code):
    groups = f"<groep key='a'><naam>1A</naam><jaargroep>11</jaargroep></groep>{group}"
    roster = read_edexml(edexml_file(groups=groups))

    assert [group.name for group in roster.groups] == ["1A"]
    assert told(roster) == [(code, True)]


def test_eck_id_longer_than_any_is_none():
    roster = read_edexml(edexml_file(pupil_xml("1", attributes=f"eckid='{'x' * 257}'")))

    assert [row.eck_id for row in roster.rows] == [""]


def test_same_eck_id_twice_is_kept_once():
    pupils = [pupil_xml(key, attributes="eckid='https://ketenid.example/1'") for key in "12"]
    roster = read_edexml(edexml_file(*pupils))

    assert [bool(row.eck_id) for row in roster.rows] == [True, False]
    assert told(roster) == [("duplicate_eck_id", False)]


def test_lines_are_right_far_into_a_large_file():
    blank_lines = "\n" * 70_000
    roster = read_edexml(edexml_file(pupil_xml(), blank_lines, pupil_xml("2", jaargroep="99")))

    assert [problem.line for problem in roster.problems] == [70_008]


# --- What is never kept


SECRETS = (
    f"<geboortedatum>2013-02-03</geboortedatum><geslacht>1</geslacht><etniciteit>4321</etniciteit>"
    f"<land>QX</land><land_vader>QY</land_vader><bsn>{CITIZEN_NUMBER}</bsn>"
    f"<onderwijsnummer>100000034</onderwijsnummer><sofinummer>123456782</sofinummer>"
    f"<gewicht>0.55</gewicht><postcodenl>9999ZZ</postcodenl><fotourl>https://foto.example/9</fotourl>"
)
SECRET_TEXTS = [
    CITIZEN_NUMBER, "100000034", "123456782", "2013-02-03", "4321", "QX", "QY", "0.55",
    "9999ZZ", "foto.example",
]  # fmt: skip


def everything_in(value) -> str:
    """All a value holds, also what repr leaves out."""
    if hasattr(value, "__slots__"):
        return " ".join(everything_in(getattr(value, name)) for name in value.__slots__)
    if isinstance(value, Mapping):
        return " ".join(f"{key} {everything_in(inside)}" for key, inside in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(map(everything_in, value))
    return str(value)


def test_citizen_numbers_and_origin_never_reach_the_roster(caplog):
    roster = read_edexml(edexml_file(pupil_xml(inside=SECRETS), pupil_xml(inside=SECRETS)))

    kept = everything_in(roster) + repr(roster) + caplog.text
    assert [text for text in SECRET_TEXTS if text in kept] == []
    assert roster.left_out["citizen_number"] == 6


def test_repr_of_a_roster_names_nobody():
    roster = read_edexml(edexml_file(pupil_xml(roepnaam="Sterre", achternaam="Wolkenveld")))

    assert "Sterre" not in repr(roster)
    assert "Wolkenveld" not in repr(roster)


def test_problem_never_quotes_a_number_from_the_file():
    pupil = pupil_xml(jaargroep=CITIZEN_NUMBER, inside=f"<groep key='{CITIZEN_NUMBER}'/>")
    roster = read_edexml(edexml_file(pupil))

    assert told(roster) == [("unknown_year", False), ("unknown_group", False)]
    assert CITIZEN_NUMBER not in str([problem.as_dict() for problem in roster.problems])


def test_citizen_numbers_as_keys_are_refused():
    pupils = [pupil_xml(key) for key in (CITIZEN_NUMBER, "123456782", "111222333")]

    assert refusal(edexml_file(*pupils)).code == "citizen_numbers_as_keys"


# --- Files that are refused as a whole


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (edexml_file(instellingsnummer="12345"), "flemish"),
        (edexml_file(brincode=None), "no_school"),
        (edexml_file(brincode="999"), "bad_brin"),
        (edexml_file(dependancecode="1"), "bad_brin"),
        (edexml_file(schooljaar="2026-2028"), "bad_school_year"),
        (edexml_file(schooljaar="2026"), "bad_school_year"),
        (edexml_file(schooljaar=None), "bad_school_year"),
        (io.BytesIO(b"<EDEX><leerlingen/></EDEX>"), "no_school"),
        (io.BytesIO(b"<leerlingen/>"), "not_edexml"),
        (io.BytesIO(b"<EDEX xmlns='urn:x'><school/></EDEX>"), "not_edexml"),
        (io.BytesIO(b"stamnr;Roepnaam\n1;Emma\n"), "not_xml"),
        (io.BytesIO(b""), "not_xml"),
        (io.BytesIO(edexml_text().replace("<leerling ", "<kind ").replace("</leerling>", "</kind>")
                    .encode()), "no_pupils"),
    ],
)  # fmt: skip
def test_file_is_refused(file, code):
    assert refusal(file).code == code
    assert str(refusal(file))


def test_half_a_file_is_refused_with_the_line_where_it_breaks_off():
    text = edexml_text(*[pupil_xml(str(number)) for number in range(50)])
    half = text[: len(text) // 2]

    error = refusal(io.BytesIO(half.encode()))

    assert error.code == "broken_xml"
    assert error.line == half.count("\n") + 1
    assert str(error.line) in error.message


BOMB = '<!DOCTYPE EDEX [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    "xml",
    [
        f"{BOMB}<EDEX><school><auteur>&j;</auteur></school></EDEX>",
        f'{BOMB}<EDEX versie="&j;"/>',
        '<!DOCTYPE EDEX [<!ENTITY x SYSTEM "file:///etc/hostname">]><EDEX>&x;</EDEX>',
        '<!DOCTYPE EDEX SYSTEM "http://127.0.0.1:9/edex.dtd"><EDEX/>',
        "<!DOCTYPE EDEX><EDEX/>",
    ],
)
def test_xml_with_declarations_is_refused_unread(xml):
    assert refusal(io.BytesIO(xml.encode())).code == "xml_declarations"


@pytest.mark.parametrize(
    "inside", ["<a>" * 40 + "</a>" * 40, "<a/>" * 30_000], ids=["deep", "wide"]
)
def test_xml_that_no_export_looks_like_is_refused(inside):
    assert refusal(edexml_file(pupil_xml(inside=inside))).code == "too_deep"


# --- Whatever comes in, the answer is a roster or a refusal


WHOLE = edexml_text(
    *[pupil_xml(str(n), inside=SECRETS + "<groep key='g1'/>") for n in range(3)]
).encode()


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 30), st.binary(max_size=6)),
        max_size=4,
    )
)
def test_damaged_file_gives_a_roster_or_a_refusal(cuts):
    data = bytearray(WHOLE)
    for start, length, replacement in cuts:
        data[start : start + length] = replacement

    outcome = read_or_refuse(io.BytesIO(bytes(data)))

    if isinstance(outcome, ImportRefused):
        assert CITIZEN_NUMBER not in outcome.message
    else:
        assert isinstance(outcome, Roster)
        assert CITIZEN_NUMBER not in repr(outcome)
        assert all(problem.message for problem in outcome.problems)


def read_or_refuse(file):
    try:
        return read_edexml(file)
    except ImportRefused as refused:
        return refused

"""DUO's list of school locations: read with care, loaded without losing anything."""

import io
import os
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from portal.imports.problems import ImportRefused
from portal.reference.models import SchoolListing
from schools.imports.school_list import read_school_list
from schools.imports.school_list_values import place_name, website
from schools.services.school_list import ListLooksPartial, load_school_list

SAMPLES = Path(
    os.environ.get("PRAKTIJKPLEIN_SAMPLES", Path(__file__).parents[3] / "shared" / "samples")
)
SAMPLE = SAMPLES / "duo/alle-vestigingen-vo.sample.cp1252.csv"
HEADERS = [
    *("PROVINCIE", "BEVOEGD GEZAG NUMMER", "INSTELLINGSCODE", "VESTIGINGSCODE", "VESTIGINGSNAAM"),
    *("STRAATNAAM", "HUISNUMMER-TOEVOEGING", "POSTCODE", "PLAATSNAAM", "GEMEENTENUMMER"),
    *("GEMEENTENAAM", "DENOMINATIE", "TELEFOONNUMMER", "INTERNETADRES", "ONDERWIJSSTRUCTUUR"),
    *("STRAATNAAM CORRESPONDENTIEADRES", "RMC-REGIO CODE", "VAKANTIEREGIO"),
]


def line(code="12AB00", **cells) -> dict[str, str]:
    usual = {
        "PROVINCIE": "Gelderland",
        "BEVOEGD GEZAG NUMMER": "00123",
        "INSTELLINGSCODE": code[:4],
        "VESTIGINGSCODE": code,
        "VESTIGINGSNAAM": "hét Praktijkcollege",
        "STRAATNAAM": "Dorpsstraat",
        "HUISNUMMER-TOEVOEGING": "7-A",
        "POSTCODE": "4147BN",
        "PLAATSNAAM": "'S-GRAVENHAGE",
        "GEMEENTENUMMER": "0106",
        "GEMEENTENAAM": "CAPELLE AAN DEN IJSSEL",
        "DENOMINATIE": "Openbaar",
        "TELEFOONNUMMER": "0592340973",
        "INTERNETADRES": "www.school.nl/pad",
        "ONDERWIJSSTRUCTUUR": "VBO/MAVO/PRO",
        "STRAATNAAM CORRESPONDENTIEADRES": "Postbus",
        "RMC-REGIO CODE": "07",
        "VAKANTIEREGIO": "Noord",
    }
    return usual | cells


def csv_of(*rows, headers=HEADERS, encoding="cp1252") -> io.BytesIO:
    cells = [[row.get(header, "") or " " for header in headers] for row in rows]
    lines = [";".join(values) for values in [headers, *cells]]
    return io.BytesIO("\r\n".join(lines).encode(encoding))


def read(*rows, **options):
    return read_school_list(csv_of(*rows, **options), name="lijst.csv")


def test_location_is_read_as_we_keep_it():
    (row,) = read(line()).rows

    assert row.fields == {
        "brin6": "12AB00",
        "board_number": "00123",
        "name": "hét Praktijkcollege",
        "street": "Dorpsstraat",
        "house_number": "7-A",
        "postcode": "4147 BN",
        "place": "'s-Gravenhage",
        "municipality": "Capelle aan den IJssel",
        "municipality_code": "0106",
        "province": "Gelderland",
        "denomination": "Openbaar",
        "telephone": "0592340973",
        "website": "https://www.school.nl/pad",
        "structure": ["VBO", "MAVO", "PRO"],
        "tracks": ["pro", "vmbo_bb", "vmbo_kb", "vmbo_gl", "vmbo_tl"],
        "rmc_code": "07",
        "holiday_region": "north",
    }


@pytest.mark.parametrize("order", [HEADERS[::-1], sorted(HEADERS)], ids=["back", "by-name"])
def test_columns_may_stand_in_any_order(order):
    assert read(line(), headers=order).rows[0].fields == read(line()).rows[0].fields


def test_older_names_of_columns_are_known():
    older = [
        {"INSTELLINGSCODE": "BRIN NUMMER", "VESTIGINGSCODE": "VESTIGINGSNUMMER"}.get(h, h)
        for h in HEADERS
    ]
    row = line() | {"BRIN NUMMER": "12AB", "VESTIGINGSNUMMER": "00"}

    assert read(row, headers=older).rows[0].brin6 == "12AB00"


def test_empty_cells_of_one_space_are_empty():
    empty = line(TELEFOONNUMMER="", INTERNETADRES="", **{"RMC-REGIO CODE": ""})

    fields = read(empty).rows[0].fields

    assert (fields["telephone"], fields["website"], fields["rmc_code"]) == ("", "", "")


def test_telephone_in_the_column_of_the_website_is_a_telephone():
    row = line(TELEFOONNUMMER="", INTERNETADRES="0528266192")

    found = read(row)

    assert found.rows[0].fields["telephone"] == "0528266192"
    assert found.rows[0].fields["website"] == ""
    assert [problem.code for problem in found.problems] == ["listing_website"]


@pytest.mark.parametrize(
    ("structure", "tracks"),
    [
        ("PRO", ["pro"]),
        ("VBO", ["vmbo_bb", "vmbo_kb"]),
        ("MAVO/HAVO", ["vmbo_tl", "havo"]),
        ("VBO/MAVO", ["vmbo_bb", "vmbo_kb", "vmbo_gl", "vmbo_tl"]),
        ("BRUGJAAR", []),
        ("", []),
    ],
)
def test_structure_becomes_our_tracks(structure, tracks):
    assert read(line(ONDERWIJSSTRUCTUUR=structure)).rows[0].fields["tracks"] == tracks


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("'S-HERTOGENBOSCH", "'s-Hertogenbosch"),
        ("'T HARDE", "'t Harde"),
        ("IJMUIDEN", "IJmuiden"),
        ("ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"),
        ("DEN HAAG", "Den Haag"),
        ("NIEUW-VENNEP", "Nieuw-Vennep"),
        ("BERGEN (NH)", "Bergen (NH)"),
        ("Wijk bij Duurstede", "Wijk bij Duurstede"),
    ],
)
def test_place_in_capitals_becomes_a_name(capitals, name):
    assert place_name(capitals) == name


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("www.school.nl/", "https://www.school.nl"),
        ("https://www.school.nl/pad/", "https://www.school.nl/pad"),
        ("http://school.nl", "http://school.nl"),
        ("javascript:alert(1)", ""),
        ("geen", ""),
    ],
)
def test_website_gets_a_scheme(written, address):
    assert website(written) == address


@given(st.text(max_size=30))
def test_place_name_and_website_take_whatever_stands_there(text):
    assert isinstance(place_name(text), str)
    assert website(text) == "" or website(text).startswith("http")


def test_lines_that_cannot_be_used_are_told_and_the_others_stay():
    found = read(
        line(),
        line("12AB00"),
        line("12AB01", VESTIGINGSNAAM=""),
        line("BAD"),
        line("12AB02", POSTCODE="0000", VAKANTIEREGIO="Oost"),
    )

    assert [row.brin6 for row in found.rows] == ["12AB00", "12AB02"]
    assert [(problem.line, problem.code) for problem in found.problems] == [
        (3, "listing_twice"),
        (4, "listing_without_name"),
        (5, "listing_without_code"),
        (6, "listing_postcode"),
        (6, "listing_holiday_region"),
    ]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "lijst.csv", "empty"),
        (b"naam;plaats\r\nA;B\r\n", "lijst.csv", "not_school_list"),
        (b"%PDF-1.4", "lijst.csv", "not_a_table"),
        (b"x", "lijst.exe", "table_extension"),
    ],
)
def test_another_file_is_refused(content, name, code):
    with pytest.raises(ImportRefused) as refused:
        read_school_list(io.BytesIO(content), name=name)

    assert refused.value.code == code
    assert refused.value.message


def test_sample_of_the_real_list_is_read():
    if not SAMPLE.exists():
        pytest.skip("the sample of DUO's list is not on this machine")
    with SAMPLE.open("rb") as file:
        found = read_school_list(file, name=SAMPLE.name)

    by_code = {row.brin6: row.fields for row in found.rows}
    assert len(by_code) == 20
    assert by_code["19QA04"]["name"].startswith("hét KWC")
    assert by_code["11AI00"]["holiday_region"] == "north"
    assert by_code["26JR01"]["rmc_code"] == "41"
    assert by_code["19IW02"]["telephone"] == "0528266192"


def load(*rows, by=None, **options):
    return load_school_list(read(*rows).rows, by=by, **options)


def test_list_twice_changes_nothing(region_coordinator):
    load(line(), line("12AB01"), by=region_coordinator)

    report = load(line(), line("12AB01"), by=region_coordinator)

    assert report.counts == {
        "created": 0,
        "changed": 0,
        "unchanged": 2,
        "returned": 0,
        "ended": 0,
    }


def test_changed_locations_change_and_gone_ones_end_and_return(region_coordinator):
    load(*(line(f"12AB0{n}") for n in range(3)))

    second = load(line("12AB00"), line("12AB01", VESTIGINGSNAAM="Anders"))
    ended = SchoolListing.objects.get(brin6="12AB02").ended_on
    third = load(*(line(f"12AB0{n}") for n in range(3)))

    assert (second.changed, second.ended) == (1, ["12AB02"])
    assert ended is not None
    assert (third.changed, third.returned) == (1, 1)
    assert SchoolListing.objects.current().of_brin("12AB").count() == 3


def test_list_that_lost_half_asks_first():
    load(*(line(f"12AB0{n}") for n in range(3)))

    with pytest.raises(ListLooksPartial):
        load(line())

    assert SchoolListing.objects.current().of_brin("12AB").count() == 3
    assert load(line(), confirmed=True).ended == ["12AB01", "12AB02"]


def test_invented_schools_never_end():
    before = SchoolListing.objects.filter(brin6__startswith="99").current().count()

    load(line())

    assert SchoolListing.objects.filter(brin6__startswith="99").current().count() == before > 0


def test_loading_leaves_a_line_in_the_trail(region_coordinator):
    load(line(), by=region_coordinator)

    entry = ModelLogEntry.objects.get(action="schools.list.load")
    assert (entry.user, entry.data["created"]) == (region_coordinator, 1)


def test_others_do_not_load_the_list(coordinator, employer_user):
    for user in (coordinator, employer_user):
        with pytest.raises(PermissionDenied):
            load(line(), by=user)

    assert not SchoolListing.objects.of_brin("12AB").exists()


def test_search_finds_words_in_name_place_and_code():
    load(line(VESTIGINGSNAAM="De Bolster", PLAATSNAAM="TIEL"), line("12AC00", PLAATSNAAM="URK"))

    found = SchoolListing.objects.all().found

    assert [row.brin6 for row in found("bolster tiel")] == ["12AB00"]
    assert [row.brin6 for row in found("12ac")] == ["12AC00"]
    assert [row.brin6 for row in found("bolster urk")] == []


def test_command_loads_reports_and_asks(tmp_path, capsys):
    file = tmp_path / "lijst.csv"
    file.write_bytes(csv_of(*(line(f"12AB0{n}") for n in range(3))).getvalue())
    call_command("load_school_list", file)
    file.write_bytes(csv_of(line(POSTCODE="fout")).getvalue())

    with pytest.raises(CommandError, match="2 of 3") as asked:
        call_command("load_school_list", file)
    call_command("load_school_list", file, confirm=True)

    told = capsys.readouterr().out
    assert asked.value.returncode == 3
    assert "3 created" in told
    assert "2 ended" in told
    assert "line 2" in told


@pytest.mark.parametrize("content", [None, b"naam;plaats\r\nA;B\r\n"], ids=["no-file", "other"])
def test_command_refuses_with_a_sentence(tmp_path, content):
    file = tmp_path / "lijst.csv"
    if content:
        file.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("load_school_list", file)


def upload(client, *rows, **more):
    file = SimpleUploadedFile("lijst.csv", csv_of(*rows).getvalue(), "text/csv")
    return client.post(reverse("region:list-upload"), {"file": file, **more})


def test_region_uploads_the_list_and_reads_the_report(client, region_coordinator):
    client.force_login(region_coordinator)

    page = upload(client, line(), line("12AB01", VAKANTIEREGIO="Oost"))

    assert page.status_code == 200
    assert page.context["report"].counts["created"] == 2
    assert "Oost" in page.content.decode()


def test_region_upload_of_a_part_asks_and_changes_nothing(client, region_coordinator):
    client.force_login(region_coordinator)
    load(*(line(f"12AB0{n}") for n in range(3)))

    refused = upload(client, line())
    taken = upload(client, line(), confirmed="on")

    assert (refused.status_code, taken.status_code) == (422, 200)
    assert SchoolListing.objects.current().of_brin("12AB").count() == 1


def test_region_upload_of_another_file_is_a_message(client, region_coordinator):
    client.force_login(region_coordinator)
    file = SimpleUploadedFile("lijst.csv", b"a;b\r\n1;2\r\n", "text/csv")

    page = client.post(reverse("region:list-upload"), {"file": file})

    assert page.status_code == 422
    assert "file" in page.context["form"].errors


@pytest.mark.parametrize("text", ["a" * 4_900, "a." * 2_400 + "!", "1" * 4_900])
def test_endless_web_address_takes_no_time(text):
    assert website(text) == ""
    assert read(line(INTERNETADRES=text)).rows[0].fields["website"] == ""

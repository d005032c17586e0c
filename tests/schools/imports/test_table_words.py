"""One header and one cell of a school's own table: what it is, and what we never keep."""

import pytest

from schools.imports.table_columns import forbidden_columns, guess_fields, header_keys
from schools.imports.table_values import date_of, track_of, year_of


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (
            [
                "\ufeffstamnr_str",
                "Leerfase.Leerjaar",
                "Personeelslid.Volledige_naam",
                "Volledige_naam",
            ],
            {
                "stamnrstr": "source_key",
                "leerfaseleerjaar": "year",
                "personeelslidvolledigenaam": "mentor",
            },
        ),
        (
            [
                "STAMNR",
                "FIRSTNAME",
                "PREFIX",
                "LASTNAME",
                "CLASS",
                "STUDY",
                "STUDYYEAR",
                "LOCATION",
            ],
            {
                "stamnr": "source_key",
                "firstname": "given_name",
                "prefix": "name_prefix",
                "lastname": "family_name",
                "class": "group",
                "study": "track",
                "studyyear": "year",
                "location": "location",
            },
        ),
        (
            ["leerlingNummer", "leerlingRoepnaam", "leerlingStamgroep", "leerlingBSN"],
            {
                "leerlingnummer": "source_key",
                "leerlingroepnaam": "given_name",
                "leerlingstamgroep": "group",
            },
        ),
        (
            ["Leerling Nummer", "Geslachtsnaam"],
            {"leerlingnummer": "source_key", "geslachtsnaam": "family_name"},
        ),
        (["Nummer", "Geslacht", "Klas nu"], {"nummer": "source_key", "klasnu": "group"}),
    ],
)
def test_guess_fields_knows_the_headers_of_the_usual_administrations(headers, fields):
    assert guess_fields(headers) == fields


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("BSN", "citizen_number"),
        ("leerlingBSN", "citizen_number"),
        ("geb_datum_str", "birth_date"),
        ("Geboortedatum", "birth_date"),
        ("M/V", "gender"),
        ("Geslacht", "gender"),
        ("Geboorteland", "country"),
        ("Land vader", "parents"),
        ("Tel._1_geheim", "phone"),
        ("Postcode", "postcode"),
        ("Woonplaats", "address"),
        ("Adres", "address"),
        ("E-mail ouder 1", "parents"),
        ("leerlingLgfIndicaties", "care"),
        ("Foto", "photo"),
        ("E-mailadres", None),
        ("Geslachtsnaam", None),
        ("Profiel.Code", None),
        ("Klas", None),
        ("Onderwijssoort", None),
    ],
)
def test_forbidden_columns_are_known_by_their_header(header, kind):
    assert forbidden_columns([header]) == ({0: kind} if kind else {})


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1", 1),
        ("leerjaar 1", 1),
        ("lj2", 2),
        ("3e", 3),
        ("1VMBO", 1),
        ("vmbo 4", 4),
        ("Brugklas", 1),
        ("12", 2),
        ("6.0", None),
        ("1/2", None),
        ("7", None),
        ("2026", None),
        ("", None),
    ],
)
def test_year_of_what_schools_write(text, year):
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("BB", "vmbo_bb"),
        ("bbl", "vmbo_bb"),
        ("VMBO-BB", "vmbo_bb"),
        ("3 BBL lwoo", "vmbo_bb"),
        ("Basisberoepsgerichte leerweg", "vmbo_bb"),
        ("vmbo-k", "vmbo_kb"),
        ("Kader", "vmbo_kb"),
        ("Gemengde leerweg", "vmbo_gl"),
        ("mavo", "vmbo_tl"),
        ("VMBO-T 2", "vmbo_tl"),
        ("Havo", "havo"),
        ("Gymnasium", "vwo"),
        ("Praktijkonderwijs", "pro"),
        ("PRO", "pro"),
        ("VSO", "vso"),
        ("vmbo", ""),
        ("bb/kb", ""),
        ("GT", ""),
        ("1VMBO", ""),
        ("T", ""),
        ("", ""),
    ],
)
def test_track_of_what_schools_write(text, track):
    assert track_of(text) == track


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("30-12-1899", None),
        ("1899/12/30", None),
        ("1899-12-30", None),
        ("31-01-2026", (2026, 1, 31)),
        ("2026-01-31", (2026, 1, 31)),
        ("1/2/2026 00:00", (2026, 2, 1)),
    ],
)
def test_date_of_what_administrations_write(text, day):
    found = date_of(text)

    assert (found and (found.year, found.month, found.day)) == day


def test_headers_with_the_same_letters_stay_apart():
    assert header_keys(["Tel.", "tel", "Ω", "Klas"]) == ["tel", "tel(2)", "(3)", "klas"]

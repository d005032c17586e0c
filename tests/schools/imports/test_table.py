"""Tables as schools make them themselves: odd headers, odd values, and what we may not keep."""

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from portal.imports.problems import ImportRefused
from portal.imports.rows import RosterRow
from schools.imports.table import read_table_roster
from schools.imports.table_columns import guess_fields
from schools.imports.table_preview import columns_of

SAMPLES = Path(
    os.environ.get("PRAKTIJKPLEIN_SAMPLES", Path(__file__).parents[4] / "shared" / "samples")
)
SAMPLE = SAMPLES / "magister" / "SYNTHETIC-magister-layout.utf8bom.csv"
HEADERS = "stamnr_str;Roepnaam;Tussenv;Achternaam;Klas;Leerjaar;Studie"
# Numbers that pass the test of eleven, made up for these tests.
CITIZEN_NUMBERS = ("987654329", "123456782", "111222333")


def read(text, *, headers=HEADERS, columns=None, encoding="utf-8", **options):
    data = f"{headers}\n{text}".encode(encoding)
    separator = next(mark for mark in ";,\t" if mark in headers)
    chosen = columns or guess_fields(next(csv.reader([headers], delimiter=separator)))
    return read_table_roster(
        io.BytesIO(data), columns=chosen, school_year="2026-2027", brin="99XX", **options
    )


def refused(code, *args, **kwargs):
    with pytest.raises(ImportRefused) as caught:
        read(*args, **kwargs)
    assert caught.value.code == code


def problems(roster):
    return [(p.line, p.code, p.skipped) for p in roster.problems]


def test_sample_of_a_common_administration():
    if not SAMPLE.exists():
        pytest.skip("the samples are not on this machine")
    first_line = SAMPLE.read_text(encoding="utf-8-sig").splitlines()[0]
    headers = first_line.split(";")

    roster = read_table_roster(
        io.BytesIO(SAMPLE.read_bytes()),
        columns=guess_fields(headers),
        school_year="2026-2027",
        brin="99XX",
        meanings={"locations": ["Locatie Noord", "Locatie Zuid"]},
    )

    assert [(r.source_key, r.given_name, r.name_prefix, r.family_name) for r in roster.rows] == [
        ("022001", "Emma", "", "Botter"),
        ("022002", "Lucas", "de", "Vries"),
        ("022003", "Zoë", "van 't", "Hof"),
        ("22004", "Jan; Piet", "", "O'Neill"),
    ]
    assert [(r.group_key, r.year_of_study, r.track, r.location_name) for r in roster.rows] == [
        ("p1a", 1, "pro", "Locatie Noord"),
        ("p1a", 1, "pro", "Locatie Noord"),
        ("p3b", 3, "pro", "Locatie Noord"),
        ("", 4, "vmbo_bb", "Locatie Zuid"),
    ]
    assert [(group.name, group.year_of_study) for group in roster.groups] == [
        ("P1A", 1),
        ("P3B", 3),
    ]
    assert [(m.family_name, m.group_keys) for m in roster.staff] == [
        ("Jansen, Piet", ("p1a",)),
        ("Özdemir, Ayşe", ("p3b",)),
    ]
    assert problems(roster) == [(5, "without_group", False)]
    assert roster.left_out == {"birth_date": 4}


def test_forbidden_column_is_not_read_even_when_somebody_chose_it():
    headers = "nummer;roepnaam;BSN"
    columns = {"nummer": "source_key", "roepnaam": "given_name", "bsn": "family_name"}

    roster = read(f"1;Noor;{CITIZEN_NUMBERS[0]}", headers=headers, columns=columns)

    assert roster.rows[0].family_name == ""
    assert roster.left_out == {"citizen_number": 1}
    assert CITIZEN_NUMBERS[0] not in repr(roster)


@pytest.mark.parametrize(
    ("keys", "is_refused"),
    [
        (CITIZEN_NUMBERS, True),
        ((*CITIZEN_NUMBERS, "123456789"), False),
        (("12345672", "12345684", "12345696"), True),  # Excel dropped the zero in front
        (("1001", "1002", "1003"), False),
    ],
)
def test_citizen_numbers_as_pupil_numbers_are_refused(keys, is_refused):
    text = "\n".join(f"{key};Noor;;Bakker;1A;1;PRO" for key in keys)

    if is_refused:
        refused("citizen_numbers_as_keys", text)
    else:
        assert [row.source_key for row in read(text).rows] == list(keys)


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1252")],
)
def test_table_in_every_dress(separator, encoding):
    headers = HEADERS.replace(";", separator)
    row = separator.join(["0012", "Zoë", "van 't", "Hof", "P1A", "1", "pro"])

    roster = read(row, headers=headers, encoding=encoding)

    assert roster.rows == (
        RosterRow(
            source_key="0012",
            given_name="Zoë",
            name_prefix="van 't",
            family_name="Hof",
            group_key="p1a",
            year_of_study=1,
            track="pro",
        ),
    )


def test_first_line_of_excel_itself_is_no_header():
    data = f"sep=;\r\n{HEADERS}\r\n7;Noor;;Bakker;1A;1;PRO\r\n".encode()

    roster = read_table_roster(
        io.BytesIO(data),
        columns=guess_fields(HEADERS.split(";")),
        school_year="2026-2027",
        brin="99XX",
    )

    assert [(row.source_key, row.line) for row in roster.rows] == [("7", 3)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (";Noor;;Bakker;1A;1;PRO", "pupil_without_key"),
        ("#1;Noor;;Bakker;1A;1;PRO", "unstable_key"),
        ("9;;;;1A;1;PRO", "pupil_without_name"),
        (f"9;{'a' * 101};;Bakker;1A;1;PRO", "pupil_name_too_long"),
        (f"{'9' * 257};Noor;;Bakker;1A;1;PRO", "pupil_key_too_long"),
        ("1;Noor;;Bakker;1A;1;PRO", "duplicate_pupil"),
        ("9;=1+1;;Bakker;1A;1;PRO", "formula"),
        ("9;Noor;;Bakker;1A;1;PRO;te;veel", "long_row"),
    ],
)
def test_faulty_row_stays_out_with_its_line(row, problem):
    roster = read(f"1;Bo;;Bakker;1A;1;PRO\n{row}")

    assert [r.source_key for r in roster.rows] == ["1"]
    assert problems(roster) == [(3, problem, True)]


def test_formula_in_a_column_that_is_not_used_harms_nobody():
    roster = read('1;Noor;"=HYPERLINK(""http://x"")"', headers="nummer;roepnaam;opmerking")

    assert [row.given_name for row in roster.rows] == ["Noor"]
    assert problems(roster) == [(2, "without_group", False)]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ("Roepnaam;Achternaam;Klas", "no_pupil_number"),
        ("Stamnr;Volledige_naam;Klas", "no_names"),
    ],
)
def test_table_without_what_we_need_is_refused_with_what_to_do(headers, code):
    refused(code, "a;b;c", headers=headers)


def test_chosen_columns_that_are_not_in_this_file_are_refused():
    columns = {"nummer": "source_key", "roepnaam": "given_name"}

    refused("no_pupil_number", "1;Noor", headers="nr;naam", columns=columns)


def test_table_without_a_first_line_of_names_is_refused():
    refused(
        "no_header",
        "2;Bo;Bakker",
        headers="022001;Noor;Bakker",
        columns={"a": "source_key", "b": "given_name"},
    )


def test_date_that_is_none_is_reported_and_the_pupil_stays():
    roster = read(
        "1;Noor;1A;31-02-2026\n2;Bo;1A;30-12-1899\n3;Mo;1A;01-09-2020",
        headers="nummer;roepnaam;klas;uitschrijfdatum",
    )

    assert [(row.source_key, row.left) for row in roster.rows] == [
        ("1", False),
        ("2", False),
        ("3", True),
    ]
    assert problems(roster) == [(2, "bad_date", False)]


def test_texts_that_are_not_clear_are_asked_once_each():
    text = "\n".join(f"{n};Noor;;Bakker;1A;onderbouw;vmbo" for n in range(3))

    roster = read(text)

    found = [(p.code, dict(p.context)) for p in roster.problems]
    assert sorted(found, key=str) == [
        ("unknown_track", {"value": "vmbo", "rows": "3"}),
        ("unknown_year_text", {"value": "onderbouw", "rows": "3"}),
    ]
    assert {(row.year_of_study, row.track) for row in roster.rows} == {(None, "")}


def test_texts_that_were_explained_are_understood():
    told = {"track": {"vmbo": "vmbo_kb"}, "year": {"onderbouw": "2"}, "location": {"n": "Noord"}}
    headers = f"{HEADERS};Locatie"

    roster = read(
        "1;Noor;;Bakker;1A;Onderbouw;VMBO;N",
        headers=headers,
        meanings={"told": told, "locations": ["Noord"]},
    )

    row = roster.rows[0]
    assert (row.year_of_study, row.track, row.location_name) == (2, "vmbo_kb", "Noord")
    assert roster.problems == ()


def test_text_that_means_nothing_is_not_asked_again():
    roster = read(
        "1;Noor;;Bakker;1A;?;vmbo", meanings={"told": {"track": {"vmbo": "-"}, "year": {"?": "-"}}}
    )

    assert (roster.rows[0].year_of_study, roster.rows[0].track) == (None, "")
    assert roster.problems == ()


def test_report_does_not_quote_names_when_the_wrong_column_is_chosen():
    text = "\n".join(f"{n};Noor{chr(97 + n)}" for n in range(20))
    columns = {"nummer": "source_key", "naam": "track", "roepnaam": "given_name"}
    text = "\n".join(f"{n};Noor{chr(97 + n)};Bo" for n in range(20))

    many = read(text, headers="nummer;naam;roepnaam", columns=columns)
    one = read("1;Noortje;Bo", headers="nummer;naam;roepnaam", columns=columns)

    assert [p.code for p in many.problems if p.code != "without_group"] == ["many_unknown_values"]
    assert all("Noor" not in str(p.context) for p in (*many.problems, *one.problems))


def test_year_and_track_in_one_column():
    roster = read("1;Noor;1A;3 bbl\n2;Bo;1A;1VMBO", headers="nummer;roepnaam;klas;leerjaar")

    assert [(row.year_of_study, row.track) for row in roster.rows] == [(3, "vmbo_bb"), (1, "")]


def test_excel_keeps_zeros_that_are_shown_and_reads_five_thousand_rows():
    book = Workbook(write_only=False)
    book.active.append(["Leerlingnummer", "Roepnaam", "Achternaam", "Klas", "Leerjaar", "Niveau"])
    for number in range(5_000):
        book.active.append([number, "Noor", "Bakker", f"{number // 20}A", number % 4 + 1, "PRO"])
    for row in book.active.iter_rows(min_row=2, max_row=4, max_col=1):
        row[0].number_format = "000000"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    headers = ["Leerlingnummer", "Roepnaam", "Achternaam", "Klas", "Leerjaar", "Niveau"]

    roster = read_table_roster(
        file, columns=guess_fields(headers), school_year="2026-2027", brin="99XX"
    )

    assert [row.source_key for row in roster.rows[:4]] == ["000000", "000001", "000002", "3"]
    assert (len(roster.rows), len(roster.groups)) == (5_000, 250)
    assert {row.year_of_study for row in roster.rows} == {1, 2, 3, 4}


GOOD = f'{HEADERS}\n1;Noor;van \'t;Berg;2A;2;PRO\n2;Bo;;"Akker; Piet";2A;leerjaar 2;bbl\n'.encode()


def book_of(text: bytes) -> bytes:
    book = Workbook()
    for line in csv.reader(text.decode().splitlines(), delimiter=";"):
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# Made once: an Excel file holds the moment it was made.
GOOD_FILES = (GOOD, GOOD.decode().encode("utf-16"), book_of(GOOD))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mangled_table_is_read_or_refused_and_never_breaks(data):
    good = data.draw(st.sampled_from(GOOD_FILES))
    start = data.draw(st.integers(0, len(good)))
    length = data.draw(st.integers(0, 40))
    mangled = good[:start] + data.draw(st.binary(max_size=20)) + good[start + length :]

    try:
        roster = read_table_roster(
            io.BytesIO(mangled),
            columns=guess_fields(HEADERS.split(";")),
            school_year="2026-2027",
            brin="99XX",
        )
    except ImportRefused as refused:
        says = refused.message
    else:
        says = "read"
        assert len({row.source_key for row in roster.rows}) == len(roster.rows)
    assert says


def test_first_look_at_half_a_file_is_a_look_or_a_refusal():
    says = []
    for start in range(0, len(GOOD), 7):
        try:
            says.append([len(c.examples) <= 3 for c in columns_of(io.BytesIO(GOOD[start:]))])
        except ImportRefused as refused:
            says.append(refused.message)

    assert all(says)

"""Whatever comes in, every reader answers with a roster or a refusal, and soon.

Files of each kind are cut, flipped, filled with junk, given other columns and other alphabets.
"""

import csv
import io
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from portal.imports import readers
from portal.imports.problems import ImportRefused
from portal.imports.rows import Roster
from schools.imports.oneroster_columns import (
    CLASSES,
    ENROLLMENTS,
    MANIFEST,
    ORGS,
    ROLES,
    SESSIONS,
    USERS,
)
from schools.imports.recognise import kind_of_upload
from schools.imports.table_columns import guess_fields
from tests.factories.edexml import edexml_text, pupil_xml
from tests.factories.oneroster import as_1_2, csv_text, oneroster, tables
from tests.factories.zips import zip_file

SECONDS = 5.0
MEGABYTE = 1024 * 1024
HEADERS = "stamnr;Roepnaam;Tussenv;Achternaam;Klas;Leerjaar;Studie;Geboortedatum"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp850", "mac-roman")
quick = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def table_csv() -> bytes:
    rows = "".join(f"{n};Noor;van;Berg;1A;1;PRO;31-01-2012\n" for n in range(4))
    return f"{HEADERS}\n{rows}".encode()


def table_xlsx() -> bytes:
    book = Workbook()
    for line in table_csv().decode().splitlines():
        book.active.append(line.split(";"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass(frozen=True)
class Kind:
    """A reader, a sound file for it, and what it has to know."""

    name: str
    whole: bytes
    options: dict = field(default_factory=dict)


TABLE_OPTIONS = {
    "columns": guess_fields(HEADERS.split(";")),
    "school_year": "2026-2027",
    "brin": "99XY",
}
XML = edexml_text(*[pupil_xml(str(n), inside="<groep key='g1'/>") for n in range(3)])
KINDS = {
    "edexml": Kind("edexml", XML.encode()),
    "oneroster 1.1": Kind("oneroster", oneroster().getvalue(), {"brin": "99XY"}),
    "oneroster 1.2": Kind("oneroster", oneroster(version="1.2", **as_1_2()).getvalue()),
    "table csv": Kind("table", table_csv(), TABLE_OPTIONS),
    "table xlsx": Kind("table", table_xlsx(), TABLE_OPTIONS),
}
PARTS = {f"{name}": csv_text(rows) for name, rows in tables(**as_1_2()).items()}
PARTS["manifest.csv"] = "propertyName,value\noneroster.version,1.2\nfile.users,bulk\n"

cuts = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=8)), min_size=1, max_size=5
)
texts = st.text(max_size=12)
cells = st.one_of(
    texts,
    st.sampled_from(
        ["", "1", "u1", "c1", "s1", "student", "2026-08-01", "1/05/2023", "=1+1", '"', "9" * 300]
    ),
)


def mangled(data: bytes, changes) -> bytes:
    """``changes``: where (0 to 1), how many bytes go, and what comes instead."""
    found = bytearray(data)
    for place, length, instead in changes:
        start = int(place * len(found))
        found[start : start + length] = instead
    return bytes(found)


def outcome_of(kind: str, data: bytes, options: dict) -> str:
    """What the reader makes of it, in time and in words; all that a roster holds is asked for."""
    begun = time.process_time()
    try:
        outcome, told = "roster", walk(readers.read(kind, io.BytesIO(data), options))
    except ImportRefused as refused:
        outcome, told = "refused", [refused.message]
    assert [message for message in told if not message or "%(" in message] == []
    assert time.process_time() - begun < SECONDS
    return outcome


def walk(roster: Roster) -> list[str]:
    """Go through everything; gives the sentences about what is wrong."""
    assert len(list(roster.rows)) == roster.counts["pupils"]
    assert len(list(roster.staff)) == roster.counts["staff"]
    assert all(isinstance(number, int) for number in dict(roster.left_out).values())
    return [problem.message for problem in roster.problems]


@pytest.mark.parametrize("name", KINDS)
def test_sound_file_is_a_roster(name):
    kind = KINDS[name]

    assert outcome_of(kind.name, kind.whole, kind.options) == "roster"


@pytest.mark.parametrize("name", KINDS)
@quick
@given(changes=cuts)
def test_file_with_bytes_changed_is_a_roster_or_refused(name, changes):
    kind = KINDS[name]

    assert outcome_of(kind.name, mangled(kind.whole, changes), kind.options)


@pytest.mark.parametrize("name", KINDS)
@quick
@given(part=st.floats(0, 1))
def test_file_that_breaks_off_is_a_roster_or_refused(name, part):
    kind = KINDS[name]

    assert outcome_of(kind.name, kind.whole[: int(part * len(kind.whole))], kind.options)


@pytest.mark.parametrize("name", ["edexml", "oneroster 1.1", "table csv"])
@quick
@given(data=st.binary(max_size=300))
def test_junk_is_a_roster_or_refused(name, data):
    kind = KINDS[name]

    assert outcome_of(kind.name, data, kind.options)


@pytest.mark.parametrize("part", PARTS)
@quick
@given(changes=cuts)
def test_part_of_a_sound_zip_with_bytes_changed(part, changes):
    data = {**PARTS, part: mangled(PARTS[part].encode(), changes)}

    assert outcome_of("oneroster", zip_file(data).getvalue(), {"brin": "99XY"})


COLUMNS = {
    columns.file: columns
    for columns in (MANIFEST, ORGS, SESSIONS, CLASSES, ENROLLMENTS, ROLES, USERS)
}


@pytest.mark.parametrize("part", COLUMNS)
@quick
@given(data=st.data())
def test_part_with_other_columns_and_any_text(part, data):
    known = st.sampled_from(COLUMNS[part].all)
    header = data.draw(st.lists(st.one_of(known, texts), max_size=12))
    header += data.draw(st.sampled_from([[], list(COLUMNS[part].needed)]))
    rows = data.draw(st.lists(st.lists(cells, max_size=len(header) + 2), max_size=6))
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])

    parts = {**PARTS, part: out.getvalue().encode("utf-8", "surrogatepass")}
    assert outcome_of("oneroster", zip_file(parts).getvalue(), {"brin": "99XY"})


@pytest.mark.parametrize("name", ["edexml", "table csv", "users.csv"])
@quick
@given(text=st.text(max_size=30), encoding=st.sampled_from(ENCODINGS))
def test_names_in_any_alphabet_and_encoding(name, text, encoding):
    if name == "users.csv":
        users = PARTS[name].replace("Naam1", text.replace('"', "")).encode(encoding, "replace")
        assert outcome_of("oneroster", zip_file({**PARTS, name: users}).getvalue(), {})
    else:
        kind = KINDS[name]
        whole = kind.whole.decode().replace("Noor", text).encode(encoding, "replace")
        assert outcome_of(kind.name, whole, kind.options)


@quick
@given(
    header=st.lists(st.one_of(st.sampled_from(HEADERS.split(";")), texts), max_size=10),
    rows=st.lists(st.lists(cells, max_size=12), max_size=6),
    separator=st.sampled_from(",;\t"),
)
def test_table_with_any_columns_and_cells(header, rows, separator):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([header, *rows])
    data = out.getvalue().encode("utf-8", "surrogatepass")

    assert outcome_of("table", data, TABLE_OPTIONS)


@pytest.mark.parametrize("name", KINDS)
@quick
@given(changes=cuts, ending=st.sampled_from(["xml", "zip", "csv", "xlsx", "xls", "exe", ""]))
def test_kind_of_a_mangled_upload_is_known_or_it_is_refused(name, changes, ending):
    data = mangled(KINDS[name].whole, changes)

    try:
        found = kind_of_upload(io.BytesIO(data), name=f"lijst.{ending}", max_bytes=MEGABYTE)
    except ImportRefused as refused:
        found = refused.message

    assert found
    assert "%(" not in found

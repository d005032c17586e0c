"""Tables of strangers: every way in which a CSV or an Excel file can be wrong."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from portal.imports import sheets, tables
from portal.imports.columns import guess_columns, same_headers
from portal.imports.problems import ImportRefused
from portal.imports.tables import is_formula, peek_table, read_table

GOOD = "naam;plaats\nCafé Één;Waardstad\n"


def csv(text: str | bytes, name="lijst.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return read_table(io.BytesIO(data), name=name)


def xlsx(*rows, name="lijst.xlsx", change=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    if change:
        stream = change(stream)
    return read_table(stream, name=name)


def cells(table):
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("cp1252"),
        GOOD.encode("utf-16"),
        GOOD.replace(";", ",").encode(),
        GOOD.replace(";", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        b"sep=;\r\n" + GOOD.encode(),
    ],
)
def test_csv_of_any_usual_kind_is_read(data):
    table = csv(data)

    assert table.headers == ("naam", "plaats")
    assert cells(table) == [("Café Één", "Waardstad")]
    assert table.problems == ()


def test_csv_keeps_separators_and_lines_inside_quotation_marks():
    table = csv('naam;plaats\n"Jansen; Zonen\nBakkers";Waardstad\nTwee;Dorp\n')

    assert cells(table) == [("Jansen; Zonen\nBakkers", "Waardstad"), ("Twee", "Dorp")]
    assert [row.line for row in table.rows] == [2, 4]


def test_excel_gives_text_days_and_whole_numbers():
    import datetime

    table = xlsx(
        ["naam", "kvk", "sinds"],
        [],
        ["Bakkerij", 12345678, datetime.date(2024, 2, 1)],
        ["Smederij", 12345678.0, datetime.datetime(2024, 2, 1)],  # noqa: DTZ001
    )

    assert cells(table) == [
        ("Bakkerij", "12345678", "2024-02-01"),
        ("Smederij", "12345678", "2024-02-01"),
    ]
    assert [row.line for row in table.rows] == [3, 4]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "=A1"])
@pytest.mark.parametrize("read", [csv, None])
def test_formula_keeps_its_row_out(text, read):
    if read:
        table = csv(f'naam;plaats\nGoed;Dorp\n"{text}";Dorp\n')
    else:
        table = xlsx(["naam", "plaats"], ["Goed", "Dorp"], [text, "Dorp"])

    assert cells(table) == [("Goed", "Dorp")]
    assert [(p.line, p.code, p.context, p.skipped) for p in table.problems] == [
        (3, "formula", {"column": "naam"}, True)
    ]
    assert "naam" in table.problems[0].message


@pytest.mark.parametrize("text", ["+31 (0)6 1234-5678", "-5", "+1,5", "a=b", "", "info@x.nl"])
def test_numbers_and_plain_text_are_no_formulas(text):
    assert not is_formula(text)


def test_rows_with_too_many_or_too_few_cells_are_reported():
    table = csv("a;b;c\n1;2;3;4\n1;2\n1;2;3;;\n")

    assert cells(table) == [("1", "2", ""), ("1", "2", "3")]
    assert [(p.line, p.code, p.skipped) for p in table.problems] == [
        (2, "long_row", True),
        (3, "short_row", False),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "no_header"),
        (b"naam;plaats\n", "no_rows"),
        (b"naam;Naam\na;b\n", "double_header"),
        (b"=1;plaats\na;b\n", "no_header"),
        (b'naam;plaats\n"open;b\n', "broken_csv"),
        (b"naam\0;plaats\n", "not_a_table"),
        (b"%PDF-1.7", "not_a_table"),
        (b"<!DOCTYPE html><p>sign in", "web_page"),
        ("naam;plaats\nCafé;Dorp\n".encode("cp850"), "wrong_encoding"),
        ("naam;plaats\nCafé;Dorp\n".encode("mac-roman"), "wrong_encoding"),
        ("naam;plaats\nCafé;Dorp\n".encode().decode("latin-1").encode(), "wrong_encoding"),
        (b"naam;plaats\na;\x81\xff\n", "wrong_encoding"),
        (b"\xd0\xcf\x11\xe0 old", "old_excel"),
        (";".join(f"c{n}" for n in range(101)).encode() + b"\na\n", "too_many_columns"),
    ],
)
def test_csv_that_cannot_be_used_says_why(data, code):
    with pytest.raises(ImportRefused) as refused:
        csv(data)

    assert refused.value.code == code
    assert "%(" not in refused.value.message


def test_wrong_encoding_names_the_line():
    with pytest.raises(ImportRefused) as refused:
        csv("naam\nBakker\nCafé\n".encode("cp850"))

    assert refused.value.line == 3


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.xlsm", "macros"),
        ("a.xls", "old_excel"),
        ("a.pdf", "table_extension"),
        ("a", "table_extension"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(name, code):
    with pytest.raises(ImportRefused) as refused:
        csv(GOOD, name=name)

    assert refused.value.code == code


def repacked(stream, extra: dict[str, bytes]):
    """The same package with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in extra:
                new.writestr(part, old.read(part))
        for name, data in extra.items():
            new.writestr(name, data)
    return out


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"xl/vbaProject.bin": b"macro"}, "macros"),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "macros"),
        ({"[Content_Types].xml": b"<Types>sheet.macroEnabled.main+xml</Types>"}, "macros"),
        ({"xl/big.xml": b" " * 3_000_000}, "unpacks_too_large"),
        ({"../evil.xml": b"<x/>"}, "zip_path"),
        ({f"xl/{number}.txt": b"" for number in range(2_001)}, "unpacks_too_large"),
        ({"xl/sharedStrings.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "xml_declarations"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}, "broken_excel"),
    ],
)
def test_excel_with_something_nasty_is_refused(extra, code, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 2_000_000)

    with pytest.raises(ImportRefused) as refused:
        xlsx(["naam"], ["a"], change=lambda stream: repacked(stream, extra))

    assert refused.value.code == code


def test_zip_that_is_no_excel_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("lijst.csv", GOOD)

    with pytest.raises(ImportRefused) as refused:
        read_table(stream, name="lijst.xlsx")

    assert refused.value.code == "not_a_table"


def test_file_over_the_limit_is_refused():
    with pytest.raises(ImportRefused) as refused:
        read_table(io.BytesIO(b"a;b\n" * 100), name="a.csv", max_bytes=100)

    assert refused.value.code == "too_large"


def test_table_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    with pytest.raises(ImportRefused) as refused:
        csv("a\n1\n2\n3\n")

    assert refused.value.code == "too_many_rows"


def test_guess_columns_takes_the_exact_header_before_the_longer_one():
    words = {"name": ["naam"], "kvk": ["kvk"], "email": ["email"]}

    found = guess_columns(["Naam contact", "NAAM", "KvK-nummer", "E-mail", "Leeg"], words)

    assert found == {"1": "name", "2": "kvk", "3": "email"}
    assert same_headers(["Naam", "KvK"], ["naam", "kvk"])


def test_excel_that_was_damaged_on_its_way_is_refused():
    def damage(stream):
        data = bytearray(stream.getvalue())
        part = zipfile.ZipFile(stream).getinfo("xl/workbook.xml")
        start = part.header_offset + 30 + len(part.filename)
        data[start : start + 60] = bytes(byte ^ 0xFF for byte in data[start : start + 60])
        return io.BytesIO(bytes(data))

    with pytest.raises(ImportRefused) as refused:
        xlsx(["naam"], ["Bakker"], change=damage)

    assert refused.value.code == "broken_excel"


def test_number_shown_with_zeros_in_front_keeps_them():
    book = Workbook()
    book.active.append(["Stamnr", "Gewoon"])
    book.active.append([22001, 22001])
    book.active["A2"].number_format = "000000"
    file = io.BytesIO()
    book.save(file)

    table = read_table(file, name="leerlingen.xlsx")

    assert table.rows[0].cells == ("022001", "22001")


def test_columns_that_are_not_wanted_are_counted_and_emptied_before_they_are_judged():
    text = "nr;bsn;naam\n1;=1+1;Noor\n2;;Bo\n3;-;Mo\n"

    table = read_table(io.BytesIO(text.encode()), name="a.csv", only=lambda headers: {0, 2})

    assert [row.cells for row in table.rows] == [
        ("1", "", "Noor"),
        ("2", "", "Bo"),
        ("3", "", "Mo"),
    ]
    assert table.filled == {0: 3, 1: 2, 2: 3}
    assert table.problems == ()


def test_peek_table_gives_the_headers_and_the_first_rows_only():
    text = "nr;naam\n" + "".join(f"{n};Noor\n" for n in range(50))

    table = peek_table(io.BytesIO(text.encode()), name="a.csv")

    assert table.headers == ("nr", "naam")
    assert [row.cells[0] for row in table.rows] == ["0", "1", "2"]

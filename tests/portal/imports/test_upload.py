import hashlib
import io

import pytest

from portal.imports.problems import ImportRefused
from portal.imports.upload import check_xml_upload, digest_of

MEGABYTE = 1024 * 1024


def check(content: bytes, name="roster.xml", max_bytes=MEGABYTE):
    file = io.BytesIO(content)
    check_xml_upload(file, name=name, max_bytes=max_bytes)
    return file


@pytest.mark.parametrize(
    "content",
    [
        b"<EDEX/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><EDEX/>",
        b"\n\n  <EDEX/>",
        "<EDEX/>".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["roster.xml", "ROSTER.XML", "export.edexml"])
def test_xml_passes_and_is_left_at_its_start(content, name):
    assert check(content, name).tell() == 0


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "roster.xml", "empty"),
        (b"  \n ", "roster.xml", "empty"),
        (b"PK\x03\x04rest", "roster.xml", "archive"),
        (b"PK\x03\x04rest", "roster.zip", "archive"),
        (b"PK\x03\x04rest", "roster.xlsx", "spreadsheet"),
        (b"\x1f\x8brest", "roster.xml.gz", "archive"),
        (b"%PDF-1.7", "roster.pdf", "pdf"),
        (b"%PDF-1.7", "roster.xml", "pdf"),
        (b"\x89PNG\r\n", "roster.xml", "picture"),
        (b"\xd0\xcf\x11\xe0", "roster.xls", "spreadsheet"),
        (b"<!DOCTYPE html><html>", "roster.xml", "web_page"),
        (b"stamnr;naam", "roster.csv", "wrong_extension"),
        (b"<EDEX/>", "roster", "wrong_extension"),
        (b"<EDEX/>", "roster.exe", "wrong_extension"),
        (b"stamnr;naam", "roster.xml", "not_xml"),
    ],
)
def test_other_files_are_refused_with_a_reason(content, name, code):
    with pytest.raises(ImportRefused) as caught:
        check(content, name)

    assert caught.value.code == code
    assert "%(" not in caught.value.message


def test_too_large_a_file_is_refused_with_the_limit():
    with pytest.raises(ImportRefused) as caught:
        check(b"<" * (2 * MEGABYTE + 1), max_bytes=2 * MEGABYTE)

    assert caught.value.context == {"megabytes": "2"}


def test_digest_of_leaves_the_file_at_its_start():
    file = io.BytesIO(b"<EDEX/>")

    assert digest_of(file) == hashlib.sha256(b"<EDEX/>").hexdigest()
    assert file.tell() == 0

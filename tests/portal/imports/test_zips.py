"""Zip files of strangers: every way in which one can be broken, or mean harm."""

import io
import random
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.imports.problems import ImportRefused
from portal.imports.zips import MOST_DIRECTORY, ZipLimits, check_zip_upload, opened_zip
from tests.factories.zips import (
    encrypted,
    lying_about_size,
    overlapping,
    patched,
    with_link,
    zip_file,
)

MEGABYTE = 1024 * 1024
LIST = b"PK\1\2"
HEAD = b"PK\3\4"


def parts_of(file, limits=None, *, flat=True):
    """Name and content of every part, unpacked with care."""
    with opened_zip(file, limits) as package:
        if flat:
            package.flatten()
        return {name: package.open(name).read() for name in package.names}


def refusal(file, limits=None):
    with pytest.raises(ImportRefused) as caught:
        parts_of(file, limits)
    assert "%(" not in caught.value.message
    return caught.value


def twice(name: str) -> io.BytesIO:
    file = zip_file({name: "a", "X" * len(name): "b"})
    return io.BytesIO(file.getvalue().replace(b"X" * len(name), name.encode()))


# --- What is read


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_gives_its_parts_by_name(method):
    file = zip_file({"users.csv": "a,b", "orgs.csv": "c"}, method=method)

    assert parts_of(file) == {"users.csv": b"a,b", "orgs.csv": b"c"}
    assert file.tell() == 0


@pytest.mark.parametrize(
    "names",
    [
        ("export/users.csv", "export/orgs.csv"),
        ("export\\users.csv", "export\\orgs.csv"),
        ("./users.csv", "./orgs.csv"),
        ("export/", "export/users.csv", "export/orgs.csv"),
        ("users.csv", "orgs.csv", "__MACOSX/._users.csv", ".DS_Store", "Thumbs.db"),
        ("export/users.csv", "export/orgs.csv", "export/.DS_Store", "__MACOSX/export/._users.csv"),
    ],
)
def test_one_folder_around_all_and_what_computers_add_are_forgiven(names):
    assert sorted(parts_of(zip_file(dict.fromkeys(names, "")))) == ["orgs.csv", "users.csv"]


def test_large_part_that_shrinks_well_is_read():
    rows = b"".join(b"%d,klas-%d,active\n" % (n, n % 40) for n in range(200_000))

    assert parts_of(zip_file({"users.csv": rows}))["users.csv"] == rows


# --- What is refused


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b""), "not_zip"),
        (io.BytesIO(b"sourcedId,name\n"), "not_zip"),
        (io.BytesIO(b"\x7fELF\x02\x01"), "program"),
        (io.BytesIO(b"MZ\x90\0\3"), "program"),
        (io.BytesIO(b"#!/bin/sh\n"), "program"),
        (zip_file({}), "zip_empty"),
        (zip_file({".DS_Store": "x"}), "zip_empty"),
        (io.BytesIO(HEAD), "zip_broken"),
        (io.BytesIO(zip_file({"a.csv": "a" * 500}).getvalue()[:-30]), "zip_broken"),
        (encrypted(zip_file({"a.csv": "a"})), "zip_encrypted"),
        (patched(zip_file({"a.csv": "a"}), LIST, 10, b"\x09\0"), "zip_method"),
        (patched(zip_file({"a.csv": "aaaa"}), LIST, 16, b"\1\2\3\4"), "zip_part_broken"),
        (patched(zip_file({"a.csv": "a"}), HEAD, 30, b"b"), "zip_part_broken"),
        (zip_file({"../users.csv": "a"}), "zip_path"),
        (zip_file({"a/../../users.csv": "a"}), "zip_path"),
        (zip_file({"..\\users.csv": "a"}), "zip_path"),
        (zip_file({"/etc/users.csv": "a"}), "zip_path"),
        (zip_file({"C:\\users.csv": "a"}), "zip_path"),
        (zip_file({"\\\\server\\users.csv": "a"}), "zip_path"),
        (zip_file({"users\n.csv": "a"}), "zip_path"),
        (with_link("users.csv", "/etc/passwd"), "zip_link"),
        (zip_file({"inside.zip": "a"}), "zip_nested"),
        (zip_file({"inside.csv": zip_file({"a": "b"}).getvalue()}), "zip_nested"),
        (zip_file({"users.csv": b"\x1f\x8b\x08\0"}), "zip_nested"),
        (zip_file({"setup.exe": "a"}), "zip_program"),
        (zip_file({"users.csv": b"MZ\x90\0"}), "zip_program"),
        (zip_file({"users.csv": "a", "Users.CSV": "b"}), "zip_twice"),
        (twice("users.csv"), "zip_twice"),
        (zip_file({"a/users.csv": "a", "b/orgs.csv": "b"}), "zip_folders"),
        (zip_file({"users.csv": "a", "b/orgs.csv": "b"}), "zip_folders"),
        (zip_file({f"{number}.csv": "" for number in range(201)}), "zip_too_many"),
        (overlapping(20), "zip_bomb"),
    ],
)
def test_zip_that_cannot_be_used_says_why(file, code):
    assert refusal(file).code == code


def test_file_in_a_message_is_named_but_never_a_long_number():
    error = refusal(zip_file({"../133456785.csv": "a"}))

    assert "133456785" not in error.message


# --- Bombs


def test_part_that_says_that_it_unpacks_without_end_is_not_opened():
    error = refusal(zip_file({"users.csv": b"0" * 60 * MEGABYTE}))

    assert (error.code, error.context) == ("zip_bomb", {"file": "users.csv"})


def test_part_that_unpacks_without_end_is_stopped_early():
    file = zip_file({"users.csv": b"0" * 60 * MEGABYTE})
    tracemalloc.start()

    with opened_zip(file, ZipLimits(ratio=2000)) as package:
        package._limits = ZipLimits()
        stream = package.open("users.csv")
        with pytest.raises(ImportRefused) as caught:
            while stream.read(MEGABYTE):
                continue
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert caught.value.code == "zip_bomb"
    assert peak < 20 * MEGABYTE


def test_sum_of_all_parts_counts():
    rows = random.Random(1).randbytes(400_000)
    file = zip_file({f"{number}.csv": rows for number in range(5)})

    limits = ZipLimits(unpacked=MEGABYTE)

    error = refusal(file, limits)
    assert (error.code, error.context) == ("zip_too_large", {"megabytes": "1"})


def test_zip_that_lies_about_its_size_never_gives_more_than_it_said():
    file = lying_about_size(zip_file({"users.csv": b"0" * 5 * MEGABYTE}), 10)

    assert refusal(file).code == "zip_part_broken"


def test_unpacked_bytes_are_counted_not_believed():
    rows = random.Random(1).randbytes(2 * MEGABYTE)
    with opened_zip(zip_file({"users.csv": rows}), ZipLimits(unpacked=3 * MEGABYTE)) as package:
        package._limits = ZipLimits(unpacked=MEGABYTE)

        with pytest.raises(ImportRefused) as caught:
            package.open("users.csv").read()

    assert caught.value.code == "zip_too_large"


def test_list_of_a_million_parts_is_not_even_taken_in():
    file = overlapping(MOST_DIRECTORY // 50)

    assert refusal(file).code == "zip_too_many"


# --- At the door


def test_upload_of_a_zip_passes_and_is_left_at_its_start():
    file = zip_file({"users.csv": "a"})

    check_zip_upload(file, name="oneroster.ZIP", max_bytes=MEGABYTE)

    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.zip", "empty"),
        (b"x" * 200, "a.zip", "too_large"),
        (b"<EDEX/>", "a.zip", "not_zip"),
        (b"MZ\x90\0", "a.zip", "program"),
        (zip_file({"users.csv": "a"}).getvalue(), "a.exe", "wrong_extension"),
        (zip_file({"../users.csv": "a"}).getvalue(), "a.zip", "zip_path"),
    ],
)
def test_upload_that_is_no_decent_zip_is_refused(content, name, code):
    with pytest.raises(ImportRefused) as caught:
        check_zip_upload(io.BytesIO(content), name=name, max_bytes=150)

    assert caught.value.code == code


# --- Whatever comes in


WHOLE = zip_file({"users.csv": "sourcedId,givenName\n1,Noor\n" * 9, "orgs.csv": "a" * 90})


@settings(max_examples=400, deadline=None)
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 20), st.binary(max_size=6)), max_size=4
    )
)
def test_damaged_zip_gives_its_parts_or_a_refusal(cuts):
    data = bytearray(WHOLE.getvalue())
    for start, length, replacement in cuts:
        data[start : start + length] = replacement

    try:
        found = parts_of(io.BytesIO(bytes(data)))
    except ImportRefused as error:
        found = error.message

    assert isinstance(found, str | dict)

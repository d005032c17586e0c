import io

import pytest

from portal.imports.problems import ImportRefused
from portal.imports.xml import records

PATHS = {("list", "item")}


def read(xml: str):
    file = io.BytesIO(xml.encode())
    return list(records(file, root="top", paths=PATHS, refusal="not_edexml"))


def test_records_gives_each_element_whole_with_its_path():
    file = io.BytesIO(b"<top><list><item><a>1</a></item><item><a>2</a></item></list></top>")

    found = [
        (path, element.findtext("a"))
        for path, element in records(file, root="top", paths=PATHS, refusal="not_edexml")
    ]

    assert found == [(("list", "item"), "1"), (("list", "item"), "2")]


def test_records_elsewhere_in_the_file_are_not_given():
    found = read("<top><item/><other><list><item/></list></other><list><x><item/></x></list></top>")

    assert found == []


def test_record_inside_a_record_is_part_of_it():
    assert len(read("<top><list><item><list><item/></list></item></list></top>")) == 1


def test_what_was_read_is_thrown_away():
    """Only so does memory stay flat: no more is kept than the parser reads ahead."""
    items = "<item>text</item><junk><a/><b/></junk>" * 20_000
    file = io.BytesIO(f"<top>{items}<list>{items}</list></top>".encode())

    kept = {
        len(element.getparent()) + len(element.getroottree().getroot())
        for _, element in records(file, root="top", paths=PATHS, refusal="not_edexml")
    }

    assert max(kept) < 2000


@pytest.mark.parametrize(
    ("xml", "code", "line"),
    [
        ("<top>\n<list>\n<item>\n", "broken_xml", 4),
        ("<top>\n<list></item></top>", "broken_xml", 2),
        ("<top>\n</top>\n<more/>", "broken_xml", 3),
        ("<top>&unknown;</top>", "broken_xml", 1),
        ("no xml at all", "not_xml", 1),
        ("", "not_xml", 1),
        ("<?xml version='1.0' encoding='no-such-thing'?><top/>", "not_xml", 1),
        ("<other/>", "not_edexml", None),
        ("<!DOCTYPE top [<!ENTITY a 'b'>]><top>&a;</top>", "xml_declarations", None),
        ("<!DOCTYPE top [<!ENTITY % a '%a;'> %a;]><top/>", "xml_declarations", None),
    ],
)
def test_unusable_xml_is_refused_with_its_line(xml, code, line):
    with pytest.raises(ImportRefused) as caught:
        read(xml)

    assert caught.value.code == code
    assert line is None or caught.value.line == line
    assert caught.value.__cause__ is None

"""Text with a few tags: what survives, and that nothing dangerous does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.rich_text import TooDeep, clean_html, from_plain, shown, to_plain
from portal.core.rich_text_field import RichTextField

SAFE = re.compile(
    r"<(/?(p|h3|ul|ol|li|strong|em)|br/?"
    r"|a href=\"(https?://|mailto:|tel:)[^\"<>\s]*\"|/a)>",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Hallo <b>daar</b></p>", "<p>Hallo <strong>daar</strong></p>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<p onclick='x()' style='color:red' class=a>a</p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<p>a</p>"),
        ('<a href="jav&#x09;ascript:alert(1)">a</a>', "<p>a</p>"),
        ('<a href="data:text/html,x">a</a>', "<p>a</p>"),
        ('<a href="//evil.example">a</a>', "<p>a</p>"),
        (
            '<p><a href="https://a.example/?b=1&amp;c=2" target=_blank>a</a></p>',
            '<p><a href="https://a.example/?b=1&amp;c=2">a</a></p>',
        ),
        ("<h1>Kop</h1><ul><li>een</li></ul>", "<h3>Kop</h3><ul><li>een</li></ul>"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg onload=alert(1)><p>a</p></svg>", ""),
        ("los <em>woord</em>", "<p>los <em>woord</em></p>"),
        ("<p> </p><p><br></p>", ""),
        ("2 < 3 & 4", "<p>2 &lt; 3 &amp; 4</p>"),
    ],
)
def test_only_the_safe_part_stays(dirty, clean):
    assert clean_html(dirty) == clean


def test_nesting_without_end_is_refused_and_shows_nothing():
    deep = "<b>" * 3_000 + "a"

    with pytest.raises(TooDeep):
        clean_html(deep)
    assert shown(deep) == ""


@given(st.text(alphabet="<>/abpiscrt\"'= &;:jhref\n", max_size=200))
def test_whatever_is_typed_comes_out_with_safe_tags_only(text):
    try:
        cleaned = clean_html(text)
    except TooDeep:
        return
    rest = SAFE.sub("", cleaned)

    assert "<" not in rest
    assert clean_html(cleaned) == cleaned


def test_plain_text_becomes_paragraphs_and_lists_and_back():
    text = "Wij leren samen\nen buiten\n\n- een\n- <twee>"
    html = "<p>Wij leren samen<br>en buiten</p><ul><li>een</li><li>&lt;twee&gt;</li></ul>"

    assert from_plain(text) == html
    assert to_plain(clean_html(html)) == text


def given_back(**data):
    field = RichTextField(required=False, max_length=200)
    return field.clean(field.widget.value_from_datadict(data, {}, "vision"))


def test_the_editor_sends_html():
    data = {"vision": "", "vision__html": "<div>Nieuw <i>hier</i></div>", "vision__mode": "rich"}

    assert given_back(**data) == "<p>Nieuw <em>hier</em></p>"


def test_without_the_editor_unchanged_words_keep_their_form():
    html = "<p>Wij <strong>leren</strong></p>"

    assert given_back(vision="Wij  leren\r\n", vision__html=html) == html
    assert given_back(vision="Wij spelen", vision__html=html) == "<p>Wij spelen</p>"

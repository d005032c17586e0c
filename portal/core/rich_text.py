"""Text with paragraphs, headings, lists, bold, italic and links; nothing else survives.

Cleaned when it comes in and again when it is shown, so that no row can bring a script to a page.
"""

import re
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.formatter import HTMLFormatter
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule

GONE = ["script", "style", "iframe", "object", "embed", "template", "svg", "math", "noscript"]
RENAMED = {"b": "strong", "i": "em", "div": "p"} | dict.fromkeys(["h1", "h2", "h4", "h5"], "h3")
PLAIN_TAGS = ("p", "h3", "ul", "ol", "li", "strong", "em", "br")
BLOCKS = ("p", "h3", "li")
SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)\S+$", re.IGNORECASE)
BULLET = re.compile(r"^[-*•]\s+")
DEEPEST = 40


class TooDeep(ValueError):
    """The text is nested deeper than anybody writes."""


def _safe_link(url: str) -> str | None:
    url = url.strip()
    return url if SAFE_LINK.fullmatch(url) else None


class _Limited(Whitelister):
    element_rules = {
        "[document]": allow_without_attributes,
        "a": attribute_rule({"href": _safe_link}),
        **dict.fromkeys(PLAIN_TAGS, allow_without_attributes),
    }


def clean_html(html: str) -> str:
    """The safe part of ``html``; empty when it has no words. Raises TooDeep."""
    doc = BeautifulSoup(html.replace("\x00", ""), "html.parser")
    if _too_deep(doc):
        raise TooDeep
    _simplify(doc)
    cleaned = BeautifulSoup(_Limited().clean(str(doc)), "html.parser")
    for link in cleaned.find_all("a"):
        if not link.get("href"):
            link.unwrap()
    _wrap_loose(cleaned)
    for block in cleaned.find_all(["p", "h3", "li", "strong", "em"]):
        if not block.get_text(strip=True):
            block.decompose()
    if not cleaned.get_text(strip=True):
        return ""
    return cleaned.decode(formatter=HTMLFormatter(entity_substitution=escape)).strip()


def _simplify(doc: BeautifulSoup) -> None:
    for tag in doc.find_all(GONE):
        tag.decompose()
    for tag in doc.find_all(list(RENAMED)):
        tag.name = RENAMED[tag.name]


def _wrap_loose(doc: BeautifulSoup) -> None:
    """Words that stand in no block become a paragraph."""
    paragraph = None
    for node in list(doc.contents):
        if isinstance(node, Tag) and node.name in ("p", "h3", "ul", "ol"):
            paragraph = None
            continue
        if paragraph is None:
            paragraph = doc.new_tag("p")
            node.insert_before(paragraph)
        paragraph.append(node.extract())


def _too_deep(doc: BeautifulSoup) -> bool:
    return any(
        sum(1 for _parent in islice(tag.parents, DEEPEST + 2)) > DEEPEST
        for tag in doc.find_all(True)
    )


def shown(html: str) -> SafeString:
    """For a page: cleaned once more."""
    try:
        return mark_safe(clean_html(html))  # noqa: S308 - only what clean_html lets through
    except TooDeep:
        return SafeString("")


def to_plain(html: str) -> str:
    """The words, a blank line between paragraphs and "- " before what stands in a list."""
    doc = BeautifulSoup(html, "html.parser")
    for line in doc.find_all("br"):
        line.replace_with("\n")
    blocks = [tag for tag in doc.find_all(BLOCKS) if not tag.find(BLOCKS)]
    if not blocks:
        return doc.get_text().strip()
    lines: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        if lines and not (_is_item(before) and _is_item(block)):
            lines.append("")
        lines.append(f"- {block.get_text().strip()}" if _is_item(block) else block.get_text())
    return "\n".join(line.strip() for line in lines).strip()


def from_plain(text: str) -> str:
    """Paragraphs and lists of a text that was typed without the editor."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(_paragraph(part.strip().split("\n")) for part in parts if part.strip())


def _paragraph(lines: list[str]) -> str:
    if all(BULLET.match(line) for line in lines):
        items = "".join(f"<li>{escape(BULLET.sub('', line).strip())}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{'<br>'.join(escape(line.strip()) for line in lines)}</p>"


def _is_item(tag: Tag | None) -> bool:
    return tag is not None and tag.name == "li"

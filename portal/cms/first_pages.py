"""The pages a new site begins with, so that no link in the menu leads nowhere.

The region writes on in the Wagtail admin: once there is a home page, nothing is touched again.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page, Site

from portal.cms.models import (
    ArticlePage,
    HomePage,
    SectorIndexPage,
    SectorPage,
    StoryIndexPage,
)
from portal.reference.models import Sector

TEXTS = Path(__file__).parent / "data" / "pages.json"
NOTHING: Mapping[str, Any] = {"home": {}, "sectors": {}, "info": {}}


@transaction.atomic
def load_first_pages(own: Mapping[str, Any] = NOTHING) -> int:
    """Make home, sectors, stories and information; returns how many pages, 0 when they are there.

    ``own`` holds a region's own words: ``home`` replaces fields, ``sectors`` (by code) adds
    paragraphs, ``info`` (by slug) replaces the text. Needs the sectors of ``load_reference``.
    """
    if HomePage.objects.exists():
        return 0
    texts = json.loads(TEXTS.read_text())
    home = _home({**texts["home"], **own["home"]})
    _sectors(home, texts["sectors"], own["sectors"])
    put(
        home, StoryIndexPage, title="Verhalen", slug="verhalen", show_in_menus=True,
        intro="Leerlingen, docenten en bedrijven vertellen hoe het ging.",
    )  # fmt: skip
    for row in texts["info"]:
        body = own["info"].get(row["slug"], row["body"])
        put(
            home,
            ArticlePage,
            title=row["title"],
            slug=row["slug"],
            intro=row["intro"],
            body=json.dumps(body).replace("{mail}", settings.DEFAULT_FROM_EMAIL),
            show_in_menus=row["slug"].startswith("voor-"),
        )
    return home.get_descendants(inclusive=True).count()


def put(parent: Page, kind: type[Page], **fields: Any) -> Page:
    page = parent.add_child(instance=kind(**fields))
    page.save_revision().publish()
    return page


def paragraphs(lines: list[str]) -> str:
    return json.dumps([{"type": "text", "value": f"<p>{line}</p>"} for line in lines])


def _home(row: Mapping[str, Any]) -> Page:
    """Takes the place of the page that a fresh Wagtail shows."""
    home = HomePage(
        title=row["heading"], seo_title=row["title"], slug="praktijkplein", intro=row["intro"],
        body=json.dumps(row["body"]),
    )  # fmt: skip
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(is_default_site=True, hostname="localhost")
    site.site_name, site.root_page = row["title"], home
    site.save()
    for other in Page.objects.filter(depth=2).exclude(pk=home.pk):
        other.delete()
    return HomePage.objects.get(pk=home.pk)


def _sectors(home: Page, rows: list[dict], more: Mapping[str, list[str]]) -> None:
    sectors = Sector.objects.in_bulk(field_name="code")
    parent = put(
        home, SectorIndexPage, title="Sectoren", slug="sectoren", show_in_menus=True,
        intro="Tien sectoren, elk met een eigen kleur. Kijk wat mensen er doen en wat jij kunt "
        "gaan zien.",
    )  # fmt: skip
    for row in rows:
        put(
            parent,
            SectorPage,
            title=row["title"],
            slug=slugify(row["title"]),
            intro=row["intro"],
            body=paragraphs([*row["body"], *more.get(row["sector"], [])]),
            sector=sectors[row["sector"]],
            occupations="\n".join(row["occupations"]),
            skills="\n".join(row["skills"]),
        )

"""The public site: home, sectors, stories and information, and a search index of what there is."""

import datetime
import json

from django.utils.text import slugify
from wagtail.models import Page, Site
from wagtail.search import index

from employers.models import Offer
from portal.cms.models import (
    ArticlePage,
    HomePage,
    SectorIndexPage,
    SectorPage,
    StoryIndexPage,
    StoryPage,
)
from portal.demo.stage import Stage, read
from portal.reference.models import Sector


def load(stage: Stage) -> str:
    texts = read("pages")
    home = _home(texts["home"])
    _sectors(home, texts["sectors"])
    _stories(stage, home, read("stories"))
    for row in texts["info"]:
        menu = row["slug"].startswith("voor-")
        _under(home, ArticlePage, **_text(row), show_in_menus=menu)
    for offer in Offer.objects.filter(live=True).select_related("employer", "sector"):
        index.insert_or_update_object(offer)
    return f"{home.get_descendants(inclusive=True).live().count()} pages"


def _home(row: dict) -> Page:
    """Takes the place of the page that a fresh Wagtail shows."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = HomePage(title=row["heading"], slug="praktijkplein", intro=row["intro"])
        root.add_child(instance=home)
    home.title, home.seo_title, home.intro = row["heading"], row["title"], row["intro"]
    home.body = json.dumps(row["body"])
    home.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.site_name, site.root_page = "localhost", row["title"], home
    site.save()
    for other in Page.objects.filter(depth=2).exclude(pk=home.pk):
        other.delete()
    return HomePage.objects.get(pk=home.pk)


def _sectors(home: Page, rows: list[dict]) -> None:
    sectors = Sector.objects.in_bulk(field_name="code")
    parent = _under(
        home, SectorIndexPage, title="Sectoren", slug="sectoren", show_in_menus=True,
        intro="Tien sectoren, elk met een eigen kleur. Kijk wat mensen er doen en wat jij kunt "
        "gaan zien.",
    )  # fmt: skip
    for row in rows:
        _under(
            parent,
            SectorPage,
            title=row["title"],
            slug=slugify(row["title"]),
            intro=row["intro"],
            body=_paragraphs(row["body"]),
            sector=sectors[row["sector"]],
            occupations="\n".join(row["occupations"]),
            skills="\n".join(row["skills"]),
        )


def _stories(stage: Stage, home: Page, rows: list[dict]) -> None:
    sectors = Sector.objects.in_bulk(field_name="code")
    parent = _under(
        home, StoryIndexPage, title="Verhalen", slug="verhalen", show_in_menus=True,
        intro="Leerlingen, docenten en bedrijven vertellen hoe het ging.",
    )  # fmt: skip
    for row in rows:
        day = stage.calendar.today - datetime.timedelta(days=row["days_ago"])
        _under(
            parent,
            StoryPage,
            title=row["title"],
            slug=row["slug"],
            intro=row["intro"],
            body=_paragraphs(row["body"]),
            sector=sectors[row["sector"]],
            published_on=day,
        )


def _under(parent: Page, kind: type[Page], **fields) -> Page:
    page = parent.add_child(instance=kind(**fields))
    page.save_revision().publish()
    return page


def _text(row: dict) -> dict:
    return {
        "title": row["title"],
        "slug": row["slug"],
        "intro": row["intro"],
        "body": json.dumps(row["body"]),
    }


def _paragraphs(lines: list[str]) -> str:
    return json.dumps([{"type": "text", "value": f"<p>{line}</p>"} for line in lines])

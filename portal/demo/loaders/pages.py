"""The public site: home, sectors, stories and information, and a search index of what there is."""

import datetime

from wagtail.models import Page
from wagtail.search import index

from employers.models import Offer
from portal.cms.first_pages import load_first_pages, paragraphs, put
from portal.cms.models import HomePage, StoryIndexPage, StoryPage
from portal.demo.stage import Stage, read
from portal.reference.models import Sector


def load(stage: Stage) -> str:
    load_first_pages(read("pages"))
    _stories(stage, StoryIndexPage.objects.get(), read("stories"))
    for offer in Offer.objects.filter(live=True).select_related("employer", "sector"):
        index.insert_or_update_object(offer)
    home = HomePage.objects.get()
    return f"{home.get_descendants(inclusive=True).live().count()} pages"


def _stories(stage: Stage, parent: Page, rows: list[dict]) -> None:
    sectors = Sector.objects.in_bulk(field_name="code")
    for row in rows:
        day = stage.calendar.today - datetime.timedelta(days=row["days_ago"])
        put(
            parent,
            StoryPage,
            title=row["title"],
            slug=row["slug"],
            intro=row["intro"],
            body=paragraphs(row["body"]),
            sector=sectors[row["sector"]],
            published_on=day,
        )

"""A new site has the pages that its menu and footer lead to."""

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from portal.cms.first_pages import load_first_pages
from portal.cms.models import ArticlePage, HomePage, SectorPage
from portal.core.navigation import items_for
from portal.reference.models import Sector


def test_every_public_link_leads_somewhere(client):
    load_first_pages()

    links = {i.url for i in items_for(AnonymousUser()) if i.space in {"public", "footer"}}

    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_first_pages_hold_every_sector_and_the_region_s_own_address(settings):
    settings.DEFAULT_FROM_EMAIL = "hulp@regio.example"

    load_first_pages()

    assert SectorPage.objects.live().count() == Sector.objects.count()
    assert "hulp@regio.example" in str(ArticlePage.objects.get(slug="hulp").body)


def test_first_pages_leave_a_site_with_a_home_page_alone():
    made = load_first_pages()
    HomePage.objects.update(intro="Onze woorden")

    call_command("load_pages")

    assert made > 15
    assert HomePage.objects.get().intro == "Onze woorden"


def test_a_region_adds_its_own_words():
    own = {"home": {"title": "Plein"}, "sectors": {"crafts": ["Bij ons."]}, "info": {}}

    load_first_pages(own)

    assert HomePage.objects.get().seo_title == "Plein"
    assert "Bij ons." in str(SectorPage.objects.get(sector__code="crafts").body)

import pytest
from wagtail.models import Page, Site

from portal.cms.models import (
    ArticlePage,
    HomePage,
    SectorIndexPage,
    SectorPage,
    StoryIndexPage,
    StoryPage,
)
from portal.reference.models import Sector
from tests.factories import OfferFactory, SessionFactory


@pytest.fixture
def home():
    """A home page as the root of the site."""
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=HomePage(title="Ga kijken", slug="thuis", intro="Welkom"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "root_page": page}
    )
    return page


def test_home_page_counts_what_can_be_seen_now(client, home):
    SessionFactory()
    OfferFactory()

    response = client.get("/")

    assert response.status_code == 200
    assert response.context["activities"] == 1


def test_home_page_costs_few_queries(client, home, django_assert_max_num_queries):
    SessionFactory.create_batch(4)
    stories = home.add_child(instance=StoryIndexPage(title="Verhalen", slug="verhalen"))
    for number in range(3):
        stories.add_child(instance=StoryPage(title=f"Verhaal {number}", slug=f"verhaal-{number}"))
    client.get("/")

    with django_assert_max_num_queries(12):
        response = client.get("/")

    assert len(response.context["stories"]) == 3


def test_sector_page_shows_the_offers_of_its_sector(client, home):
    sector = Sector.objects.get(code="crafts")
    index = home.add_child(instance=SectorIndexPage(title="Sectoren", slug="sectoren"))
    index.add_child(
        instance=SectorPage(
            title="Ambacht",
            slug="ambacht",
            sector=sector,
            occupations="Meubelmaker: Je maakt kasten.\nLoodgieter",
            skills="Geduld\n\nMeten",
        )
    )
    own = OfferFactory(sector=sector)
    OfferFactory(sector=Sector.objects.get(code="media_ict"))

    response = client.get("/sectoren/ambacht/")

    assert response.context["cards"] == [own]
    page = response.context["page"]
    assert page.occupation_list == [("Meubelmaker", "Je maakt kasten."), ("Loodgieter", "")]
    assert page.skill_list == ["Geduld", "Meten"]
    assert client.get("/sectoren/").status_code == 200


def test_article_and_stories_are_public(client, home):
    home.add_child(instance=ArticlePage(title="Privacy", slug="privacy", intro="Kort"))
    index = home.add_child(instance=StoryIndexPage(title="Verhalen", slug="verhalen"))
    index.add_child(instance=StoryPage(title="De geit", slug="de-geit"))

    for url in ("/privacy/", "/verhalen/", "/verhalen/de-geit/"):
        assert client.get(url).status_code == 200


def test_a_page_that_is_not_there_is_a_helpful_404(client, home):
    response = client.get("/bestaat-niet/")

    assert response.status_code == 404
    assert "/aanbod/" in response.text

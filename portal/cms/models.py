"""Editorial pages. Offers are not pages: they have screens of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from employers.models import Offer
from placements import catalogue
from portal.reference.models import Sector

BODY = [
    ("heading", blocks.CharBlock(label=_("Heading"), form_classname="title")),
    (
        "text",
        blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link", "ol", "ul"]),
    ),
    ("picture", ImageChooserBlock(label=_("Picture"))),
    ("quote", blocks.BlockQuoteBlock(label=_("Quote"))),
]


class BasePage(Page):
    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BODY, blank=True, verbose_name=_("text"))

    private_page_options = []
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet:
        """What the region writes is for everyone, so nothing needs to be looked up."""
        return PageViewRestriction.objects.none()


class HomePage(BasePage):
    """What it is, for whom, what there is to see now."""

    max_count = 1
    template = "cms/home_page.html"

    def get_context(self, request, *args, **kwargs):
        stories = StoryPage.objects.live().select_related("sector")
        return {
            **super().get_context(request, *args, **kwargs),
            "activities": catalogue.live_count(),
            "sectors": Sector.all_cached(),
            "cards": catalogue.cards_of(Offer.objects.published(), 3),
            "stories": stories.order_by("-published_on", "-pk")[:3],
        }

    class Meta:
        verbose_name = _("home page")


class ArticlePage(BasePage):
    """Information: for schools, for employers, privacy, help."""

    template = "cms/article_page.html"

    class Meta:
        verbose_name = _("page")


class SectorIndexPage(BasePage):
    template = "cms/sector_index_page.html"
    subpage_types = ["cms.SectorPage"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        pages = SectorPage.objects.live().child_of(self).select_related("sector")
        return {
            **super().get_context(request, *args, **kwargs),
            "pages": pages.order_by("sector__order"),
        }

    class Meta:
        verbose_name = _("list of sectors")


class SectorPage(BasePage):
    """A sector: what people do there, and what a pupil can go and see."""

    sector = models.OneToOneField(
        "reference.Sector", models.PROTECT, related_name="+", verbose_name=_("sector")
    )
    occupations = models.TextField(
        _("occupations"), blank=True, help_text=_("One a line: name, a colon, one sentence.")
    )
    skills = models.TextField(_("skills"), blank=True, help_text=_("One a line."))

    template = "cms/sector_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("sector"),
        FieldPanel("occupations"),
        FieldPanel("skills"),
    ]

    class Meta:
        verbose_name = _("sector page")

    def get_context(self, request, *args, **kwargs):
        offers = Offer.objects.published().filter(sector=self.sector_id)
        return {
            **super().get_context(request, *args, **kwargs),
            "cards": catalogue.cards_of(offers, 6),
            "total": offers.count(),
        }

    @property
    def occupation_list(self) -> list[tuple[str, str]]:
        """Pairs of name and sentence."""
        pairs = (line.partition(":") for line in self.occupations.splitlines() if line.strip())
        return [(name.strip(), sentence.strip()) for name, _colon, sentence in pairs]

    @property
    def skill_list(self) -> list[str]:
        return [line.strip() for line in self.skills.splitlines() if line.strip()]


class StoryIndexPage(BasePage):
    template = "cms/story_index_page.html"
    subpage_types = ["cms.StoryPage"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        pages = StoryPage.objects.live().child_of(self).select_related("sector")
        return {
            **super().get_context(request, *args, **kwargs),
            "pages": pages.order_by("-published_on", "-pk"),
        }

    class Meta:
        verbose_name = _("list of stories")


class StoryPage(BasePage):
    sector = models.ForeignKey(
        "reference.Sector",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sector"),
    )
    published_on = models.DateField(_("date"), null=True, blank=True)

    template = "cms/story_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("sector"),
        FieldPanel("published_on"),
    ]

    class Meta:
        verbose_name = _("story")

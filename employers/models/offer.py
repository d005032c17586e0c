"""What an employer makes available: a guest lecture, a visit or an assignment.

Its editorial life (draft, review, live, history, preview) is Wagtail's; see docs/adr/0001.
"""

import re

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from employers.models.employer import employer_ids
from employers.models.freshness import Freshness, in_catalogue
from employers.models.offer_details import OfferDetails
from employers.models.offer_safety import OfferSafety
from employers.models.partner import OfferPartner


class OfferQuerySet(models.QuerySet):
    def published(self):
        """In the catalogue: live, confirmed not too long ago, of a verified employer."""
        return self.filter(in_catalogue())

    def visible_to(self, user):
        """The catalogue for everyone, everything for its employer, its partners and the region."""
        if getattr(user, "is_region_editor", False):
            return self
        if not (mine := employer_ids(user)):
            return self.filter(in_catalogue())
        together = OfferPartner.objects.filter(employer__in=mine).exclude(
            state=OfferPartner.State.DECLINED
        )
        own = Q(employer__in=mine) | Q(pk__in=together.values("offer"))
        return self.filter(in_catalogue() | own)

    def editable_by(self, user):
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(employer__in=employer_ids(user))

    def for_list(self):
        """Everything a card touches, in one query (pictures and dates are prefetched apart)."""
        return self.select_related("employer", "sector", "worksite", "picture")


KIND_ICONS = {
    "guest_lecture": "presentation",
    "visit": "factory",
    "assignment": "clipboard-list",
}
MOST_TAGS = 3
STEP = re.compile(r"(?:(?P<time>\d{1,2}[.:]\d{2}(?: uur)?)\s*[-–:,]?\s+)?(?P<text>.+)")
PREVIEW_PICTURE = "fill-1280x540"
YEAR_LIMITS = [MinValueValidator(1), MaxValueValidator(6)]


class Offer(
    Freshness,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    OfferDetails,
    OfferSafety,
    ClusterableModel,
):
    class Kind(models.TextChoices):
        GUEST_LECTURE = "guest_lecture", _("Guest lecture")
        VISIT = "visit", _("Company visit")
        ASSIGNMENT = "assignment", _("Real-client assignment")

    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="offers")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("in one or two sentences"), max_length=300)
    pupil_text = models.TextField(_("for the pupil: what will you do?"), max_length=1500)
    programme = models.TextField(
        _("programme"), blank=True, help_text=_("One line for each step, with its time.")
    )
    bring = models.TextField(_("what to bring"), blank=True, help_text=_("One thing a line."))
    preparation = models.TextField(_("what the class prepares"), blank=True)
    questions = models.TextField(
        _("questions pupils may ask"), blank=True, help_text=_("One question a line.")
    )
    tags = models.CharField(
        _("three key words"), max_length=80, blank=True, help_text=_("Put a comma between them.")
    )
    sector = models.ForeignKey(
        "reference.Sector", models.PROTECT, related_name="offers", verbose_name=_("sector")
    )
    subjects = ParentalManyToManyField(
        "reference.Subject", blank=True, related_name="offers", verbose_name=_("subjects")
    )
    competences = ParentalManyToManyField(
        "reference.Competence", blank=True, related_name="offers", verbose_name=_("competences")
    )
    worksite = models.ForeignKey(
        "employers.WorkSite",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("where"),
        help_text=_("Leave empty when you come to the school."),
    )
    year_min = models.PositiveSmallIntegerField(_("from year"), default=1, validators=YEAR_LIMITS)
    year_max = models.PositiveSmallIntegerField(_("up to year"), default=6, validators=YEAR_LIMITS)
    group_min = models.PositiveSmallIntegerField(
        _("fewest pupils"), default=1, validators=[MinValueValidator(1)]
    )
    group_max = models.PositiveSmallIntegerField(
        _("most pupils"), default=12, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    duration_minutes = models.PositiveIntegerField(
        _("how long, in minutes"), default=120, validators=[MinValueValidator(15)]
    )
    lead_days = models.PositiveSmallIntegerField(_("days of notice"), default=21)
    picture = models.ForeignKey(
        "core.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alternative = models.CharField(_("what is in the picture"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="offer",
        for_concrete_model=False,
    )
    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="offer",
        for_concrete_model=False,
    )

    objects = OfferQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("summary", boost=2),
        index.SearchField("pupil_text"),
        index.SearchField("tags"),
        index.AutocompleteField("title"),
        index.RelatedFields("employer", [index.SearchField("name", boost=2)]),
        index.RelatedFields("sector", [index.SearchField("name_nl")]),
        index.FilterField("kind"),
        index.FilterField("live"),
        index.FilterField("sector_id"),
    ]

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(group_max__gte=F("group_min")), name="offer_group_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(year_max__gte=F("year_min")), name="offer_years_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["live", "presence", "kind"], name="offer_by_kind"),
            models.Index(fields=["live", "presence", "sector"], name="offer_by_sector"),
            models.Index(fields=["employer", "live"], name="offer_by_employer"),
            models.Index(fields=["presence", "confirmed_on"], name="offer_by_freshness"),
        ]

    def __str__(self):
        return self.title or gettext("No title yet")

    def get_absolute_url(self):
        return reverse("placements:offer-page", args=[self.pk])

    def get_preview_template(self, request, mode_name):
        return "placements/offer_page.html"

    def get_preview_context(self, request, mode_name):
        return {
            **super().get_preview_context(request, mode_name),
            "offer": self,
            "is_preview": True,
            "contacts": self.people,
            "dates": list(self.sessions.open().upcoming()) if self.pk else [],
            "picture": self.picture.get_rendition(PREVIEW_PICTURE).url if self.picture else "",
        }

    @cached_property
    def shown_partners(self) -> list[OfferPartner]:
        """Who does it together with the employer that leads; a page may have fetched them."""
        return list(OfferPartner.objects.shown().filter(offer=self.pk).select_related("employer"))

    @property
    def kind_icon(self) -> str:
        return KIND_ICONS[self.kind]

    @property
    def years_label(self) -> str:
        if self.year_min == self.year_max:
            return _("Year %(year)s") % {"year": self.year_min}
        return _("Year %(first)s-%(last)s") % {"first": self.year_min, "last": self.year_max}

    @property
    def tag_list(self) -> list[str]:
        return [tag.strip() for tag in self.tags.split(",") if tag.strip()][:MOST_TAGS]

    @property
    def programme_steps(self) -> list[tuple[str, str]]:
        """Time and text of each step; the time is empty where the line does not begin with one."""
        steps = (STEP.fullmatch(line) for line in _lines(self.programme))
        return [(step["time"] or "", step["text"]) for step in steps if step]

    @property
    def bring_list(self) -> list[str]:
        return _lines(self.bring)

    @property
    def question_list(self) -> list[str]:
        return _lines(self.questions)

    @property
    def criteria_list(self) -> list[str]:
        return _lines(self.criteria)

    @property
    def contact_moment_list(self) -> list[str]:
        return _lines(self.contact_moments)

    @property
    def is_at_school(self) -> bool:
        return self.worksite_id is None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

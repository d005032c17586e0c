"""Examples to start an offer from: one for each kind and sector. The region may rewrite them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.models.offer import Offer

# What goes from the example into the new draft, field by field.
TAKEN = (
    "title", "summary", "pupil_text", "programme", "bring", "clothing", "preparation", "questions",
    "tags", "room_needs", "client_question", "product", "criteria", "contact_moments", "weeks",
    "duration_minutes", "group_min", "group_max",
)  # fmt: skip


class OfferTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who signed in: there is nothing in it of anybody."""
        return self if user.is_authenticated else self.none()


class OfferTemplate(models.Model):
    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Offer.Kind)
    sector = models.ForeignKey(
        "reference.Sector", models.PROTECT, related_name="+", verbose_name=_("sector")
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("in one or two sentences"), max_length=300)
    pupil_text = models.TextField(_("for the pupil: what will you do?"), max_length=1500)
    programme = models.TextField(_("programme"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)
    clothing = models.CharField(_("clothing"), max_length=200, blank=True)
    preparation = models.TextField(_("what the class prepares"), blank=True)
    questions = models.TextField(_("questions pupils may ask"), blank=True)
    tags = models.CharField(_("three key words"), max_length=80, blank=True)
    room_needs = models.TextField(_("what you need in the classroom"), max_length=500, blank=True)
    client_question = models.TextField(_("your question to the pupils"), max_length=600, blank=True)
    product = models.TextField(_("what the pupils hand over"), max_length=400, blank=True)
    criteria = models.TextField(_("when it is good"), max_length=600, blank=True)
    contact_moments = models.TextField(_("when you see each other"), max_length=400, blank=True)
    weeks = models.PositiveSmallIntegerField(_("how many weeks"), null=True, blank=True)
    duration_minutes = models.PositiveIntegerField(
        _("how long, in minutes"), default=120, validators=[MinValueValidator(15)]
    )
    group_min = models.PositiveSmallIntegerField(
        _("fewest pupils"), default=4, validators=[MinValueValidator(1)]
    )
    group_max = models.PositiveSmallIntegerField(
        _("most pupils"), default=12, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )

    objects = OfferTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("example of an offer")
        verbose_name_plural = _("examples of offers")
        ordering = ["sector__order", "kind"]
        indexes = [models.Index(fields=["sector", "kind"], name="template_by_sector")]

    def __str__(self):
        return self.title

    def values(self) -> dict:
        """What a new offer takes over."""
        return {name: getattr(self, name) for name in (*TAKEN, "sector")}

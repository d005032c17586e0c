"""A date with places. Guarded updates move ``places_taken``, so it never passes the maximum."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models.employer import employer_ids
from employers.models.freshness import in_catalogue
from employers.models.planning import MOST_GROUPS, Release


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Dates of published offers for everyone, all of its own for an employer."""
        if getattr(user, "is_region_editor", False):
            return self
        return self.filter(in_catalogue("offer__") | Q(offer__employer__in=employer_ids(user)))

    def editable_by(self, user):
        if getattr(user, "is_region_coordinator", False):
            return self
        return self.filter(offer__employer__in=employer_ids(user))

    def open(self):
        return self.filter(state=Session.State.OPEN)

    def upcoming(self, now=None):
        return self.filter(starts_at__gt=now or timezone.now())

    def with_places(self):
        return self.filter(places_taken__lt=F("max_places"))

    def with_room_for(self, pupils):
        return self.filter(max_places__gte=F("places_taken") + pupils)


class Session(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CANCELLED = "cancelled", _("Cancelled")
        DONE = "done", _("Done")

    offer = models.ForeignKey("employers.Offer", models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.CharField(
        _("where exactly"), max_length=120, blank=True, help_text=_("A gate, a hall, a room.")
    )
    min_places = models.PositiveSmallIntegerField(
        _("fewest pupils"), default=1, validators=[MinValueValidator(1)]
    )
    max_places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    places_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.OPEN, editable=False
    )
    cancel_reason = models.CharField(_("why"), max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Who may take places, and when: see placements/openings.py.
    release = models.CharField(
        _("who may choose first"), max_length=10, choices=Release, default=Release.AT_ONCE
    )
    last_minute = models.BooleanField(_("places that are left go last minute"), default=False)
    groups_at_once = models.PositiveSmallIntegerField(
        _("groups at the same time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_GROUPS)],
    )
    series = models.ForeignKey(
        "employers.DateSeries",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="sessions",
    )
    # For calendars: the same event for ever, its version, and what became of it.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    moved_from = models.DateTimeField(null=True, blank=True, editable=False)
    change_reason = models.CharField(_("why"), max_length=200, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(max_places__gte=F("min_places")) & Q(min_places__gte=1),
                name="session_has_places",
            ),
            models.CheckConstraint(
                condition=Q(places_taken__lte=F("max_places")), name="session_not_overfull"
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "state", "starts_at"], name="session_of_offer"),
            models.Index(fields=["state", "starts_at"], name="session_by_date"),
        ]

    def __str__(self):
        return f"session {self.pk}"

    @property
    def places_left(self) -> int:
        return self.max_places - self.places_taken

    @property
    def is_full(self) -> bool:
        return self.places_taken >= self.max_places

    @property
    def is_past(self) -> bool:
        return self.starts_at <= timezone.now()

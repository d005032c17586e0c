"""A school asks an employer to receive a group: on one of its dates, or on another day."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from employers.models.employer import employer_ids
from portal.reference.models import PracticalNeed, Track
from schools.models.membership import group_ids_with, school_ids_with
from schools.models.rights import Right

MOST_WISHES = 3


class DayPart(models.TextChoices):
    MORNING = "morning", _("In the morning")
    AFTERNOON = "afternoon", _("In the afternoon")
    ANY = "any", _("Any time")


@dataclass(frozen=True)
class Wish:
    """One of the days that would suit the school."""

    day: dt.date
    part: str

    @property
    def part_label(self) -> str:
        return str(DayPart(self.part).label)


TONES = {
    "queued": "wait",
    "requested": "info",
    "seen": "info",
    "other": "warn",
    "confirmed": "ok",
    "done": "ok",
    "no_show": "bad",
    "declined": "bad",
    "expired": "bad",
    "withdrawn": "wait",
    "cancelled": "bad",
}
ASKED = Q(requested_at__isnull=False) & ~Q(state="queued")


def _school_people(user) -> Q:
    whole, own = school_ids_with(user, Right.REQUESTS), group_ids_with(user, Right.REQUESTS)
    return Q(school__in=whole) | Q(group__in=own)


class BookingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The school's coordinators and liaisons; mentor, coach and teacher of the group; the
        region; its employer once it has been asked."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.is_region_coordinator:
            return self
        return self.filter(_school_people(user) | (ASKED & Q(employer__in=employer_ids(user))))

    def of_school_people(self, user):
        """Those for which ``user`` asks: of the whole school, or of the own groups."""
        return self.filter(_school_people(user))

    def asked(self):
        """The employer has heard of it; what waits in the queue or never left it, it does not."""
        return self.filter(ASKED)

    def queued(self):
        """Waiting until the employer has room, the first one first."""
        return self.filter(state=Booking.State.QUEUED).order_by("queued_at", "pk")

    def unanswered(self):
        """The employer has to say something."""
        return self.filter(state__in=[Booking.State.REQUESTED, Booking.State.SEEN])

    def running(self):
        """Not at an end."""
        return self.exclude(state__in=Booking.ENDED)

    def for_list(self):
        return self.select_related(
            "offer__sector", "offer__worksite", "employer", "session", "group", "school"
        )


class Booking(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("In the queue")
        REQUESTED = "requested", _("Asked")
        SEEN = "seen", _("Read by the company")
        OTHER = "other", _("Other date offered")
        CONFIRMED = "confirmed", _("Agreed")
        DONE = "done", pgettext_lazy("visit", "Been")
        NO_SHOW = "no_show", _("The group did not come")
        DECLINED = "declined", _("Not possible")
        EXPIRED = "expired", _("No answer")
        WITHDRAWN = "withdrawn", _("Taken back")
        CANCELLED = "cancelled", _("Called off")

    class Reason(models.TextChoices):
        FULL = "full", _("It is too busy for us then")
        STAFF = "staff", _("We have nobody to guide the group")
        NOTICE = "notice", _("It is too short notice")
        GROUP = "group", _("The group is too big or too small for us")
        LEVEL = "level", _("It does not suit this level or age")
        SAFETY = "safety", _("We cannot receive this group safely")
        STOPPED = "stopped", _("We do not do this activity any more")
        OTHER = "other", _("Something else")

    ENDED = ("done", "no_show", "declined", "expired", "withdrawn", "cancelled")
    # In these states the places of the date, if there is one, are taken for this group.
    HOLDING = ("requested", "seen", "other", "confirmed", "done", "no_show")

    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="bookings")
    offer = models.ForeignKey("employers.Offer", models.PROTECT, related_name="bookings")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="bookings")
    group = models.ForeignKey(
        "schools.Group", models.PROTECT, related_name="bookings", verbose_name=_("group")
    )
    session = models.ForeignKey(
        "employers.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("date"),
    )
    wishes = models.JSONField(_("days that suit"), default=list, blank=True)
    # The employer made this date for this group alone: it goes when the group does not come.
    own_date = models.BooleanField(default=False, editable=False)
    # The day for which this counts in the load of the employer.
    on_day = models.DateField(null=True, blank=True, editable=False)
    pupils = models.PositiveSmallIntegerField(
        _("number of pupils"), validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    adults = models.PositiveSmallIntegerField(
        _("adults who come along"), default=1, validators=[MaxValueValidator(50)]
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    track = models.CharField(_("level"), max_length=10, choices=Track, blank=True)
    # Code of a practical need -> how many, as it was when the school asked. Never who, never why.
    needs = models.JSONField(_("what some pupils need"), default=dict, blank=True)
    message = models.CharField(_("message to the company"), max_length=600, blank=True)
    contact_name = models.CharField(_("contact at school"), max_length=120)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(
        _("status"), max_length=12, choices=State, default=State.QUEUED, editable=False
    )
    reason = models.CharField(_("why not"), max_length=12, choices=Reason, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    requested_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a group")
        verbose_name_plural = _("requests for groups")
        constraints = [
            models.CheckConstraint(condition=Q(pupils__gte=1), name="booking_has_pupils"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "done", "no_show", "other"])
                | Q(session__isnull=False),
                name="agreed_booking_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "withdrawn", "expired"])
                | Q(requested_at__isnull=False),
                name="asked_booking_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["employer", "state", "on_day"], name="booking_load"),
            models.Index(fields=["employer", "state", "queued_at"], name="booking_queue"),
            models.Index(fields=["school", "state", "-created_at"], name="booking_of_school"),
            models.Index(fields=["group", "state"], name="booking_of_group"),
            models.Index(fields=["session", "state"], name="booking_of_session"),
            models.Index(fields=["state", "requested_at"], name="booking_waiting"),
        ]

    class PersonalData:
        erase = {"contact_name": "", "contact_phone": "", "message": "", "needs": {}}
        keep = {
            "id", "employer", "offer", "school", "group", "session", "wishes", "own_date", "on_day",
            "pupils", "adults", "year", "track", "asked_by", "state", "reason",
            "created_at", "queued_at", "requested_at", "answered_at", "reminders",
        }  # fmt: skip

    def __str__(self):
        return f"request {self.pk}"

    def get_absolute_url(self):
        return reverse("placements:booking-detail", args=[self.pk])

    @property
    def wished(self) -> list[Wish]:
        return [Wish(dt.date.fromisoformat(w["day"]), w["part"]) for w in self.wishes]

    @property
    def need_lines(self) -> list[tuple[int, str]]:
        """(how many, what) for each need that somebody had when the school asked."""
        rows = PracticalNeed.all_cached()
        return [(n, need.label) for need in rows if (n := self.needs.get(need.code, 0))]

    @property
    def tone(self) -> str:
        """How the status looks; the word stands beside it."""
        return TONES[self.state]

    @property
    def is_ended(self) -> bool:
        return self.state in self.ENDED

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which it could still be."""
        if self.session_id:
            return self.on_day
        return max((wish.day for wish in self.wished), default=None)


class BookingStep(models.Model):
    """One thing that happened to a request: who, when, and what was said with it."""

    class Side(models.TextChoices):
        SCHOOL = "school", _("School")
        EMPLOYER = "employer", _("Company")
        REGION = "region", _("Region")
        PORTAL = "portal", "Praktijkplein"

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="steps")
    name = models.CharField(max_length=20)
    side = models.CharField(max_length=10, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of a request")
        ordering = ["at", "pk"]

    class PersonalData:
        erase = {"note": ""}
        keep = {"id", "booking", "name", "side", "by", "at"}

    def __str__(self):
        return f"{self.name} of request {self.booking_id}"

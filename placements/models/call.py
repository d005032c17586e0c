"""A call (hulpvraag): what a school misses in the catalogue, for employers to answer.

It names no pupil. A pupil's idea becomes a call when somebody of the school approves it.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Employer, Offer
from portal.core.formats import month_and_year
from portal.reference.models import Track
from schools.querysets import SchoolScopedQuerySet

LIVE = ("open", "answered")


class CallQuerySet(SchoolScopedQuerySet):
    def visible_to(self, user):
        """Everyone at the school; what is open also the region's people and verified employers.

        A pupil sees the own ideas.
        """
        from employers.models.employer import employer_ids
        from schools.models.membership import school_ids

        if not getattr(user, "is_authenticated", False):
            return self.none()
        own = Q(school__in=school_ids(user)) | Q(student__user=user)
        if user.is_region_editor:
            return self.filter(own | Q(opened_at__isnull=False))
        if mine := employer_ids(user):
            answered = CallAnswer.objects.filter(call=OuterRef("pk"), offer__employer__in=mine)
            verified = Employer.objects.verified().filter(pk__in=mine)
            own |= Q(Exists(answered)) | Q(state__in=LIVE) & Q(Exists(verified))
        return self.filter(own)

    def live(self):
        """Employers can answer it now."""
        return self.filter(state__in=LIVE)

    def with_answers(self):
        """Adds ``answered``: how many offers made for it are or were online."""
        return self.annotate(
            answered=models.Count("answers", filter=Q(answers__published_at__isnull=False))
        )

    def for_list(self):
        return self.select_related("school", "sector").with_answers()


class Call(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IDEA = "idea", _("Idea of a pupil")
        DECLINED = "declined", _("Not passed on")
        OPEN = "open", _("No answer yet")
        ANSWERED = "answered", _("Answered")
        FULFILLED = "fulfilled", _("It worked out")
        CLOSED = "closed", _("Closed")
        EXPIRED = "expired", _("Past its end date")

    class Reason(models.TextChoices):
        ELSEWHERE = "elsewhere", _("We found something ourselves")
        CHANGED = "changed", _("Our plan has changed")
        TOO_LATE = "too_late", _("It would come too late")
        OTHER = "other", _("Something else")

    school = models.ForeignKey("schools.School", models.CASCADE, related_name="calls")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    student = models.ForeignKey(
        "schools.Student", models.SET_NULL, null=True, blank=True, related_name="ideas"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Offer.Kind, blank=True)
    sector = models.ForeignKey(
        "reference.Sector", models.PROTECT, related_name="calls", verbose_name=_("sector")
    )
    what = models.CharField(_("what do you want to see or do?"), max_length=120)
    more = models.TextField(_("more about it"), max_length=600, blank=True)
    pupils = models.PositiveSmallIntegerField(
        _("number of pupils"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    track = models.CharField(_("level"), max_length=10, choices=Track, blank=True)
    from_month = models.DateField(_("from"), null=True, blank=True)
    to_month = models.DateField(_("up to and including"), null=True, blank=True)
    pc4 = models.CharField(max_length=4, blank=True, editable=False)
    place = models.CharField(_("place"), max_length=80, blank=True, editable=False)
    km = models.PositiveSmallIntegerField(_("how far"), null=True, blank=True)
    state = models.CharField(
        _("status"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    reason = models.CharField(_("why it stops"), max_length=10, choices=Reason, blank=True)
    words = models.CharField(_("in one sentence"), max_length=300, blank=True)
    expires_on = models.DateField(_("open until"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_month__isnull=True)
                | Q(from_month__isnull=True)
                | Q(to_month__gte=F("from_month")),
                name="call_months_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=LIVE) | Q(expires_on__isnull=False, opened_at__isnull=False),
                name="an_open_call_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "sector"], name="calls_to_answer"),
            models.Index(fields=["state", "expires_on"], name="calls_that_end"),
            models.Index(fields=["school", "state"], name="calls_of_school"),
        ]

    class PersonalData:
        erase = {"student": None, "asked_by": None}
        keep = {
            "id",
            "school",
            "kind",
            "sector",
            "what",
            "more",
            "pupils",
            "year",
            "track",
            "from_month",
            "to_month",
            "pc4",
            "place",
            "km",
            "state",
            "reason",
            "words",
            "expires_on",
            "opened_at",
            "ended_at",
            "created_at",
        }

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("placements:call-detail", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_over(self) -> bool:
        """Its last day has passed, also when tonight's task has yet to say so."""
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def months(self) -> str:
        """ "april 2027" or "april 2027 - juni 2027"; empty when any month will do."""
        named = [month_and_year(day) for day in (self.from_month, self.to_month) if day]
        return " - ".join(dict.fromkeys(named))


class CallAnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the call and the offer: the school, the employer, the region."""
        from employers.models.employer import employer_ids
        from schools.models.membership import school_ids

        if getattr(user, "is_region_editor", False):
            return self
        ours = Q(call__school__in=school_ids(user), published_at__isnull=False)
        return self.filter(ours | Q(offer__employer__in=employer_ids(user)))


class CallAnswer(models.Model):
    """An offer that was made for a call. The school hears of it when it is online."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="answers")
    offer = models.OneToOneField("employers.Offer", models.CASCADE, related_name="answered_call")
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CallAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a call")
        verbose_name_plural = _("answers to calls")

    class PersonalData:
        erase = {}
        keep = {"id", "call", "offer", "made_at", "published_at"}

    def __str__(self):
        return f"answer {self.pk}"


class CallDigestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people of the employer."""
        from employers.models.employer import employer_ids

        return self.filter(employer__in=employer_ids(user))


class CallDigest(models.Model):
    """This employer wants one mail a week with the calls that fit. No row: no mail."""

    employer = models.OneToOneField(
        "employers.Employer", models.CASCADE, related_name="call_digest"
    )
    last_sent_at = models.DateTimeField(null=True, blank=True)

    objects = CallDigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly mail about calls")
        verbose_name_plural = _("weekly mails about calls")

    def __str__(self):
        return f"weekly mail {self.pk}"

"""What a good offer says besides its texts: for whom, when, what to wear, the cost, whom to call.

Abstract, so that the offer itself stays readable. Which kind asks which question: forms/offers.py.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reference.models import Track
from portal.reference.models.subject import validate_tracks


class Weekday(models.IntegerChoices):
    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")


class Daypart(models.TextChoices):
    MORNING = "morning", _("in the morning")
    AFTERNOON = "afternoon", _("in the afternoon")
    EVENING = "evening", _("in the evening")


class Language(models.TextChoices):
    DUTCH = "nl", _("Dutch")
    SIGN = "ngt", _("Dutch Sign Language")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    POLISH = "pl", _("Polish")
    UKRAINIAN = "uk", _("Ukrainian")
    ARABIC = "ar", _("Arabic")
    TURKISH = "tr", _("Turkish")


class PhotoPolicy(models.TextChoices):
    ASK = "ask", _("Ask us first")
    FREE = "free", _("The school may take pictures")
    NONE = "none", _("No pictures, please")


class ResultOwner(models.TextChoices):
    SHARED = "shared", _("The pupils; the company may use it")
    PUPILS = "pupils", _("Only the pupils and their school")
    COMPANY = "company", _("The company")


def _only(choices):
    def check(values) -> None:
        if not isinstance(values, list) or not all(value in choices.values for value in values):
            raise ValidationError(_("Choose from the list."))

    return check


def validate_weekdays(values) -> None:
    _only(Weekday)(values)


def validate_dayparts(values) -> None:
    _only(Daypart)(values)


def validate_languages(values) -> None:
    _only(Language)(values)


class OfferDetails(models.Model):
    """Lists are kept as codes; an empty list means that nothing was chosen, so anything goes."""

    tracks = models.JSONField(
        _("school tracks"), default=list, blank=True, validators=[validate_tracks]
    )
    weekdays = models.JSONField(
        _("days that suit you"), default=list, blank=True, validators=[validate_weekdays]
    )
    dayparts = models.JSONField(
        _("parts of the day"), default=list, blank=True, validators=[validate_dayparts]
    )
    languages = models.JSONField(
        _("languages spoken"), default=list, blank=True, validators=[validate_languages]
    )
    clothing = models.CharField(_("clothing"), max_length=200, blank=True)
    allergens = models.CharField(
        _("animals, food and substances"),
        max_length=200,
        blank=True,
        help_text=_("Whatever somebody may be allergic to or afraid of."),
    )
    room_needs = models.TextField(
        _("what you need in the classroom"), max_length=500, blank=True,
        help_text=_("A screen, tables in groups, running water…"),
    )  # fmt: skip
    teacher_stays = models.BooleanField(
        _("I know that a teacher of the school is always there"), default=False
    )
    cost_per_pupil = models.DecimalField(
        _("cost for each pupil, in euros"),
        max_digits=6,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    cost_reason = models.CharField(_("what the cost is for"), max_length=200, blank=True)
    photo_policy = models.CharField(
        _("pictures during the visit"), max_length=10, choices=PhotoPolicy, default=PhotoPolicy.ASK
    )
    contact = models.ForeignKey(
        "employers.EmployerMembership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact person"),
    )
    deputy = models.ForeignKey(
        "employers.EmployerMembership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )
    times_per_year = models.PositiveSmallIntegerField(
        _("at most how often in a school year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("After this day the offer leaves the catalogue by itself."),
    )
    # Of an assignment only.
    client_question = models.TextField(_("your question to the pupils"), max_length=600, blank=True)
    product = models.TextField(_("what the pupils hand over"), max_length=400, blank=True)
    criteria = models.TextField(
        _("when it is good"), max_length=600, blank=True, help_text=_("One demand a line.")
    )
    contact_moments = models.TextField(
        _("when you see each other"), max_length=400, blank=True,
        help_text=_("The start, a look halfway, the hand-over: one a line."),
    )  # fmt: skip
    budget = models.CharField(_("budget and materials"), max_length=200, blank=True)
    weeks = models.PositiveSmallIntegerField(
        _("how many weeks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(40)],
    )
    deadline = models.DateField(_("to be finished on"), null=True, blank=True)
    result_owner = models.CharField(
        _("who owns the result"), max_length=10, choices=ResultOwner, default=ResultOwner.SHARED
    )

    class Meta:
        abstract = True

    @property
    def people(self) -> list:
        """The contact person and the deputy, as far as there are any."""
        return [person for person in (self.contact, self.deputy) if person]

    @property
    def track_names(self) -> list[str]:
        return [str(Track(code).label) for code in self.tracks]

    @property
    def language_names(self) -> list[str]:
        return [str(Language(code).label) for code in self.languages]

    @property
    def days_label(self) -> str:
        """ "Tuesday, Thursday in the morning"; empty when any moment will do."""
        days = ", ".join(str(Weekday(day).label) for day in sorted(self.weekdays))
        parts = ", ".join(str(Daypart(part).label) for part in self.dayparts)
        return f"{days} {parts}".strip().capitalize()

    @property
    def costs_money(self) -> bool:
        return self.cost_per_pupil > 0

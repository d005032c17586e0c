"""What one can narrow the catalogue by. Everything is in the address, so a search can be sent."""

import datetime
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Offer
from placements import catalogue
from portal.reference.distance import coordinates, pc4_of
from portal.reference.models import Competence, Sector, Subject

BOXES = (
    "kind",
    "sector",
    "date_from",
    "date_to",
    "km",
    "year",
    "subject",
    "competence",
    "places",
)
KILOMETRES = [(5, "5 km"), (10, "10 km"), (20, "20 km"), (40, "40 km")]
NOT_NOW = _("Choose a day of this century.")
DAYS = [
    MinValueValidator(datetime.date(2000, 1, 1), NOT_NOW),
    MaxValueValidator(datetime.date(2099, 12, 31), NOT_NOW),
]
YEARS = [(n, _("Year %(year)s") % {"year": n}) for n in range(1, 7)]


class PostcodeField(forms.CharField):
    """Four digits or a whole postcode; gives the four digits."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        pc4 = pc4_of(text)
        if coordinates(pc4) is None:
            raise ValidationError(_("We do not know this postcode. Write it as 1234 AB."))
        return pc4


class PostcodeFilter(django_filters.CharFilter):
    field_class = PostcodeField


class CatalogueFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("What are you looking for?"), method="ignore")
    postcode = PostcodeFilter(label=_("Postcode of your school"), method="ignore")
    km = django_filters.ChoiceFilter(
        label=_("How far"),
        choices=KILOMETRES,
        method="by_distance",
        empty_label=_("Any distance"),
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=Offer.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    sector = django_filters.MultipleChoiceFilter(
        label=_("Sector"),
        field_name="sector__code",
        choices=lambda: [(sector.code, sector.name) for sector in Sector.all_cached()],
        widget=forms.CheckboxSelectMultiple,
    )
    subject = django_filters.ChoiceFilter(
        label=_("Subject"),
        field_name="subjects__code",
        choices=lambda: [(subject.code, subject.label) for subject in Subject.all_cached()],
        empty_label=_("All subjects"),
    )
    competence = django_filters.ChoiceFilter(
        label=_("What pupils work on"),
        field_name="competences__code",
        choices=lambda: [(c.code, c.pupil_wording) for c in Competence.all_cached()],
        empty_label=_("Everything"),
    )
    year = django_filters.ChoiceFilter(
        label=_("Year"), choices=YEARS, method="by_year", empty_label=_("All years")
    )
    date_from = django_filters.DateFilter(
        label=_("From"),
        method="ignore",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=DAYS,
    )
    date_to = django_filters.DateFilter(
        label=_("Up to and including"),
        method="ignore",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=DAYS,
    )
    places = django_filters.NumberFilter(
        label=_("For at least so many pupils"), method="ignore", min_value=1, max_value=500
    )

    class Meta:
        model = Offer
        fields = ["q", "postcode", "km", "kind", "sector", "subject", "competence", "year"]

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if text := self._given("q"):
            queryset = queryset.filter(pk__in=catalogue.found_by_text(text))
        dates = self.dates()
        if self.narrows_dates:
            queryset = catalogue.having_dates(queryset, dates)
        return catalogue.with_next_date(queryset, dates)

    def dates(self):
        """The dates that fit: what a card shows is what was asked for."""
        limits = {}
        if day := self._given("date_from"):
            limits["starts_at__gte"] = _at_midnight(day)
        if day := self._given("date_to"):
            limits["starts_at__lt"] = _at_midnight(day + datetime.timedelta(days=1))
        dates = catalogue.dates_that_count(**limits)
        if places := self._given("places"):
            dates = dates.with_room_for(int(places))
        return dates

    @property
    def narrows_dates(self) -> bool:
        return any(self._given(name) for name in ("date_from", "date_to", "places"))

    @property
    def pc4(self) -> str:
        return self._given("postcode") or ""

    @property
    def is_set(self) -> bool:
        return any(self._given(name) for name in self.form.fields)

    @property
    def boxes(self) -> str:
        """What is ticked in the boxes: who ticks the same gets the same boxes."""
        ticked = ((name, self.data.getlist(name)) for name in BOXES)
        return urlencode([(name, value) for name, values in ticked for value in values])

    def by_year(self, queryset, _name, year):
        return queryset.filter(year_min__lte=int(year), year_max__gte=int(year))

    def by_distance(self, queryset, _name, km):
        return catalogue.near(queryset, self.pc4, int(km)) if self.pc4 else queryset

    def ignore(self, queryset, _name, _value):
        """Handled together in filter_queryset."""
        return queryset

    def _given(self, name):
        return getattr(self.form, "cleaned_data", {}).get(name)


def _at_midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))

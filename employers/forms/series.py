"""The forms of a series of dates and of how an offer is planned."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from employers.forms.sessions import PlacesForm, day_field, moment_of
from employers.models import DateSeries, Offer, OfferPlanning
from employers.models.offer_details import Weekday
from employers.recurrence import Rule
from employers.services.series import MOST_DATES
from employers.services.sessions import problems_of
from portal.reference.workdays import add_working_days

SCHOOL_DAYS = Weekday.choices[:5]


class Numbers(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        return [int(number) for number in super().clean(value)]


class SeriesForm(PlacesForm):
    """``rule`` says which days; ``instance`` is what each date looks like."""

    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=DateSeries.Rhythm.choices,
        widget=forms.RadioSelect,
        initial=DateSeries.Rhythm.WEEK,
        help_text=_("Every month: on the same day of the week, such as the second Tuesday."),
    )
    weekdays = Numbers(label=_("On which days?"), choices=SCHOOL_DAYS)
    first_day = day_field(_("From which day?"))
    last_day = day_field(_("Until which day?"), required=False)
    times = forms.IntegerField(
        label=_("Or: how many dates?"), required=False, min_value=1, max_value=MOST_DATES
    )

    def __init__(self, *args, offer: Offer, **kwargs):
        super().__init__(*args, offer=offer, **kwargs)
        soonest = timezone.localdate() + dt.timedelta(days=offer.lead_days)
        first = add_working_days(soonest, 1)
        fitting = [day for day in offer.weekdays if day <= Weekday.FRIDAY]
        self.initial |= {"first_day": first, "weekdays": fitting or [first.isoweekday()]}
        self.fields["first_day"].widget.attrs["min"] = timezone.localdate().isoformat()

    @property
    def rule(self) -> Rule:
        data = self.cleaned_data
        return Rule(
            data["rhythm"],
            frozenset(data["weekdays"]),
            data["first_day"],
            data["last_day"],
            data["times"],
        )

    def clean(self):
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if not last and not data.get("times") and not {"last_day", "times"} & set(self.errors):
            self.add_error("last_day", _("Say until which day, or how many dates."))
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        if first and first < timezone.localdate():
            self.add_error("first_day", _("This date is in the past. Choose a day to come."))
        if first and {"start", "end"} <= set(data):
            self.instance.starts_at = moment_of(first, data["start"])
            self.instance.ends_at = moment_of(first, data["end"])
        return data

    def _post_clean(self):
        self._fill_instance()
        found = problems_of(self.instance)
        # Each day is judged by itself in the preview.
        found.pop("starts_at", None)
        self._show_problems(found)


class PlanningForm(forms.ModelForm):
    no_dates_in = Numbers(
        label=_("Months without dates"),
        choices=[(number, str(name).capitalize()) for number, name in MONTHS.items()],
        required=False,
    )

    class Meta:
        model = OfferPlanning
        fields = ["no_dates_in", "release", "last_minute", "groups_at_once"]
        widgets = {"release": forms.RadioSelect}
        help_texts = PlacesForm.Meta.help_texts

"""The guided start of a school: one form a step."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.reference.models import HolidayRegion, SchoolListing, Track
from schools.forms.periods import DateInput
from schools.models import School
from schools.services.set_up import YEARS, OwnLocation
from schools.services.year_periods import Span

TWO_DIGITS = re.compile(r"\d{2}")
LONGEST_LINE = 200
# Until which year a track goes, for a first proposal.
LAST_YEAR = {Track.PRO: 5, Track.HAVO: 5, Track.VWO: 6, Track.VSO: 6}


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class YearTicks(Ticks):
    def clean(self, value):
        return [int(number) for number in super().clean(value)]


def year_choices() -> list[tuple[int, str]]:
    return [(year, _("Year %(year)s") % {"year": year}) for year in YEARS]


class LocationsForm(forms.Form):
    """A tick and a name for each location of the BRIN, and room for one that is not listed."""

    name = forms.CharField(
        label=gettext_lazy("What is your school called?"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("As pupils and companies know it."),
    )
    own_number = forms.CharField(
        label=gettext_lazy("Number of the location"),
        required=False,
        max_length=2,
        help_text=gettext_lazy("The two digits behind your BRIN, for example 01."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    own_name = forms.CharField(
        label=gettext_lazy("Name of the location"), required=False, max_length=LONGEST_LINE
    )
    own_street = forms.CharField(label=gettext_lazy("Street"), required=False, max_length=120)
    own_house_number = forms.CharField(
        label=gettext_lazy("House number"), required=False, max_length=12
    )
    own_postcode = forms.CharField(label=gettext_lazy("Postcode"), required=False, max_length=7)
    own_place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=80)

    OWN = ("number", "name", "street", "house_number", "postcode", "place")

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, initial={"name": school.name}, **kwargs)
        self.present = {row.brin6: row for row in school.locations.all()}
        listed = {row.brin6: row for row in SchoolListing.objects.current().of_brin(school.brin)}
        self.places = [(code, listed.get(code)) for code in sorted({*listed, *self.present})]
        for code, row in self.places:
            mine = self.present.get(code)
            self.fields[f"use_{code}"] = forms.BooleanField(
                label=_address(row or mine),
                required=False,
                initial=bool(mine) or not self.present,
            )
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("What do you call this location?"),
                required=False,
                max_length=LONGEST_LINE,
                initial=mine.name if mine else row.name,
            )

    @property
    def location_rows(self) -> list[tuple]:
        return [(self[f"use_{code}"], self[f"name_{code}"]) for code, _row in self.places]

    @property
    def own_rows(self) -> list:
        return [self[f"own_{name}"] for name in self.OWN]

    @property
    def own_is_open(self) -> bool:
        return not self.places or any(row.errors or row.value() for row in self.own_rows)

    @property
    def chosen(self) -> dict[str, str]:
        data = self.cleaned_data
        return {code: data[f"name_{code}"] for code, _row in self.places if data[f"use_{code}"]}

    @property
    def own(self) -> OwnLocation | None:
        given = {name: self.cleaned_data[f"own_{name}"].strip() for name in self.OWN}
        return OwnLocation(**given) if any(given.values()) else None

    def clean(self):
        data = super().clean()
        given = {name: data.get(f"own_{name}", "").strip() for name in self.OWN}
        if any(given.values()):
            if not TWO_DIGITS.fullmatch(given["number"]):
                self.add_error("own_number", _("Write two digits, for example 01."))
            if not given["name"]:
                self.add_error("own_name", _("Give the location a name."))
        return data


class TracksForm(forms.Form):
    tracks = Ticks(
        label=gettext_lazy("Which tracks does your school have?"),
        choices=Track.choices,
        error_messages={"required": gettext_lazy("Tick at least one track.")},
    )
    years = YearTicks(
        label=gettext_lazy("Which years take part?"),
        choices=year_choices,
        error_messages={"required": gettext_lazy("Tick at least one year.")},
    )

    def __init__(self, *args, school: School, **kwargs):
        years = school.years or _usual_years(school.tracks)
        super().__init__(*args, initial={"tracks": school.tracks, "years": years}, **kwargs)
        self.locations = list(school.locations.all())
        if len(self.locations) == 1:
            self.locations = []
        for row in self.locations:
            self.fields[f"tracks_{row.pk}"] = Ticks(
                label=_("Tracks"), choices=Track.choices, required=False, initial=row.tracks
            )
            self.fields[f"years_{row.pk}"] = YearTicks(
                label=_("Years"), choices=year_choices, required=False, initial=row.years
            )

    @property
    def location_rows(self) -> list[tuple]:
        return [(row, self[f"tracks_{row.pk}"], self[f"years_{row.pk}"]) for row in self.locations]

    @property
    def any_differs(self) -> bool:
        return any(row.tracks or row.years for row in self.locations)

    @property
    def per_location(self) -> dict[int, tuple[list[str], list[int]]]:
        data = self.cleaned_data
        return {
            row.pk: (data[f"tracks_{row.pk}"], data[f"years_{row.pk}"]) for row in self.locations
        }


class HolidayRegionForm(forms.Form):
    region = forms.ChoiceField(
        label=gettext_lazy("In which holiday region is your school?"),
        choices=HolidayRegion.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, initial={"region": school.holiday_region}, **kwargs)
        self.locations = list(school.locations.all())
        if len(self.locations) == 1:
            self.locations = []
        for row in self.locations:
            self.fields[f"region_{row.pk}"] = forms.ChoiceField(
                label=row.name,
                choices=[("", _("As the school")), *HolidayRegion.choices],
                required=False,
                initial=row.holiday_region,
            )

    @property
    def location_rows(self) -> list:
        return [self[f"region_{row.pk}"] for row in self.locations]

    @property
    def per_location(self) -> dict[int, str]:
        return {row.pk: self.cleaned_data[f"region_{row.pk}"] for row in self.locations}


class SpanForm(forms.Form):
    """One learning period; a row that is left empty is no period."""

    label = forms.CharField(label=gettext_lazy("Name"), max_length=60, required=False)
    first_day = forms.DateField(label=gettext_lazy("first day"), widget=DateInput(), required=False)
    last_day = forms.DateField(label=gettext_lazy("last day"), widget=DateInput(), required=False)

    def clean(self):
        data = super().clean()
        for name in ("label", "first_day", "last_day"):
            if any(data.values()) and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in too, or empty the whole row."))
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first day."))
        return data

    @property
    def span(self) -> Span | None:
        data = self.cleaned_data
        if not any(data.values()):
            return None
        return Span(data["label"], data["first_day"], data["last_day"])


class HourForm(forms.Form):
    """One lesson hour; a row that is left empty is no hour."""

    starts_at = forms.TimeField(
        label=gettext_lazy("Begins"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    ends_at = forms.TimeField(
        label=gettext_lazy("Ends"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self):
        data = super().clean()
        for name in ("starts_at", "ends_at"):
            if any(data.values()) and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in too, or empty the whole row."))
        return data


SpanFormSet = forms.formset_factory(SpanForm, extra=0, max_num=12, validate_max=True)
HourFormSet = forms.formset_factory(HourForm, extra=0, max_num=15, validate_max=True)


def _usual_years(tracks: list[str]) -> list[int]:
    last = max(
        (LAST_YEAR.get(Track(code), 4) for code in tracks if code in Track.values), default=4
    )
    return list(range(1, last + 1))


def _address(row) -> str:
    address = " ".join(part for part in (row.street, row.house_number) if part)
    return ", ".join(part for part in (row.name, address, row.place) if part)

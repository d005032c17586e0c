"""A school's call, and the short forms that end one."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Offer
from placements.forms.rounds import DateInput
from placements.models import Call
from placements.searching.form import KILOMETRES
from placements.services.calls import problem_with_end, usual_end
from portal.core.formats import month_and_year
from portal.core.months import add_months, first_of_month
from portal.reference.distance import pc4_of
from portal.reference.models import Sector
from schools.models import Location, School

MONTHS_AHEAD = 18
YEARS = [(n, _("Year %(year)s") % {"year": n}) for n in range(1, 7)]


def _month_choices(empty) -> list[tuple[str, str]]:
    start = first_of_month(timezone.localdate())
    months = [add_months(start, number) for number in range(MONTHS_AHEAD)]
    return [("", empty), *((f"{day:%Y-%m}", month_and_year(day)) for day in months)]


def _month(label, empty) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=lambda: _month_choices(empty),
        coerce=lambda text: datetime.date.fromisoformat(f"{text}-01"),
        empty_value=None,
        required=False,
    )


class CallForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Whatever suits the company")), *Offer.Kind.choices],
        required=False,
    )
    year = forms.TypedChoiceField(
        label=_("Year"),
        choices=[("", _("Several years")), *YEARS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    from_month = _month(_("From"), _("Any time"))
    to_month = _month(_("Up to and including"), _("Any time"))
    km = forms.TypedChoiceField(
        label=_("How far"),
        choices=[("", _("Any distance")), *KILOMETRES],
        coerce=int,
        empty_value=None,
        required=False,
    )
    location = forms.ModelChoiceField(
        label=_("Location of the school"), queryset=Location.objects.none(), required=False
    )

    class Meta:
        model = Call
        fields = [
            "what", "more", "sector", "kind", "pupils", "year", "track", "from_month", "to_month",
            "km", "expires_on",
        ]  # fmt: skip
        widgets = {
            "more": forms.Textarea(attrs={"rows": 3}),
            "expires_on": DateInput(),
        }
        help_texts = {
            "what": _("One sentence, for example: see a bakery from the inside. No names."),
            "more": _("What do pupils want to know or try? Write no names of pupils."),
            "expires_on": _("After this day companies do not see it any more."),
        }

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.fields["sector"].queryset = Sector.objects.order_by("order")
        self.fields["sector"].empty_label = _("Choose a sector")
        self.fields["track"].choices = [("", _("All levels")), *_tracks(school)]
        self.initial["expires_on"] = self.initial.get("expires_on") or usual_end()
        for name in ("from_month", "to_month"):
            if day := self.initial.get(name):
                self.initial[name] = f"{day:%Y-%m}"
        locations = Location.objects.filter(school=school).exclude(postcode="")
        if locations.count() > 1:
            self.fields["location"].queryset = locations
        else:
            del self.fields["location"]

    def clean(self):
        given = super().clean()
        first, last = given.get("from_month"), given.get("to_month")
        if first and last and last < first:
            self.add_error("to_month", _("The last month is before the first."))
        day = given.get("expires_on")
        if day and (problem := problem_with_end(day)):
            self.add_error("expires_on", problem)
        return given

    def call(self) -> Call:
        """The call as it was filled in, at the chosen location."""
        call = self.instance
        call.school = self.school
        if location := self.cleaned_data.get("location"):
            call.pc4, call.place = pc4_of(location.postcode), location.place
        return call


def _tracks(school: School) -> list:
    field = Call._meta.get_field("track")
    own = set(school.tracks)
    return [choice for choice in field.choices if not own or choice[0] in own]


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you close it?"), choices=Call.Reason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In one sentence"),
        max_length=300,
        required=False,
        help_text=_("The companies that answered read it."),
    )


class IdeaForm(forms.Form):
    """The pupil's second screen: one sentence."""

    what = forms.CharField(
        label=_("What do you want to see or do?"),
        max_length=120,
        error_messages={"required": _("Write what you want to see.")},
    )
    kind = forms.ChoiceField(choices=[("", ""), *Offer.Kind.choices], required=False)

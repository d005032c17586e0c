"""A place of work, described once for all schools."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import Employer, WorkSite
from employers.services.worksites import BadPostcode, tidy_postcode

SECTIONS = (
    (_("Address"), ("name", "street", "house_number", "postcode", "place")),
    (_("How to get there"), ("route", "nearest_stop", "parking")),
    (
        _("Good to know"),
        ("step_free", "accessible_toilet", "quiet_place", "noise", "protective_gear"),
    ),
)


class WorkSiteForm(forms.ModelForm):
    class Meta:
        model = WorkSite
        fields = [name for _title, names in SECTIONS for name in names]
        widgets = {
            "street": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "postcode": forms.TextInput(attrs={"autocomplete": "postal-code"}),
            "place": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "route": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, employer: Employer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.employer = employer

    @property
    def sections(self):
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]

    def clean_postcode(self):
        try:
            return tidy_postcode(self.cleaned_data["postcode"])
        except BadPostcode as problem:
            raise forms.ValidationError(str(problem)) from problem

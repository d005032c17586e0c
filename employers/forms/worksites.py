"""A place of work, described once for all schools."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import Employer, WorkSite
from employers.services.worksites import BadPostcode, tidy_postcode

SECTIONS = (
    (_("Address"), "", ("name", ("street", "house_number"), ("postcode", "place"))),
    (
        _("How to get there"),
        _("You may skip this now and add it later."),
        ("route", ("nearest_stop", "parking"), "coach_stop"),
    ),
    (
        _("Can everyone come in?"),
        _(
            "Tick what you have. Schools look for this when somebody uses a wheelchair, for "
            "example."
        ),
        ("step_free", "lift", "accessible_toilet", "quiet_place", "hearing_loop", "noise"),
    ),
)


class WorkSiteForm(forms.ModelForm):
    class Meta:
        model = WorkSite
        fields = [
            "name",
            "street",
            "house_number",
            "postcode",
            "place",
            "route",
            "nearest_stop",
            "parking",
            "coach_stop",
            "step_free",
            "lift",
            "accessible_toilet",
            "quiet_place",
            "hearing_loop",
            "noise",
        ]
        widgets = {
            "street": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "postcode": forms.TextInput(attrs={"autocomplete": "postal-code"}),
            "place": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "route": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, employer: Employer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.employer = employer
        if not self.instance.pk:
            self.initial.setdefault("name", employer.name[:120])

    @property
    def sections(self) -> list[tuple]:
        """Title, hint and rows; a row is one field, or two side by side."""
        return [
            (title, hint, [[self[name] for name in _together(row)] for row in rows])
            for title, hint, rows in SECTIONS
        ]

    def clean_postcode(self):
        try:
            return tidy_postcode(self.cleaned_data["postcode"])
        except BadPostcode as problem:
            raise forms.ValidationError(str(problem)) from problem


def _together(row) -> tuple[str, ...]:
    return row if isinstance(row, tuple) else (row,)

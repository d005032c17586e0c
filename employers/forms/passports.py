"""The safety passport as ticks and choices: three minutes, once for all schools."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Gear, Provider, SafetyPassport, WorkSite
from portal.reference.models import Hazard

FIRST_RISK_CHECK = dt.date(1994, 1, 1)  # since then the law asks for one


@dataclass(frozen=True)
class Tick:
    """A hazard to tick, with its pictogram."""

    code: str
    name: str
    pictogram: str
    is_on: bool


class PassportForm(forms.ModelForm):
    """Puts what was filled in into ``instance`` without saving; a service keeps it."""

    hazards = forms.MultipleChoiceField(
        label=_("dangers here"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = SafetyPassport
        fields = [
            "hazards",
            "gear_note",
            "min_age",
            "first_aider",
            "risk_check_on",
            "supervision",
            "pupils_per_adult",
            "emergency_point",
        ]
        widgets = {"risk_check_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, worksite: WorkSite, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.worksite = worksite
        self.fields["hazards"].choices = [(row.code, row.name) for row in Hazard.all_cached()]
        for gear in Gear:
            self.fields[f"gear_{gear.value}"] = forms.ChoiceField(
                label=gear.label,
                required=False,
                choices=[("", _("Not needed")), *Provider.choices],
                initial=self.instance.gear.get(gear.value, ""),
            )

    @property
    def hazard_ticks(self) -> list[Tick]:
        chosen = set(self["hazards"].value() or ())
        return [
            Tick(row.code, row.name, row.pictogram, row.code in chosen)
            for row in Hazard.all_cached()
        ]

    @property
    def gear_fields(self) -> list:
        return [self[f"gear_{gear.value}"] for gear in Gear]

    def clean_risk_check_on(self):
        day = self.cleaned_data["risk_check_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. When was it last made?"))
        if day and day < FIRST_RISK_CHECK:
            raise forms.ValidationError(_("This is very long ago. Look at the year."))
        return day

    def clean(self):
        data = super().clean()
        chosen = {gear.value: data.get(f"gear_{gear.value}") for gear in Gear}
        self.instance.gear = {code: who for code, who in chosen.items() if who}
        return data

"""How much an employer wants to be asked: five simple questions, all may stay empty."""

import calendar

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.models import LoadBudget
from employers.models.budget import DEFAULTS, Employer


class LoadBudgetForm(forms.ModelForm):
    quiet_months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("In which months do you want no requests and no visits?"),
        choices=[(number, MONTHS[number]) for number in range(1, len(calendar.month_name))],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = LoadBudget
        fields = ["requests", "activities", "pupils", "rest_weeks", "quiet_months"]
        labels = {
            "requests": gettext_lazy("How many requests a month?"),
            "activities": gettext_lazy("How many groups a month?"),
            "pupils": gettext_lazy("How many pupils a month?"),
            "rest_weeks": gettext_lazy("How many weeks of rest after a visit?"),
        }

    def __init__(self, *args, employer: Employer, **kwargs):
        super().__init__(*args, **kwargs)
        usual = DEFAULTS[Employer.Size(employer.size)]
        for name in ("requests", "activities", "pupils"):
            self.fields[name].help_text = _("Leave empty for the usual: %(number)s.") % {
                "number": getattr(usual, name)
            }
            self.fields[name].widget.attrs["class"] = "input-number"
        self.fields["rest_weeks"].widget.attrs["class"] = "input-number"

    def clean_rest_weeks(self):
        return self.cleaned_data.get("rest_weeks") or 0

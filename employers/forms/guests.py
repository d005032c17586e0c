"""Somebody of the company who visits schools often."""

from django import forms

from employers.models import Employer, Guest
from employers.services.guests import date_problem


class GuestForm(forms.ModelForm):
    class Meta:
        model = Guest
        fields = ["name", "role", "vog_issued_on"]
        widgets = {"vog_issued_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, employer: Employer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.employer = employer

    def clean_vog_issued_on(self):
        day = self.cleaned_data["vog_issued_on"]
        if problem := date_problem(day):
            raise forms.ValidationError(problem)
        return day

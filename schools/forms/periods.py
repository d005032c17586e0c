"""A learning period of the school."""

from django import forms
from django.utils.translation import gettext as _

from schools.models import LearningPeriod


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PeriodForm(forms.ModelForm):
    class Meta:
        model = LearningPeriod
        fields = ["label", "school_year", "first_day", "last_day"]
        widgets = {"first_day": DateInput(), "last_day": DateInput()}

    def clean(self):
        """Beside the field, where the constraint would complain about the whole form."""
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first day."))
        return cleaned

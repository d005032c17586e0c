"""A learning period of the school."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.reference.models import Track
from schools.models import LearningPeriod


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PeriodForm(forms.ModelForm):
    tracks = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these tracks"),
        required=False,
        choices=Track.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked means: for the whole school."),
    )

    class Meta:
        model = LearningPeriod
        fields = ["label", "school_year", "first_day", "last_day", "tracks"]
        widgets = {"first_day": DateInput(), "last_day": DateInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = {*self.instance.school.tracks, *self.instance.tracks}
        if len(own) > 1:
            self.fields["tracks"].choices = [row for row in Track.choices if row[0] in own]
        else:
            del self.fields["tracks"]

    def clean(self):
        """Beside the field, where the constraint would complain about the whole form."""
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first day."))
        return cleaned

"""The number that employers may call."""

from django import forms

from schools.models import School


class DayTelephoneForm(forms.ModelForm):
    class Meta:
        model = School
        fields = ["day_telephone"]
        widgets = {"day_telephone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})}

"""What a company says about itself."""

from django import forms

from employers.models import Employer


class EmployerForm(forms.ModelForm):
    class Meta:
        model = Employer
        fields = ["name", "kvk_number", "sector", "size", "about", "website"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "kvk_number": forms.TextInput(attrs={"inputmode": "numeric"}),
            "about": forms.Textarea(attrs={"rows": 5}),
            "website": forms.URLInput(attrs={"autocomplete": "url"}),
        }

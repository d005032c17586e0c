"""The region adds a school, and brings the national list up to date."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from portal.reference.models import SchoolListing


class FirstCoordinatorForm(forms.Form):
    contact = forms.CharField(
        label=_("Who sets the school up?"),
        max_length=150,
        help_text=_("First and last name. This person becomes the first LOB coordinator."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address at school"),
        max_length=254,
        help_text=_("The invitation goes here. It works for two weeks."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class NewSchoolForm(FirstCoordinatorForm):
    brin = forms.CharField(
        label=_("BRIN"),
        max_length=12,
        help_text=_("Four characters, for example 12AB."),
        validators=[RegexValidator(r"^\s*\d{2}\s*[A-Za-z]{2}\s*$", _("Write a BRIN as 12AB."))],
    )
    name = forms.CharField(label=_("Name of the school"), max_length=200)
    field_order = ["brin", "name", "contact", "email"]

    def clean_brin(self) -> str:
        return "".join(self.cleaned_data["brin"].split()).upper()


class ListedSchoolForm(FirstCoordinatorForm):
    """For a school that was found: only its name can be made better."""

    name = forms.CharField(
        label=_("Name of the school"),
        max_length=200,
        help_text=_("Names in the national list are often long. The school can change it too."),
    )
    field_order = ["name", "contact", "email"]

    def __init__(self, *args, listed: list[SchoolListing], **kwargs):
        super().__init__(*args, initial={"name": listed[0].name}, **kwargs)


class ListUploadForm(forms.Form):
    file = forms.FileField(
        label=_("The list of DUO"),
        help_text=_("“Alle vestigingen vo” from the open data of DUO: a .csv file."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    confirmed = forms.BooleanField(
        label=_("The file is complete, also when many locations are gone"), required=False
    )

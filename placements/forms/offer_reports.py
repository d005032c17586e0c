"""Reporting an offer: open to everybody, so made hard for machines."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _

from placements.models import OfferReport


class OfferReportForm(forms.ModelForm):
    # A person never sees this box; who fills it in is a machine.
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    class Meta:
        model = OfferReport
        fields = ["reason", "words", "email"]
        widgets = {
            "reason": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 3}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {
            "words": _("Do not write names of pupils."),
            "email": _("Only if you want to hear what we did. We throw it away after that."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = OfferReport.Reason.choices
        self.fields["words"].validators.append(
            MinLengthValidator(5, _("Tell in a few words what is wrong."))
        )

    def clean_words(self):
        return " ".join(self.cleaned_data["words"].split())

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this box empty."))
        return ""


class HandleReportForm(forms.Form):
    note = forms.CharField(
        label=_("What did you do about it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who reported it and left an address reads this."),
    )

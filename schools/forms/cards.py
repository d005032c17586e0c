"""The words on a login card, as a pupil types them."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CardCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The words on your card"),
        help_text=_("For example: appel boom vis 42"),
        max_length=60,
        error_messages={"required": _("Type the words of your card.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "autocorrect": "off",
                "spellcheck": "false",
                "enterkeyhint": "go",
            }
        ),
    )

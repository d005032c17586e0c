"""Why not this year: a closed list, and one sentence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import OfferConfirmation

Reason = OfferConfirmation.Reason


class PauseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not this year?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason. Only you and the region read it.")},
    )
    words = forms.CharField(
        label=_("In one sentence"),
        max_length=OfferConfirmation._meta.get_field("words").max_length,
        required=False,
    )

    def clean(self):
        given = super().clean()
        if given.get("reason") == Reason.OTHER and not given.get("words"):
            self.add_error("words", _("Say in one sentence what the reason is."))
        return given

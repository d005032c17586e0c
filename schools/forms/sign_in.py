"""What a coordinator fills in to let people sign in through the school."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.openid.errors import OpenIdError
from portal.accounts.openid.fetch import require_address
from portal.accounts.openid.provider import WELL_KNOWN
from schools.models import SchoolSignIn


class SignInForm(forms.ModelForm):
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=400,
        required=False,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = SchoolSignIn
        fields = [
            "kind",
            "issuer",
            "client_id",
            "client_secret",
            "number_claim",
            "for_pupils",
            "for_staff",
        ]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "issuer": _("Begins with https. The person who looks after it at school knows it."),
            "number_claim": _(
                "Only for a sign-in of your own: where it says the pupil's number. "
                "Take one that pupils cannot change themselves."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = SchoolSignIn.Kind.choices
        known = bool(self.instance.pk)
        self.fields["client_secret"].help_text = (
            _("Filled in already, and never shown again. Leave empty to keep it.")
            if known
            else _("Goes with the client ID. We keep it sealed and never show it again.")
        )
        self.fields["client_secret"].required = not known

    def clean_issuer(self):
        issuer = self.cleaned_data["issuer"].strip().removesuffix(WELL_KNOWN).rstrip("/")
        try:
            require_address(issuer)
        except OpenIdError:
            raise forms.ValidationError(
                _("Write an address that begins with https and is on the internet.")
            ) from None
        return issuer

    def clean_number_claim(self):
        name = self.cleaned_data["number_claim"]
        if name and not re.fullmatch(r"[A-Za-z0-9_.:/-]+", name):
            raise forms.ValidationError(_("Write only the name of the claim."))
        return name

    def clean(self):
        found = super().clean()
        if not found.get("for_pupils") and not found.get("for_staff"):
            raise forms.ValidationError(_("Tick pupils, staff or both."))
        moved = self.instance.pk and found.get("issuer") not in (None, self.initial["issuer"])
        if moved and not found.get("client_secret"):
            self.add_error("client_secret", _("Another provider has another secret: fill it in."))
        return found

"""Who comes by a link and has no account yet."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User


def name_field(label, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


class NewAccountForm(forms.Form):
    """Who comes by a link and has no account chooses a password. ``named``: names are known."""

    first_name = name_field(_("First name"), "given-name")
    last_name = name_field(_("Last name"), "family-name")
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 10 characters. Three words together are easy to remember."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, named: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        if named:
            del self.fields["first_name"], self.fields["last_name"]

    def clean(self):
        cleaned = super().clean()
        known = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
        if password := cleaned.get("password"):
            try:
                validate_password(password, User(email=self.email, **known))
            except ValidationError as problem:
                self.add_error("password", problem)
        return cleaned

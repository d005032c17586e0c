"""Inviting a colleague, and choosing who takes over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import EmployerMembership

Role = EmployerMembership.Role


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, initial=Role.MEMBER, widget=forms.RadioSelect
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class HandOverForm(forms.Form):
    """Who becomes owner in one's place: a colleague at the same employer."""

    to = forms.ModelChoiceField(
        label=_("Who takes over?"),
        queryset=EmployerMembership.objects.none(),
        error_messages={"required": _("Choose who takes over.")},
    )

    def __init__(self, *args, leaving: EmployerMembership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = EmployerMembership.objects.filter(
            employer=leaving.employer_id
        ).exclude(pk=leaving.pk)

"""Who works at the school, and who is mentor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from schools.models import SchoolMembership


class MemberForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address at school"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=SchoolMembership.Role.choices,
        initial=SchoolMembership.Role.MENTOR,
    )


class MentorsForm(forms.Form):
    mentors = forms.ModelMultipleChoiceField(
        label=_("Mentors of this group"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, initial={"mentors": group.mentors.all()}, **kwargs)
        self.fields["mentors"].queryset = User.objects.filter(
            schools_memberships__school=group.school_id,
            schools_memberships__role=SchoolMembership.Role.MENTOR,
        ).order_by("last_name", "first_name")

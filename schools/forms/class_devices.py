"""Setting up the device that somebody of the school sits at, for pupils."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import current_school_year
from schools.models import Group
from schools.permissions import Right, coordinates, group_ids_with


class ClassDeviceForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the device"),
        help_text=_("For example: tablet 3 of room 12"),
        max_length=60,
        strip=True,
    )
    group = forms.ModelChoiceField(label=_("For which class?"), queryset=Group.objects.none())

    def __init__(self, *args, school, user, **kwargs):
        super().__init__(*args, **kwargs)
        groups = Group.objects.base().current().of_year(current_school_year())
        groups = groups.filter(school=school).order_by("name")
        field = self.fields["group"]
        if coordinates(user, school):
            field.required = False
            field.empty_label = _("The whole school")
        else:
            groups = groups.filter(pk__in=group_ids_with(user, Right.CARDS))
        field.queryset = groups

"""Who works at the school, who guides or teaches which group, and who owns its pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.reference.models import Subject
from schools.models import Group, School
from schools.models.rights import MENTORS, Role
from schools.services.owners import possible_owners
from schools.services.staff import Duties


class DutiesForm(forms.Form):
    """Roles, and what goes with them. Needs the ``school`` for its groups of now."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups as mentor or coach"),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    subjects = forms.ModelMultipleChoiceField(
        label=_("Subjects"),
        queryset=Subject.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    teaching_groups = forms.ModelMultipleChoiceField(
        label=_("Groups as subject teacher"),
        help_text=_("A subject teacher sees the names of these groups, and no others."),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, **kwargs)
        groups = Group.objects.to_staff(school).order_by("name")
        self.fields["groups"].queryset = groups.base()
        self.fields["teaching_groups"].queryset = groups
        taught = [subject.pk for subject in Subject.all_cached() if _fits(subject, school)]
        self.fields["subjects"].queryset = Subject.objects.filter(pk__in=taught)

    def clean(self):
        """Groups without the role that goes with them would do nothing, and surprise later."""
        cleaned = super().clean()
        roles = set(cleaned.get("roles", ()))
        if cleaned.get("groups") and not roles & set(MENTORS):
            self.add_error("groups", _("Only a mentor or coach has groups here. Choose that role."))
        teaches = Role.SUBJECT_TEACHER in roles
        for name in ("subjects", "teaching_groups"):
            if cleaned.get(name) and not teaches:
                self.add_error(name, _("This goes with the role of subject teacher. Choose it."))
        return cleaned

    @property
    def duties(self) -> Duties:
        data = self.cleaned_data
        return Duties(
            data["roles"],
            list(data["subjects"]),
            list(data["groups"]),
            list(data["teaching_groups"]),
        )


class InviteForm(DutiesForm):
    """The name comes first in the mail; the person can change it."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address at school"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "email", "roles", "groups", "subjects", "teaching_groups"]


class OwnerForm(forms.Form):
    """Who owns the school next: one of its coordinators."""

    to = forms.ModelChoiceField(
        label=_("New owner"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose who takes over.")},
    )

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = possible_owners(school).exclude(pk=school.owner_id)


class AppointForm(OwnerForm):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The coordinators read this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FirstOwnerForm(forms.Form):
    """The region brings in a coordinator who becomes the owner."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address at school"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class GroupPeopleForm(forms.Form):
    mentors = forms.ModelMultipleChoiceField(
        label=_("Mentors and coaches of this group"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    teachers = forms.ModelMultipleChoiceField(
        label=_("Subject teachers of this group"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, group: Group, **kwargs):
        now = {"mentors": group.mentors.all(), "teachers": group.teachers.all()}
        super().__init__(*args, initial=now, **kwargs)
        self.fields["mentors"].queryset = _staff_as(group, MENTORS)
        self.fields["teachers"].queryset = _staff_as(group, [Role.SUBJECT_TEACHER])


def _staff_as(group: Group, roles):
    return (
        User.objects.filter(
            schools_memberships__school=group.school_id, schools_memberships__role__in=roles
        )
        .distinct()
        .order_by("last_name", "first_name")
    )


def _fits(subject: Subject, school: School) -> bool:
    """A subject without tracks fits everywhere, and so does everything where nothing is known."""
    return not subject.tracks or not school.tracks or bool({*subject.tracks} & {*school.tracks})

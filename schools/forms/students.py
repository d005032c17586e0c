"""A pupil or a group typed in by hand."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.school_year import current_school_year
from portal.reference.models import Track
from schools.imports.edexml_fields import clean
from schools.models import Group, Location, School, Student

YEARS = [("", _("Not known")), *((number, str(number)) for number in range(1, 7))]
NAMES = ("given_name", "name_prefix", "family_name")


class StudentForm(forms.Form):
    """New, or with ``student`` to change. ``doubles`` are pupils of the same name, after a POST."""

    given_name = forms.CharField(label=_("Given name"), max_length=100)
    name_prefix = forms.CharField(
        label=_("Prefix"),
        max_length=20,
        required=False,
        help_text=_("For example: van, de, van 't."),
    )
    family_name = forms.CharField(label=_("Family name"), max_length=200)
    number = forms.CharField(
        label=_("Number at school"),
        max_length=60,
        required=False,
        help_text=_(
            "By this number a file finds the pupil later. Never the citizen number (BSN). "
            "You may fill it in later."
        ),
    )
    year_of_study = forms.TypedChoiceField(
        label=_("Year"), choices=YEARS, coerce=int, empty_value=None, required=False
    )
    track = forms.ChoiceField(
        label=_("Track"), choices=[("", _("Not known")), *Track.choices], required=False
    )

    def __init__(self, *args, school: School, student: Student | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.student = student
        self.doubles: list[Student] = []
        if student is None:
            self.fields["group"] = _group_field(school)
            self.fields["group"].required = False
        elif student.number:
            self.fields["number"].required = True
        locations = Location.objects.filter(school=school)
        if len(locations) > 1:
            self.fields["location"] = forms.ModelChoiceField(
                label=_("Location"),
                queryset=locations,
                required=False,
                empty_label=_("Not known"),
                initial=student.location_id if student else None,
            )
        for name in ("given_name", "family_name", "name_prefix", "number"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self):
        cleaned = super().clean()
        for name in (*NAMES, "number"):
            if name in cleaned:
                cleaned[name] = clean(cleaned[name])
        if not self.errors:
            self._ask_about_doubles(cleaned)
        return cleaned

    @property
    def values(self) -> dict:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "other"}

    def _ask_about_doubles(self, cleaned) -> None:
        """The same name twice is possible, so it is a question."""
        renamed = self.student is None or any(
            cleaned[name] != getattr(self.student, name) for name in NAMES
        )
        if not renamed:
            return
        same = Student.objects.filter(
            school=self.school,
            given_name__iexact=cleaned["given_name"],
            family_name__iexact=cleaned["family_name"],
        ).select_related("base_group")
        self.doubles = list(same.exclude(pk=getattr(self.student, "pk", None))[:5])
        if not self.doubles:
            return
        self.fields["other"] = forms.BooleanField(
            label=_("Yes, this is another pupil with the same name"), required=False
        )
        if self.data.get("other") != "on":
            self.add_error("other", _("There is a pupil of this name. Is this another one?"))


class MoveForm(forms.Form):
    on = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today or a day before."),
    )

    def __init__(self, *args, student: Student, **kwargs):
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        self.fields["group"] = _group_field(student.school, student.base_group_id)
        self.order_fields(["group", "on"])


class GroupForm(forms.ModelForm):
    class Meta:
        model = Group
        fields = ("name", "kind", "year_of_study", "location")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year_of_study"] = forms.TypedChoiceField(
            label=_("Year"), choices=YEARS, coerce=int, empty_value=None, required=False
        )
        locations = Location.objects.filter(school=self.instance.school_id)
        if len(locations) > 1:
            self.fields["location"].queryset = locations
            self.fields["location"].empty_label = _("Not known")
        else:
            del self.fields["location"]

    def clean_name(self):
        return clean(self.cleaned_data["name"])


def _group_field(school: School, besides: int | None = None) -> forms.ModelChoiceField:
    groups = Group.objects.current().base().filter(school=school)
    groups = groups.filter(school_year__gte=current_school_year()).exclude(pk=besides)
    return forms.ModelChoiceField(
        label=_("Group"), queryset=groups.order_by("school_year", "name"), empty_label=_("Choose")
    )

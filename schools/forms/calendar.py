"""Special days of the school: one day or a stretch, and what is taken from a calendar file."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.school_year import current_school_year, school_year_of
from portal.reference.models import SchoolHoliday, Track
from schools.forms.periods import DateInput
from schools.forms.set_up import Ticks
from schools.imports.calendar_rows import Proposal
from schools.models import CalendarException, Group, School
from schools.services.calendar import Entry

Kind = CalendarException.Kind
WEEKDAYS = (
    (0, gettext_lazy("Monday")),
    (1, gettext_lazy("Tuesday")),
    (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")),
    (4, gettext_lazy("Friday")),
)


class DayForm(forms.ModelForm):
    """The short form: what, and when."""

    class Meta:
        model = CalendarException
        fields = ["kind", "label", "first_day", "last_day"]
        widgets = {"first_day": DateInput(), "last_day": DateInput()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_day"].required = False
        self.fields["last_day"].help_text = _("Leave empty for one day.")
        kinds = [choice for choice in Kind.choices if choice[0] != Kind.INTERNSHIP]
        self.fields["kind"].choices = [("", _("Choose")), *kinds]

    def clean(self):
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and not last and "last_day" not in self.errors:
            data["last_day"] = first
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first day."))
        return data


class CalendarForm(DayForm):
    """The whole form: also for which weekdays, groups and tracks, and instead of what."""

    weekdays = Ticks(
        label=gettext_lazy("Only on these weekdays"),
        choices=WEEKDAYS,
        required=False,
        help_text=gettext_lazy("None ticked means: every day. For internships, tick the days."),
    )
    tracks = Ticks(
        label=gettext_lazy("Only for these tracks"), choices=Track.choices, required=False
    )

    class Meta(DayForm.Meta):
        fields = [*DayForm.Meta.fields, "replaces", "weekdays", "groups", "tracks"]
        widgets = {**DayForm.Meta.widgets, "groups": forms.CheckboxSelectMultiple}

    field_order = Meta.fields

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose")), *Kind.choices]
        self.fields["replaces"].choices = [
            ("", _("Nothing: it is a holiday of our own")),
            *(choice for choice in SchoolHoliday.Kind.choices if choice[0] != "other"),
        ]
        year = school_year_of(self.instance.first_day) if self.instance.pk else ""
        own = school.tracks or Track.values
        self.fields["tracks"].choices = [row for row in Track.choices if row[0] in own]
        self.fields["groups"].required = False
        self.fields["groups"].label = _("Only for these groups")
        self.fields["groups"].queryset = Group.objects.filter(
            school=school, school_year=year or current_school_year()
        ).base()

    def clean_weekdays(self) -> list[int]:
        return [int(day) for day in self.cleaned_data["weekdays"]]

    @property
    def chosen_groups(self):
        return self.cleaned_data["groups"]


class CalendarUploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Calendar file of your school"),
        help_text=gettext_lazy("A file that ends in .ics, at most 2 MB."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )


class ProposalsForm(forms.Form):
    """A tick and a kind for each event of the file; what has no kind is not ticked."""

    def __init__(self, *args, proposals: list[Proposal], known: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        for number, row in enumerate(proposals):
            self.fields[f"take_{number}"] = forms.BooleanField(
                label=row.label, required=False, initial=bool(row.kind) and row.uid not in known
            )
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("Kind of %(event)s") % {"event": row.label},
                choices=[("", _("Choose")), *Kind.choices],
                required=False,
                initial=row.kind,
                widget=forms.Select(attrs={"class": "input"}),
            )
        self.known = known

    @property
    def rows(self) -> list[dict]:
        return [
            {
                "proposal": row,
                "take": self[f"take_{number}"],
                "kind": self[f"kind_{number}"],
                "known": row.uid in self.known,
            }
            for number, row in enumerate(self.proposals)
        ]

    def clean(self):
        data = super().clean()
        for number in range(len(self.proposals)):
            if data.get(f"take_{number}") and not data.get(f"kind_{number}"):
                self.add_error(f"kind_{number}", _("Choose what kind of day this is."))
        return data

    @property
    def entries(self) -> list[Entry]:
        data = self.cleaned_data
        return [
            Entry(
                uid=row.uid,
                kind=data[f"kind_{number}"],
                label=row.label,
                first_day=row.first_day,
                last_day=row.last_day,
                replaces=row.replaces,
            )
            for number, row in enumerate(self.proposals)
            if data[f"take_{number}"]
        ]

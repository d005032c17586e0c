"""What happens to each group and pupil when the year turns, and what is taken over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.forms.periods import DateInput
from schools.models import DestinationType, YearTurnGroup, YearTurnPupil

INTO = "into:"


class GroupFateForm(forms.Form):
    """One group. ``row`` is the YearTurnGroup; its id is the prefix."""

    fate = forms.ChoiceField(label=_("What happens"), choices=YearTurnGroup.Fate.choices)
    new_name = forms.CharField(label=_("New name"), max_length=100, required=False)
    keep_mentors = forms.BooleanField(label=_("Same mentors"), required=False)

    def __init__(self, data=None, *, row):
        self.row = row
        initial = {
            "fate": row.fate,
            "new_name": row.new_name,
            "keep_mentors": row.keep_mentors,
        }
        super().__init__(data, prefix=f"g{row.pk}", initial=initial)
        name = {
            "class": "input",
            "aria-label": _("New name of %(group)s") % {"group": row.group.name},
        }
        self.fields["new_name"].widget.attrs.update(name)


class PupilFateForm(forms.Form):
    """One pupil: with the group, into another one, leaves, or no group yet."""

    way = forms.ChoiceField(label=_("Where to"), required=False)

    def __init__(self, data=None, *, student, other, targets):
        self.student = student
        own = {"way": way_of(other)}
        super().__init__(data, prefix=f"p{student.pk}", initial=own)
        self.fields["way"].choices = [
            ("", _("With the group")),
            *((f"{INTO}{row.pk}", row.new_name) for row in targets),
            (YearTurnPupil.Fate.LATER, YearTurnPupil.Fate.LATER.label),
            (YearTurnPupil.Fate.LEAVES, YearTurnPupil.Fate.LEAVES.label),
        ]
        self.fields["way"].widget.attrs["aria-label"] = student.name

    @property
    def choice(self) -> tuple[str, int | None]:
        """(fate or "", id of the group to go into); of valid input."""
        way = self.cleaned_data["way"]
        if way.startswith(INTO):
            return YearTurnPupil.Fate.UP, int(way.removeprefix(INTO))
        return way, None


def way_of(other: YearTurnPupil | None) -> str:
    """What the list of ways shows for this pupil."""
    if other is None:
        return ""
    return f"{INTO}{other.into_id}" if other.into_id else other.fate


class CopiesForm(forms.Form):
    periods = forms.BooleanField(
        label=_("Take over the learning periods, on the same weekdays"), required=False
    )
    calendar = forms.BooleanField(
        label=_("Take over test weeks, study days and internship days"), required=False
    )


class CheckForm(forms.Form):
    """Where a leaver is now."""

    destination = forms.ChoiceField(label=_("Where is the pupil now?"))
    day = forms.DateField(label=_("Asked on"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = [("", "…"), *DestinationType.choices]

"""Forms of the back office: lists are written one a line, what has a fixed list is ticked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.reference.models import Hazard, Regime, Track, Weekday


class OneALineField(forms.CharField):
    """A list of short texts, shown and written with one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return [line for line in lines if line]


class CompetenceForm(WagtailAdminModelForm):
    answer_labels_nl = OneALineField(
        label=_("Answers at the faces in Dutch"),
        help_text=_("Four, from the happiest face to the saddest, one on each line."),
    )
    answer_labels_en = OneALineField(label=_("Answers at the faces in English"), required=False)


class TracksForm(WagtailAdminModelForm):
    tracks = forms.MultipleChoiceField(
        label=_("Tracks"),
        choices=Track.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ActivityRuleForm(WagtailAdminModelForm):
    regimes = forms.MultipleChoiceField(
        label=_("Holds for"), choices=Regime.choices, widget=forms.CheckboxSelectMultiple
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The days on which it may be. None ticked: every day."),
    )
    hazards_excluded = forms.MultipleChoiceField(
        label=_("Not with these hazards"),
        choices=lambda: [(row.code, row.name) for row in Hazard.all_cached()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class SubjectForm(TracksForm):
    pass


class TalkingTipForm(TracksForm):
    def clean(self):
        given = super().clean()
        first, last = given.get("year_min"), given.get("year_max")
        if first and last and first > last:
            self.add_error("year_max", _("The last year is before the first."))
        return given

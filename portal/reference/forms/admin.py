"""Forms of the back office: lists are written one a line, tracks are ticked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.reference.models import Track


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


class SubjectForm(WagtailAdminModelForm):
    tracks = forms.MultipleChoiceField(
        label=_("Tracks"),
        choices=Track.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

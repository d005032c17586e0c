"""Choosing a roster file, and saying yes to what the report asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.services.roster_reports import QUESTIONS


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File from your pupil administration"),
        help_text=_("EDEXML (.xml), Excel (.xlsx), CSV or OneRoster (.zip). At most 60 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.edexml,.csv,.txt,.tsv,.xlsx,.zip"}),
    )


class ApplyForm(forms.Form):
    """One tick box for each question of the report."""

    def __init__(self, *args, questions: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question] = forms.BooleanField(
                label=QUESTIONS[question],
                error_messages={"required": _("Tick this box if you are sure.")},
            )

    @property
    def confirmed(self) -> tuple[str, ...]:
        return tuple(name for name, yes in self.cleaned_data.items() if yes)

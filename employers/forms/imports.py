"""A list of employers: choosing the file, the columns, and what goes in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import EmployerImport
from employers.services.employer_imports import missing_columns
from employers.services.import_plans import FIELDS, REQUIRED


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("List of employers"),
        help_text=_("An Excel file (.xlsx) or a CSV, at most 20 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )


class ColumnsForm(forms.Form):
    """One choice for each of our fields: which column of the file holds it."""

    def __init__(self, *args, import_: EmployerImport, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = {name: number for number, name in import_.mapping.items()}
        columns = [(f"{number}", header) for number, header in enumerate(import_.headers)]
        for name, (label, _words) in FIELDS.items():
            needed = name in REQUIRED
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("", _("Not in the file")), *columns],
                required=needed,
                initial=chosen.get(name, ""),
                error_messages={"required": _("We cannot do without this column.")},
            )

    def clean(self):
        cleaned = super().clean()
        used: dict[str, str] = {}
        for name in FIELDS:
            number = cleaned.get(name)
            if number and number in used:
                self.add_error(name, _("This column is chosen twice."))
            elif number:
                used[number] = name
        if not self.errors and missing_columns(used):
            self.add_error(None, _("Choose a column for each field that we cannot do without."))
        self.mapping = used
        return cleaned


class ApplyForm(forms.Form):
    near = forms.BooleanField(
        label=_("Also take in the companies whose name is much like another"), required=False
    )
    contacts = forms.BooleanField(
        label=_("Mail the contacts of new companies an invitation"), required=False
    )

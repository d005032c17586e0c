"""What the coordinator says of a table: which column is what, and what its words mean."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.core.school_year import bounds, current_school_year, school_year_of
from portal.reference.models import Track
from schools.imports.table_columns import FIELDS, missing_fields
from schools.imports.table_meanings import NOTHING
from schools.imports.table_preview import Column
from schools.imports.table_values import LAST_YEAR
from schools.models import Location, RosterImport
from schools.services.table_imports import Proposal

# Chosen for a column of which we need nothing.
DROP = "-"


class ColumnsForm(forms.Form):
    """One choice for each column; those that we never keep have none."""

    school_year = forms.ChoiceField(label=_("These are the groups of school year"))

    def __init__(self, *args, import_: RosterImport, proposal: Proposal, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = proposal.columns
        self._ask_school_year(import_)
        self._ask_location(import_)
        choices = [
            (DROP, _("Do not use")),
            *((name, label) for name, (label, _w) in FIELDS.items()),
        ]
        for number, column in enumerate(self.columns):
            if not column.forbidden:
                self.fields[f"column-{number}"] = forms.ChoiceField(
                    label=column.header,
                    choices=choices,
                    initial=proposal.fields.get(column.key, DROP),
                )

    @property
    def rows(self) -> list[tuple[Column, forms.BoundField | None]]:
        """Each column with its choice; without one when we never keep what is in it."""
        return [
            (column, None if column.forbidden else self[f"column-{number}"])
            for number, column in enumerate(self.columns)
        ]

    @property
    def settings(self) -> list[forms.BoundField]:
        return [self[name] for name in ("school_year", "location") if name in self.fields]

    def clean(self):
        cleaned = super().clean()
        chosen: dict[str, str] = {}
        for number, column in enumerate(self.columns):
            field = cleaned.get(f"column-{number}")
            if field in chosen.values():
                self.add_error(f"column-{number}", _("You chose this for another column too."))
            elif field and field != DROP:
                chosen[column.key] = field
        if not self.errors and (missing := missing_fields(chosen)):
            self.add_error(
                None, _("Choose a column for: %(fields)s.") % {"fields": ", ".join(missing)}
            )
        self.chosen = chosen
        return cleaned

    def _ask_school_year(self, import_: RosterImport) -> None:
        now = current_school_year()
        first, last = bounds(now)
        years = [
            school_year_of(first.replace(year=first.year + 1)),
            now,
            school_year_of(last.replace(year=last.year - 1)),
        ]
        self.fields["school_year"].choices = [(year, year) for year in years]
        self.fields["school_year"].initial = import_.options.get("school_year", now)

    def _ask_location(self, import_: RosterImport) -> None:
        """Only a school of several locations has something to choose."""
        locations = Location.objects.filter(school=import_.school)
        if len(locations) > 1:
            self.fields["location"] = forms.ModelChoiceField(
                label=_("The file is about"),
                queryset=locations,
                required=False,
                empty_label=_("the whole school"),
                to_field_name="brin6",
                initial=import_.options.get("brin6", ""),
            )


class MeaningsForm(forms.Form):
    """One choice for each text in the file that was not clear."""

    def __init__(
        self,
        *args,
        asked: Mapping[str, Mapping[str, int]],
        told: Mapping[str, Mapping[str, str]],
        locations: list[str],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.texts: dict[str, tuple[str, str]] = {}
        choices = {
            "track": Track.choices,
            "year": [(str(year), year) for year in range(1, LAST_YEAR + 1)],
            "location": [(name, name) for name in locations],
        }
        for field, options in choices.items():
            texts = {**dict.fromkeys(told.get(field, {}), 0), **asked.get(field, {})}
            for number, (text, rows) in enumerate(sorted(texts.items())):
                name = f"{field}-{number}"
                self.texts[name] = (field, text)
                self.fields[name] = forms.ChoiceField(
                    label=_label(field, text),
                    help_text=_lines(rows),
                    choices=[("", _("Choose")), *options, (NOTHING, _("It means nothing here"))],
                    required=False,
                    initial=told.get(field, {}).get(text, ""),
                )

    @property
    def told(self) -> dict[str, dict[str, str]]:
        """Field -> text -> what was chosen for it."""
        found: dict[str, dict[str, str]] = {}
        for name, (field, text) in self.texts.items():
            if value := self.cleaned_data.get(name):
                found.setdefault(field, {})[text] = value
        return found


def _label(field: str, text: str) -> str:
    return f"{FIELDS[field][0]}: “{text}”"


def _lines(rows: int) -> str:
    if not rows:
        return ""
    return ngettext("on %(count)s line", "on %(count)s lines", rows) % {"count": rows}

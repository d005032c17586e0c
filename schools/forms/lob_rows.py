"""The rows of a part of the LOB profile: a fixed list, or a list that grows."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.forms import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.reference.models import Competence, Sector, Subject, Track
from schools.forms.periods import DateInput
from schools.lob_reading import years_of
from schools.models import (
    AssessmentChoice,
    DestinationType,
    PolicyDocument,
    School,
)
from schools.models.lob_profile import FOUR_MODELS


class RowForm(forms.Form):
    """``key`` names the fields that no two rows may share; ``many`` those with tick boxes."""

    key: tuple[str, ...] = ()
    many: tuple[str, ...] = ()

    def __init__(self, *args, school: School, **kwargs):
        self.school = school
        super().__init__(*args, **kwargs)
        if "year_of_study" in self.fields and not self.fields["year_of_study"].widget.is_hidden:
            self.fields["year_of_study"].choices = [
                (0, _("Every year")),
                *((year, _("Year %(year)s") % {"year": year}) for year in years_of(school)),
            ]

    def one_line(self):
        """The fields that stand beside each other."""
        names = {*self.many, "DELETE"}
        return [f for f in self.visible_fields() if f.name not in names]

    def boxes(self):
        return [self[name] for name in self.many]


def year_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int, initial=0)


class BaseRows(BaseFormSet):
    @property
    def values(self) -> list[dict[str, Any]]:
        """What was filled in, without rows that are empty or were thrown away."""
        return [
            {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def clean(self):
        if any(self.errors):
            return
        seen = set()
        for form in self.forms:
            data = form.cleaned_data
            if not data or data.get("DELETE"):
                continue
            key = tuple(data[name] for name in form.key)
            if key in seen:
                form.add_error(form.key[0], _("This stands in the list already."))
            seen.add(key)


class ExceptionRow(RowForm):
    key = ("track", "year_of_study")
    track = forms.ChoiceField(label=gettext_lazy("Track"), required=False)
    year_of_study = year_field()
    model = forms.ChoiceField(
        label=gettext_lazy("Model"), choices=[("", gettext_lazy("Choose")), *FOUR_MODELS]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tracks = [(t, Track(t).label) for t in self.school.tracks if t in Track.values]
        self.fields["track"].choices = [("", _("Every track")), *tracks]


class StepRow(RowForm):
    key = ("text",)
    text = forms.CharField(label=gettext_lazy("Step"), max_length=200)
    due_on = forms.DateField(label=gettext_lazy("Ready on"), widget=DateInput())
    done_on = forms.DateField(label=gettext_lazy("Done on"), required=False, widget=DateInput())


def _talks(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=40, initial=0)


class TalkRow(RowForm):
    key = ("year_of_study",)
    year_of_study = forms.IntegerField(min_value=1, max_value=6, widget=forms.HiddenInput)
    lob = _talks(gettext_lazy("LOB talks"))
    coach = _talks(gettext_lazy("Coach talks"))
    three_way = _talks(gettext_lazy("Three-way talks"))

    @property
    def title(self) -> str:
        return _("Year %(year)s") % {"year": self["year_of_study"].value()}


class SectorRow(RowForm):
    key = ("sector",)
    sector = forms.ModelChoiceField(queryset=Sector.objects.all(), widget=forms.HiddenInput)
    is_used = forms.BooleanField(label=gettext_lazy("We use this sector"), required=False)
    own_name = forms.CharField(label=gettext_lazy("Our name"), max_length=60, required=False)
    order = forms.IntegerField(label=gettext_lazy("Order"), min_value=0, max_value=99)

    @property
    def title(self) -> str:
        """The region's name: the school decides here what it calls the sector itself."""
        pk = str(self["sector"].value())
        return next((s.name_nl for s in Sector.all_cached() if str(s.pk) == pk), "")


class DestinationRow(RowForm):
    key = ("kind", "label")
    many = ("sectors",)
    kind = forms.ChoiceField(
        label=gettext_lazy("Where to"),
        choices=[("", gettext_lazy("Choose")), *DestinationType.choices],
    )
    label = forms.CharField(label=gettext_lazy("More exactly"), max_length=80, required=False)
    share = forms.DecimalField(
        label=gettext_lazy("Share in %"),
        max_digits=4,
        decimal_places=1,
        localize=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    sectors = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Sectors that fit"),
        queryset=Sector.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class AssessmentRow(RowForm):
    key = ("item",)
    item = forms.ChoiceField(choices=AssessmentChoice.Item, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("Choice"), choices=AssessmentChoice.Choice, widget=forms.RadioSelect
    )

    @property
    def title(self) -> str:
        known = dict(AssessmentChoice.Item.choices)
        return known.get(self["item"].value(), "")


class TargetRow(RowForm):
    key = ("subject", "year_of_study")
    many = ("competences",)
    subject = forms.ModelChoiceField(
        label=gettext_lazy("Subject"),
        queryset=Subject.objects.all(),
        empty_label=gettext_lazy("Choose"),
    )
    year_of_study = year_field()
    activities = forms.IntegerField(
        label=gettext_lazy("Activities a year"), min_value=1, max_value=40
    )
    competences = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Competences"),
        queryset=Competence.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DocumentRow(RowForm):
    key = ("kind", "title")
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Choose")), *PolicyDocument.Kind.choices],
    )
    title = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    url = forms.URLField(
        label=gettext_lazy("Web address"),
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
    )
    where = forms.CharField(label=gettext_lazy("Chapter or page"), max_length=80, required=False)


ROW_FORMS: dict[str, type[RowForm]] = {
    "exceptions": ExceptionRow,
    "steps": StepRow,
    "talks": TalkRow,
    "sectors": SectorRow,
    "destinations": DestinationRow,
    "assessments": AssessmentRow,
    "subject_targets": TargetRow,
    "documents": DocumentRow,
}

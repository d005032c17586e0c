"""The form of an offer, in groups that follow how an employer thinks about a visit."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from employers.models import Employer, Offer
from employers.services.pictures import PictureProblem, read_picture

YEARS = [(year, str(year)) for year in range(1, 7)]
SECTIONS = (
    (_("What is it?"), "", ("kind", "title", "summary", ("sector", "tags"))),
    (
        _("What will pupils do?"),
        _("Write to the pupil: short sentences, and “you”."),
        ("pupil_text", "programme", "questions"),
    ),
    (
        _("Picture"),
        _("People choose with their eyes. Only use a picture if everybody in it agrees."),
        ("picture_file", "picture_alternative", "without_picture"),
    ),
    (_("Where, and with how many?"), "", ("worksite", ("group_min", "group_max"))),
    (_("For whom?"), "", (("year_min", "year_max"), "subjects", "competences")),
    (
        _("Practical"),
        "",
        (("duration_minutes", "lead_days"), "bring", "preparation"),
    ),
)


@dataclass(frozen=True)
class Section:
    title: str
    hint: str
    rows: list
    has_picture: bool


class OfferForm(forms.ModelForm):
    """Puts what was filled in into ``instance`` without saving; a service keeps it."""

    picture_file = forms.FileField(
        label=_("Choose a picture"),
        required=False,
        help_text=_("JPG, PNG or WebP, up to 10 MB. Leave it empty to keep the picture you have."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    without_picture = forms.BooleanField(label=_("Show it without a picture"), required=False)

    class Meta:
        model = Offer
        fields = [
            "kind",
            "title",
            "summary",
            "sector",
            "tags",
            "pupil_text",
            "programme",
            "questions",
            "picture_alternative",
            "worksite",
            "group_min",
            "group_max",
            "year_min",
            "year_max",
            "subjects",
            "competences",
            "duration_minutes",
            "lead_days",
            "bring",
            "preparation",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 2}),
            "pupil_text": forms.Textarea(attrs={"rows": 5}),
            "programme": forms.Textarea(attrs={"rows": 4}),
            "questions": forms.Textarea(attrs={"rows": 3}),
            "bring": forms.Textarea(attrs={"rows": 3}),
            "preparation": forms.Textarea(attrs={"rows": 3}),
            "year_min": forms.Select(choices=YEARS),
            "year_max": forms.Select(choices=YEARS),
            "subjects": forms.CheckboxSelectMultiple,
            "competences": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, employer: Employer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.employer = employer
        self.fields["kind"].choices = Offer.Kind.choices
        self.fields["worksite"].queryset = employer.worksites.all()
        self.fields["worksite"].empty_label = _("At the school")
        if not self.instance.picture_id:
            del self.fields["without_picture"]
            self.fields["picture_file"].help_text = _("JPG, PNG or WebP, up to 10 MB.")

    @property
    def sections(self) -> list[Section]:
        """The groups in order; a row is one field, or two side by side."""
        return [
            Section(
                title, hint, [self._row(row) for row in rows], has_picture="picture_file" in rows
            )
            for title, hint, rows in SECTIONS
        ]

    def _row(self, names) -> list:
        together = names if isinstance(names, tuple) else (names,)
        return [self[name] for name in together if name in self.fields]

    def clean_picture_file(self):
        upload = self.cleaned_data["picture_file"]
        if not upload:
            return None
        try:
            return read_picture(upload)
        except PictureProblem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self):
        data = super().clean()
        self._check_order(data, "group_min", "group_max", _("This is less than the fewest pupils."))
        self._check_order(data, "year_min", "year_max", _("This is before the first year."))
        if data.get("kind") == Offer.Kind.VISIT and not data.get("worksite"):
            self.add_error(
                "worksite", gettext("Pupils visit you. Choose the work site they go to.")
            )
        has_picture = data.get("picture_file") or (
            self.instance.picture_id and not data.get("without_picture")
        )
        if has_picture and not data.get("picture_alternative"):
            self.add_error(
                "picture_alternative",
                gettext("Say what is in the picture, for people who cannot see it."),
            )
        return data

    def _check_order(self, data: dict, low: str, high: str, message) -> None:
        if data.get(low) and data.get(high) and data[low] > data[high]:
            self.add_error(high, message)

    def offer(self) -> Offer:
        """The offer with what was filled in, in memory only; call after ``is_valid``."""
        offer = self.save(commit=False)
        self.save_m2m()
        if self.cleaned_data.get("without_picture") and not self.cleaned_data["picture_file"]:
            offer.picture, offer.picture_alternative = None, ""
        return offer

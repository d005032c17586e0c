"""The form of an offer. It may be kept half filled in; what is there must be right."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from employers.forms.offer_sections import Section, names_for, sections_of
from employers.models import Employer, EmployerMembership, Offer
from employers.models.offer_details import Daypart, Language, Weekday
from employers.services.pictures import PictureProblem, read_picture
from portal.reference.models import Hazard, Track

YEARS = [(year, str(year)) for year in range(1, 7)]
MOST_QUESTIONS = 3
ORDERED = (
    ("group_min", "group_max", _("This is less than the fewest pupils.")),
    ("year_min", "year_max", _("This is before the first year.")),
)
PEOPLE = (("contact", "contact_mobile"), ("deputy", "deputy_mobile"))
# Another kind has other questions: kept and drawn anew at once. Without script there is a button.
SWITCH = {
    "data-hx-post": "",
    "data-hx-trigger": "change consume",
    "data-hx-vals": '{"next": "kind"}',
    "data-hx-target": "#vragen",
    "data-hx-select": "#vragen",
    "data-hx-select-oob": "#versie",
    "data-hx-swap": "outerHTML",
}
ADVISE = {
    "data-hx-post": reverse_lazy("employers:offer-advice"),
    "data-hx-trigger": "input delay:900ms",
    "data-hx-target": "#leesbaar",
    "data-hx-swap": "innerHTML",
    "data-hx-sync": "this:replace",
}
# Questions about the people and the picture, kept elsewhere than in the offer's own columns.
EXTRA = {"picture_file", "without_picture", "contact_mobile", "deputy_mobile"}


class Several(forms.MultipleChoiceField):
    """Tick boxes; what is not ticked is not asked for."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label, choices, **kwargs):
        super().__init__(label=label, choices=choices, required=False, **kwargs)


class Weekdays(Several):
    def clean(self, value):
        return [int(day) for day in super().clean(value)]


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return str(obj.user)


def _date_field(label, **kwargs) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **kwargs)


def _mobile_field(label) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=20,
        validators=EmployerMembership._meta.get_field("mobile").validators,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


class OfferForm(forms.ModelForm):
    """Puts what was filled in into ``instance`` without saving; a service keeps it.

    Only the questions of one kind are asked: that of ``shown``, the kind the page was drawn for.
    """

    tracks = Several(_("School tracks"), Track.choices)
    weekdays = Weekdays(_("Days that suit you"), Weekday.choices)
    dayparts = Several(_("Parts of the day"), Daypart.choices)
    languages = Several(_("Languages that you speak with pupils"), Language.choices)
    hazards = Several(
        _("Extra dangers of this activity"),
        lambda: [(row.code, row.name) for row in Hazard.all_cached()],
    )
    valid_until = _date_field(
        _("Valid until"), help_text=_("After this day the offer leaves the catalogue by itself.")
    )
    deadline = _date_field(_("To be finished on"))
    contact = PersonField(None, required=False, label=_("Contact person"))
    contact_mobile = _mobile_field(_("Mobile number"))
    deputy = PersonField(None, required=False, label=_("Deputy"))
    deputy_mobile = _mobile_field(_("Mobile number of the deputy"))
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
            name
            for name in dict.fromkeys(n for kind in Offer.Kind for n in names_for(kind))
            if name not in EXTRA
        ]
        widgets = {
            "kind": forms.RadioSelect(attrs=SWITCH),
            "activity": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 2}),
            "pupil_text": forms.Textarea(attrs={"rows": 6, **ADVISE}),
            "programme": forms.Textarea(attrs={"rows": 4}),
            "questions": forms.Textarea(attrs={"rows": 3}),
            "bring": forms.Textarea(attrs={"rows": 3}),
            "preparation": forms.Textarea(attrs={"rows": 3}),
            "client_question": forms.Textarea(attrs={"rows": 3}),
            "product": forms.Textarea(attrs={"rows": 2}),
            "criteria": forms.Textarea(attrs={"rows": 3}),
            "contact_moments": forms.Textarea(attrs={"rows": 3}),
            "room_needs": forms.Textarea(attrs={"rows": 2}),
            "year_min": forms.Select(choices=YEARS),
            "year_max": forms.Select(choices=YEARS),
            "subjects": forms.CheckboxSelectMultiple,
            "competences": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, employer: Employer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.employer = employer
        asked = self.data.get("shown") if self.is_bound else ""
        self.shown = asked if asked in Offer.Kind.values else self.instance.kind
        for name in set(self.fields) - set(names_for(self.shown)):
            del self.fields[name]
        for field in self.fields.values():
            field.required = False
        self.fields["kind"].choices = Offer.Kind.choices
        self._choose_people(employer)
        if "worksite" in self.fields:
            self.fields["worksite"].queryset = employer.worksites.all()
            self.fields["worksite"].empty_label = _("Choose a place")
        if not self.instance.picture_id:
            del self.fields["without_picture"]
            self.fields["picture_file"].help_text = _("JPG, PNG or WebP, up to 10 MB.")

    def _choose_people(self, employer: Employer) -> None:
        people = employer.memberships.select_related("user").order_by("pk")
        for name, mobile in PEOPLE:
            self.fields[name].queryset = people
            person = getattr(self.instance, name)
            self.initial[mobile] = person.mobile if person else ""

    @property
    def first(self) -> list[Section]:
        return self._at("first")

    @property
    def of_kind(self) -> list[Section]:
        return self._at("kind")

    @property
    def more(self) -> list[Section]:
        return self._at("more")

    def _at(self, place: str) -> list[Section]:
        return [s for s in sections_of(self, self.shown) if s.plan.place == place]

    def clean_picture_file(self):
        upload = self.cleaned_data["picture_file"]
        if not upload:
            return None
        try:
            return read_picture(upload)
        except PictureProblem as problem:
            raise ValidationError(str(problem)) from problem

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.instance.kind

    def clean_questions(self):
        text = self.cleaned_data["questions"]
        if len([line for line in text.splitlines() if line.strip()]) > MOST_QUESTIONS:
            raise ValidationError(gettext("Three questions are enough. Choose the best."))
        return text

    def clean_valid_until(self):
        return self._not_past("valid_until")

    def clean_deadline(self):
        return self._not_past("deadline")

    def _not_past(self, name: str) -> dt.date | None:
        day = self.cleaned_data[name]
        if day and name in self.changed_data and day < timezone.localdate():
            raise ValidationError(gettext("This day has passed."))
        return day

    def clean(self):
        data = super().clean()
        for low, high, message in ORDERED:
            if data.get(low) and data.get(high) and data[low] > data[high]:
                self.add_error(high, message)
        self._check_people(data)
        has_picture = data.get("picture_file") or (
            self.instance.picture_id and not data.get("without_picture")
        )
        if has_picture and not data.get("picture_alternative"):
            self.add_error(
                "picture_alternative",
                gettext("Say what is in the picture, for people who cannot see it."),
            )
        # What has a value in every offer keeps it when the box was emptied.
        for name in [name for name, value in data.items() if value is None]:
            if name in self._meta.fields and not Offer._meta.get_field(name).null:
                del data[name]
        return data

    def _check_people(self, data: dict) -> None:
        if data.get("deputy") and data.get("deputy") == data.get("contact"):
            self.add_error("deputy", gettext("Choose somebody else than the contact person."))
        for name, mobile in PEOPLE:
            if data.get(mobile) and name in data and not data[name]:
                self.add_error(name, gettext("Choose whose number this is."))

    def offer(self) -> Offer:
        """The offer with all that is right, in memory only; call after ``is_valid``."""
        offer = self.instance
        for field in Offer._meta.many_to_many:
            if field.name in self.cleaned_data:
                setattr(offer, field.name, list(self.cleaned_data[field.name]))
        for low, high, _message in ORDERED:
            if high in self.errors and low in self.cleaned_data:
                setattr(offer, low, self.initial[low])  # or the pair is kept in the wrong order
        if offer.kind == Offer.Kind.GUEST_LECTURE:
            offer.worksite = None
        elif offer.worksite_id is None and self.shown != offer.kind:
            offer.worksite = offer.employer.worksites.order_by("pk").first()
        if self.cleaned_data.get("without_picture") and not self.cleaned_data.get("picture_file"):
            offer.picture, offer.picture_alternative = None, ""
        return offer

    def mobiles(self) -> list[tuple[EmployerMembership, str]]:
        """Whose number changed. Choosing somebody else does not give that person the old number."""
        return [
            (self.cleaned_data[name], self.cleaned_data[mobile])
            for name, mobile in PEOPLE
            if self.cleaned_data.get(name)
            and mobile in self.changed_data
            and mobile in self.cleaned_data
        ]

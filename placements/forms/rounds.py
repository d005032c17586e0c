"""The forms of a round: what it is, which dates, wishes for a pupil."""

import datetime as dt

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Offer
from placements.models import Round
from placements.services.rounds import CHANGEABLE
from portal.core.school_year import current_school_year
from portal.reference.models import Sector
from schools.models import Group, LearningPeriod, School


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DeadlineMixin:
    """Two plain fields, a day and a time, that make the moment until which wishes are taken."""

    @property
    def deadline_changed(self) -> bool:
        return bool({"wishes_day", "wishes_time"} & set(self.changed_data))

    def read_deadline(self, data: dict) -> None:
        """Put ``wishes_until`` in ``data`` in their place."""
        day, time = data.pop("wishes_day", None), data.pop("wishes_time", None)
        if day is None or time is None:
            return
        moment = timezone.make_aware(dt.datetime.combine(day, time))
        if moment <= timezone.now() and self.deadline_changed:
            self.add_error("wishes_day", _("This moment has passed. Choose a later one."))
        data["wishes_until"] = moment


def day_field() -> forms.DateField:
    return forms.DateField(
        label=_("Last day for wishes"),
        widget=DateInput(),
        help_text=_("After this pupils cannot choose any more."),
    )


def time_field() -> forms.TimeField:
    return forms.TimeField(
        label=_("Until what time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("For example 17:00."),
    )


def split_moment(moment: dt.datetime) -> dict:
    """Initial values for the two fields."""
    local = timezone.localtime(moment).replace(second=0, microsecond=0)
    return {
        "wishes_day": local.date(),
        "wishes_time": local.time().replace(second=0, microsecond=0),
    }


class RoundForm(DeadlineMixin, forms.ModelForm):
    """Make or change a round. What pupils have seen cannot change any more and is left out."""

    places_each = forms.IntegerField(
        label=_("places for each pupil"),
        min_value=1,
        max_value=5,
        initial=1,
        help_text=_("So many visits each pupil makes in this round."),
    )
    wishes_each = forms.IntegerField(
        label=_("wishes for each pupil"),
        min_value=1,
        max_value=8,
        initial=3,
        help_text=_("So many wishes a pupil may put in order."),
    )
    wishes_day = day_field()
    wishes_time = time_field()

    class Meta:
        model = Round
        fields = [
            "title",
            "period",
            "first_day",
            "last_day",
            "groups",
            "places_each",
            "wishes_each",
        ]
        widgets = {
            "first_day": DateInput(),
            "last_day": DateInput(),
            "groups": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "title": _("Pupils see this name too. For example: Autumn round of year 2."),
        }

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = LearningPeriod.objects.filter(school=school)
        self.fields["period"].empty_label = _("None")
        self.fields["groups"].required = False
        self.fields["groups"].label = _("Groups")
        self.fields["groups"].queryset = (
            Group.objects.filter(school=school).base().of_year(current_school_year()).with_size()
        )
        self.fields["groups"].label_from_instance = _group_label
        if self.instance.pk:
            self.initial.update(split_moment(self.instance.wishes_until))
            for name in set(self.fields) - self._changeable():
                del self.fields[name]

    def _changeable(self) -> set[str]:
        may = set(CHANGEABLE.get(self.instance.state, ()))
        if "wishes_until" in may:
            may |= {"wishes_day", "wishes_time"}
        return may | {"groups"} if self.instance.state == Round.State.DRAFT else may

    def clean(self):
        data = super().clean()
        self.read_deadline(data)
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first one."))
        if last and last < timezone.localdate():
            self.add_error("last_day", _("This day has passed. Choose a later one."))
        moment = data.get("wishes_until")
        if moment and first and timezone.localdate(moment) >= first:
            self.add_error("wishes_day", _("Choose a day before the first day of the round."))
        return data

    def _post_clean(self):
        """The service writes, so the round itself stays as it is."""


class ReopenForm(DeadlineMixin, forms.Form):
    wishes_day = day_field()
    wishes_time = time_field()

    def clean(self):
        data = super().clean()
        self.read_deadline(data)
        return data


class DateFilterForm(forms.Form):
    """Finds dates for a round. Everything is in the address, so a search can be kept."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        to_field_name="code",
        label=_("sector"),
        required=False,
        empty_label=_("All sectors"),
    )
    kind = forms.ChoiceField(
        label=_("kind"), required=False, choices=[("", _("All kinds")), *Offer.Kind.choices]
    )
    year = forms.TypedChoiceField(
        label=_("year"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("All years")), *((year, str(year)) for year in range(1, 7))],
    )
    chosen = forms.BooleanField(label=_("Only what is chosen"), required=False)

    def narrow(self, sessions, chosen_ids):
        """The sessions that fit; a faulty filter counts as none."""
        data = self.cleaned_data if self.is_valid() else {}
        for text in (data.get("q") or "").split():
            sessions = sessions.filter(
                Q(offer__title__icontains=text)
                | Q(offer__employer__name__icontains=text)
                | Q(offer__tags__icontains=text)
                | Q(offer__worksite__place__icontains=text)
            )
        if data.get("sector"):
            sessions = sessions.filter(offer__sector=data["sector"])
        if data.get("kind"):
            sessions = sessions.filter(offer__kind=data["kind"])
        if data.get("year"):
            sessions = sessions.filter(
                offer__year_min__lte=data["year"], offer__year_max__gte=data["year"]
            )
        if data.get("chosen"):
            sessions = sessions.filter(pk__in=chosen_ids)
        return sessions


class WishEntryForm(forms.Form):
    """One choice for each wish, in order; empty ones are skipped."""

    def __init__(self, *args, offers, count: int, chosen=(), **kwargs):
        super().__init__(*args, **kwargs)
        options = [("", _("No wish")), *((offer.pk, _offer_label(offer)) for offer in offers)]
        chosen = list(chosen)
        for number in range(count):
            self.fields[f"wish_{number + 1}"] = forms.TypedChoiceField(
                label=_("Wish %(rank)s") % {"rank": number + 1},
                choices=options,
                coerce=int,
                empty_value=None,
                required=False,
                initial=chosen[number] if number < len(chosen) else "",
            )

    @property
    def offer_ids(self) -> list[int]:
        return [value for value in self.cleaned_data.values() if value]


def _offer_label(offer) -> str:
    return f"{offer.title} ({offer.employer.name})"


def _group_label(group) -> str:
    return _("%(group)s (%(size)s pupils)") % {"group": group.name, "size": group.size}


def default_days() -> dict[str, dt.date]:
    """A round starts in about a month and takes eight weeks, unless somebody says otherwise."""
    start = timezone.localdate() + dt.timedelta(weeks=4)
    start -= dt.timedelta(days=start.weekday())
    return {"first_day": start, "last_day": start + dt.timedelta(weeks=8, days=-3)}

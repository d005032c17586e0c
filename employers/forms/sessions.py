"""The form of a date: a day, two times, places, and who may choose it."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.day_checks import planning_of, what_to_mind
from employers.models import Offer, Session
from employers.services.sessions import LONGEST_REASON, MOVES, problems_of

SHOWN_AT = {"starts_at": "day", "ends_at": "end"}
RELEASED = ("release", "last_minute", "groups_at_once")


def day_field(label, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def time_field(label) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


class PlacesForm(forms.ModelForm):
    """What one date and a whole series have in common."""

    start = time_field(_("From"))
    end = time_field(_("Until"))

    class Meta:
        model = Session
        fields = ["room", "min_places", "max_places", *RELEASED]
        widgets = {"release": forms.RadioSelect}
        help_texts = {
            "release": _(
                "In steps: first your partner schools, then schools whose pupils saw little of"
                " this sector, then all schools."
            ),
            "last_minute": _("Also within your days of notice. With “in steps” this is always so."),
            "groups_at_once": _("Leave empty: as many as there are places for."),
        }

    def __init__(self, *args, offer: Offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.offer = offer
        self.fields["release"].required = False
        if not self.instance.pk:
            planning = planning_of(offer)
            self.initial |= {
                "min_places": offer.group_min,
                "max_places": offer.group_max,
                **{name: getattr(planning, name) for name in RELEASED},
            } | (kwargs.get("initial") or {})

    def clean_release(self):
        return self.cleaned_data["release"] or self.initial["release"]

    def _fill_instance(self) -> None:
        for name in self._meta.fields:
            setattr(self.instance, name, self.cleaned_data.get(name))
        self.instance.room = self.instance.room or ""
        self.instance.release = self.instance.release or self.initial["release"]

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, message in problems.items():
            shown_at = SHOWN_AT.get(name, name)
            if shown_at not in self.errors:
                self.add_error(shown_at if shown_at in self.fields else None, message)


class SessionForm(PlacesForm):
    """Puts what was filled in into ``instance`` without saving; a service keeps it."""

    day = day_field(_("Day"))
    sure = forms.BooleanField(label=_("Yes, this day all the same"), required=False)
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("The schools will read this."),
        max_length=LONGEST_REASON,
        required=False,
    )
    later = forms.ChoiceField(
        label=_("Which dates?"),
        choices=[("", _("Only this date")), ("later", _("This date and all later ones"))],
        widget=forms.RadioSelect,
        required=False,
    )

    field_order = ["day", "start", "end", "room", "min_places", "max_places"]

    def __init__(self, *args, has_later: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs["min"] = timezone.localdate().isoformat()
        self.before = {name: getattr(self.instance, name) for name in MOVES}
        if self.instance.pk:
            start = timezone.localtime(self.instance.starts_at)
            end = timezone.localtime(self.instance.ends_at)
            self.initial |= {"day": start.date(), "start": start.time(), "end": end.time()}
        if not self.instance.places_taken:
            del self.fields["reason"]
        if not has_later:
            del self.fields["later"]

    @property
    def asks_sure(self) -> bool:
        """The box is shown only to who has to tick it."""
        return "sure" in self.errors or bool(getattr(self, "cleaned_data", {}).get("sure"))

    def clean(self):
        data = super().clean()
        if not {"day", "start", "end"} <= set(data):
            return data
        self.instance.starts_at = moment_of(data["day"], data["start"])
        self.instance.ends_at = moment_of(data["day"], data["end"])
        mind = what_to_mind(data["day"])
        if mind and not data.get("sure") and self.instance.starts_at != self.before["starts_at"]:
            self.add_error("sure", mind)
        return data

    def _post_clean(self):
        # Not the model's own checks: the service knows them all, in words for people.
        self._fill_instance()
        self._show_problems(problems_of(self.instance, before=self.before["starts_at"]))
        if "reason" in self.fields and not self.cleaned_data.get("reason") and self.moved:
            self.add_error("reason", _("Say why this changes. The schools will read it."))

    @property
    def moved(self) -> bool:
        return any(getattr(self.instance, name) != self.before[name] for name in MOVES)


def moment_of(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))

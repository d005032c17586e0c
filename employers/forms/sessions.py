"""The form of a date: a day, two times, places."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Offer, Session
from employers.services.sessions import problems_of

SHOWN_AT = {"starts_at": "day", "ends_at": "end"}


class SessionForm(forms.ModelForm):
    """Puts what was filled in into ``instance`` without saving; a service keeps it."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    start = forms.TimeField(
        label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    end = forms.TimeField(
        label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    field_order = ["day", "start", "end", "room", "min_places", "max_places"]

    class Meta:
        model = Session
        fields = ["room", "min_places", "max_places"]

    def __init__(self, *args, offer: Offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.offer = offer
        self.fields["day"].widget.attrs["min"] = timezone.localdate().isoformat()
        if self.instance.pk:
            start = timezone.localtime(self.instance.starts_at)
            end = timezone.localtime(self.instance.ends_at)
            self.initial |= {"day": start.date(), "start": start.time(), "end": end.time()}
        else:
            self.initial.setdefault("min_places", offer.group_min)
            self.initial.setdefault("max_places", offer.group_max)

    def clean(self):
        data = super().clean()
        if not {"day", "start", "end"} <= set(data):
            return data
        self.instance.starts_at = _moment(data["day"], data["start"])
        self.instance.ends_at = _moment(data["day"], data["end"])
        return data

    def _post_clean(self):
        # Not the model's own checks: the service knows them all, in words for people.
        for name in self._meta.fields:
            setattr(self.instance, name, self.cleaned_data.get(name))
        self.instance.room = self.instance.room or ""
        for name, message in problems_of(self.instance).items():
            shown_at = SHOWN_AT.get(name, name)
            if shown_at not in self.errors:
                self.add_error(shown_at, message)


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))

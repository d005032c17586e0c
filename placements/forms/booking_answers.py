"""What an employer answers: yes, another date, or no with a reason. Also by the mail link."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Session
from placements.forms.rounds import DateInput
from placements.models import Booking
from placements.services.booking_answers import Moment
from portal.core.formats import long_date, moment

NEW_DATE = "new"
USUAL_START = {"morning": "09:30", "afternoon": "13:00", "any": "09:30"}


def _clock(label, *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def _note(label) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TimesMixin:
    """A day with a begin and an end, as one moment."""

    def times_on(self, day: dt.date | None) -> Moment | None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if day is None or start is None or end is None:
            self.add_error("start", _("Fill in a begin and an end."))
            return None
        if end <= start:
            self.add_error("end", _("The end is before the start."))
            return None
        return Moment(starts_at=_at(day, start), ends_at=_at(day, end))


class AcceptForm(TimesMixin, forms.Form):
    """With a date: only yes. Without one: which of the days, and at what time."""

    note = _note(_("A word for the school, if you like"))

    def __init__(self, *args, booking: Booking, **kwargs):
        super().__init__(*args, **kwargs)
        self.booking = booking
        if booking.session_id:
            return
        wishes = booking.wished
        self.fields["day"] = forms.ChoiceField(
            label=_("Which day suits you?"),
            choices=[
                (wish.day.isoformat(), f"{long_date(wish.day)}, {wish.part_label.lower()}")
                for wish in wishes
            ],
            widget=forms.RadioSelect,
        )
        start = USUAL_START[wishes[0].part] if wishes else USUAL_START["any"]
        self.fields["start"] = _clock(_("Begin"), required=True)
        self.fields["end"] = _clock(_("End"), required=True)
        self.fields["start"].initial = start
        self.fields["end"].initial = _later(start, booking.offer.duration_minutes)
        self.order_fields(["day", "start", "end", "note"])

    def clean(self):
        given = super().clean()
        self.moment = None
        if not self.booking.session_id and given.get("day"):
            self.moment = self.times_on(dt.date.fromisoformat(given["day"]))
        return given


class OtherDateForm(TimesMixin, forms.Form):
    when = forms.ChoiceField(label=_("Which date can you offer?"), widget=forms.RadioSelect)
    day = forms.DateField(label=_("Day"), required=False, widget=DateInput())
    start = _clock(_("Begin"))
    end = _clock(_("End"))
    note = _note(_("A word for the school, if you like"))

    def __init__(self, *args, booking: Booking, dates: list[Session], **kwargs):
        super().__init__(*args, **kwargs)
        self.dates = {str(date.pk): date for date in dates}
        self.fields["when"].choices = [
            *((pk, moment(date.starts_at, date.ends_at)) for pk, date in self.dates.items()),
            (NEW_DATE, _("A new date, for this group only")),
        ]
        if not dates:
            self.fields["when"].initial = NEW_DATE
        self.fields["start"].initial = USUAL_START["any"]
        self.fields["end"].initial = _later(USUAL_START["any"], booking.offer.duration_minutes)

    def clean(self):
        given = super().clean()
        self.moment = None
        if session := self.dates.get(given.get("when", "")):
            self.moment = Moment(session=session)
        elif given.get("when") == NEW_DATE:
            if not given.get("day"):
                self.add_error("day", _("Fill in a day."))
            else:
                self.moment = self.times_on(given["day"])
        return given


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not?"), choices=Booking.Reason.choices, widget=forms.RadioSelect
    )
    note = _note(_("One sentence for the school, if you like"))


def _at(day: dt.date, clock: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, clock))


def _later(clock: str, minutes: int) -> str:
    start = dt.datetime.combine(dt.date(2000, 1, 1), dt.time.fromisoformat(clock))
    end = start + dt.timedelta(minutes=min(minutes, 8 * 60))
    return end.strftime("%H:%M")

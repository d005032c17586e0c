"""A request for a group: what the school asks."""

import datetime as dt

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from employers.models import Offer, Session
from placements.forms.rounds import DateInput
from placements.models.booking import MOST_WISHES, DayPart, Wish
from placements.services.bookings import Request
from portal.core.formats import moment
from portal.reference.models import Track
from schools.models import Group

OTHER_DAY = "other"
PHONE = RegexValidator(r"^[+()\d\s-]{6,30}$", _("Write a telephone number with digits only."))


class WishesMixin:
    """Up to three days, each with a part of the day. ``wishes`` are those that are filled in."""

    def add_wish_fields(self) -> None:
        for number in range(1, MOST_WISHES + 1):
            label = _("Day %(number)s") % {"number": number}
            self.fields[f"wish_{number}_day"] = forms.DateField(
                label=label, required=False, widget=DateInput()
            )
            self.fields[f"wish_{number}_part"] = forms.ChoiceField(
                label=_("Part of the day"),
                choices=DayPart.choices,
                initial=DayPart.ANY,
                required=False,
            )

    @property
    def wishes(self) -> tuple[Wish, ...]:
        found = []
        for number in range(1, MOST_WISHES + 1):
            if day := self.cleaned_data.get(f"wish_{number}_day"):
                part = self.cleaned_data.get(f"wish_{number}_part") or DayPart.ANY.value
                found.append(Wish(day, part))
        return tuple(found)

    @property
    def wish_rows(self) -> list[tuple]:
        return [
            (self[f"wish_{number}_day"], self[f"wish_{number}_part"])
            for number in range(1, MOST_WISHES + 1)
        ]


class BookingForm(WishesMixin, forms.Form):
    group = forms.ModelChoiceField(
        Group.objects.none(), label=_("Which group?"), empty_label=_("Choose a group")
    )
    when = forms.ChoiceField(label=_("When?"), widget=forms.RadioSelect)
    pupils = forms.IntegerField(
        label=_("How many pupils?"),
        help_text=_("Leave empty for the whole group."),
        min_value=1,
        max_value=200,
        required=False,
    )
    adults = forms.IntegerField(
        label=_("How many adults come along?"), min_value=1, max_value=50, initial=1
    )
    track = forms.ChoiceField(label=_("Level"), required=False)
    message = forms.CharField(
        label=_("Message to the company"),
        help_text=_("What do you hope the pupils will see or do? Write no names of pupils."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact_name = forms.CharField(
        label=_("Who at school can the company call?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args, groups, offer: Offer, dates: list[Session], **kwargs):
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.dates = {str(date.pk): date for date in dates}
        self.fields["group"].queryset = groups
        self.fields["when"].choices = [
            *((pk, _date_label(date)) for pk, date in self.dates.items()),
            (OTHER_DAY, _("Another day")),
        ]
        self.fields["track"].choices = [("", _("Not said")), *Track.choices]
        if not dates:
            self.fields["when"].initial = OTHER_DAY
        self.add_wish_fields()

    def clean(self):
        given = super().clean()
        if given.get("when") == OTHER_DAY and not self.errors and not self.wishes:
            self.add_error("wish_1_day", _("Name at least one day that suits."))
        group = given.get("group")
        if group and not given.get("pupils"):
            given["pupils"] = group.size
            if not group.size:
                self.add_error("pupils", _("This group has no pupils yet. Fill in how many come."))
        return given

    @property
    def request(self) -> Request:
        given = self.cleaned_data
        session = self.dates.get(given["when"])
        return Request(
            group=given["group"],
            pupils=given["pupils"],
            session=session,
            wishes=() if session else self.wishes,
            adults=given["adults"],
            year=given["group"].year_of_study,
            track=given["track"],
            message=given["message"],
            contact_name=given["contact_name"],
            contact_phone=given["contact_phone"],
        )


class AskAgainForm(WishesMixin, forms.Form):
    """The other date does not suit: which days do?"""

    note = forms.CharField(label=_("Why, if you like"), max_length=400, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_wish_fields()

    def clean(self):
        given = super().clean()
        if not self.errors and not self.wishes:
            self.add_error("wish_1_day", _("Name at least one day that suits."))
        return given


def _date_label(date: Session) -> str:
    left = _("%(left)s places left") % {"left": date.places_left}
    return f"{moment(date.starts_at, date.ends_at)} · {left}"


def first_possible_day(offer: Offer, today: dt.date) -> dt.date:
    return today + dt.timedelta(days=offer.lead_days)

"""Keeping places for a school, and naming a partner school."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import Employer, Session
from placements.release_stages import release_of
from portal.core.formats import local_day
from schools.models import School


class ReservationForm(forms.Form):
    # Employers may know which schools there are; what is in them they do not see.
    school = forms.ModelChoiceField(
        School.objects.order_by("name"), label=_("For which school?"), empty_label=_("Choose")
    )
    places = forms.IntegerField(label=_("How many places?"), min_value=1, max_value=500)
    free_on = forms.DateField(
        label=_("Fall free on"),
        help_text=_("From this day others may take what the school did not use."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        two_weeks = release_of(session).last_minute_from - dt.timedelta(weeks=2)
        self.initial["free_on"] = min(max(two_weeks, tomorrow), local_day(session.starts_at))
        self.initial["places"] = max(min(session.offer.group_min, session.places_left), 1)


class PartnerForm(forms.Form):
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("Which school?"), empty_label=_("Choose")
    )

    def __init__(self, *args, employer: Employer, **kwargs):
        super().__init__(*args, **kwargs)
        already = employer.partner_schools.values("school")
        self.fields["school"].queryset = School.objects.exclude(pk__in=already).order_by("name")
